/** What is expected and what came, what was said before and since, what was promised and met, and counts as rates over populations. */
import { startHub, type TestHub } from "../support/hub.js";
import { member } from "../support/people.js";

const SOURCE = "document,section,as_printed,known_from";
const OBSERVATIONS = `id,indicator,partnership,area,place,period,reported_under,qualifier,value,numerator,denominator,base,status,dimension,received_on,service,${SOURCE}`;

let hub: TestHub;

beforeAll(async () => {
  hub = await startHub("empty");
  await bring("plans/pcc-areas", `id,name,gss_code,${SOURCE}`, ["pcc-area-one,One,,,,,2009-01-01"]);
  await bring("plans/partnerships", `id,name,place,pcc_area,gss_code,${SOURCE}`, ["a", "b", "z"].map((p) => `partnership-${p},Partnership ${p},Place,pcc-area-one,,,,,2009-01-01`));
  await bring("indicators/indicators", `id,name,definition,unit,value_type,polarity,frequency,lag_days,rate_per,topics,${SOURCE}`, [
    "indicator-visits,Visits,,visits,COUNT,HIGHER_IS_BETTER,QUARTERLY,30,,topic-victims,,,,2014-01-01",
    "indicator-share,Share,,percent,PROPORTION,HIGHER_IS_BETTER,,,,,,,,2014-01-01",
  ]);
  await bring("indicators/areas", `id,name,kind,gss_code,parent,partnership,pcc_area,valid_from,valid_to,${SOURCE}`, [
    "area-old,Old,LOCAL_AUTHORITY,E07000001,,,,2009-04-01,2016-03-31,,,,2014-01-01",
    "area-new,New,LOCAL_AUTHORITY,E07000002,,,,2016-04-01,,,,,2014-01-01",
    "area-hot,Market square,HOT_SPOT,,area-new,,,2016-06-01,2016-08-31,,,,2014-01-01",
  ]);
  await bring("indicators/area-successions", `id,kind,predecessor,successor,on_day,${SOURCE}`, ["area-succession-one,MERGED,area-old,area-new,2016-04-01,,,,2014-01-01"]);
  await bring("indicators/area-partnerships", `id,area,partnership,valid_from,valid_to,${SOURCE}`, [
    "area-partnership-old,area-old,partnership-a,2009-04-01,2016-03-31,,,,2014-01-01",
    "area-partnership-new,area-new,partnership-a,2016-04-01,,,,,2014-01-01",
    "area-partnership-b,area-new,partnership-b,2016-04-01,,,,,2014-01-01",
  ]);
});

afterAll(() => hub.close());

async function bring(what: string, header: string, rows: string[]): Promise<void> {
  expect(await hub.importCsv(what, [header, ...rows, ""].join("\n"))).toMatchObject({ problems: [], written: rows.length });
}

interface Said {
  id: string;
  value: string | number;
  of?: string;
  area?: string;
  indicator?: string;
  period?: string;
  qualifier?: string;
  status?: string;
  dimension?: string;
  received?: string;
  service?: string;
  known?: string;
}

const row = ({ id, value, of = "partnership-a", area = "", indicator = "indicator-visits", period = "FINANCIAL_QUARTER 2015/16 Q1", qualifier = "EQ", status = "FINAL", dimension = "", received = "", service = "", known = "2016-01-31" }: Said): string =>
  [`observation-${id}`, indicator, of, area, "", period, "FINANCIAL_YEAR 2015/16", qualifier, value, "", "", "", status, dimension, received, service, "", "", "", known].join(",");

const say = (...rows: Said[]): Promise<void> => bring("indicators/observations", OBSERVATIONS, rows.map(row));
const problems = async (...rows: Said[]): Promise<unknown[]> => (await hub.importCsv("indicators/observations", [OBSERVATIONS, ...rows.map(row)].join("\n"))).problems.map(({ code, line, column }) => ({ code, line, column }));

