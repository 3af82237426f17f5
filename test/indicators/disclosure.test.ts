/** Small counts: what is restricted is shown to those whose it is, and nobody else reads it, works it out or finds it by any door. */
import fc from "fast-check";
import { randomUUID } from "node:crypto";
import { PUBLIC_VIEWER, type Viewer } from "../../kernel/authority/viewer.js";
import { startHub, type TestHub } from "../support/hub.js";
import { administrator, analyst, app, member } from "../support/people.js";
import { ServiceSql } from "../support/service-sql.js";

const SOURCE = "document,section,as_printed,known_from";
const OBSERVATIONS = `id,indicator,partnership,area,place,extent,period,reported_under,qualifier,value,numerator,denominator,base,status,dimension,openly_published,${SOURCE}`;
const KNOWN = "2016-06-30";

let hub: TestHub;
let sql: ServiceSql;

beforeAll(async () => {
  hub = await startHub("empty");
  sql = new ServiceSql(hub.databaseUrl);
  await bring("plans/pcc-areas", `id,name,gss_code,${SOURCE}`, ["pcc-area-one,One,,,,,2014-01-01", "pcc-area-two,Two,,,,,2014-01-01"]);
  await bring("plans/partnerships", `id,name,place,pcc_area,gss_code,${SOURCE}`, [
    ...["a", "b", "c"].map((p) => `partnership-${p},Partnership ${p},Place,pcc-area-one,,,,,2014-01-01`),
    "partnership-far,Far,Place,pcc-area-two,,,,,2014-01-01",
  ]);
  await hub.fetchFacts();
  await bring("indicators/areas", `id,name,kind,gss_code,parent,partnership,pcc_area,${SOURCE}`, [
    "area-force,Force,FORCE_AREA,,,,,,,,2014-01-01",
    ...["a", "b", "c"].map((p) => `area-${p},District ${p},LOCAL_AUTHORITY,,area-force,partnership-${p},,,,,2014-01-01`),
  ]);
});

afterAll(async () => {
  await sql.close();
  await hub.close();
});

async function bring(what: string, header: string, rows: string[]): Promise<void> {
  expect(await hub.importCsv(what, [header, ...rows, ""].join("\n"))).toMatchObject({ problems: [], written: rows.length });
}

/** An indicator of a class, with the version that is known from a day. */
const indicator = (id: string, disclosure = "RESTRICTED", { valueType = "COUNT", known = "2014-01-01" } = {}): Promise<void> =>
  bring("indicators/indicators", `id,name,definition,unit,value_type,polarity,disclosure_class,${SOURCE}`, [`${id},Measure ${id},,people,${valueType},LOWER_IS_BETTER,${disclosure},,,,${known}`]);

interface Said {
  id: string;
  of: string;
  place?: string;
  period?: string;
  value: number | string;
  numerator?: number;
  denominator?: number;
  dimension?: string;
  open?: boolean;
  printed?: string;
  known?: string;
}

/** A row about a district and its partnership, or about the whole force area. */
const row = (measure: string, { id, of, place = "", period = "MONTH 2016-01", value, numerator, denominator, dimension = "", open = false, printed = "", known = KNOWN }: Said): string =>
  [`observation-${id}`, measure, of === "force" ? "" : `partnership-${of}`, `area-${of}`, place, "LOCAL", period, "FINANCIAL_YEAR 2015/16", "EQ", value, numerator ?? "", denominator ?? "", "", "FINAL", dimension, open ? "YES" : "", "", "", printed, known].join(",");

const say = (measure: string, ...rows: Said[]): Promise<void> => bring("indicators/observations", OBSERVATIONS, rows.map((each) => row(measure, each)));

/** The values of an indicator that somebody is shown. */
async function shown(measure: string, viewer: Viewer = PUBLIC_VIEWER): Promise<Record<string, string>> {
  const asks = viewer === PUBLIC_VIEWER ? hub : hub.as(viewer);
  const { data, errors } = await asks.ask(`query($i: [ID!]) { observations(first: 1000, where: { indicator: $i }) { totalCount nodes { id value } } }`, { i: [measure] });
  expect(errors).toBeUndefined();
  const nodes = data.observations.nodes as { id: string; value: string }[];
  expect(data.observations.totalCount).toBe(nodes.length);
  return Object.fromEntries(nodes.map(({ id, value }) => [id.replace("observation-", ""), value]));
}

