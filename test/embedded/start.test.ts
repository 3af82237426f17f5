/** The whole hub as one command on the embedded database: stopped, killed, started again, and started wrongly. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { readConfig } from "../../kernel/process/config.js";
import { databaseProcess, Processes, until, type HubProcess } from "../support/processes.js";

const QUESTION = /* GraphQL */ `
  {
    partnerships {
      nodes {
        name
        plans { nodes { title period { label } } }
        awards { nodes { awarded { pounds } annualAmounts { year amount { pounds } } } }
        targets { nodes { indicator { name } changePercent } }
      }
    }
  }
`;

const processes = new Processes();
const dataDir = path.join(processes.folder(), "hub");
let running: HubProcess | undefined;

afterAll(() => processes.clear());

test("two hubs with ports and data folders of their own run side by side, and one goes on when the other stops", async () => {
  const otherDir = path.join(processes.folder(), "hub");
  const [one, other] = await Promise.all([theHub(), processes.start({ file: "start.ts", settings: { HUB_DATA_DIR: otherDir } })]);
  const answer = await one.ask(QUESTION);
  expect(answer.errors).toBeUndefined();
  expect(answer.data.partnerships.nodes).not.toHaveLength(0);
  expect(await other.ask(QUESTION)).toEqual(answer);
  expect(databaseProcess(otherDir)).not.toBe(databaseProcess(dataDir));

  await other.end("SIGTERM");
  expect(databaseProcess(otherDir)).toBeNull();
  expect(await one.ask(QUESTION)).toEqual(answer);
});

test("a second hub on the same data folder is refused in a sentence, and the first goes on answering", async () => {
  const first = await theHub();
  const answer = await first.ask(QUESTION);
  const postgres = databaseProcess(dataDir);
  const second = await processes.run({ file: "start.ts", settings: { HUB_DATA_DIR: dataDir } });
  expect(second).toMatchObject({ code: 1, stderr: `Another hub is running on ${dataDir}: give this one a HUB_DATA_DIR and a PORT of its own.\n` });
  expect(databaseProcess(dataDir)).toBe(postgres);
  expect(await first.ask(QUESTION)).toEqual(answer);
});

test("a hub that was killed is started again, finds PostgreSQL running and answers the same", async () => {
  const killed = await theHub();
  const answer = await killed.ask(QUESTION);
  const postgres = databaseProcess(dataDir);
  await kill(killed);
  expect(databaseProcess(dataDir)).toBe(postgres);

  const hub = await theHub();
  expect(databaseProcess(dataDir)).toBe(postgres);
  expect(await hub.ask(QUESTION)).toEqual(answer);
});

test("a hub that was killed together with its PostgreSQL is started again, recovers and answers the same", async () => {
  const killed = await theHub();
  const answer = await killed.ask(QUESTION);
  const postgres = databaseProcess(dataDir)!;
  process.kill(postgres, "SIGKILL");
  await kill(killed);
  await until(() => databaseProcess(dataDir) === null, "PostgreSQL did not die");

  const hub = await theHub();
  expect(databaseProcess(dataDir)).not.toBe(postgres);
  expect(await hub.ask(QUESTION)).toEqual(answer);
});

test("a hub that is told to stop ends in order and leaves no PostgreSQL behind", async () => {
  const hub = await theHub();
  expect(databaseProcess(dataDir)).not.toBeNull();
  running = undefined;
  expect(await hub.end("SIGTERM")).toMatchObject({ code: 0, signal: null, stderr: "" });
  expect(databaseProcess(dataDir)).toBeNull();
});

