/** Starts the tests' PostgreSQL (an embedded one, or makes a database and role of its own on TEST_DATABASE_URL) with a migrated template. */
import { fork } from "node:child_process";
import path from "node:path";

// jest runs its set-up outside its own compiler; a process of its own runs it as the hub runs.
export default async function globalSetup() {
  const child = fork(path.join(import.meta.dirname, "test-database.ts"), {
    execArgv: ["--import", "./register.js"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const urls = await new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", (code) => reject(new Error(`The tests' database did not start (exit code ${code}).`)));
  });
  Object.assign(process.env, urls);
  globalThis.testDatabase = child;
}
