/** The saved question of which values of indicators are late or missing: by its three roads, and its rows are those of plain SQL, written apart from the hub's code. */
import { parse } from "csv-parse/sync";
import { synthesise } from "../../data/synthetic.js";
import { startHub, type HubAnswer, type TestHub } from "../support/hub.js";

type Row = Record<string, unknown>;

const SOURCE = ["document", "section", "as_printed", "known_from", "visibility"];

/** Of each third value that the generator makes one is expected, due before or after the day that it came on; every partnership is to return a month that nobody has. */
const EXPECTED = `
  select replace(o.id, 'observation', 'expectation') as id, o.indicator_id as indicator, o.partnership_id as partnership,
    case o.period_kind when 'MONTH' then 'MONTH ' || to_char(o.period_from, 'YYYY-MM') else o.period_kind || ' ' || to_char(o.period_from, 'YYYY') || '/' || to_char(o.period_to, 'YY') end as period,
    ((o.known_from at time zone 'UTC')::date + (abs(hashtext(o.id)) % 5 - 2) * 20)::text as due_on, '2015-02-01' as known_from
  from indicators.observation o where o.known_to is null and abs(hashtext(o.id)) % 3 = 0
  union all
  select 'expectation-none-' || p.id, 'indicator-synthetic-0', p.id, 'MONTH 2014-05', '2015-0' || 3 + abs(hashtext(p.id)) % 3 || '-15', '2015-02-01' from plans.partnership p where p.known_to is null`;

/** $1 is the area, $2 and $3 the days, $4 the day asked for. A value counts from when it first was there, if it is not taken back by then. */
const LATE = `
  with due as (select e.*, p.name from indicators.expectation e join plans.partnership p on p.id = e.partnership_id and p.known_to is null
    where p.pcc_area_id = $1 and e.known_from < $4::date + 1 and (e.known_to is null or e.known_to >= $4::date + 1) and e.period_from <= $3::date and e.period_to >= $2::date),
  came as (
    select due.id, min(coalesce(v.received_on, v.known_from::date)) as on_day
    from due join indicators.observation o using (indicator_id, partnership_id, period_kind, period_from, period_to) join indicators.observation v on v.id = o.id and v.version <= o.version
    where o.known_from < $4::date + 1 and (o.known_to is null or o.known_to >= $4::date + 1) and o.status <> 'WITHDRAWN' and coalesce(v.received_on, v.known_from::date) <= $4::date
    group by due.id)
  select due.id as expectation_id, due.partnership_id, due.name as partnership, due.indicator_id, due.due_on::text, came.on_day::text as received_on,
    case when came.on_day > due.due_on then 'LATE' when came.on_day is null and $4::date > due.due_on then 'MISSING' end as status
  from due left join came using (id) where came.on_day > due.due_on or (came.on_day is null and $4::date > due.due_on)`;

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub("empty");
  for (const [what, csv] of Object.entries(synthesise({ seed: 31, partnerships: 9, monthly: 1 }))) expect(await hub.importCsv(what, csv)).toMatchObject({ problems: [] });
  const due = await hub.sql<Record<string, string>>(EXPECTED);
  expect(await send("indicators/expectations", ["id", "indicator", "partnership", "period", "due_on"], due)).toBe(due.length);
  // Of these three the first came in as a return in time, the next is its partnership's alone, and the last was taken back.
  const said = await hub.sql<Record<string, string>>(`
    select 'observation-none-' || p.id as id, 'indicator-synthetic-0' as indicator, p.id as partnership, 'MONTH 2014-05' as period, 'FINANCIAL_YEAR 2014/15' as reported_under, 'EQ' as qualifier, '3' as value,
      'FINAL' as status, case p.id when 'partnership-synthetic-0' then '2015-02-20' else '' end as received_on, '2015-07-01' as known_from, case p.id when 'partnership-synthetic-1' then 'PARTNERSHIP' else 'PUBLISHED' end as visibility
    from plans.partnership p where p.known_to is null and p.id in ('partnership-synthetic-0', 'partnership-synthetic-1', 'partnership-synthetic-2')`);
  const columns = ["id", "indicator", "partnership", "place", "period", "reported_under", "qualifier", "value", "numerator", "denominator", "base", "status", "received_on"];
  expect(await send("indicators/observations", columns, said)).toBe(3);
  expect(await send("indicators/observations", columns, [{ ...said.find(({ partnership }) => partnership === "partnership-synthetic-2")!, status: "WITHDRAWN", known_from: "2015-12-01" }])).toBe(1);
});
afterAll(() => hub.close());

