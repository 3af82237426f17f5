/** What is written about one award looks at that award, and not at each pair of what there is of others. */
import { startHub, type Asker, type TestHub } from "../support/hub.js";
import { done } from "../support/ledger-verbs.js";
import { grantOfficer } from "../support/people.js";
import { readOf } from "../support/rows-read.js";

const YEAR = "2016/17";
const OTHERS = 400;
const ACTS = 6;

let hub: TestHub;
let officer: Asker;
beforeAll(async () => {
  hub = await startHub();
  officer = hub.as(grantOfficer("pcc-area-cambridgeshire"));
});
afterAll(() => hub.close());

async function award(): Promise<string> {
  const input = { fund: "fund-cambridgeshire-pcc-safer-peterborough", partnership: "partnership-peterborough", awarded: "1000.00", annualAmounts: [{ year: YEAR, amount: "1000.00" }] };
  return ((await done(officer, "recordAward", input)) as { id: string }).id;
}

const fetched = async (act: () => Promise<unknown>): Promise<number> => (await readOf(hub, "grants", ["allocation", "ledger_entry"], act)).rows;

test("passing money on does not go through what was passed on of another award", async () => {
  const own = await award();
  await done(officer, "recordPayment", { award: own, amount: "500.00", on: "2016-05-01" });
  const { id: allocation } = (await done(officer, "allocate", { award: own, year: YEAR, amount: "500.00" })) as { id: string };
  const passOn = () => done(officer, "passOn", { allocation, amount: "0.01", on: "2016-05-02" });
  // By then PostgreSQL has thought out, for next to nothing, how each statement goes, and keeps to it.
  for (let n = 0; n < ACTS; n++) await passOn();

  const other = await award();
  const numbers = Array.from({ length: OTHERS }, (_, n) => n);
  const allocations = ["id,award,year,amount,service,recipient,parent,purpose,attributed_level,attributed_to,visibility,document,section,as_printed,known_from", ...numbers.map((n) => `allocation-other-${n},${other},${YEAR},1.00,,,,?NOT_STATED: not said,UNATTRIBUTED,,PARTNERSHIP,,,,`)];
  expect(await hub.importCsv("grants/allocations", `${allocations.join("\n")}\n`)).toMatchObject({ problems: [], written: OTHERS });
  await done(officer, "recordPayment", { award: other, amount: "500.00", on: "2016-05-01" });
  const entries = ["id,award,kind,from,to,amount,on,claim,corrects,note,visibility,document,section,as_printed,known_from", ...numbers.map((n) => `ledger-entry-other-${n},${other},PASS_ON,${other},allocation-other-${n},1.00,2016-05-02,,,,PARTNERSHIP,,,,`)];
  expect(await hub.importCsv("grants/ledger-entries", `${entries.join("\n")}\n`)).toMatchObject({ problems: [], written: OTHERS });

  // As PostgreSQL does by itself after a while: what it thought of small tables it thinks out again.
  await hub.sql("analyze");
  const before = await fetched(passOn);
  for (let n = 0; n < ACTS; n++) await passOn();
  const after = await fetched(passOn);
  expect(after).toBeGreaterThan(before);
  // The act's own rows, and perhaps a look through a small table: not the allocations times the entries.
  expect((after - before) / ACTS).toBeLessThan(4 * OTHERS);
});
