/**
 * The walls round a service's facts, as migrations build them: whose each row is and who may see it, row-level security
 * that holds whoever asks, versions that are counted, an audit that cannot be passed by, and facts published to other
 * services. All of it is the database's own: a mistake in the hub's code does not open it. Migrations already run rest
 * on these functions: a new form is a new function.
 */
/** How a table says whose its rows are. */
export type Owner =
  /** Of the partnership in `of_partnership`; `orNobody`: that may be null, for reference data that any steward keeps. */
  | { of: "PARTNERSHIP"; orNobody?: true }
  /** Of the PCC area in a column. */
  | { of: "AREA"; column: string };

/** A table of facts as the walls need to know it. */
export interface GuardedTable {
  table: string;
  owner: Owner;
  /** Whose a row `t` is by what it says or hangs on: an expression that is null where it belongs to no partnership. */
  ofPartnership: string;
  /** Who may write it, each what is its own: roles; of an APP the scope that it needs, as in "APP progress:write". */
  writers: readonly string[];
}

/** Grants to the service's role. Migrations run as its owner, whose name tells the other's. */
function grantToService(...grants: string[]): string {
  return `do $$ begin ${grants.map((each) => `execute format('grant ${each} to %I', regexp_replace(current_user, '_owner$', ''));`).join(" ")} end $$`;
}