describe("values that are expected", () => {
  const due = (id: string, quarter: string, on: string, of = "partnership-a"): string => `expectation-${id},indicator-visits,${of},FINANCIAL_QUARTER 2015/16 ${quarter},${on},,,,2015-01-01`;
  beforeAll(async () => {
    await bring("indicators/expectations", `id,indicator,partnership,period,due_on,${SOURCE}`, [
      due("q1", "Q1", "2015-07-31"),
      due("q2", "Q2", "2015-10-31"),
      due("q3", "Q3", "2016-01-31"),
      due("b", "Q1", "2015-07-31", "partnership-b"),
    ]);
    await say({ id: "q1", value: 10, received: "2015-07-31", known: "2015-07-31" }, { id: "q2", value: 0, period: "FINANCIAL_QUARTER 2015/16 Q2", received: "2015-11-01", known: "2015-11-01" });
  });

  const statuses = async (asOf: string, asks: Pick<TestHub, "ask"> = hub): Promise<Record<string, string>> => {
    const { data, errors } = await asks.ask(`query($d: Date) { expectations(asOf: $d) { nodes { id status } } }`, { d: asOf });
    expect(errors).toBeUndefined();
    return Object.fromEntries((data.expectations.nodes as { id: string; status: string }[]).map(({ id, status }) => [id.replace("expectation-", ""), status]));
  };

  test.each([
    ["2015-07-30", { q1: "EXPECTED", q2: "EXPECTED", q3: "EXPECTED", b: "EXPECTED" }],
    ["2015-07-31", { q1: "ON_TIME", q2: "EXPECTED", q3: "EXPECTED", b: "EXPECTED" }],
    ["2015-08-01", { q1: "ON_TIME", q2: "EXPECTED", q3: "EXPECTED", b: "MISSING" }],
    ["2015-10-31", { q1: "ON_TIME", q2: "EXPECTED", q3: "EXPECTED", b: "MISSING" }],
    ["2015-11-02", { q1: "ON_TIME", q2: "LATE", q3: "EXPECTED", b: "MISSING" }],
    ["2016-02-01", { q1: "ON_TIME", q2: "LATE", q3: "MISSING", b: "MISSING" }],
  ])("on %s each is what it was then, a zero among what came", async (day, expected) => expect(await statuses(day)).toEqual(expected));

  test("they are chosen by what became of them before the page is cut, and counted as a whole", async () => {
    const { data } = await hub.ask(`{
      expectations(asOf: "2016-02-01", first: 1, where: { status: [MISSING, LATE] }, orderBy: { field: DUE }) {
        totalCount nodes { id dueOn receivedOn observation { id } } pageInfo { hasNextPage } rates { total expected onTime late missing received inTime }
      }
      all: expectations(asOf: "2016-02-01", first: 1) { rates { total expected onTime late missing received inTime } }
      indicator(id: "indicator-visits", asOf: "2015-11-02") { expectations { rates { total expected onTime late missing received } } }
      none: expectations(asOf: "2014-01-01") { rates { total received } }
    }`);
    expect(data.expectations).toEqual({
      totalCount: 3,
      nodes: [{ id: "expectation-b", dueOn: "2015-07-31", receivedOn: null, observation: null }],
      pageInfo: { hasNextPage: true },
      rates: { total: 3, expected: 0, onTime: 0, late: 1, missing: 2, received: 100 / 3, inTime: 0 },
    });
    expect(data.all.rates).toEqual({ total: 4, expected: 0, onTime: 1, late: 1, missing: 2, received: 50, inTime: 25 });
    expect(data.indicator.expectations.rates).toEqual({ total: 4, expected: 1, onTime: 1, late: 1, missing: 1, received: 200 / 3 });
    expect(data.none.rates).toEqual({ total: 0, received: null });
  });

  test("that a value came is told also where the value is its partnership's alone, and then no more than that", async () => {
    await hub.importCsv("indicators/observations", `${OBSERVATIONS},visibility\n${row({ id: "kept", of: "partnership-b", value: 4, received: "2015-07-01", known: "2015-07-01" })},PARTNERSHIP\n`);
    const ask = `{ expectation(id: "expectation-b", asOf: "2015-08-01") { status receivedOn observation { value } } }`;
    expect((await hub.ask(ask)).data.expectation).toEqual({ status: "ON_TIME", receivedOn: "2015-07-01", observation: null });
    expect((await hub.as(member("partnership-b")).ask(ask)).data.expectation).toMatchObject({ observation: { value: "4" } });
  });

  test("what its source took back has not come", async () => {
    await say({ id: "q1", value: 10, status: "WITHDRAWN", received: "2015-07-31", known: "2016-05-01" });
    expect(await statuses("2016-04-30")).toMatchObject({ q1: "ON_TIME" });
    expect(await statuses("2016-05-01")).toMatchObject({ q1: "MISSING" });
  });
});

