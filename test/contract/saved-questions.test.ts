/** The saved questions: each is run as committed, and its rows must be those of plain SQL written apart from the hub's code. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { synthesise } from "../../data/synthetic.js";
import { PROJECT_DIR } from "../../kernel/process/config.js";
import { FAULTS, FAULTY_PACKAGE } from "../support/open-grants.js";
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
  f.id, json_build_object('id', p.id, 'name', p.name, 'pccArea', json_build_object('name', a.name)) as partnership,
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
    case when before.id is not null then json_build_object('id', before.id, 'number', before.number, 'title', before.title) end as before,
    case when after.id is not null then json_build_object('id', after.id, 'number', after.number, 'title', after.title, 'topicIds', after.topic_ids) end as after
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

/** Each return that is due, with what became of it by a day: by the returns of the same award and period, the earliest received first. */
const LATE = `
  with day as (select coalesce($4::date, (now() at time zone 'UTC')::date) as on_day),
    due as (select e.*, day.on_day from grants.return_expectation e, day where e.known_from < on_day + 1 and coalesce(e.known_to, 'infinity') >= on_day + 1),
    came as (
      select distinct on (due.id) due.id, r.received_on from due join grants.spend_return r
        on r.award_id = due.award_id and r.allocation_id is null and due.allocation_id is null and case due.kind when 'FINAL' then r.final else daterange(r.period_from, r.period_to, '[]') @> daterange(due.period_from, due.period_to, '[]') end
        and r.known_from < due.on_day + 1 and coalesce(r.known_to, 'infinity') >= due.on_day + 1
      order by due.id, r.received_on)
  select due.id as return_expectation_id, due.kind, a.partnership_id, a.id as award_id, due.due_on::text, came.received_on::text,
    case when came.received_on > due.due_on then 'LATE' when came.received_on is not null then 'ON_TIME' when due.on_day > due.due_on then 'MISSING' else 'EXPECTED' end as status
  from due join grants.award a on a.id = due.award_id and a.known_to is null
  join plans.partnership p on p.id = a.partnership_id and p.known_to is null
  left join came on came.id = due.id
  where p.pcc_area_id = $1 and due.period_to >= $2::date and due.period_from <= $3::date`;

interface Spent {
  partnership_id: string;
  year: string;
  spent: number | null;
  is_underspent: boolean | null;
}

/** What was spent of each award, all of one year: added up in pounds, from the newest return down. */
const SPENT = `
  with day as (select coalesce($2::date, (now() at time zone 'UTC')::date) + 1 as next),
    award as (select a.* from grants.award a, day where known_from < next and coalesce(known_to, 'infinity') >= next),
    line as (select l.* from grants.profile_line l, day where known_from < next and coalesce(known_to, 'infinity') >= next),
    told as (select r.* from grants.spend_return r, day where known_from < next and coalesce(known_to, 'infinity') >= next),
    newest as (select distinct on (award_id) * from told order by award_id, period_to desc),
    summed as (
      select a.id as award_id, a.partnership_id, a.annual_amounts -> 0 ->> 'year' as year, a.awarded_pence::float8 / 100 as awarded,
        (select sum(planned_pence)::float8 / 100 from line where award_id = a.id) as planned,
        (select sum(planned_pence)::float8 / 100 from line where award_id = a.id and line.period_to <= n.period_to) as planned_to_date,
        (select sum(spend_pence)::float8 / 100 from told where award_id = a.id) as spent, n.period_to::text as spent_to,
        (select count(*)::int from grants.return_expectation e, day where e.award_id = a.id and e.known_from < next and coalesce(e.known_to, 'infinity') >= next and e.due_on < next - 1
          and not exists (select from told r where r.award_id = e.award_id and case e.kind when 'FINAL' then r.final else r.period_from <= e.period_from and r.period_to >= e.period_to end)) as missing_returns,
        case when n.final then (select sum(spend_pence) from told where award_id = a.id)::float8 / 100
          else ((select sum(spend_pence) from told where award_id = a.id) + n.forecast_pence)::float8 / 100 end as outturn,
        a.awarded_pence - (select sum(spend_pence) from told where award_id = a.id) - case when n.final then 0 else n.forecast_pence end as left_pence, a.awarded_pence
      from award a join plans.partnership p on p.id = a.partnership_id and p.known_to is null left join newest n on n.award_id = a.id
      where p.pcc_area_id = $1)
  select award_id, partnership_id, year, awarded, planned, planned_to_date, spent, spent_to, missing_returns, outturn, left_pence::float8 / 100 as underspend, left_pence * 20 > awarded_pence as is_underspent from summed`;

