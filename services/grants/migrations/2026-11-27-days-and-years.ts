/** Lets the database hold what verbs and files hold: no money moves before its award was agreed, nothing is told of a year that an award does not give for, and no award is of nothing. */
import { Migration } from "@mikro-orm/migrations";

/** The order of days, the years of awards, and awards of nothing. */
export class GrantsDaysAndYears extends Migration {
  override up(): void {
    const told = ["allocation", "over_allocation", "claim", "profile_line", "return_expectation", "spend_return"];
    const statements = [
      agreementOpen,
      withinYears,
      "do $$ begin execute format('grant execute on function grants.within_years to %I', regexp_replace(current_user, '_owner$', '')); end $$",
      yearsGiven,
      ...told.map((table) => `create trigger years_given after insert on grants.${table} referencing new table as written for each statement execute function grants.years_given()`),
      awardIsSomething,
      "create trigger is_something before insert on grants.award for each row when (new.awarded_pence = 0) execute function grants.award_is_something()",
    ];
    for (const statement of statements) this.addSql(statement);
  }
}

/** The gate of the agreement, as before, and that nothing is paid, passed on or clawed back on a day before it was agreed. On which day that was is not known of every agreement of the past. */
const agreementOpen = `create or replace function grants.agreement_open() returns trigger language plpgsql as $$
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
      if what <> 'GIVE_BACK' and new.on_day < agreement.agreed_on then
        raise exception 'money moves once its award is agreed: %', new.id using errcode = 'check_violation', constraint = 'DATES_OUT_OF_ORDER';
      end if;
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

/** Whether the financial years in which something begins and ends are years for which an award gives money, as it stands: between them it may pause. An award that states no years has none to be outside of. */
const withinYears = `create function grants.within_years(award text, first_day date, last_day date) returns boolean language sql stable as $$
  select not exists (
    select from grants.award w, (values (extract(year from first_day - interval '3 months')::int), (extract(year from last_day - interval '3 months')::int)) ends(begins)
    where w.id = award and w.known_to is null and jsonb_array_length(w.annual_amounts) > 0
      and not exists (select from jsonb_array_elements(w.annual_amounts) given where left(given ->> 'year', 4)::int = ends.begins)) $$`;

/** What is new, or of other days than it was, is of the years of its award. What stands may be corrected, though the award was varied since, and an approval of excess taken back. */
const yearsGiven = `create function grants.years_given() returns trigger language plpgsql as $$
  declare
    outside text;
  begin
    if tg_table_name = 'allocation' then
      select w.id into outside from written w
      where not exists (select from grants.allocation f where f.id = w.id and f.version = w.version - 1 and (f.award_id, f.year) = (w.award_id, w.year))
        and not grants.within_years(w.award_id, make_date(left(w.year, 4)::int, 4, 1), make_date(left(w.year, 4)::int, 4, 1)) limit 1;
    elsif tg_table_name = 'over_allocation' then
      select w.id into outside from written w
      where w.excess_pence > coalesce((select f.excess_pence from grants.over_allocation f where f.id = w.id and f.version = w.version - 1), 0)
        and not grants.within_years(w.award_id, make_date(left(w.year, 4)::int, 4, 1), make_date(left(w.year, 4)::int, 4, 1)) limit 1;
    else
      execute format('select w.id from written w where w.period_from is not null and not exists (
        select from grants.%I f where f.id = w.id and f.version = w.version - 1 and (f.award_id, f.period_from, f.period_to) = (w.award_id, w.period_from, w.period_to))
        and not grants.within_years(w.award_id, w.period_from, w.period_to) limit 1', tg_table_name) into outside;
    end if;
    if outside is not null then
      raise exception 'the award gives nothing for that year: %', outside using errcode = 'check_violation', constraint = 'PERIOD_OUTSIDE_YEAR';
    end if;
    return null;
  end $$`;

/** An award gives something. One that stood before this was judged can still be said again. */
const awardIsSomething = `create function grants.award_is_something() returns trigger language plpgsql as $$
  begin
    if not exists (select from grants.award f where f.id = new.id and f.version = new.version - 1 and f.awarded_pence = 0) then
      raise exception 'an award gives money: %', new.id using errcode = 'check_violation', constraint = 'AMOUNT_IS_ZERO';
    end if;
    return new;
  end $$`;
