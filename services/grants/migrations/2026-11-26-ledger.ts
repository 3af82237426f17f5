/** Makes the tables of the ledger, with the walls round them and the guards by which the database itself keeps every penny in its place. */
import { Migration } from "@mikro-orm/migrations";
import { factTable } from "../../../kernel/facts/fact-table.js";
import { guardedTable, ownersOfAll, type GuardedTable } from "../../../kernel/facts/guarded-facts.js";
import { indexedTables } from "../../../kernel/facts/indexed-facts.js";

const OFFICE = ["GRANT_OFFICER", "STEWARD", "ADMINISTRATOR"];

/** Allocations, over-allocations, service fundings, claims and ledger entries. */
export class GrantsLedger extends Migration {
  override up(): void {
    const money = (table: string, name: string): string[] => [
      `${name}_pence bigint not null constraint ${table}_${name}_is_not_negative check (${name}_pence >= 0)`,
      `${name}_currency text not null constraint ${table}_${name}_is_in_pounds check (${name}_currency = 'GBP')`,
    ];
    // What hangs on an award is of whom the award is; on one that the writer cannot see nothing is hung.
    const ofAward = "(select a.of_partnership from grants.award a where a.id = t.award_id and a.known_to is null)";
    const onAward = (table: string, writers: readonly string[]): GuardedTable => ({ table, owner: { of: "PARTNERSHIP" }, ofPartnership: ofAward, writers });
    const ofService = `(case when exists (select from grants.service s where s.id = t.service_id and s.known_to is null)
      then (select s.of_partnership from grants.service s where s.id = t.service_id and s.known_to is null) else 'hidden' end)`;
    const statements = [
      // The tables' owner passes the walls as the hub itself, for this migration.
      "select set_config('hub.role', 'HUB', true)",
      factTable(
        "grants",
        "allocation",
        [
          "award_id text not null",
          "year text not null",
          ...money("allocation", "amount"),
          "service_id text",
          "recipient_id text",
          "parent_id text",
          "purpose text",
          "attributed_level text not null",
          "attributed_ids text[] not null default '{}'",
          "attributed_shares numeric[]",
          // What falls to each of them, to the penny; null where they have no shares.
          "attributed_pence bigint[]",
        ],
        ["award_id, year, id", "parent_id", "service_id, year, id", "recipient_id"],
      ),
      factTable("grants", "over_allocation", ["award_id text not null", "year text not null", ...money("over_allocation", "excess"), "reason text not null", "approved_on date not null"], ["award_id, year, id"]),
      // One row holds the whole of a service's year, so that its shares can never come apart; the amounts are in the order of the shares.
      factTable("grants", "service_funding", ["service_id text not null", "year text not null", ...money("service_funding", "total"), "shares jsonb not null", "amounts_pence bigint[] not null"], ["service_id, year, id"]),
      factTable(
        "grants",
        "claim",
        [
          "award_id text not null",
          "allocation_id text",
          "period_kind text",
          "period_from date",
          "period_to date",
          ...money("claim", "amount"),
          "state text not null",
          "state_on date not null",
          "reason text",
          "purpose text",
        ],
        ["award_id, state_on, id", "allocation_id"],
      ),
      factTable(
        "grants",
        "ledger_entry",
        [
          "award_id text not null",
          "kind text not null",
          // What it counts as: its kind; of a correction the kind of what it corrects, from which it is taken away. A trigger says it.
          "counts_as text not null",
          "from_node text not null",
          "to_node text not null",
          ...money("ledger_entry", "amount"),
          "on_day date not null",
          "claim_id text",
          "corrects_id text",
          "note text",
        ],
        ["award_id, on_day, id", "from_node", "to_node"],
      ),
      guardedTable("grants", onAward("allocation", OFFICE)),
      guardedTable("grants", onAward("over_allocation", ["ADMINISTRATOR"])),
      guardedTable("grants", { table: "service_funding", owner: { of: "PARTNERSHIP", orNobody: true }, ofPartnership: ofService, writers: OFFICE }),
      guardedTable("grants", onAward("claim", [...OFFICE, "MEMBER", "APP claims:write"])),
      guardedTable("grants", onAward("ledger_entry", OFFICE)),
      // Whose it is, by the name under which questions across services ask for it.
      "alter table grants.allocation add partnership_id text generated always as (of_partnership) stored",
      "create index on grants.allocation (of_partnership, year, id)",
      "create index on grants.claim (of_partnership, state_on, id)",
      "create index on grants.ledger_entry (of_partnership, on_day, id)",
      "create unique index over_allocation_of_year_current on grants.over_allocation (award_id, year) where known_to is null",
      "create unique index service_funding_of_year_current on grants.service_funding (service_id, year) where known_to is null",
      "create unique index ledger_entry_is_corrected_once on grants.ledger_entry (corrects_id) where corrects_id is not null",
      "create unique index ledger_entry_pays_a_claim_once on grants.ledger_entry (claim_id) where claim_id is not null",
      yearLimit,
      allocationShares,
      "create trigger shares_sum before insert on grants.allocation for each row execute function grants.allocation_shares()",
      fundingShares,
      "create trigger shares_sum before insert on grants.service_funding for each row execute function grants.funding_shares()",
      entryCounts,
      "create trigger counts_as before insert on grants.ledger_entry for each row execute function grants.entry_counts()",
      claimSteps,
      "create trigger steps_in_order before insert on grants.claim for each row execute function grants.claim_steps()",
      claimPaid,
      "create constraint trigger paid_with_its_entry after insert on grants.claim deferrable initially deferred for each row when (new.state = 'PAID' and new.version > 1) execute function grants.claim_paid()",
      judgeMoney,
      judgeWritten,
      ...["allocation", "over_allocation", "claim", "ledger_entry", "award"].map(
        (table) => `create trigger judge_money after insert on grants.${table} referencing new table as written for each statement execute function grants.judge_written_money()`,
      ),
      `do $$ begin execute format('grant execute on function grants.year_limit to %I', regexp_replace(current_user, '_owner$', '')); end $$`,
      ...ownersOfAll("grants"),
      ...indexedTables("grants"),
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }
}

/** What may be allocated of an award in a year: the year's amount, and the excess that was approved. */
const yearLimit = `create function grants.year_limit(award text, in_year text) returns numeric language sql stable as $$
  select coalesce((select sum((amount ->> 'pence')::bigint) from grants.award w, jsonb_array_elements(w.annual_amounts) amount where w.id = award and w.known_to is null and amount ->> 'year' = in_year), 0)
    + coalesce((select o.excess_pence from grants.over_allocation o where o.award_id = award and o.year = in_year and o.known_to is null), 0) $$`;

/** A penny is attributed at one level; where there are shares, they are whole, and so are the amounts made of them. An allocation stays where it hangs. */
const allocationShares = `create function grants.allocation_shares() returns trigger language plpgsql as $$
  declare
    former grants.allocation;
  begin
    if (new.attributed_level = 'UNATTRIBUTED') <> (cardinality(new.attributed_ids) = 0) or (new.attributed_shares is null) <> (new.attributed_pence is null)
      or cardinality(new.attributed_shares) <> cardinality(new.attributed_ids) or cardinality(new.attributed_pence) <> cardinality(new.attributed_ids)
      or (select sum(share) from unnest(new.attributed_shares) share) <> 100 or (select sum(pence) from unnest(new.attributed_pence) pence) <> new.amount_pence then
      raise exception 'the shares of % are not whole', new.id using errcode = 'check_violation', constraint = 'SHARES_DO_NOT_SUM';
    end if;
    select * into former from grants.allocation f where f.id = new.id and f.version = new.version - 1;
    if former.id is not null and (former.award_id, former.year, former.parent_id) is distinct from (new.award_id, new.year, new.parent_id) then
      raise exception 'an allocation stays in its place: %', new.id using errcode = 'check_violation', constraint = 'REFERENCE_ASTRAY';
    end if;
    return new;
  end $$`;

/** The funders of a service's year: each once, with shares that are whole. */
const fundingShares = `create function grants.funding_shares() returns trigger language plpgsql as $$
  begin
    if not coalesce((select sum((each ->> 'share')::numeric) = 100 and min((each ->> 'share')::numeric) > 0 and count(distinct each ->> 'fund_id') = count(*) and count(*) = cardinality(new.amounts_pence)
        from jsonb_array_elements(new.shares) each), false) or (select sum(pence) from unnest(new.amounts_pence) pence) <> new.total_pence then
      raise exception 'the shares of % are not whole', new.id using errcode = 'check_violation', constraint = 'SHARES_DO_NOT_SUM';
    end if;
    return new;
  end $$`;

/** An entry of the ledger is written once, between two nodes that follow each other on the chain; a correction takes back one entry exactly. */
const entryCounts = `create function grants.entry_counts() returns trigger language plpgsql as $$
  declare
    corrected grants.ledger_entry;
    lies boolean;
  begin
    if new.version <> 1 then
      raise exception 'an entry of the ledger stands: %', new.id using errcode = 'check_violation', constraint = 'ENTRY_STANDS';
    end if;
    new.counts_as := new.kind;
    if new.amount_pence = 0 then
      raise exception 'an entry moves money: %', new.id using errcode = 'check_violation', constraint = 'AMOUNT_IS_ZERO';
    end if;
    if new.kind = 'CORRECTION' then
      select * into corrected from grants.ledger_entry e where e.id = new.corrects_id;
      new.counts_as := corrected.kind;
      lies := corrected.kind <> 'CORRECTION' and corrected.award_id = new.award_id and corrected.from_node = new.to_node and corrected.to_node = new.from_node
        and corrected.amount_pence = new.amount_pence and new.claim_id is null and new.on_day >= corrected.on_day;
    elsif new.corrects_id is not null then
      lies := false;
    elsif new.kind in ('PAYMENT', 'CLAWBACK') then
      lies := exists (select from grants.award w where w.id = new.award_id
        and (w.fund_id, w.id) = (case new.kind when 'PAYMENT' then (new.from_node, new.to_node) else (new.to_node, new.from_node) end));
    elsif new.kind in ('PASS_ON', 'REFUND') then
      lies := exists (select from grants.allocation a where a.award_id = new.award_id
        and (coalesce(a.parent_id, a.award_id), a.id) = (case new.kind when 'PASS_ON' then (new.from_node, new.to_node) else (new.to_node, new.from_node) end));
    end if;
    if new.claim_id is not null and not exists (
        select from grants.claim c where c.id = new.claim_id and c.known_to is null and c.award_id = new.award_id and c.state = 'PAID' and c.amount_pence = new.amount_pence and new.kind = 'PAYMENT') then
      lies := false;
    end if;
    if not coalesce(lies, false) then
      raise exception 'an entry lies between two that follow each other: %', new.id using errcode = 'check_violation', constraint = 'ENTRY_ASTRAY';
    end if;
    return new;
  end $$`;

/** The closed table of a claim's steps, as the database keeps it. What is imported of the past may begin anywhere on the way. */
const claimSteps = `create function grants.claim_steps() returns trigger language plpgsql as $$
  declare
    steps constant jsonb := '{"DRAFT": ["SUBMITTED"], "SUBMITTED": ["APPROVED", "QUERIED", "REJECTED"], "QUERIED": ["SUBMITTED"], "APPROVED": ["PAID"], "REJECTED": [], "PAID": []}';
    claims boolean := grants.viewer_role() in ('MEMBER', 'APP');
    former grants.claim;
  begin
    if new.amount_pence = 0 then
      raise exception 'a claim claims money: %', new.id using errcode = 'check_violation', constraint = 'AMOUNT_IS_ZERO';
    end if;
    if not steps ? new.state or claims and new.state not in ('DRAFT', 'SUBMITTED', 'QUERIED') then
      raise exception 'not a state that the writer can give a claim: %', new.state using errcode = 'check_violation', constraint = 'STEP_NOT_OPEN';
    end if;
    if new.version = 1 then
      if new.state not in ('DRAFT', 'SUBMITTED') and grants.viewer_role() not in ('HUB', 'STEWARD', 'ADMINISTRATOR') then
        raise exception 'a claim begins as DRAFT: %', new.id using errcode = 'check_violation', constraint = 'STEP_NOT_OPEN';
      end if;
      return new;
    end if;
    select * into former from grants.claim f where f.id = new.id and f.version = new.version - 1;
    if former.state = new.state and former.state not in ('DRAFT', 'QUERIED') and grants.viewer_role() not in ('HUB', 'STEWARD', 'ADMINISTRATOR')
      or former.state <> new.state and not steps -> former.state ? new.state or claims and new.state = 'QUERIED' and former.state <> 'QUERIED' then
      raise exception 'no step leads from % to %: %', former.state, new.state, new.id using errcode = 'check_violation', constraint = 'STEP_NOT_OPEN';
    end if;
    if former.state not in ('DRAFT', 'QUERIED') and (former.award_id, former.allocation_id, former.amount_pence) is distinct from (new.award_id, new.allocation_id, new.amount_pence) or former.award_id <> new.award_id then
      raise exception 'what was sent in stays as it is: %', new.id using errcode = 'check_violation', constraint = 'STEP_NOT_OPEN';
    end if;
    if new.state_on < former.state_on then
      raise exception 'a state is not entered before the one it follows: %', new.id using errcode = 'check_violation', constraint = 'DATES_OUT_OF_ORDER';
    end if;
    return new;
  end $$`;

/** A claim is paid with its entry, or not at all. */
const claimPaid = `create function grants.claim_paid() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    asks text := current_setting('hub.role', true);
    whole boolean;
  begin
    perform set_config('hub.role', 'HUB', true);
    whole := exists (select from grants.ledger_entry e where e.claim_id = new.id)
      or not exists (select from grants.claim f where f.id = new.id and f.version = new.version - 1 and f.state = 'APPROVED');
    perform set_config('hub.role', coalesce(asks, ''), true);
    if not whole then
      raise exception 'a claim is paid with its entry: %', new.id using errcode = 'check_violation', constraint = 'ENTRY_ASTRAY';
    end if;
    return null;
  end $$`;

/**
 * Judges all money of awards by what stands, whoever asks: allocations within their year and parent, payments and
 * approved claims within the award, and at every node of the chain no penny out that did not come in. Whoever writes
 * takes the award first, so that nobody else's write stands half-seen between the look and the end.
 */
const judgeMoney = `create function grants.judge_money(awards text[]) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
      select 'ALLOCATIONS_EXCEED_PARENT', p.id from grants.allocation t join grants.allocation p on p.id = t.parent_id and p.known_to is null
        where t.award_id = any (awards) and t.known_to is null group by p.id, p.amount_pence having sum(t.amount_pence) > p.amount_pence
      union all
      (with recursive chain as (
        select t.id, t.award_id, t.year from grants.allocation t where t.award_id = any (awards) and t.known_to is null and t.parent_id is null
        union
        select t.id, t.award_id, t.year from grants.allocation t join chain p on p.id = t.parent_id and p.award_id = t.award_id and p.year = t.year where t.known_to is null)
      select 'REFERENCE_ASTRAY', t.id from grants.allocation t where t.award_id = any (awards) and t.known_to is null and not exists (select from chain where chain.id = t.id))
      union all
      select 'MONEY_NOT_THERE', node from (
        select to_node as node, amount_pence as pence from grants.ledger_entry where award_id = any (awards)
        union all select from_node, -amount_pence from grants.ledger_entry where award_id = any (awards)) flow
        where node not like 'fund-%' group by node having sum(pence) < 0
      union all
      select 'PASSED_ON_EXCEEDS_ALLOCATION', t.id from grants.ledger_entry e join grants.allocation t on t.id in (e.from_node, e.to_node) and t.known_to is null and coalesce(t.parent_id, t.award_id) in (e.from_node, e.to_node)
        where e.award_id = any (awards) group by t.id, t.amount_pence having sum(case when e.to_node = t.id then e.amount_pence else -e.amount_pence end) > t.amount_pence
      union all
      select case when paid.pence > w.awarded_pence then 'PAYMENTS_EXCEED_AWARD' else 'CLAIM_EXCEEDS_AWARD' end, w.id from grants.award w,
        lateral (select coalesce(sum(case when e.to_node = w.id then e.amount_pence else -e.amount_pence end), 0) as pence from grants.ledger_entry e where e.award_id = w.id and e.counts_as in ('PAYMENT', 'CLAWBACK')) paid,
        lateral (select coalesce(sum(c.amount_pence), 0) as pence from grants.claim c where c.award_id = w.id and c.known_to is null and c.state = 'APPROVED') due
        where w.id = any (awards) and w.known_to is null and paid.pence + due.pence > w.awarded_pence
      union all
      select 'CLAIM_EXCEEDS_AWARD', t.id from grants.claim c join grants.allocation t on t.id = c.allocation_id and t.known_to is null
        where c.award_id = any (awards) and c.known_to is null and c.state in ('APPROVED', 'PAID') group by t.id, t.amount_pence having sum(c.amount_pence) > t.amount_pence
    ) each limit 1;
    perform set_config('hub.role', coalesce(asks, ''), true);
    if broken is not null then
      raise exception '%: %', broken, found using errcode = 'check_violation', constraint = broken;
    end if;
  end $$`;

const judgeWritten = `create function grants.judge_written_money() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    awards text[];
  begin
    if tg_table_name = 'award' then
      select array_agg(distinct id) into awards from written where version > 1;
    else
      select array_agg(distinct award_id) into awards from written;
    end if;
    if awards is not null then perform grants.judge_money(awards); end if;
    return null;
  end $$`;