describe("one observation", () => {
  test("stands once for an indicator, a subject, a part and a period: the second is refused, in the file and beside what is held", async () => {
    await say({ id: "one", value: 1, period: "MONTH 2010-01" });
    expect(await problems({ id: "two", value: 2, period: "MONTH 2010-01" })).toEqual([{ code: "DUPLICATE_ROW", line: 2, column: "indicator" }]);
    expect(await problems({ id: "three", value: 2, period: "MONTH 2010-02" }, { id: "four", value: 2, period: "MONTH 2010-02" })).toEqual([{ code: "DUPLICATE_ROW", line: 3, column: "indicator" }]);
    await say({ id: "women", value: 1, period: "MONTH 2010-01", dimension: "sex=female" }, { id: "served", value: 1, period: "MONTH 2010-01", service: "service-one" });
    await expect(hub.sql(`insert into indicators.observation (id, known_from, version, visibility, of_partnership, indicator_id, partnership_id, period_kind, period_from, period_to, reported_under_kind, reported_under_from, reported_under_to, qualifier, value, status, extent, openly_published, gaps)
      select 'observation-again', known_from, 1, visibility, of_partnership, indicator_id, partnership_id, period_kind, period_from, period_to, reported_under_kind, reported_under_from, reported_under_to, qualifier, value, status, extent, openly_published, gaps
      from indicators.observation where id = 'observation-one'`)).rejects.toMatchObject({ code: "23505" });
  });

  test("a part is written as dimension=value, published limits stand in order, and a revision is no older than what it revises", async () => {
    expect(await problems({ id: "wrong-part", value: 1, period: "MONTH 2010-03", dimension: "women" })).toEqual([{ code: "UNKNOWN_CODE", line: 2, column: "dimension" }]);
    const limits = await hub.importCsv("indicators/observations", `${OBSERVATIONS},published_lower,published_upper\n${row({ id: "limits", value: 5, period: "MONTH 2010-03" })},7,3\n`);
    expect(limits.problems).toMatchObject([{ code: "LIMITS_OUT_OF_ORDER", line: 2, column: "published_lower" }]);
    expect(await problems({ id: "one", value: 9, period: "MONTH 2010-01", known: "2015-01-01" })).toEqual([{ code: "OLDER_THAN_KNOWN", line: 2, column: "known_from" }]);
  });

  test("keeps what it said before, on every day", async () => {
    await say({ id: "revised", value: 100, period: "MONTH 2011-01", status: "PROVISIONAL", known: "2015-01-01" });
    await say({ id: "revised", value: 120, period: "MONTH 2011-01", status: "REVISED", known: "2016-01-01" });
    const ask = (asOf: string): Promise<unknown> => hub.ask(`{ observation(id: "observation-revised", asOf: "${asOf}") { value revisions { version value status knownFrom knownTo } } }`).then(({ data }) => data.observation as unknown);
    const first = { version: 1, value: "100", status: "PROVISIONAL", knownFrom: "2015-01-01T00:00:00.000Z" };
    expect(await ask("2015-06-01")).toEqual({ value: "100", revisions: [{ ...first, knownTo: null }] });
    expect(await ask("2016-06-01")).toEqual({ value: "120", revisions: [{ ...first, knownTo: "2016-01-01T00:00:00.000Z" }, { version: 2, value: "120", status: "REVISED", knownFrom: "2016-01-01T00:00:00.000Z", knownTo: null }] });
  });
});

const TARGETS = `id,indicator,partnership,place,period,kind,value,value_low,value_high,change_percent,change_number,baseline_value,baseline_period,${SOURCE}`;