/** What a service's schema needs before its tables are guarded: who asks, the audit, idempotent requests, the outbox and projections. */
export function guardedSchema(schema: string): string[] {
  return [
    // Nobody calls a function of the owner's that was not granted to be called.
    `alter default privileges revoke execute on functions from public`,
    // The partnerships of each PCC area, by id alone: plans keeps it with its partnerships, the others by what plans publishes.
    `create table ${schema}.partnership_area (partnership_id text primary key, pcc_area_id text not null, version int not null)`,
    `create index on ${schema}.partnership_area (pcc_area_id)`,
    `create table ${schema}.projection (topic text primary key, source text not null, up_to_date_at timestamptz, rebuilt_at timestamptz)`,

    // Who asks, from the settings of the transaction. Without them all answers are null, and null opens nothing.
    `create function ${schema}.viewer_role() returns text language sql stable as $$ select nullif(current_setting('hub.role', true), '') $$`,
    `create function ${schema}.viewer_pcc_area() returns text language sql stable as $$
      select nullif(current_setting('hub.pcc_area', true), '') where ${schema}.viewer_role() in ('GRANT_OFFICER', 'ANALYST', 'STEWARD', 'ADMINISTRATOR') $$`,
    `create function ${schema}.viewer_partnerships() returns text[] language sql stable as $$
      select case
        when ${schema}.viewer_role() = 'MEMBER' or (${schema}.viewer_role() = 'APP' and nullif(current_setting('hub.scopes', true), '') is not null) then string_to_array(nullif(current_setting('hub.partnerships', true), ''), ' ')
        when ${schema}.viewer_pcc_area() is not null then array(
          select partnership_id from ${schema}.partnership_area where pcc_area_id = ${schema}.viewer_pcc_area()
            -- Where plans has not been heard of for a day, nobody knows any more whose area it is.
            and not exists (select from ${schema}.projection where topic = 'partnership' and coalesce(up_to_date_at, '-infinity') < now() - interval '1 day'))
      end $$`,
    `create function ${schema}.viewer_powers() returns text[] language sql stable as $$
      select case when ${schema}.viewer_role() = 'APP'
        then array(select 'APP ' || scope from unnest(string_to_array(nullif(current_setting('hub.scopes', true), ''), ' ')) as scope)
        else array[${schema}.viewer_role()]
      end $$`,

    `create table ${schema}.audit_entry (
      n bigint generated always as identity primary key,
      at timestamptz not null,
      noun text not null,
      id text not null,
      version int not null,
      subject text not null,
      role text not null,
      verb text not null,
      request_id text not null,
      before jsonb,
      after jsonb not null,
      previous text,
      hash text not null,
      unique (noun, id, version),
      constraint somebody_wrote_it check (subject <> '' and role <> '' and verb <> '')
    )`,
    `create index on ${schema}.audit_entry (at)`,
    `create function ${schema}.audit_hash(entry ${schema}.audit_entry) returns text language sql stable as $$
      select encode(sha256(convert_to(jsonb_build_array(
        entry.previous, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), entry.noun, entry.id, entry.version,
        entry.subject, entry.role, entry.verb, entry.request_id, entry.before, entry.after)::text, 'UTF8')), 'hex') $$`,
    // One statement for all rows that a statement wrote. Whoever writes holds the lock with others: a day is sealed when nobody does.
    `create function ${schema}.audit() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
      begin
        perform pg_advisory_xact_lock_shared(hashtext('partnership-hub audit ${schema}'));
        insert into ${schema}.audit_entry (at, noun, id, version, subject, role, verb, request_id, before, after, previous, hash)
        select (made.entry).at, (made.entry).noun, (made.entry).id, (made.entry).version, (made.entry).subject, (made.entry).role, (made.entry).verb,
          (made.entry).request_id, (made.entry).before, (made.entry).after, (made.entry).previous, ${schema}.audit_hash(made.entry)
        from (
          select row(null, clock_timestamp(), tg_table_name, w.id, w.version, current_setting('hub.subject'), current_setting('hub.role'),
            current_setting('hub.verb'), current_setting('hub.request'), p.after, to_jsonb(w), p.hash, null)::${schema}.audit_entry as entry
          from written w left join ${schema}.audit_entry p on p.noun = tg_table_name and p.id = w.id and p.version = w.version - 1
          order by w.id
        ) as made;
        return null;
      end $$`,
    `create table ${schema}.audit_head (day date primary key, entries bigint not null, previous text, hash text not null, sealed_at timestamptz not null default now())`,
    `create function ${schema}.audit_head_hash(head_before text, head_day date) returns text language sql stable set search_path = pg_catalog, pg_temp as $$
      select encode(sha256(convert_to(concat_ws(' ', head_before, head_day::text, string_agg(hash, ' ' order by n)), 'UTF8')), 'hex')
      from ${schema}.audit_entry where at >= head_day::timestamp at time zone 'UTC' and at < (head_day + 1)::timestamp at time zone 'UTC' $$`,
    `create function ${schema}.seal_audit() returns int language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
      declare
        sealed int := 0;
        open_day date;
        head text;
      begin
        -- Somebody is writing: the days are sealed the next time.
        if not pg_try_advisory_xact_lock(hashtext('partnership-hub audit ${schema}')) then return 0; end if;
        for open_day in
          select distinct (at at time zone 'UTC')::date as day from ${schema}.audit_entry
          where at < date_trunc('day', clock_timestamp() at time zone 'UTC') at time zone 'UTC'
            and at >= coalesce((select max(h.day) + 1 from ${schema}.audit_head h), '-infinity'::date)::timestamp at time zone 'UTC'
          order by day
        loop
          select hash into head from ${schema}.audit_head order by day desc limit 1;
          insert into ${schema}.audit_head (day, entries, previous, hash)
          select open_day, count(*), head, ${schema}.audit_head_hash(head, open_day)
          from ${schema}.audit_entry where at >= open_day::timestamp at time zone 'UTC' and at < (open_day + 1)::timestamp at time zone 'UTC';
          sealed := sealed + 1;
        end loop;
        return sealed;
      end $$`,
    `create function ${schema}.keep_audit() returns trigger language plpgsql as $$
      begin
        raise exception 'the audit is never changed: %', tg_table_name using errcode = 'restrict_violation';
      end $$`,
    `create trigger keep_audit after update or delete or truncate on ${schema}.audit_entry for each statement execute function ${schema}.keep_audit()`,
    `create trigger keep_audit after update or delete or truncate on ${schema}.audit_head for each statement execute function ${schema}.keep_audit()`,

    `create table ${schema}.write_request (
      subject text not null, key text not null, verb text not null, digest text not null, request_id text not null,
      answer jsonb, at timestamptz not null default now(), primary key (subject, key)
    )`,
    `alter table ${schema}.write_request enable row level security, force row level security`,
    `create policy own on ${schema}.write_request using (subject = (select current_setting('hub.subject', true)))`,

    `create table ${schema}.outbox (n bigint generated always as identity primary key, consumer text not null, topic text not null, id text not null, version int not null, fact jsonb not null)`,
    `create index on ${schema}.outbox (consumer, topic, n)`,
    // Triggers keep both as the tables' owner, who passes. To everybody else they are what the policies show.
    `alter table ${schema}.partnership_area enable row level security`,
    `create policy hub on ${schema}.partnership_area using ((select ${schema}.viewer_role()) = 'HUB')`,
    `create policy own on ${schema}.partnership_area for select using (pcc_area_id = (select ${schema}.viewer_pcc_area()))`,
    `alter table ${schema}.outbox enable row level security`,
    `create policy hub on ${schema}.outbox using ((select ${schema}.viewer_role()) = 'HUB')`,

    // What a noun publishes is told by the function <table>_fact; whom for, by the trigger.
    `create function ${schema}.publish() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
      declare
        fact jsonb;
      begin
        execute format('select %I.%I($1)', tg_table_schema, tg_table_name || '_fact') using new into fact;
        insert into ${schema}.outbox (consumer, topic, id, version, fact) select consumer, tg_table_name, new.id, new.version, fact from unnest(tg_argv) as consumer;
        return null;
      end $$`,

    `revoke execute on all functions in schema ${schema} from public`,
    grantToService(
      `usage on schema ${schema}`,
      `select, insert, update, delete on ${schema}.partnership_area`,
      `select, update on ${schema}.projection`,
      `select, insert, update on ${schema}.write_request`,
      `select, delete on ${schema}.outbox`,
      `select, insert on ${schema}.loaded_file`,
      `execute on function ${schema}.viewer_role(), ${schema}.viewer_pcc_area(), ${schema}.viewer_partnerships(), ${schema}.viewer_powers(), ${schema}.seal_audit()`,
    ),
  ];
}

