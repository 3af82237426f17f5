/** Lets the database hold what verbs hold: money of an award moves as far as its agreement lets it, and a settled award keeps its fund and recipient. */
import { Migration } from "@mikro-orm/migrations";

/** The gate of the agreement, and what stays as it is of an award. */
export class GrantsAgreementGate extends Migration {
  override up(): void {
    const statements = [
      agreementOpen,
      ...["allocation", "claim", "ledger_entry"].map((table) => `create trigger agreement_open before insert on grants.${table} for each row execute function grants.agreement_open()`),
      awardSettled,
      "create trigger settled before insert on grants.award for each row when (new.version > 1) execute function grants.award_settled()",
    ];
    for (const statement of statements) this.addSql(statement);
  }
}

/** What is done with the money of an award, and the states of its agreement in which it is done. What is imported of the past moved in states that the agreement has left, but never before it was agreed. */
const agreementOpen = `create function grants.agreement_open() returns trigger language plpgsql as $$
  declare
    open constant jsonb := '{
      "ALLOCATE": ["AWARDED", "AGREED", "ACTIVE", "VARIED", "SUSPENDED", "FINAL_RETURN_DUE", "RECONCILED"],
      "CLAIM": ["ACTIVE", "VARIED", "FINAL_RETURN_DUE"],
      "PAY": ["ACTIVE", "VARIED", "FINAL_RETURN_DUE", "RECONCILED", "TERMINATED", "CLAWBACK"],
      "GIVE_BACK": ["AWARDED", "AGREED", "ACTIVE", "VARIED", "SUSPENDED", "FINAL_RETURN_DUE", "RECONCILED", "TERMINATED", "CLAWBACK"],
      "CLAW_BACK": ["CLAWBACK"]
    }';
    of_the_past boolean := grants.viewer_role() in ('HUB', 'STEWARD', 'ADMINISTRATOR');
    what text;
    former text;
    agreement grants.agreement;
    clawed numeric;
  begin
    select * into agreement from grants.agreement g where g.award_id = new.award_id and g.known_to is null;
    if agreement.id is null then
      return new;
    end if;
    if tg_table_name = 'allocation' then
      -- What is said anew of the same money moves none.
      if exists (select from grants.allocation f where f.id = new.id and f.version = new.version - 1 and f.amount_pence = new.amount_pence) then
        return new;
      end if;
      what := 'ALLOCATE';
    elsif tg_table_name = 'claim' then
      select f.state into former from grants.claim f where f.id = new.id and f.version = new.version - 1;
      what := case when new.state in ('DRAFT', 'SUBMITTED') or new.state = former then 'CLAIM' when former = 'PAID' then 'GIVE_BACK' else 'PAY' end;
    else
      what := case when new.kind in ('PAYMENT', 'PASS_ON') then 'PAY' when new.kind = 'CLAWBACK' then 'CLAW_BACK' else 'GIVE_BACK' end;
    end if;
    if of_the_past then
      if agreement.state <> 'AWARDED' or tg_table_name <> 'ledger_entry' or what = 'GIVE_BACK' then
        return new;
      end if;
    elsif open -> what ? agreement.state then
      if what = 'CLAW_BACK' then
        select coalesce(sum(case when e.from_node = e.award_id then e.amount_pence else -e.amount_pence end), 0) into clawed from grants.ledger_entry e where e.award_id = new.award_id and e.counts_as = 'CLAWBACK';
        if clawed + new.amount_pence > agreement.clawback_pence then
          raise exception 'more is clawed back than was demanded: %', new.id using errcode = 'check_violation', constraint = 'CLAWBACK_NOT_DEMANDED';
        end if;
      end if;
      return new;
    end if;
    raise exception 'the agreement is %: %', agreement.state, new.id using errcode = 'check_violation', constraint = 'AGREEMENT_NOT_OPEN';
  end $$`;

/** The fund and the recipient of an award that is agreed or paid from; a recipient that was not stated can still be. Judged whoever asks: between two versions of an award nobody sees what hangs on it. */
const awardSettled = `create function grants.award_settled() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    asks text := current_setting('hub.role', true);
    changes boolean;
  begin
    perform set_config('hub.role', 'HUB', true);
    changes := exists (select from grants.award f where f.id = new.id and f.version = new.version - 1
        and (f.fund_id <> new.fund_id or f.recipient_id is not null and f.recipient_id is distinct from new.recipient_id))
      and (exists (select from grants.agreement g where g.award_id = new.id and g.known_to is null and g.state <> 'AWARDED')
        or exists (select from grants.ledger_entry e where e.award_id = new.id and e.kind = 'PAYMENT' and not exists (select from grants.ledger_entry c where c.corrects_id = e.id)));
    perform set_config('hub.role', coalesce(asks, ''), true);
    if changes then
      raise exception 'the fund and the recipient stay as they are: %', new.id using errcode = 'check_violation', constraint = 'AWARD_SETTLED';
    end if;
    return new;
  end $$`;