describe("targets", () => {
  const years = Array.from({ length: 8 }, (_, y) => `FINANCIAL_YEAR ${2001 + y}/0${2 + y}`);
  beforeAll(async () => {
    const target = (y: number, kind: string, cells: string): string => `target-${y},indicator-visits,partnership-a,,${years[y]!},${kind},${cells},,,,2014-01-01`;
    await bring("indicators/targets", TARGETS, [
      target(0, "MAX", "10,,,,,,"),
      target(1, "MIN", "10,,,,,,"),
      target(2, "RANGE", ",5,9,,,,"),
      target(3, "CHANGE_PERCENT", ",,,10,,100,"),
      target(4, "CHANGE_NUMBER", ",,,,-20,100,"),
      target(5, "MONITOR_ONLY", ",,,,,,"),
      target(6, "CHANGE_PERCENT", ",,,10,50,100,"),
      target(7, "MIN", "10,,,,,,"),
    ]);
    await say(...years.slice(0, 7).map((period, y) => ({ id: `year-${y}`, period, value: [10, 9, 9, 110, 81, 1, 200][y]! })), { id: "year-8", period: "FINANCIAL_YEAR 2009/10", value: 3 });
  });

  test("of every kind are met or not by the value of their period", async () => {
    const { data } = await hub.ask(`{ targets(orderBy: { field: INDICATOR }) { nodes { id targetStatus { code observations } } } }`);
    const nodes = data.targets.nodes as { targetStatus: { code: string; observations: string[] } }[];
    expect(nodes.map(({ targetStatus }) => targetStatus.code)).toEqual(["MET", "NOT_MET", "MET", "MET", "NOT_MET", "MONITOR_ONLY", "MET", "NOT_KNOWN"]);
    expect(nodes[2]!.targetStatus.observations).toEqual(["observation-year-2"]);
  });

  test.each([
    ["RANGE", ",5,,,,,", "kind", "RANGE_INCOMPLETE"],
    ["MAX", "10,5,9,,,,", "kind", "RANGE_INCOMPLETE"],
    ["RANGE", ",9,5,,,,", "value_low", "LIMITS_OUT_OF_ORDER"],
  ])("a target of the kind %s with the ends %s is refused", async (kind, cells, column, code) => {
    const report = await hub.importCsv("indicators/targets", `${TARGETS}\ntarget-wrong,indicator-visits,partnership-a,,MONTH 2012-03,${kind},${cells},,,,2014-01-01\n`);
    expect(report.problems).toMatchObject([{ code, column, line: 2 }]);
  });
});

test("revisions since a day are those that changed a value by more than so much, from nothing or to nothing, and say which statuses they changed", async () => {
  await bring("indicators/targets", TARGETS, [`target-revised,indicator-visits,partnership-a,,MONTH 2013-01,MAX,100,,,,,,,,,,2014-01-01`]);
  const months = ["01", "02", "03", "04"].map((month) => `MONTH 2013-${month}`);
  const first = [90, 100, 0, 50].map((value, m): Said => ({ id: `rev-${m}`, value, period: months[m]!, status: "PROVISIONAL", known: "2014-01-01" }));
  await say(...first);
  await say(...[110, 105, 1, 50].map((value, m): Said => ({ ...first[m]!, value, status: m === 3 ? "WITHDRAWN" : m ? "PROVISIONAL" : "FINAL", known: "2017-01-01" })));
  const ask = (args: string): Promise<{ id: string }[]> =>
    hub.ask(`{ observationRevisions(where: { period: { from: "2013-01-01", to: "2013-12-31" } }, ${args}) { nodes { id changePercent changed targetStatusBefore targetStatusAfter before { value version } after { value } observation { value } partnership { id } indicator { name } } } }`).then(({ data }) => data.observationRevisions.nodes as { id: string }[]);
  const found = await ask(`since: "2017-01-01", orderBy: { field: CHANGE }`);
  expect(found.map(({ id }) => id)).toEqual(["observation-rev-3/2", "observation-rev-0/2", "observation-rev-2/2"]);
  expect(found[1]).toEqual({
    id: "observation-rev-0/2",
    changePercent: 22.2222222222,
    changed: ["STATUS", "TARGET_STATUS"],
    targetStatusBefore: "MET",
    targetStatusAfter: "NOT_MET",
    before: { value: "90", version: 1 },
    after: { value: "110" },
    observation: { value: "110" },
    partnership: { id: "partnership-a" },
    indicator: { name: "Visits" },
  });
  expect(found[2]).toMatchObject({ changePercent: null, before: { value: "0" } });
  expect((await ask(`since: "2017-01-01", overPercent: 4.9`)).map(({ id }) => id)).toContain("observation-rev-1/2");
  expect(await ask(`since: "2017-01-02"`)).toEqual([]);
  expect(await ask(`since: "2017-01-01", asOf: "2016-12-31"`)).toEqual([]);
  const { errors } = await hub.ask(`{ observationRevisions(since: "2017-02-31") { totalCount } low: observationRevisions(since: "2017-01-01", overPercent: -1) { totalCount } }`);
  expect(errors!.map(({ extensions }) => [extensions["code"], extensions["field"]])).toEqual([["MALFORMED_DATE", "since"], ["MALFORMED_FILTER", "overPercent"]]);
});

