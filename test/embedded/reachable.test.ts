/** Who may start the hub: root and an ordinary user, also where the data lie in a folder that nobody else may enter. */
import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { PROJECT_DIR } from "../../kernel/process/config.js";
import { databaseProcess, Processes } from "../support/processes.js";

const QUESTION = `{ partnerships { nodes { name awards { totalCount } observations { totalCount } } } }`;

const processes = new Processes();
const isRoot = process.getuid?.() === 0;
const starter = isRoot ? "root" : "an ordinary user";

afterEach(() => processes.clear());

test(`a hub started by ${starter} answers where only ${starter} may enter the folder above its data`, async () => {
  const parent = processes.folder();
  if (process.getuid) expect(statSync(parent)).toMatchObject({ uid: process.getuid(), mode: 0o40700 });
  await expectAnswers(path.join(parent, "hub"));
});

if (isRoot) {
  const account = accountOf("nobody");
  const mayRead = reads(account, path.join(PROJECT_DIR, "start.ts")) && reads(account, process.execPath);

  // The project may itself lie in a folder that only root may enter; then no other user can start it from there.
  const title = mayRead
    ? "a hub started by an ordinary user answers where only that user may enter the data folder"
    : "an ordinary user who may not enter the project folder cannot start a hub from it, and nothing is left in the data folder";
  test(title, async () => {
    const parent = processes.folder();
    chmodSync(parent, 0o711);
    const dataDir = path.join(parent, "hub");
    mkdirSync(dataDir, { mode: 0o700 });
    chownSync(dataDir, account.uid, account.gid);
    if (mayRead) await expectAnswers(dataDir, account);
    else {
      await expect(processes.start({ file: "start.ts", settings: { HUB_DATA_DIR: dataDir }, account })).rejects.toThrow();
      expect(databaseProcess(dataDir)).toBeNull();
    }
  });
}

/** A hub started on the folder answers, its PostgreSQL is never root's, and both end when told. */
async function expectAnswers(dataDir: string, account?: { uid: number; gid: number }): Promise<void> {
  const hub = await processes.start({ file: "start.ts", settings: { HUB_DATA_DIR: dataDir }, account });
  const answer = await hub.ask(QUESTION);
  expect(answer.errors).toBeUndefined();
  expect(answer.data.partnerships.nodes).not.toHaveLength(0);

  const postgres = databaseProcess(dataDir);
  expect(postgres).not.toBeNull();
  if (process.platform === "linux") {
    const owner = statSync(`/proc/${postgres}`).uid;
    expect(owner).not.toBe(0);
    if (!isRoot || account) expect(owner).toBe(account?.uid ?? process.getuid!());
  }
  expect(await hub.end("SIGTERM")).toMatchObject({ code: 0, stderr: "" });
  expect(databaseProcess(dataDir)).toBeNull();
}

function accountOf(name: string): { uid: number; gid: number } {
  const entries = readFileSync("/etc/passwd", "utf8").split("\n").map((line) => line.split(":"));
  const entry = entries.find((each) => each[0] === name);
  if (!entry) throw new Error(`There is no user ${name} in /etc/passwd.`);
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}

function reads(account: { uid: number; gid: number }, file: string): boolean {
  return spawnSync("/bin/cat", [file], { ...account, cwd: "/", stdio: "ignore" }).status === 0;
}
