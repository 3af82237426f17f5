/**
 * The saved questions as one hand-written statement each: the same rows in the same order and the same values as the
 * hub's answer, made into JSON by PostgreSQL. `$1` is the end of the day that is asked about.
 */

const KNOWN = (alias: string): string => `${alias}.known_from < $1::timestamptz and (${alias}.known_to is null or ${alias}.known_to >= $1::timestamptz)`;

/** Rows in a page where a question does not say how many. */
const PAGE = 100;

/** The label of a period, as `Period.label` writes it, from the columns with this prefix. */
function label(prefix: string): string {
  const [kind, from, to] = [`${prefix}_kind`, `${prefix}_from`, `${prefix}_to`];
  const financialYear = `(extract(year from ${from} - interval '3 months')::text || '/' || to_char(${from} + interval '9 months', 'YY'))`;
  return `case ${kind}
    when 'FINANCIAL_YEAR' then ${financialYear}
    when 'MONTH' then to_char(${from}, 'FMMonth YYYY')
    when 'QUARTER' then 'Q' || extract(quarter from ${from}) || ' ' || extract(year from ${from})
    when 'FINANCIAL_QUARTER' then 'Q' || extract(quarter from ${from} - interval '3 months') || ' ' || ${financialYear}
    when 'CALENDAR_YEAR' then extract(year from ${from})::text
    when 'POINT' then ${from}::text
    when 'MULTI_YEAR' then case when to_char(${from}, 'MMDD') || to_char(${to}, 'MMDD') = '04010331'
      then to_char(${from}, 'YYYY/') || to_char(${from} + interval '1 year', 'YY') || ' to ' || to_char(${to} - interval '1 year', 'YYYY/') || to_char(${to}, 'YY')
      else ${from} || ' to ' || ${to} end
    when 'ROLLING_12M' then '12 months to ' || ${to}
    else ${from} || ' to ' || ${to} end`;
}

/** A period with its label alone, null where there is none. */
function period(prefix: string): string {
  return `case when ${prefix}_kind is not null then json_build_object('label', ${label(prefix)}) end`;
}

/** Where a row comes from, with the document joined as `document`. */
const PROVENANCE = `json_build_object(
  'document', case when document.id is not null then json_build_object('publisher', document.publisher, 'title', document.title) end,
  'section', t.section, 'asPrinted', t.as_printed)`;

/** What a row of the indicators service points at, in whichever service it lives. */
const POINTED_AT = `
  join indicators.indicator i on i.id = t.indicator_id and ${KNOWN("i")}
  left join plans.partnership p on p.id = t.partnership_id and ${KNOWN("p")}
  left join plans.pcc_area area on area.id = p.pcc_area_id and ${KNOWN("area")}
  left join plans.document document on document.id = t.document_id and ${KNOWN("document")}`;

const NAMES = `
  'id', t.id, 'indicator', json_build_object('name', i.name, 'unit', i.unit),
  'partnership', case when p.id is not null then json_build_object('id', p.id, 'name', p.name,
    'pccArea', case when area.id is not null then json_build_object('name', area.name) end) end`;

/** A page of the indicators service's rows, those that the condition holds for, with their number. */
function indicatorRows(list: string, rowsOf: string, condition: string, node: string): string {
  return `
    select json_build_object('${list}', json_build_object(
      'totalCount', (select count(*) from ${rowsOf} t where ${condition} and ${KNOWN("t")}),
      'nodes', coalesce(json_agg(json_build_object(${NAMES}, ${node}, 'provenance', ${PROVENANCE})
        order by t.indicator_id, coalesce(t.period_from, '0001-01-01'), t.id), '[]')))::text as answer
    from (
      select * from ${rowsOf} t where ${condition} and ${KNOWN("t")}
      order by t.indicator_id, coalesce(t.period_from, '0001-01-01'), t.id limit ${PAGE}
    ) t ${POINTED_AT}`;
}