interface Change {
  change: string;
  before: object | null;
  after: object | null;
}

interface ComparedPlan {
  id: string;
  title: string;
  period: object;
  comparison: { before: object; changes: Change[] } | null;
}

interface ComparedPartnership {
  id: string;
  name: string;
  pccArea: object;
  plans: { nodes: ComparedPlan[] };
}

/** What the hub holds of an area's partnerships, a line for each plan, and for each partnership without one. */
const COVERAGE = `
  select p.id as partnership_id, p.name as partnership, plan.id as plan_id, plan.title as plan, ${label("plan.period")} as period,
    d.publisher, d.title as document, d.kind as document_kind
  from plans.partnership p
  left join plans.plan on plan.partnership_id = p.id and plan.known_to is null
  left join plans.document d on d.id = plan.document_id and d.known_to is null
  where p.pcc_area_id = $1 and p.known_to is null
  order by p.name, p.id, plan.period_from, plan.id`;

/** What is missing: what is noted on the area, and partnerships without a plan. */
const MISSING = `
  select null as partnership, reason, explanation from plans.noted_gap where subject = $1 and field = 'partnerships' and known_to is null
  union all
  select p.name, coalesce(g.reason, 'NOT_HELD'), coalesce(g.explanation, 'The hub holds no plan of this partnership.')
  from plans.partnership p left join plans.noted_gap g on g.subject = p.id and g.field = 'plans' and g.known_to is null
  where p.pcc_area_id = $1 and p.known_to is null and not exists (select from plans.plan where partnership_id = p.id and known_to is null)`;

/** The actions of two partnerships under a topic, a line for each report on one, and for each action of which nothing was reported. */
const SIDE_BY_SIDE = `
  select plan.partnership_id, a.id as action_id, a.outcome, u.id as progress_id, u.narrative, project.target,
    case when u.id is not null then coalesce(u.rag, 'NOT_RATED') end as delivery_rag
  from plans.action a
  join plans.plan on plan.id = a.plan_id and plan.known_to is null
  join plans.priority on priority.id = a.priority_id and priority.known_to is null
  left join plans.progress_update u on u.action_id = a.id and u.known_to is null
  left join plans.project on project.id = u.project_id and project.known_to is null
  where a.known_to is null and plan.partnership_id in ($1, $2) and $3 = any(priority.topic_ids)`;

/** What the police recorded in an area's partnerships and, of no one partnership, in the area itself, over the days given. */
const RECORDED = `
  select o.id as observation_id, p.id as partnership_id, area.id as area_id, o.indicator_id, o.place, o.value::float as value, ${label("o.period")} as period, d.publisher
  from indicators.observation o
  left join plans.partnership p on p.id = o.partnership_id and p.known_to is null
  left join indicators.area area on area.id = o.area_id and o.partnership_id is null and area.known_to is null
  left join plans.document d on d.id = o.document_id and d.known_to is null
  where o.known_to is null and o.indicator_id = any($2) and o.period_from <= $4 and o.period_to >= $3 and (p.pcc_area_id = $1 or area.pcc_area_id = $1)`;

/** The sums of documents. */
const SUMS = `
  select s.id as stated_sum_id, p.name as partnership, s.nature, s.use, (s.amount_pence / 100.0)::float as pounds, case when s.period_from is not null then ${label("s.period")} end as period,
    o.name as source, f.name as fund, s.award_id, d.publisher, s.as_printed
  from grants.stated_sum s
  left join plans.partnership p on p.id = s.partnership_id and p.known_to is null
  left join plans.organisation o on o.id = s.source_id and o.known_to is null
  left join grants.fund f on f.id = s.fund_id and f.known_to is null
  left join plans.document d on d.id = s.document_id and d.known_to is null
  where s.known_to is null and ($1::text is null or s.partnership_id = $1)`;

