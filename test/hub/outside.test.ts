test("whatever the environment says of Apollo's services, the hub does not hear it; and libraries run as in production", async () => {
  const before = process.env["NODE_ENV"];
  Object.assign(process.env, { APOLLO_KEY: "service:hub:secret", APOLLO_GRAPH_REF: "hub@current", APOLLO_SCHEMA_REPORTING: "true", NODE_ENV: "development" });
  // Anew: the hub of another test may have read it in this process.
  await import(new URL("../../kernel/process/library-environment.ts?anew", import.meta.url).href);
  const left = Object.entries(process.env).filter(([name]) => name.startsWith("APOLLO_"));
  expect(left).toEqual([["APOLLO_TELEMETRY_DISABLED", "1"]]);
  expect(process.env["NODE_ENV"]).toBe("production");
  process.env["NODE_ENV"] = before;
});
