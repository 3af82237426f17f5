/** The saved questions about what money did: each by its three roads, and its rows are those of plain SQL over all services, written apart from the hub's code. */
import { parse } from "csv-parse/sync";
import { synthesise } from "../../data/synthetic.js";
import { startHub, type Asker, type HubAnswer, type TestHub } from "../support/hub.js";
import { MoneyRows } from "../support/money-rows.js";
import { analyst } from "../support/people.js";

type Row = Record<string, unknown>;
// What a question answers is the test's to know.
type Data = HubAnswer["data"];

const AREA = "pcc-area-synthetic-0";
const OBJECTIVES = Array.from({ length: 9 }, (_, i) => `pcc-objective-money-${i},${AREA},${i + 101},Objective ${i},,,,,2016-01-01`);
const PLEDGES = Array.from({ length: 27 }, (_, i) => `pledge-money-${i},${AREA},pcc-objective-money-${i % 9},${i + 1},Pledge ${i},,,,,2016-01-01`);

/** One allocation to each third action and outcome, and to a pledge and an objective for each; some to nothing, some kept, some for two at once. */
const ALLOCATIONS = `
  with thing as (
    select t.id, t.kind, t.of_partnership as p, replace(t.plan_id, 'plan', 'award') as award_id, abs(hashtext(t.id)) as h from grants.attributable t
    where t.known_to is null and t.kind in ('ACTION', 'OUTCOME') and abs(hashtext(t.id)) % 3 <> 0
  )
  insert into grants.allocation (id, known_from, version, of_partnership, visibility, award_id, year, amount_pence, amount_currency, attributed_level, attributed_ids)
  select 'allocation-' || thing.id || named.n, '2018-01-01', 1, thing.p, case when h % 7 = 0 then 'PARTNERSHIP' else 'PUBLISHED' end, a.id, a.annual_amounts -> 0 ->> 'year', case when h % 5 = 0 then 0 else 1 + h % 999 end, 'GBP', named.level, named.ids
  from thing join grants.award a on a.id = thing.award_id and a.known_to is null
  cross join lateral (values (1, thing.kind, array[thing.id]), (2, 'PLEDGE', array['pledge-money-' || h % 20]),
    (3, 'OBJECTIVE', case when h % 2 = 0 then array['pcc-objective-money-' || h % 7] else array['pcc-objective-money-' || h % 7, 'pcc-objective-money-8'] end)) as named(n, level, ids)
  where h % 4 <> 0 or named.n = 1`;

const RETURNS = `
  insert into grants.spend_return (id, known_from, version, of_partnership, visibility, award_id, allocation_id, period_kind, period_from, period_to, spend_pence, spend_currency, received_on, final)
  select 'spend-return-' || a.id, '2018-06-01', 1, a.of_partnership, a.visibility, a.award_id, a.id, 'FINANCIAL_QUARTER', make_date(left(a.year, 4)::int, 4, 1), make_date(left(a.year, 4)::int, 6, 30),
    case when abs(hashtext(a.id)) % 4 = 0 then 0 else abs(hashtext(a.id)) % 500 + 1 end, 'GBP', make_date(left(a.year, 4)::int, 7, 10), false
  from grants.allocation a where abs(hashtext(a.id)) % 2 = 0`;

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub("empty", { pageSizeAtMost: 7 });
  for (const [what, csv] of Object.entries(synthesise({ seed: 12, partnerships: 10, actions: 3 }))) expect(await hub.importCsv(what, csv)).toMatchObject({ problems: [] });
  for (const [what, header, rows] of [["plans/pcc-objectives", "id,pcc_area,number,title,summary", OBJECTIVES], ["plans/pledges", "id,pcc_area,pcc_objective,number,title,summary", PLEDGES]] as const) {
    expect(await hub.importCsv(what, `${header},document,section,as_printed,known_from\n${rows.join("\n")}\n`)).toMatchObject({ problems: [], written: rows.length });
  }
  // Outcomes that no indicator measures.
  const links = await hub.sql<Record<string, string | number | null>>("select id, plan_id as plan, work_programme_id as work_programme, outcome_id as outcome, position, measure, role from plans.measure_link where known_to is null and abs(hashtext(id)) % 3 = 0");
  const header = ["id", "plan", "work_programme", "outcome", "position", "measure", "indicator", "role", "polarity", "document", "section", "as_printed", "known_from"];
  expect(await hub.importCsv("plans/measure-links", `${header.join(",")}\n${links.map((link) => header.map((name) => (name === "known_from" ? "2018-02-01" : (String(link[name] ?? "")))).join(",")).join("\n")}\n`)).toMatchObject({ problems: [] });
  await hub.fetchFacts();
  const rows = new MoneyRows(hub.databaseUrl);
  await rows.run(ALLOCATIONS);
  await rows.run(RETURNS);
  await rows.close();
  await hub.fetchFacts();
});
afterAll(() => hub.close());