test("a revision tells all that it changes, each as it was and as it is; with `all` also one that leaves the value", async () => {
  const header = `id,indicator,partnership,place,period,reported_under,qualifier,value,numerator,denominator,base,status,published_lower,published_upper,published_confidence,${SOURCE}`;
  const said = (id: string, cells: string, known: string): string => `observation-change-${id},indicator-share,partnership-a,,MONTH 2012-0${id},FINANCIAL_YEAR 2011/12,${cells},,,,${known}`;
  await bring("indicators/observations", header, [said("1", "APPROX,50,5,10,,PROVISIONAL,40,60,95", "2014-01-01"), said("2", "EQ,50,5,10,,PROVISIONAL,,,", "2014-01-01"), said("3", "EQ,50,5,10,,PROVISIONAL,,,", "2014-01-01")]);
  await bring("indicators/observations", header, [said("1", "EQ,40,8,20,,FINAL,30,60.0,99.8", "2018-01-01"), said("2", "EQ,50,50,100,,FINAL,,,", "2018-01-01"), said("3", "EQ,50.00,5,10,,PROVISIONAL,41,,", "2018-01-01")]);
  const ask = async (args: string) =>
    (await hub.ask(`{ observationRevisions(where: { period: { from: "2012-01-01", to: "2012-12-31" } }, since: "2018-01-01"${args}) { totalCount nodes { id changed changes { what before after } after { publishedLower publishedUpper publishedConfidence } } } }`)).data.observationRevisions as { totalCount: number; nodes: { id: string; changes: object[] }[] };
  const [first] = (await ask("")).nodes;
  expect(first).toEqual({
    id: "observation-change-1/2",
    changed: ["STATUS"],
    changes: [
      { what: "VALUE", before: "50", after: "40" },
      { what: "QUALIFIER", before: "APPROX", after: "EQ" },
      { what: "NUMERATOR", before: "5", after: "8" },
      { what: "DENOMINATOR", before: "10", after: "20" },
      { what: "PUBLISHED_LOWER", before: "40", after: "30" },
      { what: "PUBLISHED_CONFIDENCE", before: "95", after: "99.8" },
      { what: "STATUS", before: "PROVISIONAL", after: "FINAL" },
    ],
    after: { publishedLower: "30", publishedUpper: "60.0", publishedConfidence: "99.8" },
  });
  expect((await ask("")).totalCount).toBe(1);
  const all = await ask(", all: true");
  expect(all.nodes.map(({ id, changes }) => [id, changes])).toEqual([
    ["observation-change-1/2", expect.any(Array)],
    ["observation-change-2/2", [{ what: "NUMERATOR", before: "5", after: "50" }, { what: "DENOMINATOR", before: "10", after: "100" }, { what: "STATUS", before: "PROVISIONAL", after: "FINAL" }]],
    ["observation-change-3/2", [{ what: "PUBLISHED_LOWER", before: null, after: "41" }]],
  ]);
  // As a table, with before and after.
  const { text } = await hub.read("/q/indicator-revisions.json?table=changes&since=2018-01-01&all=true");
  const rows = (JSON.parse(text) as { rows: { revision_id: string; what: string; before: string; after: string }[] }).rows.filter(({ revision_id }) => revision_id === "observation-change-2/2");
  expect(rows.map(({ what, before, after }) => [what, before, after])).toEqual([["NUMERATOR", "5", "50"], ["DENOMINATOR", "10", "100"], ["STATUS", "PROVISIONAL", "FINAL"]]);
  // What moved with the target is told beside it.
  const { data } = await hub.ask(`{ observationRevisions(since: "2017-01-01", where: { period: { from: "2013-01-01", to: "2013-01-31" } }) { nodes { changes { what before after } } } }`);
  expect(data.observationRevisions.nodes[0].changes).toContainEqual({ what: "TARGET_STATUS", before: "MET", after: "NOT_MET" });
});

