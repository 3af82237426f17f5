/**
 * The money of awards as rows of one statement: by award, allocation, financial year and measure, each penny once. Where
 * an allocation is passed on by others, or the return of a whole tells of days of which returns of its parts tell too,
 * the whole holds only what goes beyond its parts: whatever is summed over awards or allocations sums it once.
 */
import sql, { join, raw, type Sql } from "sql-template-tag";
import { knownOn } from "../../../kernel/database/rows.js";
import type { Day } from "../../../kernel/values/day.js";
import { netSpend, unsplitSpend } from "../returns/spending/net-spend.js";

/** What a row tells of. */
export type Measure = "AWARDED" | "ALLOCATED" | "PAID" | "PAID_AWARD" | "SPENT" | "FORECAST" | "COMMITTED" | "UNATTRIBUTED" | "UNATTRIBUTED_SPENT" | "UNSPLIT";

/** The calendar year in which the financial year of a day begins. */
const yearOf = (day: Sql): Sql => sql`extract(year from ${day} - interval '3 months')::int`;

/**
 * The tables `chain` (every allocation of the awards with what it holds of its own) and `fact`, for awards that stand in
 * a table `touched (award_id)`: expressions of a `with recursive`, so that nothing is read of other awards.
 */
export function moneyFacts(asOf: Day): Sql {
  const known = (table: string): Sql => knownOn(asOf, raw(table));
  return sql`
    chain (id, award_id, path, services, origin, year, pence) as (
      select a.id, a.award_id, array[a.id], array_remove(array[a.service_id], null), case when a.attributed_level <> 'UNATTRIBUTED' then a.id end, left(a.year, 4)::int, a.amount_pence
      from touched join grants.allocation a using (award_id)
      where ${known("a")} and not exists (select from grants.allocation p where p.id = a.parent_id and ${known("p")})
      union all
      -- What says nothing of its own is for what its parent is for.
      select c.id, c.award_id, chain.path || c.id, chain.services || array_remove(array[c.service_id], null), case when c.attributed_level <> 'UNATTRIBUTED' then c.id else chain.origin end, left(c.year, 4)::int, c.amount_pence
      from chain join grants.allocation c on c.parent_id = chain.id
      where ${known("c")} and not c.id = any(chain.path)
    ),
    held as (
      select chain.*, chain.pence - coalesce(passed.pence, 0) as own
      from chain left join (select path[cardinality(path) - 1] as id, sum(pence) as pence from chain where cardinality(path) > 1 group by 1) passed using (id)
    ),
    annual as (
      select a.id as award_id, left(y.year, 4)::int as year, y.pence
      from touched join grants.award a on a.id = touched.award_id, jsonb_to_recordset(a.annual_amounts) as y(year text, pence bigint) where ${known("a")}
    ),
    ${netSpend(asOf, "chain")},
    ${unsplitSpend("chain")},
    newest as (
      select id, award_id, allocation_id, node, wholes, path, year_begins as year, to_come as forecast
      from (select distinct on (award_id, allocation_id, year_begins) * from returned order by award_id, allocation_id, year_begins, period_to desc, id) each where to_come is not null
    ),
    within_forecast as (
      select distinct on (part.id) part.id, whole.id as whole
      from (select id, year, unnest(wholes) as within from newest) part join newest whole on whole.node = part.within and whole.year = part.year
      order by part.id, cardinality(whole.path) desc, whole.id
    ),
    entry as (
      select e.* from touched join grants.ledger_entry e using (award_id) where ${known("e")}
    ),
    fact (award_id, allocation_id, measure, year, pence) as (
      select award_id, null, 'AWARDED', year, pence::numeric from annual
      union all select award_id, id, 'ALLOCATED', year, own from held
      union all select award_id, id, 'UNATTRIBUTED', year, own from held where origin is null
      union all
      select award_id, null, 'UNATTRIBUTED', year, greatest(annual.pence - coalesce(roots.pence, 0), 0)
      from annual left join (select award_id, year, sum(pence) as pence from held where cardinality(path) = 1 group by 1, 2) roots using (award_id, year)
      union all
      select entry.award_id, chain.id, 'PAID', ${yearOf(sql`entry.on_day`)}, node.pence
      from entry cross join lateral (values (to_node, amount_pence), (from_node, -amount_pence)) as node(id, pence) join chain on chain.id = node.id
      union all
      select award_id, null, 'PAID_AWARD', ${yearOf(sql`on_day`)}, case when to_node = award_id then amount_pence else -amount_pence end
      from entry where (to_node = award_id and starts_with(from_node, 'fund-')) or (from_node = award_id and starts_with(to_node, 'fund-'))
      union all
      select award_id, allocation_id, 'SPENT', year_begins, pence from net_spend
      union all
      select net_spend.award_id, allocation_id, 'UNATTRIBUTED_SPENT', year_begins, case when chain.origin is null then net_spend.pence else 0 end
      from net_spend left join chain on chain.id = allocation_id
      union all
      select award_id, allocation_id, 'FORECAST', year, greatest(newest.forecast - coalesce(parts.forecast, 0), 0)
      from newest left join (select whole as id, sum(forecast) as forecast from within_forecast join newest using (id) group by 1) parts using (id)
      union all
      select c.award_id, c.allocation_id, 'COMMITTED', ${yearOf(sql`coalesce(c.period_to, c.state_on)`)}, case c.state when 'APPROVED' then c.amount_pence else 0 end
      from touched join grants.claim c using (award_id) where ${known("c")}
    )`;
}