// What each table should be, in plain SQL: $1 is the day after the day asked for, $2 the area of which the asker sees what partnerships keep.

const known = (t: string): string => `${t}.known_from < $1 and (${t}.known_to is null or ${t}.known_to >= $1) and (${t}.visibility = 'PUBLISHED' or ${t}.of_partnership in (select id from plans.partnership where pcc_area_id = $2))`;
const money = (t: string): string => `grants.allocation ${t} where ${known(t)}`;
const spentOf = (t: string): string => `(select sum(r.spend_pence) from grants.spend_return r where r.allocation_id = ${t}.id and ${known("r")})`;
const pounds = (sum: string): string => `trim_scale(${sum} / 100.0)::float`;

const CARRIED = `
  select a.id as action_id, plan.partnership_id, a.title as action from plans.action a join plans.plan on plan.id = a.plan_id and ${known("plan")}
  where ${known("a")} and exists (select from plans.progress_update u where u.action_id = a.id and u.carry_over = 'CARRIED_OVER' and ${known("u")})
    and not exists (select from ${money("m")} and m.amount_pence > 0 and (a.id = any(m.attributed_ids) or exists (select from plans.outcome o where o.action_id = a.id and o.id = any(m.attributed_ids) and ${known("o")})))`;

const MEASURED = `exists (select from plans.measure_link l where l.outcome_id = o.id and l.indicator_id is not null and ${known("l")})`;
const SPENT = `exists (select from ${money("m")} and o.id = any(m.attributed_ids) and m.amount_pence >= 0 and ${spentOf("m")} > 0)`;
const SPENT_UNMEASURED = `
  select o.id as outcome_id, (select ${pounds("sum(m.amount_pence)")} from ${money("m")} and m.attributed_ids = array[o.id]) as allocated,
    (select ${pounds(`sum(${spentOf("m")})`)} from ${money("m")} and m.attributed_ids = array[o.id]) as spent
  from plans.outcome o where ${known("o")} and ${SPENT} and not ${MEASURED}`;
const MEASURED_UNSPENT = `
  select o.id as outcome_id, l.id as measure_link_id, l.indicator_id from plans.outcome o left join plans.measure_link l on l.outcome_id = o.id and ${known("l")} where ${known("o")} and not ${SPENT} and ${MEASURED}`;
const UNBACKED = `select p.id as pledge_id, p.pcc_objective_id as objective_id from plans.pledge p where ${known("p")} and not exists (select from ${money("m")} and p.id = any(m.attributed_ids) and m.amount_pence > 0)`;

/** An objective's own money: what names it alone, and what names its pledges; shared is what names another one too. */
const OBJECTIVE = `
  select o.id as objective_id,
    (select ${pounds("sum(case when m.own then m.amount_pence else 0 end)")} from mine m where m.objective_id = o.id) as allocated,
    (select ${pounds("sum(case when m.own then m.spent else 0 end)")} from mine m where m.objective_id = o.id and m.spent is not null) as spent,
    (select ${pounds("sum(case when m.own then 0 else m.amount_pence end)")} from mine m where m.objective_id = o.id) as shared
  from plans.pcc_objective o where ${known("o")}`;