/** What some rules of quality find among imported grants: those that a line of SQL can tell. */
const QUALITY = `
  with imported as (select g.*, coalesce(g.other, '{}') as o from grants.published_grant g where g.known_to is null),
    found as (
      select 'ZeroAmountTest' as rule, id from imported where amount_pence = 0
      union all select 'PostDatedAwardDates', id from imported where award_date > current_date
      union all select 'RecipientOrg360GPrefix', id from imported where recipient_org_id ilike '360g%'
      union all select 'FundingOrg360GPrefix', id from imported where funder_org_id ilike '360g%'
      union all select 'NoGrantProgramme', id from imported where programme_code is null and programme_title is null and coalesce(jsonb_array_length(o -> 'grantProgramme'), 0) = 0
      union all select 'NoBeneficiaryLocation', id from imported where coalesce(jsonb_array_length(o -> 'beneficiaryLocation'), 0) = 0
      union all select 'TitleDescriptionSame', id from imported where title = description
      union all select 'TitleLength', id from imported where length(title) > 140
      union all select 'NoLastModified', id from imported where o ->> 'dateModified' is null
      union all select 'NoDataSource', id from imported where o ->> 'dataSource' is null)
  select rule, count(*)::int as count, (select count(*)::int from imported) as grants, round(100.0 * count(*) / (select count(*) from imported), 2)::float as percentage from found group by rule`;

/** Each grant as the Specified Information Order has it published, as known at the end of a day: $1 the day, $2 the partnership or null for all. */
const REGISTER = `
  with day as (select $1::date as asked, ($1::date + 1)::timestamp at time zone 'UTC' as ends),
    w as (select award.* from grants.award, day where known_from < ends and coalesce(known_to >= ends, true)),
    g as (select agreement.* from grants.agreement, day where known_from < ends and coalesce(known_to >= ends, true)),
    c as (select award_id, string_agg(text, '; ' order by number) as texts from grants.condition, day where known_from < ends and coalesce(known_to >= ends, true) group by award_id),
    item as (
      select w.id, c.texts, (extract(year from agreed_on)::int * 12 + extract(month from agreed_on)::int + 1) as month,
        concat_ws('; ', case when c.texts is null and g.without_conditions is not true then 'CONDITIONS' end, case when w.recipient_id is null then 'RECIPIENT' end,
          case when w.purpose is null then 'PURPOSE' end, case when g.reasons is null then 'REASONS' end) as lacking,
        case when g.published_on <= asked then g.published_on end as published
      from w cross join day left join g on g.award_id = w.id left join c on c.award_id = w.id),
    told as (select id, texts, lacking, published, case when month is not null then make_date(month / 12, month % 12 + 1, 1) - 1 end as due from item)
  select w.id as award_id, p.name as partnership, o.name as recipient, w.purpose, coalesce(told.texts, '') as conditions, g.without_conditions, g.reasons, (w.awarded_pence / 100.0)::float as pounds,
    g.agreed_on::text as made_on, told.published::text as published_on, told.lacking as missing_items, told.due::text as due_on,
    case when coalesce(told.published, asked) > told.due then coalesce(told.published, asked) - told.due end as days_late,
    case when g.id is null then 'NO_AGREEMENT' when g.state = 'AWARDED' then 'NOT_YET_DUE' when told.lacking <> '' then 'INCOMPLETE'
      when told.published is null then case when asked > told.due then 'OVERDUE' else 'NOT_YET_DUE' end
      when told.published > told.due then 'LATE' else 'COMPLETE' end as status
  from w cross join day join told on told.id = w.id left join g on g.award_id = w.id
  left join plans.partnership p on p.id = w.partnership_id and p.known_to is null
  left join plans.organisation o on o.id = w.recipient_id and o.known_to is null
  where $2::text is null or w.partnership_id = $2`;