describe("one small count in a month of three districts", () => {
  const measure = "indicator-victims";
  beforeAll(async () => {
    await indicator(measure);
    await say(
      measure,
      { id: "a", of: "a", value: 3, printed: "smallword three" },
      { id: "b", of: "b", value: 40, printed: "bigword forty" },
      { id: "c", of: "c", value: 0 },
      { id: "all", of: "force", value: 43 },
      { id: "a-quarter", of: "a", period: "QUARTER 2016-Q1", value: 60 },
      { id: "a-february", of: "a", period: "MONTH 2016-02", value: 30 },
    );
  });

  test("anyone sees the rest and the zero, and neither the small count nor a sum that it goes into", async () => {
    expect(await shown(measure)).toEqual({ b: "40", c: "0", "a-february": "30" });
  });

  test("its partnership and the Commissioner's roles of its area see it; those of another partnership or area do not, nor the force's sum", async () => {
    const own = { a: "3", "a-quarter": "60" };
    const rest = { b: "40", c: "0", "a-february": "30" };
    for (const viewer of [member("partnership-a"), app("partnership-a", "read"), analyst("pcc-area-one"), administrator("pcc-area-one")]) expect(await shown(measure, viewer)).toEqual({ ...own, ...rest });
    for (const viewer of [member("partnership-b"), analyst("pcc-area-two"), app("partnership-b", "read")]) expect(await shown(measure, viewer)).toEqual(rest);
  });

  test("what is not shown is told of, without what it says", async () => {
    const ask = `{ suppressedObservations { totalCount nodes { id explanation extent period { label } indicator { name } partnership { id } area { id } } } partnership(id: "partnership-a") { suppressedObservations { totalCount } } }`;
    const { data } = await hub.ask(ask);
    expect((data.suppressedObservations.nodes as { id: string }[]).map(({ id }) => id)).toEqual(["observation-a", "observation-all", "observation-a-quarter"].toSorted());
    expect(data.suppressedObservations.totalCount).toBe(3);
    expect(data.partnership.suppressedObservations.totalCount).toBe(2);
    expect(data.suppressedObservations.nodes[0]).toMatchObject({ extent: "LOCAL", period: { label: "January 2016" }, indicator: { name: `Measure ${measure}` }, partnership: { id: "partnership-a" }, area: { id: "area-a" } });
    const { data: theirs } = await hub.as(member("partnership-a")).ask(ask);
    expect((theirs.suppressedObservations.nodes as { id: string }[]).map(({ id }) => id)).toEqual(["observation-all"]);
  });

  test("in a series its period stands in its place, without a value and with the reason; and nothing is computed with it", async () => {
    const ask = `{
      a: series(indicator: "${measure}", partnership: "partnership-a", kind: MONTH) { short points { period { label } value missing reason observation { id } interval { lower } mean flag { cause } } chart { values } trend { notComputed { reason } } }
      force: series(indicator: "${measure}", area: "area-force", kind: MONTH) { points { period { label } value reason } }
      c: series(indicator: "${measure}", partnership: "partnership-c", kind: MONTH) { points { value reason } }
      suppressedObservations { nodes { value reason } }
    }`;
    const { data } = await hub.ask(ask);
    expect(data.a.points).toEqual([
      { period: { label: "January 2016" }, value: null, missing: true, reason: "SUPPRESSED", observation: null, interval: null, mean: null, flag: null },
      expect.objectContaining({ period: { label: "February 2016" }, value: "30", missing: false, reason: null, observation: { id: "observation-a-february" } }),
    ]);
    expect(data.a.chart.values).toBe(0);
    // The sum that the small count goes into stands there as the small count does: nobody is told which is which.
    expect(data.force.points).toEqual([{ period: { label: "January 2016" }, value: null, reason: "SUPPRESSED" }]);
    expect(data.c.points).toEqual([{ value: "0", reason: null }]);
    expect(data.suppressedObservations.nodes).toEqual(Array(3).fill({ value: null, reason: "SUPPRESSED" }));
    const { data: theirs } = await hub.as(member("partnership-a")).ask(ask);
    expect((theirs.a.points as { value: string; reason: null }[]).map(({ value, reason }) => [value, reason])).toEqual([["3", null], ["30", null]]);
    expect(theirs.force.points).toEqual([{ period: { label: "January 2016" }, value: null, reason: "SUPPRESSED" }]);
    // What is told does not depend on what the small count is: with any other small one in its place the answer is the same.
    const before = JSON.stringify(data);
    for (const value of [1, 4]) {
      await say(measure, { id: "a", of: "a", value, known: `2016-07-0${value}` });
      expect(JSON.stringify((await hub.ask(ask)).data)).toBe(before);
    }
    await say(measure, { id: "a", of: "a", value: 3, printed: "smallword three", known: "2016-07-08" });
  });

  test("it is found by no other way: its id, its key, sorting, its printed figure in search, an index of all facts, or plain SQL", async () => {
    const { data } = await hub.ask(`{
      one: observation(id: "observation-a") { value }
      sorted: observations(orderBy: { field: VALUE }, where: { partnership: ["partnership-a"] }) { nodes { id } }
      of: partnership(id: "partnership-a") { observations { totalCount nodes { id } } }
      area(id: "area-a") { observations { totalCount } }
    }`);
    expect(data).toMatchObject({ one: null, sorted: { nodes: [{ id: "observation-a-february" }] }, of: { observations: { totalCount: 1 } }, area: { observations: { totalCount: 1 } } });
    await hub.fetchFacts();
    const found = async (asks: Pick<TestHub, "ask">, text: string): Promise<number> => (await asks.ask(`query($t: String!) { search(text: $t) { totalCount } }`, { t: text })).data.search.totalCount as number;
    expect(await found(hub, "smallword")).toBe(0);
    expect(await found(hub.as(member("partnership-a")), "smallword")).toBe(1);
    expect(await sql.rows("indicators", PUBLIC_VIEWER, "select id from indicators.observation where value < 5 and value > 0")).toEqual([]);
    expect(await sql.rows("indicators", PUBLIC_VIEWER, "select id from indicators.indicators_facts where (fact ->> 'noun') = 'observation' and id = 'observation-a'")).toEqual([]);
  });

  test("a baseline that repeats a count is shown to those whose it is alone; a promise without one to anyone", async () => {
    const header = `id,indicator,partnership,place,period,kind,value,change_percent,change_number,baseline_value,baseline_period,${SOURCE}`;
    await bring("indicators/targets", header, [
      `target-baseline,${measure},partnership-a,,MONTH 2016-03,CHANGE_PERCENT,,-10,,3,MONTH 2016-01,,,,${KNOWN}`,
      `target-plain,${measure},partnership-a,,MONTH 2016-04,MAX,10,,,,,,,,${KNOWN}`,
    ]);
    const targets = async (asks: Pick<TestHub, "ask">): Promise<string[]> => ((await asks.ask(`{ targets(where: { indicator: ["${measure}"] }) { nodes { id } } }`)).data.targets.nodes as { id: string }[]).map(({ id }) => id).toSorted();
    expect(await targets(hub)).toEqual(["target-plain"]);
    expect(await targets(hub.as(member("partnership-a")))).toEqual(["target-baseline", "target-plain"]);
  });
});