const BY_OBJECTIVE = `
  with mine as (
    select p.pcc_objective_id as objective_id, true as own, m.amount_pence, ${spentOf("m")} as spent
    from grants.allocation m join plans.pledge p on m.attributed_ids = array[p.id] and ${known("p")} where ${known("m")} and m.year = any($3)
    union all
    select objective, cardinality(m.attributed_ids) = 1, m.amount_pence, ${spentOf("m")}
    from grants.allocation m cross join unnest(m.attributed_ids) as objective where ${known("m")} and m.attributed_level = 'OBJECTIVE' and m.year = any($3)
  ) ${OBJECTIVE}`;

interface Asked {
  slug: string;
  table: string;
  sql: string;
  /** The top list in GraphQL, and how a row of the table is read from it. */
  list: string;
  rows: (node: Data) => Row[];
}

const ASKED: Asked[] = [
  { slug: "carried-over-unfunded", table: "actions", sql: CARRIED, list: "actions", rows: (node) => [{ action_id: node.id, partnership_id: node.plan.partnership.id, action: node.title }] },
  { slug: "money-and-measures", table: "spent_unmeasured", sql: SPENT_UNMEASURED, list: "spentUnmeasured", rows: (node) => [{ outcome_id: node.id, allocated: node.funding.allocated?.pounds ?? null, spent: node.funding.spent?.pounds ?? null }] },
  { slug: "money-and-measures", table: "measured_unspent", sql: MEASURED_UNSPENT, list: "measuredUnspent", rows: (node) => node.measures.nodes.map((link: Data) => ({ outcome_id: node.id, measure_link_id: link.id, indicator_id: link.indicator?.id ?? null })) },
  { slug: "pledges-without-backing", table: "pledges", sql: UNBACKED, list: "pledges", rows: (node) => [{ pledge_id: node.id, objective_id: node.pccObjective.id }] },
  {
    slug: "funding-by-objective", table: "objectives", sql: BY_OBJECTIVE, list: "pccObjectives",
    rows: ({ id, funding }) => [{ objective_id: id, allocated: funding.allocated?.pounds ?? null, spent: funding.spent?.pounds ?? null, shared: funding.shared?.pounds ?? null }],
  },
];

const sorted = (rows: Row[]): string[] => rows.map((row) => JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)))).toSorted();
const MONEY = new Set(["allocated", "spent", "shared"]);
const numbered = (rows: Row[]): Row[] => rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, MONEY.has(name) && value !== null && value !== "" ? Number(value) : value === "" ? null : value])));
const only = (rows: Row[], names: string[]): Row[] => rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name]])));

