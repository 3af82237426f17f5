/** The saved questions: each is run as committed, and its rows must be those of plain SQL written apart from the hub's code. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { synthesise } from "../../data/synthetic.js";
import { PROJECT_DIR } from "../../kernel/config.js";
import { startHub, type TestHub } from "../support/hub.js";

const dir = path.join(PROJECT_DIR, "questions");
const files = readdirSync(dir).toSorted();
const textOf = (slug: string): string => readFileSync(path.join(dir, `${slug}.graphql`), "utf8");

/** A period as a person writes it, from its three columns. */
const label = (prefix: string): string => {
  const [kind, from, to] = ["kind", "from", "to"].map((part) => `${prefix}_${part}`);
  return `case ${kind}
    when 'MONTH' then to_char(${from}, 'FMMonth YYYY')
    when 'QUARTER' then to_char(${from}, '"Q"Q YYYY')
    when 'FINANCIAL_YEAR' then to_char(${from}, 'YYYY/') || to_char(${to}, 'YY')
    when 'CALENDAR_YEAR' then to_char(${from}, 'YYYY')
    when 'POINT' then ${from}::text
    when 'MULTI_YEAR' then case when to_char(${from}, 'MMDD') || to_char(${to}, 'MMDD') = '04010331'
      then to_char(${from}, 'YYYY/') || to_char(${from} + interval '1 year', 'YY') || ' to ' || to_char(${to} - interval '1 year', 'YYYY/') || to_char(${to}, 'YY')
      else ${from} || ' to ' || ${to} end
    when 'ROLLING_12M' then '12 months to ' || ${to}
    else ${from} || ' to ' || ${to} end`;
};

/** What the two questions about figures say of indicator, partnership and source alike. */
const ABOUT = `
  json_build_object('name', i.name, 'unit', i.unit) as indicator,
  json_build_object('name', p.name, 'pccArea', json_build_object('name', a.name)) as partnership,
  json_build_object('document', json_build_object('publisher', d.publisher, 'title', d.title), 'section', f.section, 'asPrinted', f.as_printed) as provenance`;
const BESIDE = `
  join indicators.indicator i on i.id = f.indicator_id and i.known_to is null
  join plans.partnership p on p.id = f.partnership_id and p.known_to is null
  join plans.pcc_area a on a.id = p.pcc_area_id and a.known_to is null
  join plans.document d on d.id = f.document_id and d.known_to is null
  where f.known_to is null`;

const MISMATCHES = `
  select ${ABOUT}, f.qualifier, f.value::text,
    json_build_object('label', ${label("f.period")}, 'from', f.period_from, 'to', f.period_to) as period,
    json_build_object('label', ${label("f.reported_under")}) as "reportedUnder"
  from indicators.observation f ${BESIDE}
    and not (daterange(f.period_from, f.period_to, '[]') <@ daterange(f.reported_under_from, f.reported_under_to, '[]'))
    and f.period_from is not null`;

const INCONSISTENT = `
  select ${ABOUT},
    case when f.period_from is not null then json_build_object('label', ${label("f.period")}) end as period,
    f.baseline_value::text as "baselineValue",
    case when f.baseline_period_from is not null then json_build_object('label', ${label("f.baseline_period")}) end as "baselinePeriod",
    f.change_percent::text as "changePercent",
    trim_scale(f.baseline_value / 100 * f.change_percent)::text as "impliedChange",
    f.change_number::text as "changeNumber"
  from indicators.target f ${BESIDE}
    and (2 * f.change_number >= f.baseline_value / 50 * f.change_percent + 1 or 2 * f.change_number <= f.baseline_value / 50 * f.change_percent - 1)`;

/** A line for each change, in the order that a reader expects: the later plan's priorities, then what was dropped. */
const CHANGES = `
  with plan as (select * from plans.plan where known_to is null),
    priority as (select * from plans.priority where known_to is null),
    pair as (
      select later.id as later_id,
        (select earlier.id from plan earlier
          where earlier.partnership_id = later.partnership_id and earlier.period_to < later.period_from
          order by earlier.period_to desc, earlier.id desc limit 1) as earlier_id
      from plan later
    ),
    carried as (
      select pair.later_id, after.id as after_id, before.id as before_id
      from pair
      join priority after on after.plan_id = pair.later_id
      join priority before on before.plan_id = pair.earlier_id
        and case when after.continues_id is null then lower(before.title) = lower(after.title) else before.id = after.continues_id end
    )
  select p.name as partnership, later.id as plan,
    case when before.id is null then 'ADDED' when after.id is null then 'DROPPED'
      when lower(before.title) = lower(after.title) then 'KEPT' else 'CHANGED' end as change,
    case when before.id is not null then json_build_object('number', before.number, 'title', before.title) end as before,
    case when after.id is not null then json_build_object('number', after.number, 'title', after.title, 'topics', after.topics) end as after
  from pair
  join plan later on later.id = pair.later_id
  join plans.partnership p on p.id = later.partnership_id and p.known_to is null
  cross join lateral (
    select after.id as after_id, carried.before_id from priority after left join carried on carried.after_id = after.id where after.plan_id = pair.later_id
    union all
    select null, before.id from priority before
      where before.plan_id = pair.earlier_id and not exists (select from carried where carried.later_id = pair.later_id and carried.before_id = before.id)
  ) line
  left join priority after on after.id = line.after_id
  left join priority before on before.id = line.before_id
  where pair.earlier_id is not null
  order by p.name, later.period_from, later.id, after.number nulls last, before.number`;