test("what is cited of a wider area and not shown is told of with how far it reaches, and stands in no series of who cites it", async () => {
  const measure = "indicator-cited";
  await indicator(measure);
  await bring("indicators/observations", OBSERVATIONS, [`observation-cited,${measure},partnership-a,,,WIDER,MONTH 2016-01,FINANCIAL_YEAR 2015/16,EQ,3,,,,FINAL,,,,,,${KNOWN}`]);
  await say(measure, { id: "cited-own", of: "a", period: "MONTH 2016-02", value: 2 }, { id: "cited-plain", of: "a", period: "MONTH 2016-03", value: 20 });
  const { data } = await hub.ask(`{ suppressedObservations(where: { indicator: ["${measure}"] }) { nodes { id extent } } series(indicator: "${measure}", partnership: "partnership-a", kind: MONTH) { points { period { label } value reason } } }`);
  expect(data.suppressedObservations.nodes).toEqual([{ id: "observation-cited", extent: "WIDER" }, { id: "observation-cited-own", extent: "LOCAL" }]);
  expect(data.series.points).toEqual([{ period: { label: "February 2016" }, value: null, reason: "SUPPRESSED" }, { period: { label: "March 2016" }, value: "20", reason: null }]);
});

test("shares are judged by their counts: a small number, a small rest and one that cannot be told are not shown", async () => {
  const measure = "indicator-shares";
  await indicator(measure, "RESTRICTED", { valueType: "PROPORTION" });
  await say(
    measure,
    { id: "s-few", of: "a", value: 3, numerator: 3, denominator: 100 },
    { id: "s-all-but-few", of: "b", value: 98, numerator: 98, denominator: 100 },
    { id: "s-untold", of: "c", value: 50, denominator: 100 },
    { id: "s-sound", of: "c", period: "MONTH 2016-05", value: 50, numerator: 50, denominator: 100 },
  );
  expect(await shown(measure)).toEqual({ "s-sound": "50" });
});