test("a start with a setting that cannot be right, or a database that does not answer, says so in a sentence and ends", async () => {
  const [port, address, away] = await Promise.all(
    [
      { HUB_DATA_DIR: dataDir, PORT: "abc" },
      { DATABASE_URL: "nonsense" },
      // Nothing listens on port 1.
      { DATABASE_URL: "postgres://hub:correct-horse@127.0.0.1:1/hub" },
    ].map((settings) => processes.run({ file: "start.ts", settings })),
  );
  expect(port).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/^PORT: .*abc.*\n$/) as string });
  expect(address).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/^DATABASE_URL: .+\n$/) as string });
  expect(away).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/^.*\S.*\n$/) as string });
  expect(away!.stderr).not.toContain("correct-horse");
});

test.each([
  "mysql://hub:correct-horse@127.0.0.1:5432/hub",
  "postgres//hub:correct-horse@127.0.0.1:5432/hub",
  "postgres:hub:correct-horse@127.0.0.1:5432/hub",
  "postgres://hub:correct-horse@127.0.0.1:port/hub",
])("a DATABASE_URL that cannot be right is refused by name and its password is not repeated: %s", (address) => {
  expect(() => readConfig({ DATABASE_URL: address })).toThrow(/^DATABASE_URL: (?!.*correct-horse)/);
});

/** The hub of this file's data folder: the one that runs, or a new one. */
async function theHub(): Promise<HubProcess> {
  return (running ??= await processes.start({ file: "start.ts", settings: { HUB_DATA_DIR: dataDir } }));
}

async function kill(hub: HubProcess): Promise<void> {
  running = undefined;
  expect(await hub.end("SIGKILL")).toMatchObject({ signal: "SIGKILL" });
}

test("an import that started the database leaves it to the hub that was started meanwhile", async () => {
  const folder = processes.folder();
  const shared = path.join(folder, "hub");
  const csv = path.join(folder, "funds.csv");
  const rows = Array.from({ length: 60_000 }, (_, i) => `fund-many-${i},Fund ${i},organisation-a,,,,,`);
  writeFileSync(csv, ["id,name,funder,purpose,document,section,as_printed,known_from", ...rows, ""].join("\n"));
  const importing = processes.run({ file: "commands/import.ts", args: ["grants/funds", csv], settings: { HUB_DATA_DIR: shared } });
  await until(() => databaseProcess(shared) !== null, "The import started no database", 30_000);
  const hub = await processes.start({ file: "start.ts", settings: { HUB_DATA_DIR: shared } });
  expect(await importing).toMatchObject({ code: 0, stdout: expect.stringContaining("60000 read, 60000 written") as string });
  const { data, errors } = await hub.ask("{ funds { totalCount } partnerships { totalCount } }");
  expect(errors).toBeUndefined();
  expect(data.funds.totalCount).toBeGreaterThan(60_000);
  await hub.end("SIGTERM");
  expect(databaseProcess(shared)).toBeNull();
});

test("of two hubs started at once on a new folder one runs and the other is refused", async () => {
  const fresh = path.join(processes.folder(), "hub");
  const starts = await Promise.allSettled([1, 2].map(() => processes.start({ file: "start.ts", settings: { HUB_DATA_DIR: fresh } })));
  const hubs = starts.flatMap((start) => (start.status === "fulfilled" ? [start.value] : []));
  expect(hubs).toHaveLength(1);
  expect((await hubs[0]!.ask(QUESTION)).errors).toBeUndefined();
  await hubs[0]!.end("SIGTERM");
});

test("an import of a file that is not there says so", async () => {
  expect(await processes.run({ file: "commands/import.ts", args: ["grants/funds", "nowhere.csv"], settings: {} })).toMatchObject({ code: 1, stderr: "There is no file nowhere.csv.\n" });
});

test.each(["plans/topic", "nobody/topics", "plans/constructor", "topics"])("an import %s, which there is not, is told by its name with those that there are", async (what) => {
  const { code, stderr } = await processes.run({ file: "commands/import.ts", args: [what, "topics.csv"], settings: {} });
  expect(code).toBe(1);
  expect(stderr).toMatch(new RegExp(`^There is no import ${what}\\.\nWhat can be imported: .*plans/topics, `));
});