const PLANS = `
  select p.id as partnership_id, p.name, json_build_object('name', a.name) as "pccArea",
    plan.id as plan_id, plan.title, json_build_object('label', ${label("plan.period")}) as period,
    (select json_build_object('title', earlier.title, 'period', json_build_object('label', ${label("earlier.period")}))
      from plans.plan earlier
      where earlier.known_to is null and earlier.partnership_id = plan.partnership_id and earlier.period_to < plan.period_from
      order by earlier.period_to desc, earlier.id desc limit 1) as before
  from plans.partnership p
  join plans.pcc_area a on a.id = p.pcc_area_id and a.known_to is null
  left join plans.plan on plan.partnership_id = p.id and plan.known_to is null
  where p.known_to is null
  order by p.name, p.id, plan.period_from, plan.id`;

interface Change {
  change: string;
  before: object | null;
  after: object | null;
}

interface ComparedPlan {
  title: string;
  period: object;
  comparison: { before: object; changes: Change[] } | null;
}

interface ComparedPartnership {
  name: string;
  pccArea: object;
  plans: { nodes: ComparedPlan[] };
}

/** What compare-plans should answer, put together from rows of SQL. */
async function comparison(hub: TestHub): Promise<ComparedPartnership[]> {
  const changes = await hub.sql<Change & { plan: string }>(CHANGES);
  const rows = await hub.sql<{ partnership_id: string; name: string; pccArea: object; plan_id: string | null; title: string; period: object; before: object | null }>(PLANS);
  const partnerships = new Map<string, ComparedPartnership>();
  for (const { partnership_id, name, pccArea, plan_id, title, period, before } of rows) {
    const partnership = partnerships.get(partnership_id) ?? { name, pccArea, plans: { nodes: [] } };
    partnerships.set(partnership_id, partnership);
    if (plan_id === null) continue;
    const own = changes.filter(({ plan }) => plan === plan_id).map(({ change, before: from, after }) => ({ change, before: from, after }));
    partnership.plans.nodes.push({ title, period, comparison: before && { before, changes: own } });
  }
  return [...partnerships.values()];
}

/** Rows in an order of their own: the questions about figures promise which rows, and the hub's lists their order. */
const inOrder = (rows: object[]): object[] => rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
const keyOf = (row: object): string => JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** A row of a question about figures. */
interface Figure {
  partnership: { name: string };
  provenance: { section: string };
}

/** Which rows of the edges are among these. */
const edges = (rows: Figure[]): string[] => rows.map(({ provenance }) => provenance.section).filter((section) => section.startsWith("Edge")).toSorted();

/** Names of the partnerships that rows are about. */
const partnershipsIn = (rows: Figure[]): Set<string> => new Set(rows.map(({ partnership }) => partnership.name));

test("each saved question begins with its slug, which is the name of its file, and says what it answers", () => {
  expect(files).toEqual(["compare-plans.graphql", "inconsistent-targets.graphql", "period-mismatches.graphql"]);
  for (const file of files) {
    const slug = path.basename(file, ".graphql");
    expect(textOf(slug)).toMatch(new RegExp(`^# ${slug}: \\S.{20,}`));
  }
});

/** Rows at the edges of each question, beside the synthetic ones: a day too early or too late, half a report off, plans that overlap. */
const EDGES: Record<string, string[]> = {
  "plans/plans": [
    "id,partnership,title,period,vision,document,section,as_printed,known_from",
    "plan-edge-overlapping,partnership-synthetic-0,Overlapping plan,MULTI_YEAR 2015-04-01..2017-09-30,,document-synthetic,Edge,,2020-01-01",
  ],
  "plans/priorities": [
    "id,plan,number,word,title,topics,continues,summary,document,section,as_printed,known_from",
    "priority-edge-1,plan-edge-overlapping,1,PRIORITY,Synthetic priority 1,PREVENTION,,,document-synthetic,Edge,,2020-01-01",
  ],
  "indicators/observations": [
    "id,indicator,partnership,place,period,reported_under,qualifier,value,numerator,denominator,base,status,document,section,as_printed,known_from",
    ...[
      "within,FINANCIAL_YEAR 2015/16",
      "early,CUSTOM 2015-03-31..2016-03-31",
      "late,CUSTOM 2015-04-01..2016-04-01",
      "after,MONTH 2016-04",
      "undated,?NOT_STATED: No date is printed.",
    ].map((each) => {
      const [name, period] = each.split(",");
      return `observation-edge-${name},indicator-synthetic-0,partnership-synthetic-${name!.length},,${period},FINANCIAL_YEAR 2015/16,EQ,1,,,,FINAL,document-synthetic,Edge ${name},,2020-01-01`;
    }),
  ],
  "indicators/targets": [
    "id,indicator,partnership,place,period,kind,value,change_percent,change_number,baseline_value,baseline_period,document,section,as_printed,known_from",
    ...["10.5,half-above", "9.5,half-below", "10.4,near", "10,exact", ",no-number"].map((each) => {
      const [stated, name] = each.split(",");
      return `target-edge-${name},indicator-synthetic-0,partnership-synthetic-0,,FINANCIAL_YEAR 2015/16,CHANGE_PERCENT,,5,${stated},200,FINANCIAL_YEAR 2014/15,document-synthetic,Edge ${name},,2020-01-01`;
    }),
  ],
};

