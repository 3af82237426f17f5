/** The questions that a national hub is asked most are answered by indexes, whatever the size: the statements that the hub really sends, explained by PostgreSQL. */
import pg from "pg";
import { asHub } from "../../kernel/authority/asking.js";
import { PUBLIC_VIEWER } from "../../kernel/authority/viewer.js";
import { sayWhoAsks } from "../../kernel/database/viewer-settings.js";
import { startHub, type TestHub } from "../support/hub.js";
import { testRolesOf } from "../support/service-sql.js";

let hub: TestHub;

beforeAll(async () => {
  hub = await startHub("documents");
  // Enough rows that to read them all is no way to find a few.
  const months = Array.from({ length: 120 }, (_, m) => new Date(Date.UTC(2000, m)).toISOString().slice(0, 7));
  const rows = ["fenland", "peterborough", "cambridge"].flatMap((place) =>
    ["burglary", "robbery", "drugs", "shoplifting"].flatMap((type) =>
      months.map((month, m) => `observation-index-${type}-${place}-${month},indicator-recorded-crime-${type},partnership-${place},,MONTH ${month},MONTH ${month},EQ,${m},,,Synthetic,FINAL,,,,2022-10-31`),
    ),
  );
  const report = await hub.importCsv("indicators/observations", `id,indicator,partnership,place,period,reported_under,qualifier,value,numerator,denominator,base,status,document,section,as_printed,known_from\n${rows.join("\n")}\n`);
  expect(report).toMatchObject({ written: rows.length, refused: 0 });
  // What PostgreSQL knows of the rows is not left to when it looks by itself.
  const owner = new pg.Client({ connectionString: hub.databaseUrl, options: `-c role=${testRolesOf("indicators").owner}` });
  await owner.connect();
  await owner.query("analyze indicators.observation");
  await owner.end();
}, 120_000);

afterAll(() => hub.close());

/** A step of a plan as PostgreSQL tells it. */
interface Step {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Index Cond"?: string;
  Plans?: Step[];
}

/** The steps of a statement, for whatever values it is asked with, as anyone asks it. */
async function stepsOf(text: string): Promise<Step[]> {
  const client = await hub.service("indicators").database.pool.connect();
  try {
    await client.query(`begin; ${sayWhoAsks({ ...asHub(), viewer: PUBLIC_VIEWER })}`);
    // With a few rows it is quickest to read a table from end to end, once, and join it whole: that is put out of the choice, as it is with millions of rows.
    await client.query("set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off; set local enable_material = off; set local plan_cache_mode = force_generic_plan");
    await client.query(`prepare asked as ${text}`);
    const parameters = Math.max(0, ...[...text.matchAll(/\$(\d+)/g)].map(([, n]) => Number(n)));
    const given = parameters ? `(${Array.from({ length: parameters }, () => "null").join(", ")})` : "";
    const { rows } = await client.query<{ "QUERY PLAN": { Plan: Step }[] }>(`explain (format json) execute asked${given}`);
    const all = (step: Step): Step[] => [step, ...(step.Plans ?? []).flatMap(all)];
    return all(rows[0]!["QUERY PLAN"][0]!.Plan);
  } finally {
    await client.query("rollback; deallocate all");
    client.release();
  }
}

/** Those of the steps that read observations. */
function overObservations(steps: Step[]): Step[] {
  return steps.filter((step) => step["Relation Name"] === "observation" || step["Index Name"]?.startsWith("observation"));
}

/** Each statement over observations that a question takes, with its steps. */
async function explained(query: string): Promise<Step[][]> {
  const { statements, errors } = await hub.measure(query);
  expect(errors).toBeUndefined();
  const sent = statements.filter(({ service, text }) => service === "indicators" && text.includes('observation'));
  expect(sent.length).toBeGreaterThan(0);
  return Promise.all(sent.map(({ text }) => stepsOf(text)));
}

const INDICATOR = "indicator-recorded-crime-burglary";
const PARTNERSHIP = "partnership-fenland";

describe("is answered by an index on what is asked for", () => {
  test.each([
    ["a partnership's page of indicators", `{ partnership(id: "${PARTNERSHIP}") { indicators(first: 100) { totalCount nodes { name } } } }`, ["indicator_id", "partnership_id"]],
    ["a partnership's page of values", `{ partnership(id: "${PARTNERSHIP}") { observations(first: 100) { nodes { value period { label } } } } }`, ["partnership_id"]],
    ["a series", `{ series(indicator: "${INDICATOR}", partnership: "${PARTNERSHIP}", kind: MONTH) { points { value } chart { mean } } }`, ["indicator_id", "partnership_id"]],
    ["a partnership's series", `{ partnership(id: "${PARTNERSHIP}") { series(kind: MONTH) { points { value } } } }`, ["partnership_id"]],
    [
      "a page of partnerships compared on one indicator",
      `{ observations(first: 100, where: { indicator: ["${INDICATOR}"], period: { from: "2019-08-01", to: "2019-08-31" }, extent: [LOCAL] }, orderBy: { field: VALUE, direction: DESC }) { nodes { value partnership { id } } } }`,
      ["indicator_id", "period_"],
    ],
    [
      "a page of partnerships compared on one indicator for one period",
      `{ observations(first: 100, where: { indicator: ["${INDICATOR}"], periodIs: { kind: MONTH, from: "2019-08-01", to: "2019-08-31" } }, orderBy: { field: VALUE, direction: DESC }) { nodes { value partnership { id } } } }`,
      ["indicator_id", "period_from", "period_to"],
    ],
    ["all partnerships compared on one indicator", `{ observations(first: 100, where: { indicator: ["${INDICATOR}"], period: { from: "2019-08-01", to: "2019-08-31" } }) { totalCount nodes { value partnership { id } } } }`, ["indicator_id", "period_"]],
  ])("%s", async (_, query, columns) => {
    for (const steps of (await explained(query)).map(overObservations)) {
      expect(steps.length).toBeGreaterThan(0);
      for (const step of steps) {
        expect(step["Node Type"]).not.toBe("Seq Scan");
        // A bitmap is drawn up by the index scan beneath it.
        if (step["Node Type"] === "Bitmap Heap Scan") continue;
        for (const column of columns) expect(step["Index Cond"]).toContain(column);
      }
    }
  });

  test("a page of a comparison for one period is read in the order of the index, and stops where the page ends", async () => {
    const compared = (period: string): string => `{ observations(first: 5, where: { indicator: ["${INDICATOR}"], ${period} }, orderBy: { field: VALUE, direction: DESC }) { nodes { value } } }`;
    const sorts = async (period: string): Promise<boolean> => (await explained(compared(period))).flat().some((step) => step["Node Type"].endsWith("Sort"));
    expect(await sorts('periodIs: { kind: MONTH, from: "2019-08-01", to: "2019-08-31" }')).toBe(false);
    expect(await sorts('period: { from: "2019-08-01", to: "2019-08-31" }')).toBe(true);
  });

  test("a question that no index serves is seen by this test", async () => {
    const [steps] = (await explained(`{ observations(first: 5, where: { extent: [LOCAL] }, orderBy: { field: VALUE, direction: DESC }) { nodes { value } } }`)).map(overObservations);
    expect(steps!.some((step) => step["Node Type"] === "Seq Scan" || !step["Index Cond"])).toBe(true);
  });
});
