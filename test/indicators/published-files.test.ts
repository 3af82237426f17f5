/** Published files as an operator has them: a zip as it was downloaded, a folder, or files by name; what they are is entered as documents; and reading them holds no more than what they come to. */
import { writeFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { strToU8, zipSync } from "fflate";
import pg from "pg";
import { streetCrimeFile, STREET_TYPES, type StreetRecord } from "../../data/synthetic/street-crime.js";
import { countStreetFile } from "../../services/indicators/publications/recorded-crime/street-records.js";
import { cloneDatabase, READS_ALL } from "../support/database.js";
import { Processes, type Ended } from "../support/processes.js";

const FORCE = "Cambridgeshire Constabulary";
const DISTRICTS = ["Cambridge", "East Cambridgeshire", "Fenland", "Huntingdonshire", "Peterborough", "South Cambridgeshire"];
const month = (name: string, n: number): Uint8Array => strToU8(Buffer.concat([...streetCrimeFile(FORCE, name, Array.from({ length: n }, (_, i) => ({ smallArea: `${DISTRICTS[i % 6]!} 001A`, type: "Robbery" })))]).toString());

const processes = new Processes();
let database: Awaited<ReturnType<typeof cloneDatabase>>;
let direct: pg.Pool;
let folder: string;

beforeAll(async () => {
  database = await cloneDatabase("documents");
  direct = new pg.Pool({ connectionString: database.url, max: 1, options: READS_ALL });
  direct.on("error", () => {});
  folder = processes.folder();
});

afterAll(async () => {
  await processes.clear();
  await direct.end();
  await database.drop();
});

const run = (...args: string[]): Promise<Ended> => processes.run({ file: "commands/import.ts", args: ["indicators/street-crime", ...args], settings: { DATABASE_URL: database.url } });
const held = async (first: string): Promise<{ n: number; sum: number }> =>
  (await direct.query<{ n: number; sum: number }>("select count(*)::int as n, coalesce(sum(value), 0)::int as sum from indicators.observation where known_to is null and period_kind = 'MONTH' and period_from = $1 and partnership_id is not null", [first])).rows[0]!;

/** A zip as data.police.uk makes one: a folder for each month, with files of other kinds beside. */
const downloaded = (months: Record<string, number>): Uint8Array =>
  zipSync(Object.fromEntries([
    ...Object.entries(months).flatMap(([name, n]): [string, Uint8Array][] => [[`${name}/${name}-cambridgeshire-street.csv`, month(name, n)], [`${name}/${name}-cambridgeshire-outcomes.csv`, strToU8("Crime ID,Month\r\n")]]),
    ["README.txt", strToU8("Nothing of the hub's.")],
  ]));

test("a zip as it was downloaded comes in whole: its street files alone, each month, and what they are is entered as documents, once", async () => {
  const file = path.join(folder, "download.zip");
  writeFileSync(file, downloaded({ "2021-06": 60, "2021-07": 30 }));
  const first = await run(file, "--known-from", "2022-12-31");
  expect(first).toMatchObject({ code: 0 });
  expect(first.stdout).toMatch(/^90 records read; 16 written, 0 unchanged; 0 lines refused\n  90 in a partnership\n/);
  expect([await held("2021-06-01"), await held("2021-07-01")]).toEqual([{ n: 6, sum: 60 }, { n: 6, sum: 30 }]);
  const documents = async (): Promise<unknown[]> =>
    (await direct.query("select id, publisher, kind, licence, version, (known_from at time zone 'UTC')::date::text as known from plans.document where id like 'document-police-uk-cambridgeshire-2021-%' order by id")).rows;
  const entered = ["2021-06", "2021-07"].map((name) => ({ id: `document-police-uk-cambridgeshire-${name}`, publisher: "data.police.uk", kind: "DATA_RELEASE", licence: "Open Government Licence v3.0", version: 1, known: "2022-12-31" }));
  expect(await documents()).toEqual(entered);
  expect((await run(file)).stdout).toMatch(/^90 records read; 0 written, 16 unchanged/);
  expect(await documents()).toEqual(entered);
});

test("a folder gives the same as a zip of it", async () => {
  const months = path.join(folder, "unpacked", "2021-08");
  mkdirSync(months, { recursive: true });
  writeFileSync(path.join(months, "2021-08-cambridgeshire-street.csv"), month("2021-08", 12));
  writeFileSync(path.join(months, "2021-08-cambridgeshire-outcomes.csv"), "Crime ID\r\n");
  expect((await run(path.join(folder, "unpacked"))).stdout).toMatch(/^12 records read; 8 written/);
  writeFileSync(path.join(folder, "same.zip"), downloaded({ "2021-08": 12 }));
  expect((await run(path.join(folder, "same.zip"))).stdout).toMatch(/^12 records read; 0 written, 8 unchanged/);
});

test("a zip that was cut is refused wherever the cut fell, also where what is left ends with a whole line; so is one that holds nothing of the kind", async () => {
  const line = Buffer.from(month("2021-09", 60));
  // Stored as it is, so that a cut can fall exactly behind a line of the file.
  const whole = Buffer.from(zipSync({ "2021-09/2021-09-cambridgeshire-street.csv": [line, { level: 0 }] }));
  const behindALine = whole.indexOf("\r\n", Math.floor(whole.length / 2)) + 2;
  expect(whole.subarray(behindALine - 2, behindALine).toString()).toBe("\r\n");
  for (const [name, content] of [["cut", whole.subarray(0, behindALine)], ["shorter", whole.subarray(0, 100)]] as const) {
    writeFileSync(path.join(folder, `${name}.zip`), content);
    const { code, stderr } = await run(path.join(folder, `${name}.zip`));
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(new RegExp(`${name}.zip is no whole zip: where it was cut off on its way, download it again`)) });
  }
  writeFileSync(path.join(folder, "other.zip"), zipSync({ "README.txt": strToU8("Nothing.") }));
  expect(await run(path.join(folder, "other.zip"))).toMatchObject({ code: 1, stderr: expect.stringContaining("holds no street-level crime") });
  expect(await held("2021-09-01")).toEqual({ n: 0, sum: 0 });
});