test("a figure that grows out of the small is shown from then on, and a sum that held the small one in its time is not", async () => {
  const measure = "indicator-revised";
  await indicator(measure);
  await say(measure, { id: "r-a", of: "a", value: 3 }, { id: "r-all", of: "force", value: 43 }, { id: "r-b", of: "b", value: 40 });
  await say(measure, { id: "r-a", of: "a", value: 6, known: "2017-01-01" });
  expect(await shown(measure)).toEqual({ "r-a": "6", "r-b": "40" });
  const { data } = await hub.ask(`{ observations(asOf: "2016-12-31", where: { indicator: ["${measure}"] }) { nodes { id } } }`);
  expect(data.observations.nodes).toEqual([{ id: "observation-r-b" }]);
  await say(measure, { id: "r-all", of: "force", value: 46, known: "2017-01-01" });
  expect(await shown(measure)).toEqual({ "r-a": "6", "r-b": "40", "r-all": "46" });
});

test("what was published openly stays so: while the indicator was open, or as its source says; then what it could be subtracted from goes", async () => {
  const measure = "indicator-was-open";
  await indicator(measure, "OPEN");
  await say(measure, { id: "o-before", of: "a", value: 2, known: "2015-01-01" });
  await indicator(measure, "RESTRICTED", { known: "2016-01-01" });
  await say(measure, { id: "o-after", of: "a", period: "MONTH 2016-02", value: 2 }, { id: "o-b", of: "b", period: "MONTH 2016-02", value: 9 }, { id: "o-c", of: "c", period: "MONTH 2016-02", value: 8 });
  expect(await shown(measure)).toEqual({ "o-before": "2", "o-b": "9", "o-c": "8" });
  await say(measure, { id: "o-all", of: "force", period: "MONTH 2016-02", value: 19, open: true });
  expect(await shown(measure)).toEqual({ "o-before": "2", "o-all": "19" });
});

