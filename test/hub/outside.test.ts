test("whatever the environment says of Apollo's services, the hub does not hear it", async () => {
  Object.assign(process.env, { APOLLO_KEY: "service:hub:secret", APOLLO_GRAPH_REF: "hub@current", APOLLO_SCHEMA_REPORTING: "true" });
  await import("../../gateway/no-telemetry.js");
  const left = Object.entries(process.env).filter(([name]) => name.startsWith("APOLLO_"));
  expect(left).toEqual([["APOLLO_TELEMETRY_DISABLED", "1"]]);
});
