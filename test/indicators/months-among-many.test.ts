/** What a month of counts costs the database is of that month, and not of all that were ever counted or audited. */
import { Readable } from "node:stream";
import { drawnRecords, streetCrimeFile } from "../../data/synthetic/street-crime.js";
import { asHub } from "../../kernel/authority/asking.js";
import { openLog } from "../../kernel/process/log.js";
import { startHub, type TestHub } from "../support/hub.js";
import { rowsRead } from "../support/rows-read.js";

const FORCE = "Cambridgeshire Constabulary";
const DISTRICTS = ["Cambridge", "East Cambridgeshire", "Fenland", "Huntingdonshire", "Peterborough", "South Cambridgeshire"];
/** Counts that a month comes to: of 14 types in six partnerships, outside them and without a place. */
const COUNTS = 14 * 8;
const MONTHS = 36;
/** Rows that PostgreSQL may read for each count, of a few tables by look-ups. */
const LOOK_UPS = 10;

let hub: TestHub;
let month = 0;

beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.close());

/** Imports so many months that nobody has counted yet. */
async function takeMonths(n: number): Promise<void> {
  const { database, subgraph } = hub.service("indicators");
  const files = Array.from({ length: n }, () => {
    const name = new Date(Date.UTC(1950, ++month)).toISOString().slice(0, 7);
    return { name, bytes: Readable.from(streetCrimeFile(FORCE, name, drawnRecords(month, 2_000, DISTRICTS))) };
  });
  const report = await subgraph.publications["street-crime"]!.take(database, files, { asking: asHub(), log: openLog("silent") });
  expect(report).toMatchObject({ refused: 0, written: n * COUNTS });
}

const fetched = (act: () => Promise<unknown>): Promise<number> => rowsRead(hub, "indicators", ["observation", "audit_entry"], act);

test("a month, and several together, read no more of figures and audit when there are many", async () => {
  // By then PostgreSQL has thought out how triggers go, when the tables were short, and keeps to it.
  for (let n = 0; n < 8; n++) await takeMonths(1);
  await takeMonths(MONTHS);
  const none = async (): Promise<void> => {};
  const before = await fetched(none);
  const one = await fetched(() => takeMonths(1));
  const four = await fetched(() => takeMonths(4));
  expect(one).toBeGreaterThan(before);
  expect(one - before).toBeLessThan(LOOK_UPS * COUNTS);
  expect(four - one).toBeLessThan(LOOK_UPS * 4 * COUNTS);
});