test("a return that is not shown hides no more of others than what it could be worked out from: the year that it is of", async () => {
  const measure = "indicator-of-years";
  const years = Array.from({ length: 10 }, (_, n) => 2005 + n);
  await indicator(measure);
  await say(
    measure,
    ...years.flatMap((year): Said[] => [
      { id: `y-b-${year}`, of: "b", period: `CALENDAR_YEAR ${year}`, value: 300 },
      { id: `y-all-${year}`, of: "force", period: `CALENDAR_YEAR ${year}`, value: 900, open: true },
    ]),
  );
  const all = await shown(measure);
  expect(Object.keys(all)).toHaveLength(20);
  const bad = ["?NOT_STATED: Nobody knows.", "CUSTOM 2005-01-01..2014-12-31", "MULTI_YEAR 2005-01-01..2014-12-31", "YEAR_TO_DATE 2005-01-01..2014-12-31"];
  for (const period of bad) expect((await returned(measure, { period, value: 1 })).problems).toEqual([expect.objectContaining({ column: period.startsWith("?") ? "id" : "period" })]);
  expect(await shown(measure)).toEqual(all);

  // The total of 2010 stands openly: the small part could be worked out of it and the part beside it, so that one goes.
  expect(await returned(measure, { period: "CALENDAR_YEAR 2010", value: 1 })).toMatchObject({ written: 1 });
  const { "y-b-2010": beside, ...rest } = all;
  expect(beside).toBe("300");
  expect(await shown(measure)).toEqual(rest);
  for (const viewer of [member("partnership-c"), analyst("pcc-area-two")]) expect(await shown(measure, viewer)).toEqual(rest);
  expect(await shown(measure, member("partnership-b"))).toEqual(all);
});

/** What partnership a's member is told of a return that it sends of one value, kept. */
async function returned(measure: string, { period, value }: { period: string; value: number }): Promise<{ written: number; problems: object[] }> {
  const csv = [OBSERVATIONS, `,${measure},partnership-a,,,,${period},FINANCIAL_YEAR 2015/16,EQ,${value},,,,FINAL,,,,,,`, ""].join("\n");
  const { data, errors } = await hub.as(member("partnership-a")).ask(`mutation($csv: String!, $key: ID!) { importObservations(csv: $csv, idempotencyKey: $key) { written problems { column code } } }`, { csv, key: randomUUID() });
  expect(errors).toBeUndefined();
  return data.importObservations;
}

test("a file that says nothing of the class does not open what was restricted; one that says OPEN does", async () => {
  const measure = "indicator-class";
  await indicator(measure);
  await say(measure, { id: "c-few", of: "a", value: 1 });
  await bring("indicators/indicators", `id,name,definition,unit,value_type,polarity,${SOURCE}`, [`${measure},Another name,,people,COUNT,LOWER_IS_BETTER,,,,2017-01-01`]);
  expect(await shown(measure)).toEqual({});
  expect((await hub.ask(`{ indicator(id: "${measure}") { name disclosureClass } }`)).data.indicator).toEqual({ name: "Another name", disclosureClass: "RESTRICTED" });
  await indicator(measure, "OPEN", { known: "2018-01-01" });
  expect(await shown(measure)).toEqual({ "c-few": "1" });
});

/*
 * Whatever is counted by month, sex and district, and summed over any of them: from all that is shown to anyone no small
 * count can be worked out, other than from what had been published openly anyhow. Judged by linear algebra over the
 * counts that no sum divides, which knows nothing of how the hub decides.
 */
const MONTHS = ["2016-01", "2016-02", "2016-03"];
const SEXES = ["female", "male"];
const DISTRICTS = ["a", "b", "c"];
const ATOMS = MONTHS.flatMap((month) => SEXES.flatMap((sex) => DISTRICTS.map((district) => ({ month, sex, district }))));

interface Cell extends Said {
  holds: boolean[];
}

/** Every cell: each month and the quarter, each sex and all, each district and the force area. */
const CELLS: Cell[] = [...MONTHS, null].flatMap((month) =>
  [...SEXES, null].flatMap((sex) =>
    [...DISTRICTS, null].map((district) => ({
      id: `${month ?? "quarter"}-${sex ?? "all"}-${district ?? "force"}`,
      of: district ?? "force",
      period: month ? `MONTH ${month}` : "QUARTER 2016-Q1",
      dimension: sex ? `sex=${sex}` : "",
      value: 0,
      holds: ATOMS.map((atom) => (month ?? atom.month) === atom.month && (sex ?? atom.sex) === atom.sex && (district ?? atom.district) === atom.district),
    })),
  ),
);