/** Grants in every state of their publication: agreed on 20 January 2019 or not at all, and published or not. */
async function bringInAgreements(hub: TestHub, fund: string, partnership: string, recipient: string): Promise<void> {
  const ends = "document,section,as_printed,known_from";
  const known = ",,,2019-02-01";
  const send = async (what: string, columns: string, rows: string[]): Promise<void> => expect(await hub.importCsv(what, [`${columns},${ends}`, ...rows.map((row) => `${row},${known}`), ""].join("\n"))).toMatchObject({ problems: [] });
  const cases: [name: string, recipient: string, state: string, reasons: string, without: string, agreed: string, published: string][] = [
    ["complete", recipient, "ACTIVE", "Safer nights.", "YES", "2019-01-20", "2019-01-31"],
    ["last-day", recipient, "ACTIVE", "Safer nights.", "YES", "2018-12-31", "2019-01-31"],
    ["late", recipient, "ACTIVE", "Safer nights.", "YES", "2018-11-30", "2019-01-01"],
    ["overdue", recipient, "ACTIVE", "Safer nights.", "YES", "2018-11-30", ""],
    ["waiting", recipient, "AGREED", "Safer nights.", "NO", "2019-01-20", ""],
    ["no-reasons", recipient, "ACTIVE", "", "YES", "2019-01-20", "2019-01-21"],
    ["nothing", "", "ACTIVE", "", "", "", ""],
    ["undated", recipient, "CLOSED", "Safer nights.", "YES", "", "2019-01-21"],
    ["begun", "", "AWARDED", "", "", "", ""],
  ];
  await send("grants/awards", "id,fund,partnership,recipient,awarded,annual_amounts,purpose", cases.map(([name, to]) => `award-of-${name},${fund},${partnership},${to},10.00,2018/19 10.00,${name === "nothing" ? "" : "For it"}`));
  await send("grants/agreements", "id,award,state,state_on,reasons,without_conditions,agreed_on,published_on,note,clawback", cases.map(([name, , state, reasons, without, agreed, published]) => `agreement-of-${name},award-of-${name},${state},2019-01-22,${reasons},${without},${agreed},${published},,`));
  await send("grants/conditions", "id,award,number,text,due_on,evidence,met_on,waived_on,reason", ["condition-of-waiting-2,award-of-waiting,2,Name a lead.,,,,,", "condition-of-waiting-1,award-of-waiting,1,Report each quarter.,,,,,"]);
}

