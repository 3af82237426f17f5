/** Lets a claim be paid again: the correction of the entry that paid it takes it back to APPROVED, and nothing else does. */
import { Migration } from "@mikro-orm/migrations";

/** The step from PAID back to APPROVED, and the guard that holds claims and the entries that pay them together. */
export class GrantsClaimsPaidAgain extends Migration {
  override up(): void {
    const statements = [
      claimSteps,
      // A claim has the entries of all its payments; that no more than one of them stands is judged with the claim's state.
      "drop index grants.ledger_entry_pays_a_claim_once",
      "create index on grants.ledger_entry (claim_id) where claim_id is not null",
      "drop trigger paid_with_its_entry on grants.claim",
      "drop function grants.claim_paid()",
      claimAndEntries,
      `create constraint trigger paid_with_its_entry after insert on grants.claim deferrable initially deferred
        for each row when (new.state in ('PAID', 'APPROVED') and new.version > 1) execute function grants.claim_and_entries()`,
      `create constraint trigger paid_with_its_entry after insert on grants.ledger_entry deferrable initially deferred
        for each row when (new.claim_id is not null or new.corrects_id is not null) execute function grants.claim_and_entries()`,
    ];
    for (const statement of statements) this.addSql(statement);
  }
}

/** The closed table of a claim's steps, as before, with the one step back. */
const claimSteps = `create or replace function grants.claim_steps() returns trigger language plpgsql as $$
  declare
    steps constant jsonb := '{"DRAFT": ["SUBMITTED"], "SUBMITTED": ["APPROVED", "QUERIED", "REJECTED"], "QUERIED": ["SUBMITTED"], "APPROVED": ["PAID"], "REJECTED": [], "PAID": ["APPROVED"]}';
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

/**
 * Judges at the end of a transaction that a claim is PAID while exactly one entry that pays it stands, and that it went
 * back to APPROVED no more often than such an entry was corrected. What was imported as PAID without an entry stays so.
 */
const claimAndEntries = `create function grants.claim_and_entries() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    asks text := current_setting('hub.role', true);
    claim text;
    restated boolean := false;
    standing int;
    corrected int;
    state text;
    paid int;
    back int;
  begin
    perform set_config('hub.role', 'HUB', true);
    if tg_table_name = 'claim' then
      claim := new.id;
      restated := exists (select from grants.claim f where f.id = new.id and f.version = new.version - 1 and f.state = new.state);
    else
      claim := coalesce(new.claim_id, (select e.claim_id from grants.ledger_entry e where e.id = new.corrects_id));
    end if;
    select count(*) filter (where c.id is null), count(*) filter (where c.id is not null) into standing, corrected
      from grants.ledger_entry e left join grants.ledger_entry c on c.corrects_id = e.id where e.claim_id = claim;
    select (array_agg(v.state order by v.version desc))[1], count(*) filter (where v.state = 'PAID' and v.former = 'APPROVED'), count(*) filter (where v.state = 'APPROVED' and v.former = 'PAID') into state, paid, back
      from (select c.version, c.state, lag(c.state) over (order by c.version) as former from grants.claim c where c.id = claim) v;
    perform set_config('hub.role', coalesce(asks, ''), true);
    if claim is null or restated then
      return null;
    end if;
    if back > corrected then
      raise exception 'a claim goes back from PAID with the correction of its entry: %', claim using errcode = 'check_violation', constraint = 'STEP_NOT_OPEN';
    end if;
    if not (standing = 1 and state = 'PAID' or standing = 0 and (state <> 'PAID' or paid = 0 and corrected = 0)) then
      raise exception 'a claim is PAID while one entry that pays it stands: %', claim using errcode = 'check_violation', constraint = 'ENTRY_ASTRAY';
    end if;
    return null;
  end $$`;
