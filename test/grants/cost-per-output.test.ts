/** What a unit of output cost: the saved question by its three roads against plain SQL over grants and indicators, and what is exact, null, restricted or kept. */
import { parse } from "csv-parse/sync";
import { synthesise } from "../../data/synthetic.js";
import { PeriodKind } from "../../kernel/values/period.js";
import { Qualifier } from "../../kernel/values/qualifier.js";
import { outputOfYear, poundsPerUnit, type CountedOutput } from "../../services/grants/funding/output-of-year.js";
import { startHub, type Asker, type HubAnswer, type TestHub } from "../support/hub.js";
import { MoneyRows } from "../support/money-rows.js";
import { analyst, member } from "../support/people.js";

type Row = Record<string, unknown>;

const AREA = "pcc-area-synthetic-0";
const SOURCE = "document,section,as_printed,known_from";
const OBSERVATIONS = "id,indicator,partnership,place,period,reported_under,qualifier,value,numerator,denominator,base,status,service,dimension,openly_published,visibility";

/** The services in their order, each with its number from 1, and the year that it is of. */
const NUMBERED = "select s.id, s.award_id, s.of_partnership as p, row_number() over (order by s.id)::int as n, left(a.annual_amounts -> 0 ->> 'year', 4)::int as began from grants.service s join grants.award a on a.id = s.award_id and a.known_to is null where s.known_to is null";

let hub: TestHub;
let services: { id: string; p: string; n: number; began: number }[];

const ofYear = (began: number): string => `${began}/${String(began + 1).slice(2)}`;

/** One line of a file of observations. */
function counted(id: string, indicator: string, service: { id: string; p: string; began: number }, period: string, value: string, more: { qualifier?: string; visibility?: string; dimension?: string; openly?: string; status?: string; unserved?: true; knownFrom?: string } = {}): string {
  const { qualifier = "EQ", visibility = "PUBLISHED", dimension = "", openly = "", status = "FINAL", unserved, knownFrom = "2018-05-01" } = more;
  return [id, indicator, service.p, "", period, `FINANCIAL_YEAR ${ofYear(service.began)}`, qualifier, value, "", "", "", status, unserved ? "" : service.id, dimension, openly, visibility, "", "", "", knownFrom].join(",");
}

