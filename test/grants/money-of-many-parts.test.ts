/** What the money of one award costs to reckon grows with the parts that it is passed on to, and not with each pair of them. */
import pg from "pg";
import { asHub } from "../../kernel/authority/asking.js";
import { sayWhoAsks } from "../../kernel/database/viewer-settings.js";
import { startHub, type Asker, type TestHub } from "../support/hub.js";
import { done } from "../support/ledger-verbs.js";
import { grantOfficer } from "../support/people.js";

const PARTS = 400;
/** What one part may cost: some 130 rows when this was written. Each beside each other would be PARTS rows for each part and step. */
const ROWS_OF_A_PART = 300;
const YEAR = "2016/17";

let hub: TestHub;
let officer: Asker;
let award: string;
let service: string;

beforeAll(async () => {
  hub = await startHub();
  officer = hub.as(grantOfficer("pcc-area-cambridgeshire"));
  service = (await hub.sql<{ id: string }>("select id from grants.service where partnership_id = 'partnership-peterborough' order by id limit 1"))[0]!.id;
  award = await awardInParts();
  await hub.sql("analyze");
}, 120_000);

afterAll(() => hub.close());

/** An award that is passed on to the service in many parts, half of them parts of others, with a return and a profile line for each, and for the award as a whole. */
async function awardInParts(): Promise<string> {
  const input = { fund: "fund-cambridgeshire-pcc-safer-peterborough", partnership: "partnership-peterborough", awarded: `${PARTS}.00`, annualAmounts: [{ year: YEAR, amount: `${PARTS}.00` }] };
  const { id: made } = (await done(officer, "recordAward", input)) as { id: string };
  const numbers = Array.from({ length: PARTS }, (_, n) => n);
  const id = (n: number): string => `allocation-of-many-${n}`;
  const parent = (n: number): string => (n % 2 ? id(n - 1) : "");
  const files = {
    "grants/allocations": ["id,award,year,amount,service,recipient,parent,purpose,attributed_level,attributed_to,document,section,as_printed,known_from", ...numbers.map((n) => `${id(n)},${made},${YEAR},1.00,${service},,${parent(n)},?NOT_STATED: not said,UNATTRIBUTED,,,,,`)],
    "grants/profile-lines": ["id,award,allocation,period,planned,document,section,as_printed,known_from", ...numbers.map((n) => `profile-line-of-many-${n},${made},${id(n)},FINANCIAL_QUARTER ${YEAR} Q1,0.25,,,,`), `profile-line-of-many,${made},,FINANCIAL_QUARTER ${YEAR} Q1,0.25,,,,`],
    "grants/spend-returns": [
      "id,award,allocation,period,spend,forecast,variance_reason,received_on,final,document,section,as_printed,known_from",
      ...numbers.map((n) => `spend-return-of-many-${n},${made},${id(n)},FINANCIAL_QUARTER ${YEAR} Q1,0.25,0.75,,2016-07-10,NO,,,,`),
      `spend-return-of-many,${made},,FINANCIAL_YEAR ${YEAR},${PARTS / 2}.00,0.00,,2017-04-10,YES,,,,`,
    ],
  };
  for (const [what, lines] of Object.entries(files)) expect(await hub.importCsv(what, `${lines.join("\n")}\n`)).toMatchObject({ problems: [], refused: 0, written: lines.length - 1 });
  return made;
}

/** A step of a plan that has run, as PostgreSQL tells it. */
interface Step {
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Join Filter"?: number;
  Plans?: Step[];
}

/** The statement that reckons money for a question, as it is sent. */
async function statementOf(question: string): Promise<{ text: string; values: unknown[] }> {
  const sent: { text: string; values: unknown[] }[] = [];
  const query = Reflect.get(pg.Client.prototype, "query") as (...given: unknown[]) => unknown;
  const watched = function (this: pg.Client, ...given: [{ text: string; values: unknown[] }]): unknown {
    if (typeof given[0] === "object" && given[0].text.includes("net_spend")) sent.push(given[0]);
    return query.apply(this, given);
  };
  Reflect.set(pg.Client.prototype, "query", watched);
  try {
    expect((await officer.ask(question)).errors).toBeUndefined();
  } finally {
    Reflect.set(pg.Client.prototype, "query", query);
  }
  expect(sent).toHaveLength(1);
  return sent[0]!;
}

/** The rows that PostgreSQL handles to answer a question, in all its steps. */
async function handled(question: string): Promise<number> {
  const { text, values } = await statementOf(question);
  const client = await hub.service("grants").database.pool.connect();
  try {
    // Little memory, as where many awards are asked for at once: what is found by a table in memory is then found by that no more.
    await client.query(`begin; ${sayWhoAsks(asHub())}; set local work_mem = '64kB'; set local hash_mem_multiplier = 1`);
    const { rows } = await client.query<{ "QUERY PLAN": { Plan: Step }[] }>(`explain (analyze, timing off, format json) ${text}`, values);
    const of = (step: Step): number => (step["Actual Rows"] + (step["Rows Removed by Filter"] ?? 0) + (step["Rows Removed by Join Filter"] ?? 0)) * step["Actual Loops"] + (step.Plans ?? []).reduce((sum, each) => sum + of(each), 0);
    return of(rows[0]!["QUERY PLAN"][0]!.Plan);
  } finally {
    await client.query("rollback");
    client.release();
  }
}

test.each([
  ["what was spent of an award in each year", () => `{ award(id: "${award}") { spending { spent { pence } outturn { pence } planned { pence } } } }`],
  ["the money of a service", () => `{ service(id: "${service}") { funding { allocated { pence } spent { pence } forecast { pence } remaining { pence } } } }`],
])("%s", async (_, question) => {
  const rows = await handled(question());
  expect(rows).toBeGreaterThan(PARTS);
  expect(rows).toBeLessThan(ROWS_OF_A_PART * PARTS);
});
