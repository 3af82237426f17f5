/**
 * What was spent, each penny once: where the return of a whole tells of days of which returns of its parts tell too, the
 * whole holds only what goes beyond its parts. Whatever sums spend sums these rows: `funding` and `spending` alike.
 */
import sql, { raw, type Sql } from "sql-template-tag";
import { knownOn } from "../../../../kernel/database/rows.js";
import type { Day } from "../../../../kernel/values/day.js";

/**
 * Of a row `r` of an award, with the way `way` to its allocation: what it tells of (`node`), and all that this is a part
 * of (`wholes`: allocations, and the award). Wholes are found by these ids, each laid out beside its part first: PostgreSQL
 * would else try each row beside each other.
 */
export const NODE_AND_WHOLES = sql`
  coalesce(r.allocation_id, r.award_id) as node,
  case when r.allocation_id is null then '{}' else array_remove(coalesce(way.path, '{}'), r.allocation_id) || r.award_id end as wholes`;

/**
 * The tables `returned` (every return of awards of a table `touched (award_id)`, with what is still to come of its year
 * by it: `to_come`) and `net_spend`, by award, allocation and the calendar year in which the financial year begins:
 * expressions of a `with`. `paths` is a table of allocations with the way that leads to each, from the award down, itself
 * included.
 */
export function netSpend(asOf: Day, paths: string): Sql {
  const way = raw(paths);
  return sql`
    came as (
      select r.*, ${NODE_AND_WHOLES}, coalesce(way.path, array_remove(array[r.allocation_id], null)) as path,
        extract(year from r.period_to - interval '3 months')::int as year_begins, r.final or to_char(r.period_to, 'MMDD') = '0331' as ends_year
      from touched join grants.spend_return r using (award_id) left join ${way} way on way.id = r.allocation_id where ${knownOn(asOf, raw("r"))}
    ),
    -- A final return, or one that tells of the year's last day, leaves nothing to come of that year: of what it tells of, nor of any part of that.
    ended as (
      select distinct part.id from (select id, year_begins, period_to, unnest(wholes || node) as node from came) part
        join (select node, year_begins, max(period_to) as last from came where ends_year group by 1, 2) ends using (node, year_begins)
      where ends.last >= part.period_to
    ),
    returned as (select came.*, case when ended.id is null then came.forecast_pence else 0 end as to_come from came left join ended using (id)),
    -- The return of the nearest whole that tells of some of the same days.
    within_return as (
      select distinct on (part.id) part.id, whole.id as whole
      from (select id, period_from, period_to, unnest(wholes) as within from returned) part
        join returned whole on whole.node = part.within and whole.period_from <= part.period_to and whole.period_to >= part.period_from
      order by part.id, cardinality(whole.path) desc, whole.period_from, whole.id
    ),
    net_spend (award_id, allocation_id, node, year_begins, pence) as (
      select award_id, allocation_id, node, year_begins, greatest(sum(returned.spend_pence) - coalesce(sum(parts.pence), 0), 0)
      from returned left join (select whole as id, sum(spend_pence) as pence from within_return join returned using (id) group by 1) parts using (id)
      group by award_id, allocation_id, node, year_begins
    )`;
}

/**
 * The table `unsplit (award_id, node, year_begins, pence, allocation_id)`: spend that returns tell of a whole alone, once
 * for each of which some of it may be. `node` is the award or allocation that it is returned of; `allocation_id` one of
 * those under it whose own returns do not tell of all the same days, or the node itself, null where that is an award. Of
 * an award it may be of the allocations of that year. It needs the tables of `netSpend`, and one of allocations with
 * their ways and years.
 */
export function unsplitSpend(allocations: string): Sql {
  const chain = raw(allocations);
  return sql`
    -- The days that returns of each allocation of an award tell of, in one value for each award: reckoned once, and looked up for each part.
    told as materialized (
      select award_id, jsonb_object_agg(allocation_id, days) as days
      from (select award_id, allocation_id, range_agg(daterange(period_from, period_to, '[]')) as days from returned where allocation_id is not null group by 1, 2) by_allocation group by 1
    ),
    loose as (
      select whole.award_id, whole.allocation_id, whole.node, cardinality(whole.path) as depth, whole.year_begins, net_spend.pence, daterange(whole.period_from, whole.period_to, '[]') as days, told.days as told
      from returned whole join net_spend on net_spend.node = whole.node and net_spend.year_begins = whole.year_begins
        left join told on told.award_id = whole.award_id
        left join (select whole as id, sum(spend_pence) as pence from within_return join returned using (id) group by 1) parts using (id)
      where net_spend.pence > 0 and whole.spend_pence > coalesce(parts.pence, 0)
    ),
    maybe_of as (
      select distinct loose.award_id, loose.allocation_id as of_id, loose.year_begins, loose.pence, part.id
      from (select id, path, year, unnest(array_remove(path, id) || award_id) as within from ${chain}) part join loose on loose.node = part.within
      where (loose.allocation_id is not null or part.year = loose.year_begins)
        and not coalesce((select range_agg((loose.told ->> step)::datemultirange) from unnest(part.path[loose.depth + 1:]) as step) @> loose.days, false)
    ),
    unsplit as (
      select award_id, coalesce(of_id, award_id) as node, year_begins, pence, id as allocation_id from maybe_of
      union
      select award_id, coalesce(of_id, award_id), year_begins, pence, of_id from maybe_of
    )`;
}

/** The table `way (id, path)` of the allocations of awards of a table `touched (award_id)`: an expression of a `with recursive`. */
export function waysOfAllocations(asOf: Day): Sql {
  const known = (table: string): Sql => knownOn(asOf, raw(table));
  return sql`
    way (id, path) as (
      select a.id, array[a.id] from touched join grants.allocation a using (award_id)
      where ${known("a")} and not exists (select from grants.allocation p where p.id = a.parent_id and ${known("p")})
      union all
      select c.id, way.path || c.id from way join grants.allocation c on c.parent_id = way.id where ${known("c")} and not c.id = any(way.path)
    )`;
}