describe("what the numbers say before and after a revision", () => {
  const HEADER = `id,indicator,partnership,area,place,period,reported_under,qualifier,value,numerator,denominator,base,status,${SOURCE}`;
  /** Each: what was said last year, what was said first of this year, and what is said since. */
  const said: Record<string, { indicator: string; last: string | null; was: string; is: string }> = {
    count: { indicator: "visits", last: "EQ,100,,", was: "EQ,105,,", is: "EQ,160,," },
    nothing: { indicator: "visits", last: "EQ,0,,", was: "EQ,5,,", is: "EQ,6,," },
    edge: { indicator: "visits", last: "EQ,20,,", was: "EQ,33,,", is: "EQ,36,," },
    vague: { indicator: "visits", last: "EQ,100,,", was: "APPROX,105,,", is: "EQ,40,," },
    lonely: { indicator: "visits", last: null, was: "EQ,10,,", is: "EQ,90,," },
    share: { indicator: "share", last: "EQ,50,50,100", was: "EQ,45,45,100", is: "EQ,30,30,100" },
    all: { indicator: "share", last: "EQ,90,9,10", was: "EQ,100,10,10", is: "EQ,50,5,10" },
  };
  const row = (name: string, year: number, cells: string, known: string): string => `observation-told-${name}-${year},indicator-${said[name]!.indicator},partnership-a,,Place ${name},CALENDAR_YEAR ${year},CALENDAR_YEAR ${year},${cells},,FINAL,,,,${known}`;
  beforeAll(async () => {
    const first = Object.entries(said).flatMap(([name, { last, was }]) => [...(last ? [row(name, 2004, last, "2014-02-01")] : []), row(name, 2005, was, "2014-02-01")]);
    await bring("indicators/observations", HEADER, first);
    await bring("indicators/observations", HEADER, Object.entries(said).map(([name, { is }]) => row(name, 2005, is, "2020-01-01")));
  });

  /** The standing once more: two counts by the sum of exact binomial terms, two shares by limits found where the score equation holds. */
  function told(indicator: string, now: string, last: string | null): string {
    const [qualifier, value, having, of] = now.split(",");
    if (qualifier !== "EQ" || last === null) return "NOT_COMPUTED";
    const then = last.split(",").map(Number);
    if (indicator === "visits") {
      const [a, b] = [Number(value), then[1]!];
      let [term, tail] = [1n, 0n];
      for (let k = 0; k <= Math.min(a, b); k++) { tail += term; term = (term * BigInt(a + b - k)) / BigInt(k + 1); } // prettier-ignore
      // Twice the smaller tail is below 5%.
      return tail * 2n * 20n < 2n ** BigInt(a + b) ? (a > b ? "IMPROVING" : "WORSENING") : "NO_CHANGE";
    }
    const limit = (x: number, n: number, way: 1 | -1): number => {
      let [inside, outside] = [x / n, way > 0 ? 1 : 0];
      for (let i = 0; i < 200; i++) {
        const middle = (inside + outside) / 2;
        if (Math.abs(middle - x / n) <= 1.959963984540054 * Math.sqrt((middle * (1 - middle)) / n)) inside = middle;
        else outside = middle;
      }
      return inside;
    };
    const [x, n, y, m] = [Number(having), Number(of), then[2]!, then[3]!];
    const d = x / n - y / m;
    if (d - Math.hypot(x / n - limit(x, n, -1), limit(y, m, 1) - y / m) > 0) return "IMPROVING";
    return d + Math.hypot(limit(x, n, 1) - x / n, y / m - limit(y, m, -1)) < 0 ? "WORSENING" : "NO_CHANGE";
  }

  test("is told of each, as worked out apart, and what of it the revision changed", async () => {
    const { data, errors } = await hub.ask(`{ observationRevisions(since: "2020-01-01", where: { period: { from: "2005-01-01", to: "2005-12-31" } }) { nodes { id changed changes { what before after } statisticalStatusBefore { code observations } statisticalStatusAfter { code method polarity notComputed { reason } } } } }`);
    expect(errors).toBeUndefined();
    const nodes = data.observationRevisions.nodes as { id: string; changed: string[]; changes: object[]; statisticalStatusBefore: { code: string; observations: string[] }; statisticalStatusAfter: { code: string } }[];
    const found = Object.fromEntries(nodes.map(({ id, statisticalStatusBefore: was, statisticalStatusAfter: is }) => [id.slice("observation-told-".length, -"-2005/2".length), [was.code, is.code]]));
    expect(found).toEqual(Object.fromEntries(Object.entries(said).map(([name, { indicator, last, was, is }]) => [name, [told(indicator, was, last), told(indicator, is, last)]])));
    expect(new Set(Object.values(found).flat())).toEqual(new Set(["NO_CHANGE", "IMPROVING", "WORSENING", "NOT_COMPUTED"]));
    const count = nodes.find(({ id }) => id.includes("count"))!;
    expect(count).toMatchObject({ changed: ["STATISTICAL_STATUS"], statisticalStatusBefore: { observations: ["observation-told-count-2004", "observation-told-count-2005"] }, statisticalStatusAfter: { method: "TWO_COUNTS", polarity: "HIGHER_IS_BETTER", notComputed: null } });
    expect(count.changes).toEqual([{ what: "VALUE", before: "105", after: "160" }, { what: "STATISTICAL_STATUS", before: "NO_CHANGE", after: "IMPROVING" }]);
    expect(nodes.find(({ id }) => id.includes("lonely"))).toMatchObject({ changed: [], statisticalStatusAfter: { notComputed: { reason: "NOTHING_TO_COMPARE" } } });
  });

  test("costs as many statements for one revision as for many", async () => {
    const ask = (until: string): string => `{ observationRevisions(since: "2020-01-01", overPercent: ${until}, where: { period: { from: "2005-01-01", to: "2005-12-31" } }) { nodes { changed changes { what } statisticalStatusBefore { code } } } }`;
    const [one, many] = [await hub.measure(ask("600")), await hub.measure(ask("1"))];
    expect([one.data.observationRevisions.nodes.length, many.data.observationRevisions.nodes.length]).toEqual([1, 7]);
    expect(many.statements.filter(({ service }) => service === "indicators").length).toBeLessThanOrEqual(3);
    expect(one.statements.length).toBe(many.statements.length - 1);
  });

  test("stands in the table of the saved question", async () => {
    const { text } = await hub.read("/q/indicator-revisions.json?since=2020-01-01");
    const rows = (JSON.parse(text) as { rows: { revision_id: string; statistical_status_before: string; statistical_status_since: string }[] }).rows;
    expect(rows.find(({ revision_id }) => revision_id === "observation-told-share-2005/2")).toMatchObject({ statistical_status_before: "NO_CHANGE", statistical_status_since: "WORSENING", changed: "STATISTICAL_STATUS" });
  });
});