beforeAll(async () => {
  hub = await startHub("empty");
  // Spend of whole awards is left out: of which service it is nobody says.
  for (const [what, csv] of Object.entries(synthesise({ seed: 41, partnerships: 12 }))) if (what !== "grants/spend-returns") expect(await hub.importCsv(what, csv)).toMatchObject({ problems: [] });
  services = await hub.sql(`${NUMBERED} order by n`);
  const indicators = ["a,OPEN", "b,OPEN", "restricted,RESTRICTED"].map((each) => `indicator-output-${each.split(",")[0]!},Output ${each.split(",")[0]!},,people,COUNT,HIGHER_IS_BETTER,${each.split(",")[1]!},,,,2012-01-01`);
  // A share of something is no quantity of anything.
  indicators.push("indicator-output-share,Output share,,percent,PROPORTION,HIGHER_IS_BETTER,OPEN,,,,2012-01-01");
  await send("indicators/indicators", `id,name,definition,unit,value_type,polarity,disclosure_class,${SOURCE}`, indicators);
  const lines = services.flatMap((service) => {
    const { n, began } = service;
    const year = `FINANCIAL_YEAR ${ofYear(began)}`;
    const of = (name: string): string => `observation-output-${name}-${n}`;
    const months = ["04", "05", "06"].map((month, i) => counted(of(month), "indicator-output-a", service, `MONTH ${began}-${month}`, ["1", "2", "4"][i]!));
    return [
      ...(n % 4 === 0 ? [counted(of("year"), "indicator-output-a", service, year, "7"), ...months] : []),
      ...(n % 4 === 1 ? [...months, counted(of("part"), "indicator-output-a", service, year, "1000", { dimension: "sex=female" })] : []),
      ...(n % 4 === 2 ? [counted(of("none"), "indicator-output-a", service, year, "0")] : []),
      ...(n % 5 === 0 ? [counted(of("about"), "indicator-output-b", service, year, "10", { qualifier: "APPROX" })] : []),
      ...(n % 5 === 1 ? [counted(of("kept"), "indicator-output-b", service, year, "3", { visibility: "PARTNERSHIP" })] : []),
      ...(n % 5 === 2 ? [counted(of("restricted"), "indicator-output-restricted", service, year, "40")] : []),
      ...(n % 5 === 3 ? [counted(of("openly"), "indicator-output-restricted", service, year, "4", { openly: "YES" })] : []),
      ...(n % 5 === 4 ? [counted(of("share"), "indicator-output-share", service, year, "55")] : []),
    ];
  });
  await send("indicators/observations", `${OBSERVATIONS},${SOURCE}`, lines);
  // Of these the first is corrected, the second taken back, and the third found to be of no service.
  const [first, second, third] = services.filter(({ n }) => n % 4 === 0) as [(typeof services)[0], (typeof services)[0], (typeof services)[0]];
  const again = (service: (typeof services)[0], value: string, more: object): string => counted(`observation-output-year-${service.n}`, "indicator-output-a", service, `FINANCIAL_YEAR ${ofYear(service.began)}`, value, { knownFrom: "2019-01-01", ...more });
  await send("indicators/observations", `${OBSERVATIONS},${SOURCE}`, [again(first, "9", {}), again(second, "7", { status: "WITHDRAWN" }), again(third, "7", { unserved: true })]);
  await hub.fetchFacts();
  const rows = new MoneyRows(hub.databaseUrl);
  await rows.run(`insert into grants.allocation (id, known_from, version, of_partnership, visibility, award_id, year, amount_pence, amount_currency, attributed_level, attributed_ids, service_id)
    select 'allocation-' || s.id, '2018-01-01', 1, s.p, 'PUBLISHED', s.award_id, began || '/' || right((began + 1)::text, 2), 100000, 'GBP', 'UNATTRIBUTED', '{}', s.id from (${NUMBERED}) s where n % 6 <> 0`);
  await rows.run(`insert into grants.spend_return (id, known_from, version, of_partnership, visibility, award_id, allocation_id, period_kind, period_from, period_to, spend_pence, spend_currency, received_on, final)
    select 'spend-return-' || s.id || q.n, q.known::timestamptz, 1, s.p, case when s.n % 7 = 0 then 'PARTNERSHIP' else 'PUBLISHED' end, s.award_id, 'allocation-' || s.id, 'FINANCIAL_QUARTER', make_date(began, q.month, 1), (make_date(began, q.month, 1) + interval '3 months' - interval '1 day')::date,
      case when s.n % 6 = 1 then 0 else 1000 * s.n + q.n end, 'GBP', make_date(began, q.month, 1) + 100, false
    from (${NUMBERED}) s cross join (values (1, 4, '2018-06-01'), (2, 7, '2018-07-01')) as q(n, month, known) where s.n % 6 not in (0, 5) and (q.n = 1 or s.n % 2 = 0)`);
  await rows.close();
});
afterAll(() => hub.close());

async function send(what: string, header: string, lines: string[]): Promise<void> {
  const report = await hub.importCsv(what, `${header}\n${lines.join("\n")}\n`);
  expect(report.problems).toEqual([]);
  expect(report.written).toBe(lines.length);
}

