/** Imported before anything of Apollo: the hub connects to no host that its operator did not configure. */
process.env["APOLLO_TELEMETRY_DISABLED"] = "1";