async function send(what: string, columns: string[], rows: Record<string, string>[]): Promise<number> {
  const names = [...columns, ...SOURCE];
  const report = await hub.importCsv(what, `${[names, ...rows.map((row) => names.map((name) => row[name] ?? (name === "visibility" ? "PUBLISHED" : "")))].map((cells) => cells.join(",")).join("\n")}\n`);
  expect(report.problems).toEqual([]);
  return report.written;
}

const COLUMNS = ["expectation_id", "partnership_id", "partnership", "indicator_id", "due_on", "status", "received_on"];
const sorted = (rows: Row[]): string[] => rows.map((row) => JSON.stringify(COLUMNS.map((name) => row[name] || null))).toSorted();

describe("late-returns, indicators", () => {
  test("shows in GraphQL, JSON and CSV what SQL finds late or missing on a day", async () => {
    const statuses = new Set<string>();
    for (const [pccArea, from, to, asOf, atLeast] of [
      ["pcc-area-synthetic-0", "2014-05-01", "2017-03-31", "2017-09-01", 20],
      ["pcc-area-synthetic-0", "2014-05-01", "2014-05-31", "2015-07-01", 2],
      ["pcc-area-synthetic-0", "2014-05-01", "2014-05-31", "2015-12-01", 2],
      ["pcc-area-synthetic-0", "2015-07-01", "2015-09-30", "2016-04-25", 2],
      ["pcc-area-synthetic-1", "2014-05-01", "2017-03-31", "2016-06-30", 4],
      ["pcc-area-synthetic-1", "2014-05-01", "2017-03-31", "2015-01-31", 0],
    ] as const) {
      const expected = await hub.sql<Row>(LATE, [pccArea, from, to, asOf]);
      const given = { pccArea, from, to, asOf };
      const address = (form: string): string => `/q/late-returns.${form}?${new URLSearchParams({ ...given, table: "indicators" }).toString()}`;
      const json = await hub.read(address("json"));
      expect(json.status).toBe(200);
      expect(sorted((JSON.parse(json.text) as { rows: Row[] }).rows)).toEqual(sorted(expected));
      expect(sorted(parse((await hub.read(address("csv"))).text, { bom: true, columns: true }) as unknown as Row[])).toEqual(sorted(expected));
      const all: Row[] = [];
      for (let after: string | null = null; ; ) {
        const { data, errors }: HubAnswer = await hub.askSaved("late-returns", { ...given, first: 2, after });
        expect(errors).toBeUndefined();
        const page = data.pccArea.partnerships;
        for (const partnership of page.nodes) {
          for (const { id, indicator, dueOn, status, receivedOn } of partnership.expectations.nodes) {
            all.push({ expectation_id: id, partnership_id: partnership.id, partnership: partnership.name, indicator_id: indicator.id, due_on: dueOn, status, received_on: receivedOn });
          }
        }
        if (!page.pageInfo.hasNextPage) break;
        after = page.pageInfo.endCursor;
      }
      expect(sorted(all)).toEqual(sorted(expected));
      expect(expected.length).toBeGreaterThanOrEqual(atLeast);
      for (const { status } of expected) statuses.add(String(status));
    }
    expect([...statuses].toSorted()).toEqual(["LATE", "MISSING"]);
  });

  test("a value that came in time, is nobody else's to see or was taken back is told as what it is", async () => {
    const of = async (asOf: string): Promise<Record<string, unknown>> => {
      const { rows } = JSON.parse((await hub.read(`/q/late-returns.json?table=indicators&pccArea=pcc-area-synthetic-0&from=2014-05-01&to=2014-05-31&asOf=${asOf}`)).text) as { rows: Row[] };
      return Object.fromEntries([0, 1, 2, 3].map((n) => [n, rows.find((row) => row["partnership_id"] === `partnership-synthetic-${n}`)?.["status"] ?? null]));
    };
    expect(await of("2015-06-30")).toEqual({ 0: "MISSING", 1: "MISSING", 2: "MISSING", 3: "MISSING" });
    expect(await of("2015-07-01")).toEqual({ 0: null, 1: "LATE", 2: "LATE", 3: "MISSING" });
    expect(await of("2015-12-01")).toEqual({ 0: null, 1: "LATE", 2: "MISSING", 3: "MISSING" });
  });
});
