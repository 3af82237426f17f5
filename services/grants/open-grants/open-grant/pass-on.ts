/** How money of an award is passed on, as allocations and the ledger tell: which parts of it are re-grants, how far they go, and what was paid. */
import sql, { raw, type Sql } from "sql-template-tag";
import { knownOn } from "../../../../kernel/database/rows.js";
import type { Day } from "../../../../kernel/values/day.js";

/**
 * The allocations known on a day, each with who pays it: `payer` is the recipient of what it hangs on, `payer_allocation`
 * the re-grant that it hangs on, null where that is the award itself. One that goes to another than its payer is a re-grant.
 */
export function allocationChain(asOf: Day): Sql {
  return sql`(
    with recursive chain as (
      select x.id, x.award_id, x.recipient_id, a.recipient_id as payer, null::text as payer_allocation
      from grants.allocation x join grants.award a on a.id = x.award_id and ${knownOn(asOf, raw("a"))}
      where x.parent_id is null and ${knownOn(asOf, raw("x"))}
      union all
      select x.id, x.award_id, x.recipient_id, coalesce(c.recipient_id, c.payer), case when c.recipient_id is not null and c.recipient_id is distinct from c.payer then c.id else c.payer_allocation end
      from grants.allocation x join chain c on x.parent_id = c.id
      where ${knownOn(asOf, raw("x"))})
    select *, recipient_id is not null and recipient_id is distinct from payer as is_regrant from chain)`;
}

/** For each award that is passed on, how far: 1 to other organisations, 2 by those to others again. */
export function regrantsOfAwards(asOf: Day): Sql {
  return sql`(select award_id, max(case when payer_allocation is null then 1 else 2 end) as level from ${allocationChain(asOf)} c where is_regrant group by award_id)`;
}

/** Likewise for each re-grant. */
export function regrantsOfAllocations(asOf: Day): Sql {
  return sql`(
    with regrant as materialized (select * from ${allocationChain(asOf)} c where is_regrant)
    select r.payer_allocation as id, max(case when exists (select from regrant further where further.payer_allocation = r.id) then 2 else 1 end) as level
    from regrant r where r.payer_allocation is not null group by 1)`;
}

/** What was paid of an award, less what came back, and since when that is known; null where nothing is recorded. A correction takes away what it corrects. */
export function paidOfAward(asOf: Day, award: Sql): Sql {
  return sql`(
    select sum(e.amount_pence * case when (e.kind = 'CORRECTION') = (e.counts_as = 'PAYMENT') then -1 else 1 end) as pence, max(e.known_from) as known_from
    from grants.ledger_entry e where e.award_id = ${award} and e.counts_as in ('PAYMENT', 'CLAWBACK') and ${knownOn(asOf, raw("e"))})`;
}

/** What was passed on to an allocation by what it hangs on, less what it gave back; likewise. */
export function passedOnTo(asOf: Day, allocation: Sql, parent: Sql): Sql {
  return sql`(
    select sum(case when e.to_node = ${allocation} then e.amount_pence else -e.amount_pence end) as pence, max(e.known_from) as known_from
    from grants.ledger_entry e
    where e.counts_as in ('PASS_ON', 'REFUND') and ${knownOn(asOf, raw("e"))}
      and ((e.to_node = ${allocation} and e.from_node = ${parent}) or (e.from_node = ${allocation} and e.to_node = ${parent})))`;
}
