/** Makes the tables of granting, with the walls round them: applications, agreements, conditions and variations. */
import { Migration } from "@mikro-orm/migrations";
import { factTable } from "../../../kernel/facts/fact-table.js";
import { guardedTable, ownersOfAll, type GuardedTable } from "../../../kernel/facts/guarded-facts.js";
import { indexedTables } from "../../../kernel/facts/indexed-facts.js";

/** Applications, agreements, conditions, variations, and the steps that the database itself holds them to. */
export class GrantsGranting extends Migration {
  override up(): void {
    const stewards = ["STEWARD", "ADMINISTRATOR"];
    const office = [...stewards, "GRANT_OFFICER"];
    const money = (table: string, name: string, needed = ""): string[] => [
      `${name}_pence bigint ${needed} constraint ${table}_${name}_is_not_negative check (${name}_pence >= 0)`,
      `${name}_currency text ${needed} constraint ${table}_${name}_is_in_pounds check (${name}_currency = 'GBP')`,
    ];
    // What hangs on an award is of whom the award is; on one that the writer cannot see nothing is hung.
    const ofAward = "(select a.of_partnership from grants.award a where a.id = t.award_id and a.known_to is null)";
    const onAward = (table: string): GuardedTable => ({ table, owner: { of: "PARTNERSHIP" }, ofPartnership: ofAward, writers: office });
    const statements = [
      // The tables' owner passes the walls as the hub itself, for this migration.
      "select set_config('hub.role', 'HUB', true)",
      factTable(
        "grants",
        "application",
        [
          "fund_id text not null",
          "partnership_id text not null",
          "applicant_id text",
          "purpose text",
          ...money("application", "requested", "not null"),
          "annual_amounts jsonb not null",
          "period_kind text not null",
          "period_from date not null",
          "period_to date not null",
          "state text not null",
          "state_on date not null",
          "reason text",
          "award_id text",
        ],
        ["partnership_id, period_from, id", "fund_id", "applicant_id", "award_id"],
      ),
      factTable(
        "grants",
        "agreement",
        [
          "award_id text not null",
          "state text not null",
          "state_on date not null",
          "reasons text",
          "without_conditions boolean",
          "agreed_on date",
          "published_on date",
          "note text",
          ...money("agreement", "clawback"),
        ],
        ["award_id", "state_on, id"],
      ),
      factTable(
        "grants",
        "condition",
        ["award_id text not null", "number int not null", "text text not null", "due_on date", "evidence text", "met_on date", "waived_on date", "reason text"],
        ["award_id, number, id"],
      ),
      factTable(
        "grants",
        "variation",
        [
          "award_id text not null",
          "number int not null",
          "reason text",
          "varied_on date not null",
          "before_amounts jsonb not null",
          "after_amounts jsonb not null",
          ...money("variation", "before", "not null"),
          ...money("variation", "after", "not null"),
        ],
        ["award_id, number, id"],
      ),
      guardedTable("grants", { table: "application", owner: { of: "PARTNERSHIP" }, ofPartnership: "t.partnership_id", writers: [...office, "MEMBER", "APP claims:write"] }),
      guardedTable("grants", onAward("agreement")),
      guardedTable("grants", onAward("condition")),
      guardedTable("grants", onAward("variation")),
      "create index on grants.agreement (of_partnership, state_on, id)",
      // One agreement for each award.
      "create unique index agreement_of_award_current on grants.agreement (award_id) where known_to is null",
      "create unique index condition_of_award_current on grants.condition (award_id, number) where known_to is null",
      "create unique index variation_of_award_current on grants.variation (award_id, number) where known_to is null",
      agreementSteps,
      "create trigger steps_in_order before insert on grants.agreement for each row execute function grants.agreement_steps()",
      applicationSteps,
      "create trigger steps_in_order before insert on grants.application for each row execute function grants.application_steps()",
      ...ownersOfAll("grants"),
      ...indexedTables("grants"),
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }
}

/** The closed table of an agreement's steps, as the database keeps it. What is imported of the past may begin anywhere on the way. */
const agreementSteps = `create function grants.agreement_steps() returns trigger language plpgsql as $$
  declare
    steps constant jsonb := '{
      "AWARDED": ["AGREED"],
      "AGREED": ["ACTIVE"],
      "ACTIVE": ["VARIED", "FINAL_RETURN_DUE", "SUSPENDED", "CLAWBACK"],
      "VARIED": ["ACTIVE"],
      "SUSPENDED": ["ACTIVE", "TERMINATED"],
      "TERMINATED": ["CLAWBACK", "CLOSED"],
      "FINAL_RETURN_DUE": ["RECONCILED"],
      "RECONCILED": ["CLAWBACK", "CLOSED"],
      "CLAWBACK": ["CLOSED"],
      "CLOSED": []
    }';
    former grants.agreement;
  begin
    if not steps ? new.state then
      raise exception 'an agreement has no such state: %', new.state using errcode = 'check_violation', constraint = 'agreement_steps_in_order';
    end if;
    if new.version = 1 then
      if new.state <> 'AWARDED' and grants.viewer_role() not in ('HUB', 'STEWARD', 'ADMINISTRATOR') then
        raise exception 'an agreement begins as AWARDED: %', new.id using errcode = 'check_violation', constraint = 'agreement_steps_in_order';
      end if;
      return new;
    end if;
    select * into former from grants.agreement f where f.id = new.id and f.version = new.version - 1;
    if new.award_id is distinct from former.award_id then
      raise exception 'an agreement stays with its award: %', new.id using errcode = 'check_violation', constraint = 'agreement_steps_in_order';
    end if;
    if not coalesce(new.state = former.state or steps -> former.state ? new.state, false) then
      raise exception 'no step leads from % to %: %', former.state, new.state, new.id using errcode = 'check_violation', constraint = 'agreement_steps_in_order';
    end if;
    if new.state_on < former.state_on then
      raise exception 'a state is not entered before the one it follows: %', new.id using errcode = 'check_violation', constraint = 'agreement_steps_in_order';
    end if;
    return new;
  end $$`;

/** The closed table of an application's steps, likewise. Its partnership takes its own steps alone. */
const applicationSteps = `create function grants.application_steps() returns trigger language plpgsql as $$
  declare
    steps constant jsonb := '{
      "EXPRESSION_OF_INTEREST": ["APPLICATION", "WITHDRAWN"],
      "APPLICATION": ["ASSESSMENT", "WITHDRAWN"],
      "ASSESSMENT": ["AWARDED", "DECLINED", "WITHDRAWN"],
      "AWARDED": [],
      "DECLINED": [],
      "WITHDRAWN": []
    }';
    former grants.application;
  begin
    if not steps ? new.state then
      raise exception 'an application has no such state: %', new.state using errcode = 'check_violation', constraint = 'application_steps_in_order';
    end if;
    if grants.viewer_role() in ('MEMBER', 'APP') and new.state not in ('EXPRESSION_OF_INTEREST', 'APPLICATION', 'WITHDRAWN') then
      raise exception 'a partnership does not decide on its own application: %', new.id using errcode = 'insufficient_privilege';
    end if;
    if new.version = 1 then
      if new.state not in ('EXPRESSION_OF_INTEREST', 'APPLICATION') and grants.viewer_role() not in ('HUB', 'STEWARD', 'ADMINISTRATOR') then
        raise exception 'an application begins before it is judged: %', new.id using errcode = 'check_violation', constraint = 'application_steps_in_order';
      end if;
      return new;
    end if;
    select * into former from grants.application f where f.id = new.id and f.version = new.version - 1;
    if not coalesce(new.state = former.state or steps -> former.state ? new.state, false) then
      raise exception 'no step leads from % to %: %', former.state, new.state, new.id using errcode = 'check_violation', constraint = 'application_steps_in_order';
    end if;
    if new.state_on < former.state_on then
      raise exception 'a state is not entered before the one it follows: %', new.id using errcode = 'check_violation', constraint = 'application_steps_in_order';
    end if;
    return new;
  end $$`;