/** A kind of thing that money can be attributed to, with the column by which others of the tree stand under one; none where nothing that has money does. */
export type AttributedKind = "PRIORITY" | "WORK_PROGRAMME" | "ACTION" | "OUTCOME" | "PCC_OBJECTIVE" | "PLEDGE";

const STANDS_UNDER: Record<AttributedKind, string | null> = {
  PRIORITY: "priority_id",
  WORK_PROGRAMME: "work_programme_id",
  ACTION: "action_id",
  OUTCOME: null,
  PCC_OBJECTIVE: "pcc_objective_id",
  PLEDGE: null,
};

/** How rows of the statement below come. */
export interface MoneyRow {
  thing: string;
  measure: Measure;
  year: number;
  pence: string;
  /** Of an allocation that names things: these, their shares, and those of them that stand under the thing and under no other of its kind, or under it at all. */
  origin: string | null;
  names: string[] | null;
  shares: string[] | null;
  inside: string[] | null;
  touched: string[] | null;
  /** Of UNSPLIT alone: the award or allocation that the money was returned of, so that it counts once for a thing of which several parts may have it. */
  node: string | null;
}

/** The money attributed to things of one kind, or to what stands under them. */
export function attributedMoney(kind: AttributedKind, ids: readonly string[], asOf: Day): Sql {
  const known = (table: string): Sql => knownOn(asOf, raw(table));
  const parents = Object.values(STANDS_UNDER).filter((column) => column !== null);
  const column = STANDS_UNDER[kind];
  const under = join(parents.map((parent) => sql`select n.id from grants.attributable n where n.${raw(parent)} = u.id and ${known("n")}`), " union all ");
  return sql`
    with recursive asked (thing) as materialized (select distinct unnest(${ids}::text[])),
    under (thing, id) as (
      select thing, thing from asked
      ${column ? sql`union select u.thing, n.id from under u cross join lateral (${under}) n` : sql``}
    ),
    -- Everything that what stands there stands under: where that is more than one thing of the kind, its money is shared.
    above (id, at) as (
      select distinct id, id from under where id <> thing
      union
      select above.id, parent.id from above join grants.attributable n on n.id = above.at and ${known("n")} cross join lateral (values (n.action_id), (n.work_programme_id)) as parent(id) where parent.id is not null
    ),
    sole as (
      select above.id from above join grants.attributable n on n.id = above.at and ${known("n")} where n.${raw(column ?? "id")} is not null group by above.id having count(distinct n.${raw(column ?? "id")}) = 1
    ),
    named as (
      select u.thing, a.id as origin, a.award_id, a.attributed_ids as names, a.attributed_shares::text[] as shares,
        array_agg(distinct u.id) as touched, array_agg(distinct u.id) filter (where u.id = u.thing or exists (select from sole where sole.id = u.id)) as inside
      from grants.allocation a cross join unnest(a.attributed_ids) as name(id) join under u on u.id = name.id
      where a.attributed_level <> 'UNATTRIBUTED' and ${known("a")}
      group by u.thing, a.id, a.award_id, a.attributed_ids, a.attributed_shares
    ),
    touched as (select distinct award_id from named),
    ${moneyFacts(asOf)},
    maybe as (
      select each.*, count(*) over (partition by node, year_begins) as origins
      from (select distinct unsplit.node, unsplit.year_begins, unsplit.pence, chain.origin from unsplit left join chain on chain.id = unsplit.allocation_id) each
    )
    select named.thing, fact.measure, fact.year, sum(fact.pence)::text as pence, named.origin, named.names, named.shares, named.inside, named.touched, null as node
    from named join chain on chain.origin = named.origin join fact on fact.allocation_id = chain.id
    where fact.measure in ('ALLOCATED', 'PAID', 'SPENT', 'FORECAST', 'COMMITTED')
    group by named.thing, fact.measure, fact.year, named.origin, named.names, named.shares, named.inside, named.touched
    union all
    -- Where all that it may be of is for the thing, or all for the same names, nothing is open.
    select thing, 'UNSPLIT', year_begins, pence::text, origin, names, shares, inside, touched, node
    from (
      select named.*, maybe.node, maybe.year_begins, maybe.pence, maybe.origins, named.names <@ named.inside as is_own,
        count(*) filter (where named.names <@ named.inside) over (partition by named.thing, maybe.node, maybe.year_begins) as owned
      from named join maybe using (origin)
    ) each where origins - 1 > owned - case when is_own then 1 else 0 end`;
}