const PRIME = 1_000_000_007n;

/** The rows of a matrix reduced to steps, each with 1 at its first place. */
function steps(rows: boolean[][]): bigint[][] {
  const reduced: bigint[][] = [];
  for (const each of rows) {
    const left = without(each.map((held) => (held ? 1n : 0n)), reduced);
    const first = left.findIndex((value) => value !== 0n);
    if (first >= 0) reduced.push(left.map((value) => (value * inverse(left[first]!)) % PRIME));
  }
  return reduced;
}

function without(vector: bigint[], reduced: bigint[][]): bigint[] {
  return reduced.reduce((left, step) => {
    const factor = left[step.findIndex((value) => value !== 0n)]!;
    return left.map((value, i) => (((value - factor * step[i]!) % PRIME) + PRIME) % PRIME);
  }, vector);
}

function inverse(value: bigint): bigint {
  let [result, base, exponent] = [1n, value, PRIME - 2n];
  for (; exponent > 0n; exponent >>= 1n, base = (base * base) % PRIME) if (exponent & 1n) result = (result * base) % PRIME;
  return result;
}

/** Whether a count can be worked out of others by adding and taking away. */
const canBeWorkedOut = (cell: Cell, from: Cell[]): boolean => without(cell.holds.map((held) => (held ? 1n : 0n)), steps(from.map(({ holds }) => holds))).every((value) => value === 0n);

test("the judge of the property knows what can be worked out and what cannot", () => {
  const [female, male, all] = ["female", "male", "all"].map((sex) => CELLS.find(({ id }) => id === `2016-01-${sex}-a`)!) as [Cell, Cell, Cell];
  expect(canBeWorkedOut(female, [all, male])).toBe(true);
  expect(canBeWorkedOut(female, [all])).toBe(false);
});

test("from all that anyone is shown no small count can be worked out, unless from what had been published openly", async () => {
  let world = 0;
  let [smalls, sums] = [0, 0];
  const drawn = fc.record({
    counts: fc.array(fc.oneof({ weight: 1, arbitrary: fc.integer({ min: 0, max: 4 }) }, { weight: 6, arbitrary: fc.integer({ min: 5, max: 60 }) }), { minLength: ATOMS.length, maxLength: ATOMS.length }),
    recorded: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: CELLS.length, maxLength: CELLS.length }),
    open: fc.array(fc.integer({ min: 0, max: 19 }), { minLength: CELLS.length, maxLength: CELLS.length }),
    anyOpen: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(drawn, async ({ counts, recorded, open, anyOpen }) => {
      const measure = `indicator-world-${++world}`;
      const cells = CELLS.filter((_, i) => recorded[i]! > 1).map((cell) => ({
        ...cell,
        id: `w${world}-${cell.id}`,
        value: cell.holds.reduce((sum, held, i) => sum + (held ? counts[i]! : 0), 0),
        open: anyOpen && open[CELLS.indexOf(cell)] === 0,
      }));
      await indicator(measure);
      await say(measure, ...cells);
      const seen = await shown(measure);
      const visible = cells.filter(({ id }) => id in seen);
      const published = cells.filter((cell) => cell.open);
      // What is published openly is shown, and what is shown is true.
      for (const cell of published) expect(seen[cell.id]).toBe(String(cell.value));
      for (const { id, value } of visible) expect(seen[id]).toBe(String(value));
      for (const cell of cells.filter(({ value, open: told }) => value > 0 && value < 5 && !told)) {
        smalls++;
        expect({ small: cell.id, shown: cell.id in seen, workedOut: canBeWorkedOut(cell, visible) && !canBeWorkedOut(cell, published) }).toEqual({ small: cell.id, shown: false, workedOut: false });
      }
      sums += visible.filter(({ holds }) => holds.filter(Boolean).length > 1).length;
    }),
    { numRuns: 25, endOnFailure: true },
  );
  // There was something to keep, and something to show.
  expect(smalls).toBeGreaterThan(20);
  expect(sums).toBeGreaterThan(20);
});
