/** Lets what hangs on an award be seen with it: by nobody who may not see the award as it stands, and with its publication by whoever may. */
import { Migration } from "@mikro-orm/migrations";

/** All that hangs on an award. An application leads to one, and is its own. */
const HANGING = ["agreement", "condition", "variation", "allocation", "over_allocation", "claim", "ledger_entry", "profile_line", "return_expectation", "spend_return"];

/** What nobody says the visibility of: without it the sums of an award would be false. */
const WITH_ITS_AWARD = ["ledger_entry", "over_allocation"];

/** What the office hangs on an award, and publishes with it. What its partnership sends in is the partnership's own. */
const PUBLISHED_WITH_IT = ["variation", "allocation", "profile_line", "return_expectation"];

/** The walls, and what is told to plans. */
export class GrantsSeenWithAwards extends Migration {
  override up(): void {
    const statements = [
      // The tables' owner passes the walls as the hub itself, for this migration.
      "select set_config('hub.role', 'HUB', true)",
      ...HANGING.map(
        (table) => `create policy with_award on grants.${table} as restrictive for select using (
          (select grants.viewer_role()) = 'HUB' or exists (select from grants.award a where a.id = ${table}.award_id and a.known_to is null))`,
      ),
      // The wall before says for whom.
      ...WITH_ITS_AWARD.map((table) => `create policy read_with_award on grants.${table} for select using ((select grants.viewer_role()) is not null)`),
      publishWithAward,
      "create trigger publish_with_award after insert on grants.award referencing new table as written for each statement execute function grants.publish_with_award()",
      // What plans keeps of money is seen with its award there too.
      `create or replace function grants.funded_entry(noun text, t jsonb) returns jsonb language sql immutable set search_path = pg_catalog, pg_temp as $$
        select jsonb_build_object('kind', upper(noun), 'names', coalesce(t -> 'attributed_ids', '[]'), 'under', coalesce(t -> 'parent_id', t -> 'allocation_id'), 'award_id', t -> 'award_id',
          'pence', coalesce(t -> 'amount_pence', t -> 'spend_pence'), 'known_from', t -> 'known_from', 'of_partnership', t -> 'of_partnership', 'visibility', t -> 'visibility') $$`,
      "insert into grants.outbox (consumer, topic, id, version, fact) select 'plans', 'funded', id, version, fact from grants.funded",
    ];
    for (const statement of statements) this.addSql(statement);
  }
}

/**
 * When an award is published, what the office hung on it while it was hidden gets a version that is published: by
 * whoever publishes the award, so that the audit and all who keep copies are told as of any change. What was kept to
 * the partnership while the award was published stays so.
 */
const publishWithAward = `create function grants.publish_with_award() returns trigger language plpgsql as $$
  declare
    published record;
    noun text;
    columns text;
    said text;
  begin
    for published in
      select w.id, w.known_from, coalesce((select max(p.known_to) from grants.award p where p.id = w.id and p.version < w.version and p.visibility = 'PUBLISHED'), '-infinity') as hidden_from
      from written w join grants.award f on f.id = w.id and f.version = w.version - 1 where w.visibility = 'PUBLISHED' and f.visibility = 'PARTNERSHIP'
    loop
      foreach noun in array '{${PUBLISHED_WITH_IT.join(",")}}'::text[] loop
        select string_agg(quote_ident(attname), ', ' order by attnum),
          string_agg(case attname when 'known_from' then 't.known_to' when 'known_to' then 'null' when 'version' then 't.version + 1' when 'visibility' then '''PUBLISHED''' else 't.' || quote_ident(attname) end, ', ' order by attnum)
          into columns, said from pg_attribute where attrelid = format('grants.%I', noun)::regclass and attnum > 0 and not attisdropped and attgenerated = '';
        execute format('update grants.%1$I t set known_to = greatest($2, t.known_from + interval ''1 microsecond'') where t.award_id = $1 and t.known_to is null and t.visibility = ''PARTNERSHIP''
          and exists (select from grants.%1$I f where f.id = t.id and f.version = 1 and f.known_from >= $3)', noun) using published.id, published.known_from, published.hidden_from;
        -- Those that were ended just now: nothing else is without a version that follows.
        execute format('insert into grants.%1$I (%2$s) select %3$s from grants.%1$I t where t.award_id = $1 and t.known_to is not null and not exists (select from grants.%1$I n where n.id = t.id and n.version > t.version)', noun, columns, said)
          using published.id;
      end loop;
    end loop;
    return null;
  end $$`;