describe.each(ASKED)("$slug, $table", ({ slug, table, sql, list, rows: read }) => {
  test.each([
    ["anyone today", {}, false],
    ["anyone on the last day before the first return", { asOf: "2018-05-31" }, false],
    ["anyone before there was money", { asOf: "2017-12-31" }, false],
    ["an analyst of the area today", {}, true],
    ...(slug === "funding-by-objective" ? ([["anyone of one year", { year: "2016/17" }, false]] as const) : []),
  ] as [string, { asOf?: string; year?: string }, boolean][])("shows to %s, in GraphQL, JSON and CSV, the rows that SQL finds", async (_who, given, sees) => {
    const { asOf, year } = given;
    const asker: Asker = sees ? hub.as(analyst(AREA)) : hub;
    const after = asOf ? new Date(Date.parse(asOf) + 86_400_000) : new Date(Date.now() + 86_400_000);
    const values: unknown[] = [after, sees ? AREA : ""];
    if (sql.includes("$3")) values.push(year ? [year] : (await hub.sql<{ year: string }>("select distinct year from grants.allocation")).map((each) => each.year));
    const expected = await hub.sql<Row>(sql, values);

    const columns = Object.keys(expected[0] ?? {});
    const parameters = new URLSearchParams([...Object.entries(given), ["table", table]]).toString();
    const { status, text } = await asker.read(`/q/${slug}.json?${parameters}`);
    expect(status).toBe(200);
    const json = (JSON.parse(text) as { rows: Row[] }).rows;
    const csv = parse((await asker.read(`/q/${slug}.csv?${parameters}`)).text, { bom: true, columns: true, record_delimiter: "\r\n" }) as unknown as Row[];
    expect(sorted(only(numbered(json), columns))).toEqual(sorted(numbered(expected)));
    expect(sorted(only(numbered(csv), columns))).toEqual(sorted(only(numbered(json), columns)));
    // The first list is followed page by page; another is whole where it fits.
    const all: Row[] = [];
    for (let cursor: string | null = null; ; ) {
      const { data, errors }: HubAnswer = await asker.askSaved(slug, { ...given, first: 5, after: cursor });
      expect(errors).toBeUndefined();
      const page = data[list];
      for (const node of page.nodes) all.push(...read(node));
      if (!page.pageInfo?.hasNextPage) break;
      cursor = page.pageInfo.endCursor;
    }
    if (list !== "measuredUnspent") expect(sorted(numbered(all))).toEqual(sorted(numbered(expected)));
    if (!asOf || slug !== "money-and-measures" || table === "measured_unspent") expect(expected.length).toBeGreaterThan(2);
  });
});