/**
 * Who asks, in a form that PostgreSQL thinks out once for a connection instead of once for a statement: every policy of
 * every table asks for it. What is answered is the same.
 */
export function viewerThoughtOutOnce(schema: string): string[] {
  const answers = (name: string, type: string, answer: string): string =>
    `create or replace function ${schema}.${name}() returns ${type} language plpgsql stable set search_path = pg_catalog, pg_temp as $$ begin return ${answer}; end $$`;
  return [
    answers("viewer_role", "text", "nullif(current_setting('hub.role', true), '')"),
    answers("viewer_pcc_area", "text", `case when ${schema}.viewer_role() in ('GRANT_OFFICER', 'ANALYST', 'STEWARD', 'ADMINISTRATOR') then nullif(current_setting('hub.pcc_area', true), '') end`),
    answers(
      "viewer_partnerships",
      "text[]",
      `case
        when ${schema}.viewer_role() = 'MEMBER' or (${schema}.viewer_role() = 'APP' and nullif(current_setting('hub.scopes', true), '') is not null) then string_to_array(nullif(current_setting('hub.partnerships', true), ''), ' ')
        when ${schema}.viewer_pcc_area() is not null then array(
          select partnership_id from ${schema}.partnership_area where pcc_area_id = ${schema}.viewer_pcc_area()
            -- Where plans has not been heard of for a day, nobody knows any more whose area it is.
            and not exists (select from ${schema}.projection where topic = 'partnership' and coalesce(up_to_date_at, '-infinity') < now() - interval '1 day'))
      end`,
    ),
    answers(
      "viewer_powers",
      "text[]",
      `case when ${schema}.viewer_role() = 'APP'
        then array(select 'APP ' || scope from unnest(string_to_array(nullif(current_setting('hub.scopes', true), ''), ' ')) as scope)
        else array[${schema}.viewer_role()]
      end`,
    ),
  ];
}

/**
 * Lets the audit look up the version before each that is written, and only where there is one. PostgreSQL joined what was
 * written with all of the audit, by a plan it had made when that was short: a few rows took longer with each that ever was.
 */
export function auditLooksUp(schema: string): string[] {
  return [
    `create or replace function ${schema}.audit() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
      declare
        -- As text: a name compares by another collation than the index, which PostgreSQL 15 would go through from end to end.
        written_noun text := tg_table_name;
      begin
        perform pg_advisory_xact_lock_shared(hashtext('partnership-hub audit ${schema}'));
        insert into ${schema}.audit_entry (at, noun, id, version, subject, role, verb, request_id, before, after, previous, hash)
        select at, noun, id, version, subject, role, verb, request_id, before, after, previous,
          ${schema}.audit_hash(row(null, at, noun, id, version, subject, role, verb, request_id, before, after, previous, null)::${schema}.audit_entry)
        from (
          select clock_timestamp() as at, written_noun as noun, w.id, w.version, current_setting('hub.subject') as subject, current_setting('hub.role') as role,
            current_setting('hub.verb') as verb, current_setting('hub.request') as request_id, former.after as before, to_jsonb(w) as after, former.hash as previous
          -- Offset keeps PostgreSQL from going through all entries.
          from written w left join lateral (
            select p.after, p.hash from ${schema}.audit_entry p where w.version > 1 and p.noun = written_noun and p.id = w.id and p.version = w.version - 1 offset 0) former on true
          order by w.id
        ) made;
        return null;
      end $$`,
  ];
}

