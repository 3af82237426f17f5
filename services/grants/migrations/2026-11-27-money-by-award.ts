/** Lets the database judge the money of awards by what is of these awards alone: the chain of allocations was looked for among all there are. */
import { Migration } from "@mikro-orm/migrations";

/** What a write to the ledger is judged by, in the same words as before. */
export class GrantsMoneyByAward extends Migration {
  override up(): void {
    this.addSql(judgeMoney);
  }
}

/**
 * Judges all money of awards by what stands, whoever asks: allocations within their year and parent, payments and
 * approved claims within the award, and at every node of the chain no penny out that did not come in. Whoever writes
 * takes the award first, so that nobody else's write stands half-seen between the look and the end. Nothing is looked at
 * but what is of these awards, however much the ledger holds.
 */
const judgeMoney = `create or replace function grants.judge_money(awards text[]) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    asks text := current_setting('hub.role', true);
    broken text;
    found text;
  begin
    perform pg_advisory_xact_lock(hashtext('award'), bucket) from (select distinct hashtext(award) & 255 as bucket from unnest(awards) award order by 1) buckets;
    perform set_config('hub.role', 'HUB', true);
    select each.broken, each.found into broken, found from (
      select 'ALLOCATIONS_EXCEED_YEAR' as broken, t.award_id || ' ' || t.year as found from grants.allocation t
        where t.award_id = any (awards) and t.known_to is null and t.parent_id is null group by t.award_id, t.year having sum(t.amount_pence) > grants.year_limit(t.award_id, t.year)
      union all
      select 'ALLOCATIONS_EXCEED_PARENT', p.id from grants.allocation t join grants.allocation p on p.id = t.parent_id and p.award_id = any (awards) and p.known_to is null
        where t.award_id = any (awards) and t.known_to is null group by p.id, p.amount_pence having sum(t.amount_pence) > p.amount_pence
      union all
      (with recursive chain as (
        select t.id, t.award_id, t.year from grants.allocation t where t.award_id = any (awards) and t.known_to is null and t.parent_id is null
        union
        select t.id, t.award_id, t.year from grants.allocation t join chain p on p.id = t.parent_id and p.award_id = t.award_id and p.year = t.year where t.award_id = any (awards) and t.known_to is null)
      select 'REFERENCE_ASTRAY', t.id from grants.allocation t where t.award_id = any (awards) and t.known_to is null and not exists (select from chain where chain.id = t.id))
      union all
      select 'MONEY_NOT_THERE', node from (
        select to_node as node, amount_pence as pence from grants.ledger_entry where award_id = any (awards)
        union all select from_node, -amount_pence from grants.ledger_entry where award_id = any (awards)) flow
        where node not like 'fund-%' group by node having sum(pence) < 0
      union all
      select 'PASSED_ON_EXCEEDS_ALLOCATION', t.id from grants.ledger_entry e join grants.allocation t on t.award_id = any (awards) and t.id in (e.from_node, e.to_node) and t.known_to is null and coalesce(t.parent_id, t.award_id) in (e.from_node, e.to_node)
        where e.award_id = any (awards) group by t.id, t.amount_pence having sum(case when e.to_node = t.id then e.amount_pence else -e.amount_pence end) > t.amount_pence
      union all
      select case when paid.pence > w.awarded_pence then 'PAYMENTS_EXCEED_AWARD' else 'CLAIM_EXCEEDS_AWARD' end, w.id from grants.award w,
        lateral (select coalesce(sum(case when e.to_node = w.id then e.amount_pence else -e.amount_pence end), 0) as pence from grants.ledger_entry e where e.award_id = w.id and e.counts_as in ('PAYMENT', 'CLAWBACK')) paid,
        lateral (select coalesce(sum(c.amount_pence), 0) as pence from grants.claim c where c.award_id = w.id and c.known_to is null and c.state = 'APPROVED') due
        where w.id = any (awards) and w.known_to is null and paid.pence + due.pence > w.awarded_pence
      union all
      select 'CLAIM_EXCEEDS_AWARD', t.id from grants.claim c join grants.allocation t on t.id = c.allocation_id and t.award_id = any (awards) and t.known_to is null
        where c.award_id = any (awards) and c.known_to is null and c.state in ('APPROVED', 'PAID') group by t.id, t.amount_pence having sum(c.amount_pence) > t.amount_pence
    ) each limit 1;
    perform set_config('hub.role', coalesce(asks, ''), true);
    if broken is not null then
      raise exception '%: %', broken, found using errcode = 'check_violation', constraint = broken;
    end if;
  end $$`;
