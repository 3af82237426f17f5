/** Stops the tests' PostgreSQL and removes what the tests made. */
export default async function globalTeardown() {
  const child = globalThis.testDatabase;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.send("stop");
  await ended;
}