// In plain SQL: $1 is the day after the day asked for, $2 the area of which the asker sees what partnerships keep, $3 the year.
const known = (t: string): string => `${t}.known_from < $1 and (${t}.known_to is null or ${t}.known_to >= $1) and (${t}.visibility = 'PUBLISHED' or ${t}.of_partnership in (select id from plans.partnership where pcc_area_id = $2))`;
const COSTS = `
  with spend as (
    select a.service_id, sum(r.spend_pence) as pence from grants.allocation a join grants.spend_return r on r.allocation_id = a.id
    where ${known("a")} and ${known("r")} and r.period_to >= make_date($3, 4, 1) and r.period_to < make_date($3 + 1, 4, 1) group by 1),
  output as (
    select o.service_id, o.indicator_id, o.value, o.qualifier, o.period_kind = 'FINANCIAL_YEAR' as whole, o.period_from >= make_date($3, 4, 1) and o.period_to < make_date($3 + 1, 4, 1) as counts
    from indicators.observation o join indicators.indicator i on i.id = o.indicator_id and i.known_to is null
    where ${known("o")} and o.service_id is not null and o.dimension is null and o.status <> 'WITHDRAWN' and i.value_type = 'COUNT' and (i.disclosure_class = 'OPEN' or o.openly_published)),
  quantity as (
    select service_id, indicator_id, count(*) filter (where counts) as n, bool_or(whole) filter (where counts) as whole, bool_and(qualifier = 'EQ') filter (where counts) as exact,
      coalesce(sum(value) filter (where counts and whole), sum(value) filter (where counts)) as units
    from output group by 1, 2)
  select s.id as service_id, s.of_partnership as partnership_id, q.indicator_id, trim_scale(case when q.exact then q.units end)::float as quantity, trim_scale(spend.pence / 100.0)::float as spent,
    case when q.exact and q.units > 0 then round(spend.pence / 100 / q.units, 2)::float end as cost_per_unit, q.whole as is_whole_year,
    case when spend.pence is null then 'NO_SPEND_RECORDED' when coalesce(q.n, 0) = 0 then 'NO_OUTPUT_RECORDED' when not q.exact then 'OUTPUT_NOT_EXACT' when q.units = 0 then 'OUTPUT_IS_ZERO' end as reason
  from grants.service s left join quantity q on q.service_id = s.id left join spend on spend.service_id = s.id where ${known("s")}`;

const COLUMNS = ["service_id", "partnership_id", "indicator_id", "quantity", "is_whole_year", "spent", "cost_per_unit", "reason"];
const NUMBERS = new Set(["quantity", "spent", "cost_per_unit"]);
const cell = (name: string, value: unknown): unknown => (value === null || value === "" || value === undefined ? null : NUMBERS.has(name) ? Number(value) : name === "is_whole_year" ? (value === true || value === "true") : value);
const sorted = (rows: Row[]): string[] => rows.map((row) => JSON.stringify(COLUMNS.map((name) => cell(name, row[name])))).toSorted();

test("cost-per-output shows, in GraphQL, JSON and CSV, what SQL divides", async () => {
  const reasons = new Set<unknown>();
  const costed = new Set<string>();
  for (const [year, asOf, sees] of [["2015/16", null, false], ["2016/17", null, false], ["2015/16", null, true], ["2015/16", "2018-06-15", false], ["2016/17", "2018-12-31", true], ["2015/16", "2018-05-15", false], ["2012/13", null, false]] as const) {
    const asker: Asker = sees ? hub.as(analyst(AREA)) : hub;
    const expected = await hub.sql<Row>(COSTS, [asOf ? new Date(Date.parse(asOf) + 86_400_000) : new Date(Date.now() + 86_400_000), sees ? AREA : "", Number(year.slice(0, 4))]);
    const parameters = new URLSearchParams({ year, ...(asOf ? { asOf } : {}) }).toString();
    const json = await asker.read(`/q/cost-per-output.json?${parameters}`);
    expect(json.status).toBe(200);
    expect(sorted((JSON.parse(json.text) as { rows: Row[] }).rows)).toEqual(sorted(expected));
    expect(sorted(parse((await asker.read(`/q/cost-per-output.csv?${parameters}`)).text, { bom: true, columns: true }) as unknown as Row[])).toEqual(sorted(expected));
    const all: Row[] = [];
    for (let after: string | null = null; ; ) {
      const { data, errors }: HubAnswer = await asker.askSaved("cost-per-output", { year, asOf, first: 5, after });
      expect(errors).toBeUndefined();
      for (const { id, partnership, costPerOutput } of data.services.nodes) {
        for (const { indicator, quantity, isWholeYear, spent, costPerUnit, reason } of costPerOutput) {
          all.push({ service_id: id, partnership_id: partnership.id, indicator_id: indicator?.id, quantity, is_whole_year: isWholeYear, spent: spent?.pounds, cost_per_unit: costPerUnit, reason });
        }
      }
      if (!data.services.pageInfo.hasNextPage) break;
      after = data.services.pageInfo.endCursor;
    }
    expect(sorted(all)).toEqual(sorted(expected));
    for (const { reason } of expected) reasons.add(reason);
    for (const { cost_per_unit, spent } of expected) if (cost_per_unit !== null) costed.add(cost_per_unit === 0 && spent === 0 ? "nothing spent" : "spent");
  }
  expect([...reasons].toSorted()).toEqual(["NO_OUTPUT_RECORDED", "NO_SPEND_RECORDED", "OUTPUT_IS_ZERO", "OUTPUT_NOT_EXACT", null]);
  // Nothing spent is a cost of nothing; nothing recorded is none.
  expect([...costed].toSorted()).toEqual(["nothing spent", "spent"]);
});