/** Puts the walls round a table of facts that `factTable` made, and takes what stands in it into the audit. */
export function guardedTable(schema: string, { table, owner, ofPartnership, writers }: GuardedTable): string[] {
  const name = `${schema}.${table}`;
  const isHub = `(select ${schema}.viewer_role()) = 'HUB'`;
  const ofTheirs = (row = ""): string => `${row}of_partnership = any ((select ${schema}.viewer_partnerships())::text[])`;
  const itsOwn = (row = ""): string =>
    owner.of === "AREA"
      ? `${row}${owner.column} = (select ${schema}.viewer_pcc_area())`
      : `(${ofTheirs(row)} or (${row}of_partnership is null and (select ${schema}.viewer_role()) in ('STEWARD', 'ADMINISTRATOR')))`;
  const mayWrite = `${isHub} or ((select ${schema}.viewer_powers()) && '{${writers.map((each) => `"${each}"`).join(",")}}'::text[] and ${itsOwn()})`;
  return [
    `alter table ${name} add version int, add of_partnership text, add visibility text not null default 'PUBLISHED'`,
    `alter table ${name} alter visibility drop default`,
    `alter table ${name} disable trigger keep_history`,
    `update ${name} t set of_partnership = ${ofPartnership}, version = counted.version
     from (select id, known_from, row_number() over (partition by id order by known_from) as version from ${name}) counted
     where counted.id = t.id and counted.known_from = t.known_from`,
    `alter table ${name} enable trigger keep_history`,
    `alter table ${name} alter version set not null,
      add constraint ${table}_version_counts unique (id, version),
      ${owner.of === "PARTNERSHIP" && !owner.orNobody ? `add constraint ${table}_is_somebodys check (of_partnership is not null),` : ""}
      add constraint ${table}_visibility_is_known check (visibility in ('PUBLISHED', 'PARTNERSHIP')),
      add constraint ${table}_is_kept_by_somebody check (visibility = 'PUBLISHED' or of_partnership is not null)`,
    `create index on ${name} (of_partnership) where visibility = 'PARTNERSHIP'`,
    `do $$
      declare
        fact ${name};
        entry ${schema}.audit_entry;
      begin
        for fact in select * from ${name} order by id, version loop
          select null, clock_timestamp(), '${table}', fact.id, fact.version, 'hub', 'HUB', 'before the audit', '',
            (select p.after from ${schema}.audit_entry p where p.noun = '${table}' and p.id = fact.id and p.version = fact.version - 1), to_jsonb(fact),
            (select p.hash from ${schema}.audit_entry p where p.noun = '${table}' and p.id = fact.id and p.version = fact.version - 1), null
          into entry;
          insert into ${schema}.audit_entry (at, noun, id, version, subject, role, verb, request_id, before, after, previous, hash)
          values (entry.at, entry.noun, entry.id, entry.version, entry.subject, entry.role, entry.verb, entry.request_id, entry.before, entry.after, entry.previous, ${schema}.audit_hash(entry));
        end loop;
      end $$`,
    // A row is of whom it says, and follows the version before it: nobody writes into another's history, or under another's name.
    `create function ${schema}.${table}_in_line() returns trigger language plpgsql as $$
      declare
        t ${name} := new;
        former ${name};
      begin
        if t.of_partnership is distinct from ${ofPartnership} then
          raise exception 'the row is not of the partnership that it says' using errcode = 'insufficient_privilege';
        end if;
        if t.version <> 1 then
          select * into former from ${name} f where f.id = t.id and f.version = t.version - 1;
          if not coalesce(former.known_to = t.known_from and (${isHub} or ${itsOwn("former.")}), false) then
            raise exception 'the row does not follow a version that the viewer may change' using errcode = 'insufficient_privilege';
          end if;
        end if;
        return new;
      end $$`,
    `create trigger in_line before insert on ${name} for each row execute function ${schema}.${table}_in_line()`,
    `create trigger audit after insert on ${name} referencing new table as written for each statement execute function ${schema}.audit()`,
    `alter table ${name} enable row level security, force row level security`,
    `create policy read on ${name} for select using (
      ${isHub} or (visibility = 'PUBLISHED' and (select ${schema}.viewer_role()) is not null) or ${ofTheirs()})`,
    `create policy write on ${name} for insert with check (${mayWrite})`,
    `create policy close on ${name} for update using (${mayWrite})`,
    grantToService(`select, insert, update (known_to) on ${name}`),
  ];
}