const WHOLE = raw("null as origin, null::text[] as names, null::text[] as shares, null::text[] as inside, null::text[] as touched");

/** The money of partnerships: all that their awards are, and all that is seen of awards that are not seen themselves. */
export function moneyOfPartnerships(ids: readonly string[], asOf: Day): Sql {
  const hanging = ["allocation", "spend_return", "ledger_entry", "claim"].map((table) => sql`select t.award_id, t.of_partnership from grants.${raw(table)} t where t.of_partnership = any(${ids}::text[]) and ${knownOn(asOf)}`);
  return sql`
    with recursive funded (award_id, partnership_id) as (
      select t.id, t.partnership_id from grants.award t where t.partnership_id = any(${ids}::text[]) and ${knownOn(asOf)} union ${join(hanging, " union ")}),
    touched as (select award_id from funded),
    ${moneyFacts(asOf)}
    select funded.partnership_id as thing, case fact.measure when 'PAID_AWARD' then 'PAID' else fact.measure end as measure, fact.year, sum(fact.pence)::text as pence, ${WHOLE}, null as node
    from funded join fact using (award_id) where fact.measure <> 'PAID' group by 1, 2, 3`;
}

/** The money of services: what was allocated to them, with all that they passed on. */
export function moneyOfServices(ids: readonly string[], asOf: Day): Sql {
  return sql`
    with recursive touched as (select distinct a.award_id from grants.allocation a where a.service_id = any(${ids}::text[]) and ${knownOn(asOf, raw("a"))}),
    ${moneyFacts(asOf)},
    served as (select distinct service.id as thing, chain.id from chain cross join unnest(chain.services) as service(id) where service.id = any(${ids}::text[]))
    select served.thing, fact.measure, fact.year, sum(fact.pence)::text as pence, ${WHOLE}, null as node
    from served join fact on fact.allocation_id = served.id
    where fact.measure in ('ALLOCATED', 'PAID', 'SPENT', 'FORECAST', 'COMMITTED') group by 1, 2, 3
    union all
    select distinct served.thing, 'UNSPLIT', unsplit.year_begins, unsplit.pence::text, ${WHOLE}, unsplit.node
    from served join unsplit on unsplit.allocation_id = served.id
    where not exists (select from served whole where whole.thing = served.thing and whole.id = unsplit.node)`;
}