const databases = [
  { name: "the documents", open: () => startHub("documents") },
  {
    name: "25 synthetic partnerships, with rows at the edges of each question",
    open: async (): Promise<TestHub> => {
      const hub = await startHub("empty");
      for (const [file, csv] of Object.entries(synthesise({ seed: 20, partnerships: 25 }))) {
        expect(await hub.importCsv(file, csv)).toMatchObject({ problems: [] });
      }
      for (const [file, lines] of Object.entries(EDGES)) {
        expect(await hub.importCsv(file, lines.join("\n"))).toMatchObject({ problems: [], written: lines.length - 1 });
      }
      return hub;
    },
  },
];

describe.each(databases)("on $name", ({ name, open }) => {
  let hub: TestHub;

  beforeAll(async () => {
    hub = await open();
  });

  afterAll(() => hub.close());

  async function answer(slug: string): Promise<Record<string, { totalCount: number; nodes: Figure[] }>> {
    const { data, errors } = await hub.ask(textOf(slug));
    expect(errors).toBeUndefined();
    return data as never;
  }

  test("period-mismatches shows the values that SQL finds outside the year they are reported under", async () => {
    const rows = await hub.sql<Figure>(MISMATCHES);
    const { observations } = await answer("period-mismatches");
    expect(inOrder(observations!.nodes)).toEqual(inOrder(rows));
    expect(observations!.totalCount).toBe(rows.length);
    expect(partnershipsIn(observations!.nodes).size).toBeGreaterThan(2);
    if (name !== "the documents") expect(edges(observations!.nodes)).toEqual(["Edge after", "Edge early", "Edge late"]);
  });

  test("inconsistent-targets shows the targets that SQL finds at odds with their own baseline", async () => {
    const rows = await hub.sql<Figure>(INCONSISTENT);
    const { targets } = await answer("inconsistent-targets");
    expect(inOrder(targets!.nodes)).toEqual(inOrder(rows));
    expect(targets!.totalCount).toBe(rows.length);
    // Of the documents, Fenland's plan alone gives a percentage and a number together.
    if (name === "the documents") expect([...partnershipsIn(targets!.nodes)]).toEqual(["Fenland Community Safety Partnership"]);
    else {
      expect(partnershipsIn(targets!.nodes).size).toBeGreaterThan(2);
      expect(edges(targets!.nodes)).toEqual(["Edge half-above", "Edge half-below"]);
    }
  });

  test("compare-plans shows every partnership's plans with the changes that SQL finds, in their order", async () => {
    const expected = await comparison(hub);
    const { partnerships } = await answer("compare-plans");
    expect(partnerships).toEqual({ nodes: expected });
    const several = expected.filter(({ plans }) => plans.nodes.some(({ comparison: compared }) => compared !== null));
    // Of the documents, Peterborough's alone hold two plans.
    expect(several.length).toBe(name === "the documents" ? 1 : 25);
    expect(expected.length).toBe(name === "the documents" ? 3 : 25);
  });
});

describe("on figures whose answers are known beforehand", () => {
  let hub: TestHub;

  beforeAll(async () => {
    hub = await startHub("documents");
  });

  afterAll(() => hub.close());

  test("the one target of the documents at odds with itself asks for 95 where 5% of 1938 is 96.9", async () => {
    const { data } = await hub.ask(textOf("inconsistent-targets"));
    expect(data.targets.nodes).toEqual([
      expect.objectContaining({ baselineValue: "1938", changePercent: "5", impliedChange: "96.9", changeNumber: "95", period: { label: "2014/15" } }),
    ]);
  });

  test("Peterborough carried on three priorities, one of them under the same title, and added a fourth", async () => {
    const { data } = await hub.ask(textOf("compare-plans"));
    const plans = (data.partnerships.nodes as ComparedPartnership[]).find(({ name }) => name === "Safer Peterborough Partnership")!.plans.nodes;
    expect(plans.map(({ comparison: compared }) => compared?.changes.map(({ change }) => change) ?? null)).toEqual([
      null,
      ["CHANGED", "CHANGED", "KEPT", "ADDED"],
    ]);
  });

  test("Fenland's road casualties of January to March 2014 stand outside the plan year 2014/15", async () => {
    const { data } = await hub.ask(textOf("period-mismatches"));
    expect(data.observations.nodes).toContainEqual(
      expect.objectContaining({ value: "19", period: { label: "Q1 2014", from: "2014-01-01", to: "2014-03-31" }, reportedUnder: { label: "2014/15" } }),
    );
  });
});
