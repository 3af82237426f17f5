/** Imported before anything of Apollo: the hub connects to no host that its operator did not configure for it. */
for (const name of Object.keys(process.env)) if (name.startsWith("APOLLO_")) Reflect.deleteProperty(process.env, name);
process.env["APOLLO_TELEMETRY_DISABLED"] = "1";