describe("spend, promise and movement in one question", () => {
  const YEAR = "2016/17";
  const ofYear = (t: string): string => `${t}.period_from <= '2017-03-31' and ${t}.period_to >= '2016-04-01'`;
  /** What names the things under a priority; in these data each allocation below an objective names one. */
  const under = (p: string): string => `(exists (select from plans.action a where a.priority_id = ${p}.id and m.attributed_ids = array[a.id] and ${known("a")}) or exists (select from plans.outcome o where o.priority_id = ${p}.id and m.attributed_ids = array[o.id] and ${known("o")}))`;
  const own = (thing: string): string => `
    (select ${pounds("sum(m.amount_pence)")} from ${money("m")} and m.year = '${YEAR}' and m.attributed_ids = array[${thing}.id]) as allocated,
    (select ${pounds(`sum(${spentOf("m")})`)} from ${money("m")} and m.year = '${YEAR}' and m.attributed_ids = array[${thing}.id]) as spent`;
  const plansOfYear = `plans.plan join plans.partnership on partnership.id = plan.partnership_id and partnership.known_to is null and ($3 = '' or partnership.pcc_area_id = $3)`;
  const TABLES: Record<string, string> = {
    priorities: `
      select p.id as priority_id, plan.partnership_id, (select ${pounds("sum(m.amount_pence)")} from ${money("m")} and m.year = '${YEAR}' and ${under("p")}) as allocated,
        (select ${pounds(`sum(${spentOf("m")})`)} from ${money("m")} and m.year = '${YEAR}' and ${under("p")}) as spent
      from ${plansOfYear} join plans.priority p on p.plan_id = plan.id and ${known("p")} where ${known("plan")} and ${ofYear("plan")}`,
    promises: `
      select a.id as action_id, a.priority_id, u.id as progress_id, case when u.id is not null then coalesce(u.rag, 'NOT_RATED') end as delivery_rag, ${own("a")}
      from ${plansOfYear} join plans.action a on a.plan_id = plan.id and ${known("a")} left join plans.progress_update u on u.action_id = a.id and ${known("u")} where ${known("plan")} and ${ofYear("plan")}`,
    measures: `
      select o.id as outcome_id, o.priority_id, l.id as measure_link_id, l.indicator_id, ${own("o")}
      from ${plansOfYear} join plans.outcome o on o.plan_id = plan.id and ${known("o")} left join plans.measure_link l on l.outcome_id = o.id and ${known("l")} where ${known("plan")} and ${ofYear("plan")}`,
    movement: `
      select v.id as observation_id, v.indicator_id, v.partnership_id, v.value::float as value, b.value::float as value_before,
        case when v.value = b.value then 'SIMILAR' end as no_change
      from indicators.observation v join plans.partnership on partnership.id = v.partnership_id and partnership.known_to is null and ($3 = '' or partnership.pcc_area_id = $3)
        left join indicators.observation b on (b.indicator_id, b.partnership_id, b.period_kind) = (v.indicator_id, v.partnership_id, v.period_kind) and b.dimension is null and b.extent = v.extent
          and b.period_to = (v.period_to - interval '1 year')::date and b.period_from = (v.period_from - interval '1 year')::date and ${known("b")}
      where ${known("v")} and ${ofYear("v")} and v.extent = 'LOCAL' and v.dimension is null`,
  };

  test.each(Object.keys(TABLES).flatMap((table) => (["anyone", "anyone of one area", "an analyst of the area"] as const).map((who) => [table, who] as const)))("%s is what SQL finds, for %s", async (table, who) => {
    const area = who === "anyone" ? "" : AREA;
    const asker: Asker = who === "an analyst of the area" ? hub.as(analyst(AREA)) : hub;
    const values = [new Date(Date.now() + 86_400_000), who === "an analyst of the area" ? AREA : "", area];
    const expected = await hub.sql<Row>(TABLES[table]!, values);
    const { status, text } = await asker.read(`/q/spend-promise-movement.json?${new URLSearchParams({ year: YEAR, table, ...(area ? { pccArea: area } : {}) }).toString()}`);
    expect({ status, text: status === 200 ? "" : text }).toEqual({ status: 200, text: "" });
    const { rows } = JSON.parse(text) as { rows: Row[] };
    const columns = Object.keys(expected[0]!).filter((name) => name !== "no_change" && name !== "value_before");
    expect(sorted(only(numbered(rows), columns))).toEqual(sorted(only(numbered(expected), columns)));
    expect(expected.length).toBeGreaterThan(20);
    if (table !== "movement") return;
    // A direction stands where there is a value to compare with, and says which way is better by the polarity of the indicator.
    const before = new Map(expected.map((row) => [row["observation_id"], row["value_before"]]));
    let directed = 0;
    for (const row of rows) {
      if (row["standing"] === null) expect(row["not_computed"]).toEqual(expect.any(String));
      else expect(row["value_before"]).toBe(before.get(row["observation_id"]));
      if (row["standing"] === "LOWER" || row["standing"] === "HIGHER") {
        expect(Number(row["value"]) < Number(row["value_before"])).toBe(row["standing"] === "LOWER");
        const better = { HIGHER_IS_BETTER: "HIGHER", LOWER_IS_BETTER: "LOWER" }[String(row["polarity"])];
        if (better) expect(row["judgement"]).toBe(row["standing"] === better ? "BETTER" : "WORSE");
        directed++;
      }
    }
    expect(directed).toBeGreaterThan(0);
  });
});

test("each says until when it is known, and changes with what was fetched since", async () => {
  const [row] = (JSON.parse((await hub.read("/q/pledges-without-backing.json")).text) as { rows: Row[] }).rows;
  expect(row!["up_to_date_at"]).toMatch(/^\d{4}-\d\d-\d\dT/);
  const [before] = (JSON.parse((await hub.read("/q/carried-over-unfunded.json")).text) as { rows: Row[] }).rows;
  await hub.fetchFacts();
  const [after] = (JSON.parse((await hub.read("/q/carried-over-unfunded.json")).text) as { rows: Row[] }).rows;
  expect(String(after!["up_to_date_at"]) > String(before!["up_to_date_at"])).toBe(true);
});
