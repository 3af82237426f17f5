/**
 * What was spent, each penny once: where the return of a whole tells of days of which returns of its parts tell too, the
 * whole holds only what goes beyond its parts. Whatever sums spend sums these rows: `funding` and `spending` alike.
 */
import sql, { raw, type Sql } from "sql-template-tag";
import { knownOn } from "../../../../kernel/database/rows.js";
import type { Day } from "../../../../kernel/values/day.js";

/**
 * The tables `returned` (every return of awards of a table `touched (award_id)`) and `net_spend`, by award, allocation
 * and the calendar year in which the financial year begins: expressions of a `with`. `paths` is a table of allocations
 * with the way that leads to each, from the award down, itself included.
 */
export function netSpend(asOf: Day, paths: string): Sql {
  const way = raw(paths);
  return sql`
    returned as (
      select r.*, coalesce(way.path, array_remove(array[r.allocation_id], null)) as path, extract(year from r.period_to - interval '3 months')::int as year_begins
      from touched join grants.spend_return r using (award_id) left join ${way} way on way.id = r.allocation_id where ${knownOn(asOf, raw("r"))}
    ),
    -- The return of the nearest whole that tells of some of the same days.
    within_return as (
      select distinct on (part.id) part.id, whole.id as whole
      from returned part join returned whole on whole.award_id = part.award_id and cardinality(whole.path) < cardinality(part.path)
        and (whole.allocation_id is null or whole.allocation_id = any(part.path)) and whole.period_from <= part.period_to and whole.period_to >= part.period_from
      order by part.id, cardinality(whole.path) desc, whole.period_from, whole.id
    ),
    net_spend (award_id, allocation_id, year_begins, pence) as (
      select award_id, allocation_id, year_begins, greatest(sum(returned.spend_pence) - coalesce(sum(parts.pence), 0), 0)
      from returned left join (select whole as id, sum(spend_pence) as pence from within_return join returned using (id) group by 1) parts using (id)
      group by award_id, allocation_id, year_begins
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
