/** What a month of counts costs the database is of that month, and not of all that were ever counted or audited. */
import { Readable } from "node:stream";
import { drawnRecords, streetCrimeFile } from "../../data/synthetic/street-crime.js";
import { asHub } from "../../kernel/authority/asking.js";
import { openLog } from "../../kernel/process/log.js";
import { startHub, type TestHub } from "../support/hub.js";
import { readOf, type Reading } from "../support/rows-read.js";

const FORCE = "Cambridgeshire Constabulary";
const DISTRICTS = ["Cambridge", "East Cambridgeshire", "Fenland", "Huntingdonshire", "Peterborough", "South Cambridgeshire"];
/** Counts that a month comes to: of 14 types in six partnerships, outside them and without a place. */
const COUNTS = 14 * 8;
const MONTHS = 36;
/** Rows that PostgreSQL may read for each count, by look-ups, and pages of indexes that it may look at. */
const LOOK_UPS = 20;
const PAGES = 120;

let hub: TestHub;
let month = 0;
let draw = 0;

beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.close());

/** Imports so many months that nobody has counted yet, or that many of those before the latest, counted anew. */
async function takeMonths(n: number, { anew = false } = {}): Promise<void> {
  const { database, subgraph } = hub.service("indicators");
  const files = Array.from({ length: n }, (_, i) => {
    const name = new Date(Date.UTC(1950, anew ? month - i - 1 : ++month)).toISOString().slice(0, 7);
    return { name, bytes: Readable.from(streetCrimeFile(FORCE, name, drawnRecords(10_000 * ++draw, 2_000, DISTRICTS))) };
  });
  const { refused, written, unchanged } = await subgraph.publications["street-crime"]!.take(database, files, { asking: asHub(), log: openLog("silent") });
  expect([refused, written + unchanged]).toEqual([0, n * COUNTS]);
  // Nearly every count is another when it is drawn again.
  expect(written).toBeGreaterThan(0.8 * n * COUNTS);
}

test.each([
  ["new", 1, {}],
  ["new, four together", 4, {}],
  ["counted anew", 1, { anew: true }],
])("a month that is %s reads no more of figures and audit when there are many", async (_, months, how) => {
  // What the act read is told with the next that is done: so it is done twice, and what lies between is of one.
  const read = async (): Promise<Reading> => {
    const before = await readOf(hub, "indicators", ["observation", "audit_entry"], () => takeMonths(months, how));
    const after = await readOf(hub, "indicators", ["observation", "audit_entry"], () => takeMonths(months, how));
    return { rows: after.rows - before.rows, indexPages: after.indexPages - before.indexPages };
  };
  // By then PostgreSQL has thought out how triggers go, when the tables were short, and keeps to it.
  for (let n = 0; n < 8; n++) await takeMonths(1);
  await takeMonths(MONTHS);
  const { rows, indexPages } = await read();
  expect(rows).toBeGreaterThan(0);
  expect(rows).toBeLessThan(LOOK_UPS * months * COUNTS);
  expect(indexPages).toBeLessThan(PAGES * months * COUNTS);
});