test("the saved question of revisions has the rows of plain SQL", async () => {
  const { data, errors } = await hub.askSaved("indicator-revisions", { since: "2015-01-01", overPercent: 5, first: 1000, after: null });
  expect(errors).toBeUndefined();
  const expected = await hub.sql<{ id: string; before: string; after: string; change: number | null }>(`
    with paired as (
      select id, version, value, known_from, status, lag(value) over w as was, lag(status) over w as status_was, visibility from indicators.observation window w as (partition by id order by known_from)
    )
    select id || '/' || version as id, was::text as before, value::text as after, case when was <> 0 then (100.0 * (value - was) / abs(was))::float8 end as change
    from paired where was is not null and visibility = 'PUBLISHED' and known_from >= '2015-01-01'
      and (was = 0 and value <> 0 or was <> 0 and 20 * abs(value - was) > abs(was) or status = 'WITHDRAWN' and status_was <> 'WITHDRAWN')
    order by date_trunc('day', known_from at time zone 'UTC'), 1`);
  expect(expected.length).toBeGreaterThan(4);
  const shown = (data.observationRevisions.nodes as { id: string; before: { value: string }; after: { value: string }; changePercent: number | null }[]).map(({ id, before, after, changePercent }) => ({ id, before: before.value, after: after.value, change: changePercent }));
  expect(shown.map(({ change, ...rest }) => ({ ...rest, change: change === null ? null : change.toFixed(8) }))).toEqual(expected.map(({ change, ...rest }) => ({ ...rest, change: change === null ? null : change.toFixed(8) })));
  expect(data.observationRevisions.totalCount).toBe(expected.length);
});

