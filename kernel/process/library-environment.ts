/** Imported before any library that reads the environment: what libraries may hear of it. */

// The hub connects to no host that its operator did not configure for it.
for (const name of Object.keys(process.env)) if (name.startsWith("APOLLO_")) Reflect.deleteProperty(process.env, name);
process.env["APOLLO_TELEMETRY_DISABLED"] = "1";

// Libraries tell more of their inside, and check more, where this is not said. HUB_MODE makes no difference to them.
if (process.env["NODE_ENV"] !== "test") process.env["NODE_ENV"] = "production";