/** What compare-plans should answer, put together from rows of SQL. */
async function comparison(hub: TestHub): Promise<ComparedPartnership[]> {
  const changes = await hub.sql<Change & { plan: string }>(CHANGES);
  const rows = await hub.sql<{ partnership_id: string; name: string; pccArea: object; plan_id: string | null; title: string; period: object; before: object | null }>(PLANS);
  const partnerships = new Map<string, ComparedPartnership>();
  for (const { partnership_id, name, pccArea, plan_id, title, period, before } of rows) {
    const partnership = partnerships.get(partnership_id) ?? { id: partnership_id, name, pccArea, plans: { nodes: [] } };
    partnerships.set(partnership_id, partnership);
    if (plan_id === null) continue;
    const own = changes.filter(({ plan }) => plan === plan_id).map(({ change, before: from, after }) => ({ change, before: from, after }));
    partnership.plans.nodes.push({ id: plan_id, title, period, comparison: before && { before, changes: own } });
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
  expect(files).toEqual(["actions-side-by-side.graphql", "allocations-against-award.graphql", "carried-over-unfunded.graphql", "claims-against-numbers.graphql", "compare-plans.graphql", "cost-per-output.graphql", "coverage.graphql", "funding-by-objective.graphql", "gaps.graphql", "grants-data-quality.graphql", "grants-register.graphql", "inconsistent-targets.graphql", "indicator-revisions.graphql", "late-returns.graphql", "money-and-measures.graphql", "multi-funder-services.graphql", "period-mismatches.graphql", "pledges-without-backing.graphql", "publication-gaps.graphql", "recorded-crime.graphql", "significant-change.graphql", "spend-against-profile.graphql", "spend-promise-movement.graphql", "stated-sums.graphql"]);
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
    "priority-edge-1,plan-edge-overlapping,1,PRIORITY,Synthetic priority 1,topic-synthetic-prevention,,,document-synthetic,Edge,,2020-01-01",
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
      return `observation-edge-${name},indicator-synthetic-0,partnership-synthetic-${name!.length},Place ${name},${period},FINANCIAL_YEAR 2015/16,EQ,1,,,,FINAL,document-synthetic,Edge ${name},,2020-01-01`;
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
      for (const [file, csv] of Object.entries(synthesise({ seed: 20, partnerships: 25, actions: 2 }))) {
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
    expect(expected.length).toBe(name === "the documents" ? 7 : 25);
  });

  test("coverage shows each area's partnerships and plans, what is missing and how many there are, as SQL finds them", async () => {
    const areas = await hub.sql<{ id: string }>("select id from plans.pcc_area where known_to is null order by id");
    expect(areas.length).toBe(name === "the documents" ? 2 : 4);
    for (const { id } of areas) {
      const held = await hub.sql<{ partnership_id: string; plan_id: string | null }>(COVERAGE, [id]);
      const missing = await hub.sql(MISSING, [id]);
      expect(only(await tableRows(hub, `/q/coverage.json?pccArea=${id}`), held[0])).toEqual(held);
      expect(inOrder(only(await tableRows(hub, `/q/coverage.json?table=missing&pccArea=${id}`), { partnership: 1, reason: 1, explanation: 1 }))).toEqual(inOrder(missing));
      const count = (rows: typeof held): number => new Set(rows.map(({ partnership_id }) => partnership_id)).size;
      expect(await tableRows(hub, `/q/coverage.json?table=counts&pccArea=${id}`)).toEqual([
        expect.objectContaining({ pcc_area_id: id, partnerships: count(held), with_plan: count(held.filter(({ plan_id }) => plan_id !== null)) }),
      ]);
    }
  });

  test("actions-side-by-side shows the actions under a topic with their reports, as SQL finds them", async () => {
    const [partnership, other, topics] = name === "the documents" ? ["partnership-fenland", "partnership-plymouth", ["topic-alcohol", "topic-young-people", "topic-prevent"]] : ["partnership-synthetic-0", "partnership-synthetic-9", ["topic-synthetic-victims", "topic-synthetic-prevention"]];
    for (const topic of topics) {
      const rows = await hub.sql(SIDE_BY_SIDE, [partnership, other, topic]);
      const shown = await tableRows(hub, `/q/actions-side-by-side.json?partnership=${partnership}&other=${other}&topic=${topic}`);
      expect(inOrder(only(shown, { partnership_id: 1, action_id: 1, outcome: 1, progress_id: 1, narrative: 1, target: 1, delivery_rag: 1 }))).toEqual(inOrder(rows));
      expect(rows.length === 0).toBe(topic === "topic-prevent");
    }
  });

  test("recorded-crime shows the values of an area's partnerships and those of none of them, as SQL finds them", async () => {
    const documents = name === "the documents";
    const [area, from, to] = documents ? ["pcc-area-cambridgeshire", "2019-08-01", "2019-08-31"] : ["pcc-area-synthetic-0", "2016-05-01", "2016-06-30"];
    const crimes = await hub.sql<{ id: string }>("select id from indicators.indicator where known_to is null and starts_with(id, 'indicator-recorded-crime-') order by id");
    const asked = documents ? [crimes.map(({ id }) => id), ["indicator-recorded-crime-burglary"]] : [["indicator-synthetic-0", "indicator-synthetic-1"]];
    for (const indicators of asked) {
      const rows = await hub.sql<{ partnership_id: string | null; area_id: string | null }>(RECORDED, [area, indicators, from, to]);
      // All types of the police's files stand where none is named.
      const named = indicators.length === crimes.length ? [] : indicators.map((id) => `indicator=${id}`);
      const address = `/q/recorded-crime.json?${[`pccArea=${area}`, `from=${from}`, `to=${to}`, ...named].join("&")}`;
      const [partnerships, elsewhere] = [await tableRows(hub, address), await tableRows(hub, `${address}&table=elsewhere`)];
      const shown = { observation_id: 1, partnership_id: 1, area_id: 1, indicator_id: 1, place: 1, value: 1, period: 1, publisher: 1 };
      expect(inOrder(only([...partnerships.map((row) => ({ area_id: null, place: null, ...row })), ...elsewhere.map((row) => ({ partnership_id: null, ...row }))], shown))).toEqual(inOrder(rows));
      if (documents) expect([partnerships.length, elsewhere.length]).toEqual([6 * indicators.length, 2 * indicators.length]);
      else expect(partnerships.length).toBeGreaterThan(10);
    }
  });

  test("grants-data-quality shows of imported grants what SQL finds, and of awards that none can be published", async () => {
    expect((await hub.importAs("JSON", "grants/published-grants", FAULTY_PACKAGE)).problems).toEqual([]);
    const rows = await hub.sql<{ rule: string }>(QUALITY);
    const shown = await tableRows(hub, "/q/grants-data-quality.json?source=PUBLISHED_GRANT");
    expect(inOrder(only(shown.filter((each) => rows.some(({ rule }) => rule === each["rule"])), rows[0]))).toEqual(inOrder(rows));
    expect([rows.length, shown.length]).toEqual([10, Object.keys(FAULTS).length]);
    const places = await tableRows(hub, "/q/grants-data-quality.json?source=PUBLISHED_GRANT&table=places");
    for (const { rule, count } of shown) expect([rule, new Set(places.filter((place) => place["rule"] === rule).map((place) => place["grant_id"])).size]).toEqual([rule, count]);
    // Neither the documents nor the synthetic awards say when an award was made.
    expect((await tableRows(hub, "/q/grants-data-quality.json")).map(({ count, grants, percentage }) => [count, grants, percentage])).toEqual(Object.keys(FAULTS).map(() => [0, 0, null]));
  });

  test("grants-register and publication-gaps show of each grant what the Order asks for, and which lack it, on any day, as SQL finds them", async () => {
    const documents = name === "the documents";
    const partnership = documents ? "partnership-peterborough" : "partnership-synthetic-3";
    // The invented awards have no agreements: of each the register says so.
    if (documents) await bringInAgreements(hub, "fund-cambridgeshire-pcc-safer-peterborough", partnership, "organisation-peterborough-city-council");
    const item = { award_id: 1, partnership: 1, recipient: 1, pounds: 1, made_on: 1, published_on: 1, status: 1 };
    const today = new Date().toISOString().slice(0, 10);
    const earlier = documents ? ([["2019-02-20", partnership], ["2019-03-01", null]] as const) : [];
    for (const [asOf, of] of [[today, null], [today, partnership], ...earlier] as const) {
      const rows = await hub.sql<{ status: string }>(REGISTER, [asOf, of]);
      const given = `?asOf=${asOf}${of ? `&partnership=${of}` : ""}`;
      expect(inOrder(only(await tableRows(hub, `/q/grants-register.json${given}`), { ...item, purpose: 1, conditions: 1, without_conditions: 1, reasons: 1 }))).toEqual(inOrder(only(rows as never, { ...item, purpose: 1, conditions: 1, without_conditions: 1, reasons: 1 })));
      const gaps = { ...item, missing_items: 1, due_on: 1, days_late: 1 };
      const lacking = rows.filter(({ status }) => !["COMPLETE", "NOT_YET_DUE"].includes(status));
      expect(inOrder(only(await tableRows(hub, `/q/publication-gaps.json${given}`), gaps))).toEqual(inOrder(only(lacking as never, gaps)));
    }
    if (!documents) return;
    const told = await hub.sql<{ award_id: string; status: string }>(REGISTER, ["2019-02-20", partnership]);
    expect(Object.fromEntries(told.map(({ award_id, status }) => [award_id, status]))).toMatchObject({
      "award-of-complete": "COMPLETE",
      "award-of-last-day": "COMPLETE",
      "award-of-late": "LATE",
      "award-of-overdue": "OVERDUE",
      "award-of-waiting": "NOT_YET_DUE",
      "award-of-no-reasons": "INCOMPLETE",
      "award-of-nothing": "INCOMPLETE",
      "award-of-undated": "COMPLETE",
      "award-of-begun": "NOT_YET_DUE",
    });
  });

  test("late-returns shows what was late or missing on a day, and how well each partnership returned, as SQL finds them", async () => {
    if (name === "the documents") return expect(await tableRows(hub, "/q/late-returns.json?pccArea=pcc-area-cambridgeshire&from=2015-04-01&to=2016-03-31")).toEqual([]);
    await hub.fetchFacts();
    const [found, kinds] = [new Set<unknown>(), new Set<string>()];
    for (const [area, from, to, asOf] of [["pcc-area-synthetic-0", "2015-07-01", "2015-09-30", "2015-11-20"], ["pcc-area-synthetic-1", "2015-04-01", "2017-03-31", "2016-08-01"], ["pcc-area-synthetic-2", "2016-10-01", "2016-12-31", null]] as const) {
      const rows = await hub.sql<{ status: string; kind: string; partnership_id: string }>(LATE, [area, from, to, asOf]);
      const address = `/q/late-returns.json?pccArea=${area}&from=${from}&to=${to}${asOf ? `&asOf=${asOf}` : ""}`;
      const bad = rows.filter(({ status }) => status === "LATE" || status === "MISSING");
      expect(inOrder(only(await tableRows(hub, address), { return_expectation_id: 1, kind: 1, partnership_id: 1, award_id: 1, due_on: 1, status: 1, received_on: 1 }))).toEqual(inOrder(bad));
      const counts = (of: typeof rows): Record<string, unknown> => {
        const [expected, on_time, late, missing] = ["EXPECTED", "ON_TIME", "LATE", "MISSING"].map((each) => of.filter(({ status }) => status === each).length) as [number, number, number, number];
        const due = on_time + late + missing;
        return { expected, on_time, late, missing, total: of.length, on_time_percent: due ? Math.round((1000 * on_time) / due) / 10 : null };
      };
      const reporting = await tableRows(hub, `${address}&table=reporting`);
      expect(reporting.length).toBeGreaterThan(3);
      for (const row of reporting) expect(row).toMatchObject(counts(rows.filter(({ partnership_id }) => partnership_id === row["partnership_id"])));
      expect(await tableRows(hub, `${address}&table=total`)).toEqual([expect.objectContaining({ pcc_area_id: area, ...counts(rows) })]);
      for (const { kind } of rows) kinds.add(kind);
      for (const { status } of rows) found.add(status);
    }
    expect([...found].toSorted()).toEqual(["EXPECTED", "LATE", "MISSING", "ON_TIME"]);
    expect([...kinds].toSorted()).toEqual(["FINAL", "SPEND"]);
  });

  test("spend-against-profile shows each award's and partnership's spend beside its plan, as SQL finds them", async () => {
    if (name === "the documents") return expect(only(await tableRows(hub, "/q/spend-against-profile.json?pccArea=pcc-area-cambridgeshire&year=2015/16"), { award_id: 1, awarded: 1, planned: 1, spent: 1 })).toEqual([{ award_id: "award-peterborough-2015-16", awarded: 132339, planned: null, spent: null }]);
    let repeated = 0;
    for (const [area, year, asOf] of [["pcc-area-synthetic-0", "2015/16", "2015-12-01"], ["pcc-area-synthetic-1", "2016/17", null], ["pcc-area-synthetic-3", "2015/16", null]] as const) {
      const address = `/q/spend-against-profile.json?pccArea=${area}&year=${year}${asOf ? `&asOf=${asOf}` : ""}`;
      const rows = await hub.sql<Spent>(SPENT, [area, asOf]);
      const ofYear = rows.filter((row) => row.year === year);
      const columns = { award_id: 1, partnership_id: 1, awarded: 1, planned: 1, planned_to_date: 1, spent: 1, spent_to: 1, outturn: 1, underspend: 1, is_underspent: 1, missing_returns: 1 };
      expect(ofYear.length).toBeGreaterThan(3);
      expect(inOrder(only(await tableRows(hub, address), columns))).toEqual(inOrder(only(ofYear as never, columns)));
      for (const row of await tableRows(hub, `${address}&table=partnerships`)) {
        const years = rows.filter(({ partnership_id, year: other }) => partnership_id === row["partnership_id"] && other <= year);
        const underspent = years.filter(({ is_underspent }) => is_underspent).length;
        expect(row).toMatchObject({ awards: 1, underspent_years: underspent, spent: ofYear.find(({ partnership_id }) => partnership_id === row["partnership_id"])!.spent });
        repeated += underspent > 1 ? 1 : 0;
      }
    }
    expect(repeated).toBeGreaterThan(0);
  });

  test("stated-sums shows every sum, and those of a partnership, as SQL finds them", async () => {
    const shown = { stated_sum_id: 1, partnership: 1, nature: 1, use: 1, pounds: 1, period: 1, source: 1, fund: 1, award_id: 1, publisher: 1, as_printed: 1 };
    for (const partnership of [null, name === "the documents" ? "partnership-peterborough" : "partnership-synthetic-3"]) {
      const rows = await hub.sql(SUMS, [partnership]);
      expect(inOrder(only(await tableRows(hub, `/q/stated-sums.json${partnership ? `?partnership=${partnership}` : ""}`), shown))).toEqual(inOrder(rows));
      expect(rows.length).toBeGreaterThan(partnership ? 1 : 20);
    }
  });
});