interface Cost {
  indicator: { id: string } | null;
  quantity: string | null;
  reason: string | null;
  observationIds: string[];
  upToDateAt: string | null;
}

async function costs(asker: Asker, { id, began }: { id: string; began: number }): Promise<Cost[]> {
  const { data, errors } = await asker.ask(`query($id: ID!, $year: FinancialYear!) { service(id: $id) { costPerOutput(year: $year) { indicator { id } quantity reason observationIds upToDateAt } } }`, { id, year: ofYear(began) });
  expect(errors).toBeUndefined();
  return data.service.costPerOutput as Cost[];
}

test("what a restricted indicator keeps back is not told to grants at all; what had been published openly is", async () => {
  const kept = await hub.sql<{ id: string }>("select id from grants.service_output where indicator_id = 'indicator-output-restricted' order by id");
  expect(kept.length).toBeGreaterThan(3);
  expect(kept.filter(({ id }) => !id.startsWith("observation-output-openly-"))).toEqual([]);
  const restricted = services.filter(({ n }) => n % 5 === 2);
  for (const each of [...restricted.slice(0, 3)]) expect((await costs(hub.as(member(each.p)), each)).some(({ indicator }) => indicator?.id === "indicator-output-restricted")).toBe(false);
});

test("what a partnership keeps to itself is counted for its own people alone", async () => {
  const kept = services.find(({ n }) => n % 5 === 1)!;
  const other = services.find(({ p }) => p !== kept.p)!;
  const ofB = async (asker: Asker): Promise<string | null | undefined> => (await costs(asker, kept)).find(({ indicator }) => indicator?.id === "indicator-output-b")?.quantity;
  expect(await ofB(hub)).toBeUndefined();
  expect(await ofB(hub.as(member(other.p)))).toBeUndefined();
  expect(await ofB(hub.as(member(kept.p)))).toBe("3");
});

test("each cost names the observations that were counted, and says until when it is complete; made anew it is the same", async () => {
  const months = services.find(({ n }) => n % 4 === 1)!;
  const [cost] = await costs(hub, months);
  expect(cost).toMatchObject({ quantity: "7", observationIds: ["04", "05", "06"].map((month) => `observation-output-${month}-${months.n}`) });
  expect(cost!.upToDateAt).toMatch(/^\d{4}-\d\d-\d\dT/);
  const rows = (): Promise<Row[]> => hub.sql("select * from grants.service_output order by id, version");
  const before = await rows();
  expect(await hub.courier("grants").rebuild("service_output")).toBe(before.length);
  expect(await rows()).toEqual(before);
});

test("all services of a question cost one statement for their outputs and one for their money", async () => {
  const { errors, statements } = await hub.measure(`{ services { nodes { costPerOutput(year: "2015/16") { costPerUnit } before: costPerOutput(year: "2016/17") { costPerUnit } } } }`);
  expect(errors).toBeUndefined();
  expect(statements.map(({ service }) => service)).toEqual(["grants", "grants", "grants"]);
});