/** Publishes each new version of a fact to other services: `fact` is a JSON expression over the row `t`, small and by id. */
export function publishedTable(schema: string, table: string, fact: string, consumers: readonly string[]): string[] {
  return [
    `create function ${schema}.${table}_fact(t ${schema}.${table}) returns jsonb language sql stable as $$ select ${fact} $$`,
    `create trigger publish after insert on ${schema}.${table} for each row execute function ${schema}.publish(${consumers.map((each) => `'${each}'`).join(", ")})`,
    `revoke execute on function ${schema}.${table}_fact from public`,
    grantToService(`execute on function ${schema}.${table}_fact`),
  ];
}

/** Tells whose a thing of a service is, by its id, whether or not the viewer may see it: for what is said of a thing from outside its table. */
export function ownerOf(schema: string, tables: readonly string[]): string[] {
  return [
    `create function ${schema}.owner_of(thing text) returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
      declare
        asks text := current_setting('hub.role', true);
        owner text;
      begin
        if thing like 'partnership-%' then return thing; end if;
        perform set_config('hub.role', 'HUB', true);
        owner := (${tables.map((table) => `select of_partnership from ${schema}.${table} where id = thing and known_to is null`).join(" union all ")} limit 1);
        perform set_config('hub.role', coalesce(asks, ''), true);
        return owner;
      end $$`,
    grantToService(`execute on function ${schema}.owner_of`),
  ];
}

/**
 * Lets the schema tell of everything that it holds by now how it stands, whoever asks: whose it is, who may see it and of
 * which area it is, null where it is not there. `owner_of` answers by it, and no next version passes between somebody and
 * nobody but by the hub itself. The tables of facts are found by the trigger that keeps their history: a migration that
 * adds one ends with this.
 */
export function ownersOfAll(schema: string): string[] {
  return [
    `create or replace function ${schema}.keep_to_whom() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
      declare
        asks text := current_setting('hub.role', true);
        former text;
      begin
        if new.version > 1 and asks is distinct from 'HUB' then
          perform set_config('hub.role', 'HUB', true);
          execute format('select of_partnership from ${schema}.%I where id = $1 and version = $2', tg_table_name) into former using new.id, new.version - 1;
          perform set_config('hub.role', coalesce(asks, ''), true);
          if (former is null) <> (new.of_partnership is null) then
            raise exception 'nobody''s is not taken, and nothing is given to nobody: %', new.id using errcode = 'insufficient_privilege';
          end if;
        end if;
        return new;
      end $$`,
    `do $make$ declare
      looks text := '';
      noun text;
    begin
      for noun in
        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = '${schema}' and c.relname <> 'noted_gap' and exists (select from pg_trigger g where g.tgrelid = c.oid and g.tgname = 'keep_history') order by c.relname
      loop
        looks := looks || format('%s select jsonb_build_object(''of_partnership'', t.of_partnership, ''visibility'', t.visibility, ''pcc_area_id'', %s) from ${schema}.%I t where t.id = thing and t.known_to is null',
          case when looks <> '' then ' union all' end, case noun when 'pcc_area' then 't.id' else 'to_jsonb(t) ->> ''pcc_area_id''' end, noun);
        continue when exists (select from pg_trigger g where g.tgrelid = format('${schema}.%I', noun)::regclass and g.tgname = 'keep_to_whom');
        execute format('create trigger keep_to_whom before insert on ${schema}.%I for each row execute function ${schema}.keep_to_whom()', noun);
      end loop;
      execute format($function$create or replace function ${schema}.standing_of(thing text) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        declare
          asks text := current_setting('hub.role', true);
          standing jsonb;
        begin
          perform set_config('hub.role', 'HUB', true);
          standing := (%s limit 1);
          perform set_config('hub.role', coalesce(asks, ''), true);
          return standing;
        end $$ $function$, looks);
    end $make$`,
    `create or replace function ${schema}.owner_of(thing text) returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
      begin
        return case when thing like 'partnership-%' then thing else ${schema}.standing_of(thing) ->> 'of_partnership' end;
      end $$`,
    `revoke execute on function ${schema}.keep_to_whom, ${schema}.standing_of from public`,
    grantToService(`execute on function ${schema}.standing_of`),
  ];
}

/** Lets further roles write a table, each what is of a partnership of its own; what is nobody's stays with whom it was. */
export function furtherWriters(schema: string, table: string, writers: readonly string[]): string[] {
  const name = `${schema}.${table}`;
  const theirs = `(select ${schema}.viewer_powers()) && '{${writers.map((each) => `"${each}"`).join(",")}}'::text[] and of_partnership = any ((select ${schema}.viewer_partnerships())::text[])`;
  return [`create policy further_write on ${name} for insert with check (${theirs})`, `create policy further_close on ${name} for update using (${theirs})`];
}