/** The rows of a table as its door shows them. */
async function tableRows(hub: TestHub, address: string): Promise<Record<string, unknown>[]> {
  const { status, text } = await hub.read(address);
  expect({ status, text: status === 200 ? "" : text }).toEqual({ status: 200, text: "" });
  return (JSON.parse(text) as { rows: Record<string, unknown>[] }).rows;
}

const only = (rows: Record<string, unknown>[], columns: object | undefined): object[] => rows.map((row) => Object.fromEntries(Object.keys(columns ?? {}).map((name) => [name, row[name]])));

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

  test("the Commissioner's report speaks of six partnerships of Cambridgeshire, of which the hub holds plans of two; of Devon and Cornwall's, Plymouth's", async () => {
    const cambridgeshire = await tableRows(hub, "/q/coverage.json?table=missing&pccArea=pcc-area-cambridgeshire");
    expect(cambridgeshire.map(({ partnership, reason }) => [partnership, reason])).toEqual([
      [null, "NOT_HELD"],
      ...["Cambridge", "East Cambridgeshire", "Huntingdonshire", "South Cambridgeshire"].map((place) => [`${place} community safety partnership`, "NOT_HELD"]),
    ]);
    expect(cambridgeshire[0]).toMatchObject({ explanation: expect.stringContaining("six") as string, publisher: "Cambridgeshire Police & Crime Commissioner" });
    expect(await tableRows(hub, "/q/coverage.json?table=counts&pccArea=pcc-area-cambridgeshire")).toEqual([{ pcc_area_id: "pcc-area-cambridgeshire", pcc_area: "Cambridgeshire", partnerships: 6, with_plan: 2 }]);
    const plans = await tableRows(hub, "/q/coverage.json?pccArea=pcc-area-devon-and-cornwall");
    expect(plans.map(({ partnership, period }) => [partnership, period])).toEqual([["Safer Plymouth", "2017/18"]]);
  });

  test("burglary in August 2019 in the six partnerships is one address, and the ten records that are of none of them another", async () => {
    const address = "/q/recorded-crime.json?pccArea=pcc-area-cambridgeshire&from=2019-08-01&to=2019-08-31&indicator=indicator-recorded-crime-burglary";
    const six = await tableRows(hub, address);
    expect(six).toHaveLength(6);
    expect(six).toContainEqual(expect.objectContaining({ partnership: "Fenland Community Safety Partnership", indicator: "Recorded crime: Burglary", period: "August 2019", value: 61, publisher: "data.police.uk" }));
    const none = await tableRows(hub, `${address}&table=elsewhere`);
    expect(inOrder(only(none, { place: 1, value: 1 }))).toEqual(inOrder([{ place: "Outside the force area", value: 1 }, { place: "No Location", value: 9 }]));
    expect([...six, ...none].reduce((sum, { value }) => sum + Number(value), 0)).toBe(388);
  });

  test("Fenland's road casualties of January to March 2014 stand outside the plan year 2014/15", async () => {
    const { data } = await hub.ask(textOf("period-mismatches"));
    expect(data.observations.nodes).toContainEqual(
      expect.objectContaining({ value: "19", period: { label: "Q1 2014", from: "2014-01-01", to: "2014-03-31" }, reportedUnder: { label: "2014/15" } }),
    );
  });
});