test("what reading holds is a count for each place and type, however many records there are", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  /** How many cells a file comes to, and how many bytes were held with a tenth and with all of it read. */
  const readingOf = async (records: number): Promise<{ cells: number; read: number; grown: number }> => {
    function* cycle(): Generator<StreetRecord> {
      for (let i = 0; i < records; i++) yield { smallArea: `${DISTRICTS[i % 6]!} ${String(1 + (i % 20)).padStart(3, "0")}A`, type: STREET_TYPES[(i >> 3) % STREET_TYPES.length]! };
    }
    const pieces = Math.ceil(records / 1_500);
    const heldAt: number[] = [];
    function* watched(): Generator<Buffer> {
      let n = 0;
      for (const piece of streetCrimeFile(FORCE, "2021-10", cycle())) {
        if (++n === Math.ceil(pieces / 10) || n === Math.ceil(pieces / 2)) {
          collect();
          heldAt.push(process.memoryUsage().heapUsed);
        }
        yield piece;
      }
    }
    const counted = (await countStreetFile({ name: "file", bytes: Readable.from(watched(), { highWaterMark: 1 }) }, { note: (found) => expect(found).toBeNull(), progress: () => {} }))!;
    const cells = [...counted.byDistrict.values()].reduce((sum, types) => sum + types.size, 0);
    expect([...counted.byDistrict.values()].flatMap((types) => [...types.values()]).reduce((sum, { n }) => sum + n, 0)).toBe(records);
    return { cells, read: counted.records, grown: (heldAt.at(-1) ?? 0) - (heldAt[0] ?? 0) };
  };
  const [few, many] = [await readingOf(20_000), await readingOf(400_000)];
  expect([few.cells, many.cells]).toEqual([6 * STREET_TYPES.length, 6 * STREET_TYPES.length]);
  expect([few.read, many.read]).toEqual([20_000, 400_000]);
  // A record is some 200 characters: had the 160,000 between the two looks been kept in any form, it would be many millions of bytes.
  expect(many.grown).toBeLessThan(2_000_000);
});

test("a file whose lines are all ragged tells how far it is as any other, so that its deadline is looked at", async () => {
  let told = 0;
  let wrong = 0;
  const header = streetCrimeFile(FORCE, "2021-10", []).next().value as Buffer;
  const file = Readable.from([Buffer.concat([header, Buffer.from("x\n".repeat(200_000))])]);
  expect(await countStreetFile({ name: "file", bytes: file }, { note: () => { wrong++; }, progress: () => { told++; } })).toBeNull();
  expect(wrong).toBe(200_000);
  // Once at the end, and on the way.
  expect(told).toBeGreaterThan(2);
});