test("a year that is none is refused", async () => {
  const { errors } = await hub.ask(`{ services { nodes { costPerOutput(year: "2015/17") { costPerUnit } } } }`);
  expect(errors?.[0]?.extensions).toMatchObject({ code: "MALFORMED_FINANCIAL_YEAR", field: "year" });
});

describe("the sum of a year", () => {
  const YEAR = { from: "2016-04-01", to: "2017-03-31" };
  const value = (id: string, from: string, to: string, more: Partial<CountedOutput> = {}): CountedOutput => ({ id, partnership: "partnership-x", area: null, extent: "LOCAL", kind: PeriodKind.CUSTOM, from, to, qualifier: Qualifier.EQ, value: "10", ...more });

  test("counts no day twice: a quarter stands for its months, and months for what no quarter tells of", () => {
    const quarter = value("q1", "2016-04-01", "2016-06-30", { value: "30.25" });
    const months = [value("m4", "2016-04-01", "2016-04-30"), value("m7", "2016-07-01", "2016-07-31", { value: "0.75" })];
    expect(outputOfYear([...months, quarter], YEAR)).toEqual({ quantity: "31", reason: null, isWholeYear: false, ids: ["m7", "q1"] });
    expect(outputOfYear([...months, quarter, value("y", YEAR.from, YEAR.to)], YEAR)).toEqual({ quantity: "10", reason: null, isWholeYear: true, ids: ["y"] });
  });

  test("takes no running sum and no single day for a part, and nothing that reaches out of the year", () => {
    const apart = [value("d", "2016-05-01", "2016-05-01", { kind: PeriodKind.POINT }), value("r", "2016-04-01", "2016-12-31", { kind: PeriodKind.YEAR_TO_DATE }), value("o", "2016-03-01", "2016-04-30")];
    expect(outputOfYear(apart, YEAR)).toEqual({ quantity: null, reason: "NO_OUTPUT_RECORDED", isWholeYear: null, ids: [] });
    expect(outputOfYear([value("r", YEAR.from, YEAR.to, { kind: PeriodKind.ROLLING_12M })], YEAR)).toMatchObject({ quantity: "10" });
  });

  test("adds partnerships, and neither areas of one nor what is from around it", () => {
    const [one, two] = [value("1", YEAR.from, YEAR.to), value("2", YEAR.from, YEAR.to, { partnership: "partnership-y" })];
    expect(outputOfYear([one, two], YEAR)).toMatchObject({ quantity: "20", reason: null });
    expect(outputOfYear([one, value("3", YEAR.from, YEAR.to, { area: "area-x" })], YEAR)).toMatchObject({ quantity: null, reason: "OUTPUT_OVERLAPS" });
    expect(outputOfYear([one, { ...two, extent: "WIDER" }], YEAR)).toMatchObject({ quantity: null, reason: "OUTPUT_OVERLAPS" });
    expect(outputOfYear([{ ...two, extent: "WIDER" }], YEAR)).toMatchObject({ quantity: "10", reason: null });
  });

  test("keeps every digit", () => {
    expect(outputOfYear([value("1", "2016-04-01", "2016-04-30", { value: "9007199254740993" }), value("2", "2016-05-01", "2016-05-31", { value: "0.10" })], YEAR).quantity).toBe("9007199254740993.1");
    expect(outputOfYear([value("1", YEAR.from, YEAR.to, { value: "100" })], YEAR).quantity).toBe("100");
    expect(outputOfYear([value("1", YEAR.from, YEAR.to, { value: "0.00" })], YEAR).quantity).toBe("0");
  });
});

test.each([
  [1n, "2", "0.01"],
  [149n, "100", "0.01"],
  [150n, "100", "0.02"],
  [1000n, "3", "3.33"],
  [2000n, "3", "6.67"],
  [0n, "3", "0.00"],
  [100n, "0.3", "3.33"],
  [9_223_372_036_854_775_807n, "1", "92233720368547758.07"],
  [100n, "0", null],
  [100n, "0.0", null],
  [100n, "-1", null],
])("%s pence over %s units come to %s", (pence, units, pounds) => {
  expect(poundsPerUnit(pence, units)).toBe(pounds);
});