/** What became of the priorities of a plan since the plan before it, in the order of the later plan, what was dropped last. */
const CHANGES = `
  with matched as materialized (
    select after.id, after.number, after.title, after.topic_ids, match.id as before_id, match.number as before_number, match.title as before_title
    from plans.priority after left join lateral (
      select b.id, b.number, b.title from plans.priority b
      where b.plan_id = earlier.id and ${KNOWN("b")}
        and (b.id = after.continues_id or (after.continues_id is null and (b.title = after.title or lower(b.title) = lower(after.title))))
      order by b.number limit 1
    ) match on true
    where earlier.id is not null and after.plan_id = plan.id and ${KNOWN("after")}
  )
  select json_agg(json_build_object('change', change,
    'before', case when before_number is not null then json_build_object('id', before_id, 'number', before_number, 'title', before_title) end,
    'after', case when number is not null then json_build_object('id', id, 'number', number, 'title', title, 'topicIds', topic_ids) end) order by part, place) as list
  from (
    select 0 as part, number as place, id, number, title, topic_ids, before_id, before_number, before_title,
      case when before_id is null then 'ADDED' when before_title = title or lower(before_title) = lower(title) then 'KEPT' else 'CHANGED' end as change
    from matched
    union all
    select 1, b.number, null, null, null, null, b.id, b.number, b.title, 'DROPPED'
    from plans.priority b
    where b.plan_id = earlier.id and ${KNOWN("b")} and not exists (select from matched where before_id = b.id)
  ) line`;

/** The statements by the slug of their question. */
export const FLOOR_STATEMENTS: Readonly<Record<string, string>> = {
  "compare-plans": `
    select json_build_object('partnerships', json_build_object('nodes', coalesce(json_agg(json_build_object(
      'id', p.id,
      'name', p.name,
      'pccArea', case when area.id is not null then json_build_object('name', area.name) end,
      'plans', json_build_object('nodes', coalesce(theirs.list, '[]'))) order by p.name, p.id), '[]')))::text as answer
    from (select * from plans.partnership t where ${KNOWN("t")} order by t.name, t.id limit ${PAGE}) p
    left join plans.pcc_area area on area.id = p.pcc_area_id and ${KNOWN("area")}
    left join lateral (
      select json_agg(json_build_object('id', plan.id, 'title', plan.title, 'period', ${period("plan.period")},
        'comparison', case when earlier.id is not null then json_build_object(
          'before', json_build_object('title', earlier.title, 'period', ${period("earlier.period")}),
          'changes', coalesce(changes.list, '[]')) end) order by plan.period_from, plan.id) as list
      from (select * from plans.plan t where t.partnership_id = p.id and ${KNOWN("t")} order by t.period_from, t.id limit ${PAGE}) plan
      left join lateral (
        select * from plans.plan t
        where t.partnership_id = p.id and t.id <> plan.id and t.period_to < plan.period_from and ${KNOWN("t")}
        order by t.period_to desc, t.id desc limit 1
      ) earlier on true
      left join lateral (${CHANGES}) changes on earlier.id is not null
    ) theirs on true`,
  "inconsistent-targets": indicatorRows(
    "targets",
    "indicators.target",
    "t.consistent = false",
    `'period', ${period("t.period")}, 'baselineValue', t.baseline_value::text, 'baselinePeriod', ${period("t.baseline_period")},
     'changePercent', t.change_percent::text, 'impliedChange', t.implied_change::text, 'changeNumber', t.change_number::text`,
  ),
  "period-mismatches": indicatorRows(
    "observations",
    "indicators.observation",
    "t.outside_reported_year",
    `'period', case when t.period_kind is not null then json_build_object('label', ${label("t.period")}, 'from', t.period_from, 'to', t.period_to) end,
     'reportedUnder', json_build_object('label', ${label("t.reported_under")}), 'qualifier', t.qualifier, 'value', t.value::text`,
  ),
};