describe("a count as a rate", () => {
  const POPULATIONS = `id,area,kind,period,count,${SOURCE}`;
  const rate = async (id: string, args = "", asOf = "2026-01-01"): Promise<unknown> =>
    (await hub.ask(`{ observation(id: "observation-${id}", asOf: "${asOf}") { rate${args} { value per qualifier populationCount populationVersion population { id } reason } } }`)).data.observation.rate as unknown;
  beforeAll(() =>
    say(
      { id: "per-area", value: 50, area: "area-new", period: "FINANCIAL_YEAR 2016/17" },
      { id: "per-partnership", value: 50, of: "partnership-b", period: "FINANCIAL_YEAR 2017/18" },
      { id: "per-part", value: 50, dimension: "sex=male", area: "area-new", period: "FINANCIAL_YEAR 2016/17" },
      { id: "per-nobody", value: 50, of: "partnership-z", period: "FINANCIAL_YEAR 2016/17" },
      { id: "per-share", value: 50, indicator: "indicator-share", area: "area-new", period: "FINANCIAL_YEAR 2016/17" },
    ),
  );

  test("is null with a reason where no population was imported, or none could be", async () => {
    for (const [id, reason] of [["per-area", "NO_POPULATION"], ["per-part", "PART_OF_POPULATION"], ["per-nobody", "NO_AREA"], ["per-share", "NOT_A_COUNT"]]) {
      expect(await rate(id!)).toMatchObject({ value: null, population: null, populationVersion: null, reason });
    }
  });

  test("is made of the population of the area for the period, as it was known, and names its version", async () => {
    await bring("indicators/populations", POPULATIONS, [
      "population-2016,area-new,MID_YEAR_ESTIMATE,POINT 2016-06-30,40000,,,,2017-06-30",
      "population-2015,area-new,MID_YEAR_ESTIMATE,POINT 2015-06-30,10000,,,,2016-06-30",
      "population-2016-homes,area-new,HOUSEHOLDS,POINT 2016-06-30,20000,,,,2017-06-30",
      "population-2017,area-new,MID_YEAR_ESTIMATE,POINT 2017-06-30,50000,,,,2018-06-30",
    ]);
    expect(await rate("per-area")).toEqual({ value: 1.25, per: "1000", qualifier: "EQ", populationCount: "40000", populationVersion: 1, population: { id: "population-2016" }, reason: null });
    expect(await rate("per-area", "(per: 100000, of: HOUSEHOLDS)")).toMatchObject({ value: 250, per: "100000", population: { id: "population-2016-homes" } });
    expect(await rate("per-partnership")).toMatchObject({ value: 1, population: { id: "population-2017" } });
    await bring("indicators/populations", POPULATIONS, ["population-2016,area-new,MID_YEAR_ESTIMATE,POINT 2016-06-30,20000,,,,2019-06-30"]);
    expect(await rate("per-area")).toMatchObject({ value: 2.5, populationVersion: 2 });
    expect(await rate("per-area", "", "2018-01-01")).toMatchObject({ value: 1.25, populationVersion: 1 });
    expect(await rate("per-area", "", "2017-01-01")).toMatchObject({ value: null, reason: "NO_POPULATION" });
    const { errors } = await hub.ask(`{ observation(id: "observation-per-area") { rate(per: 0) { value } } }`);
    expect(errors).toMatchObject([{ extensions: { code: "MALFORMED_FILTER", field: "per" } }]);
  });
});

test("an area is found by its code and the day, with what it came from, what became of it, and who answers for it", async () => {
  const { data } = await hub.ask(`{
    then: areas(where: { validOn: "2016-03-31", kind: [LOCAL_AUTHORITY] }) { nodes { id gssCode validFrom validTo successors { nodes { kind onDay successor { gssCode } } } } }
    now: areas(where: { gssCode: ["E07000002"] }) { nodes { id predecessors { nodes { kind predecessor { gssCode } } } partnerships(where: { period: { from: "2016-04-01", to: "2016-04-01" } }) { nodes { partnership { id } validFrom } } } }
    hot: areas(where: { kind: [HOT_SPOT], validOn: "2016-07-01" }) { nodes { name parent { id } } }
    cold: areas(where: { kind: [HOT_SPOT], validOn: "2016-09-01" }) { totalCount }
    areaPartnerships(where: { partnership: ["partnership-a"] }) { nodes { area { id } validTo } }
  }`);
  expect(data).toEqual({
    then: { nodes: [{ id: "area-old", gssCode: "E07000001", validFrom: "2009-04-01", validTo: "2016-03-31", successors: { nodes: [{ kind: "MERGED", onDay: "2016-04-01", successor: { gssCode: "E07000002" } }] } }] },
    now: { nodes: [{ id: "area-new", predecessors: { nodes: [{ kind: "MERGED", predecessor: { gssCode: "E07000001" } }] }, partnerships: { nodes: expect.arrayContaining([{ partnership: { id: "partnership-a" }, validFrom: "2016-04-01" }, { partnership: { id: "partnership-b" }, validFrom: "2016-04-01" }]) as unknown } }] },
    hot: { nodes: [{ name: "Market square", parent: { id: "area-new" } }] },
    cold: { totalCount: 0 },
    areaPartnerships: { nodes: [{ area: { id: "area-old" }, validTo: "2016-03-31" }, { area: { id: "area-new" }, validTo: null }] },
  });
  const refused = await hub.importCsv("indicators/area-successions", `id,kind,predecessor,successor,on_day,${SOURCE}\narea-succession-self,RENAMED,area-old,area-old,2016-04-01,,,,2014-01-01\n`);
  expect(refused.problems).toMatchObject([{ code: "SAME_ON_BOTH_SIDES", column: "successor", line: 2 }]);
  const backwards = await hub.importCsv("indicators/area-partnerships", `id,area,partnership,valid_from,valid_to,${SOURCE}\narea-partnership-back,area-old,partnership-a,2016-04-01,2016-03-31,,,,2014-01-01\n`);
  expect(backwards.problems).toMatchObject([{ code: "MALFORMED_PERIOD", column: "valid_to", line: 2 }]);
});
