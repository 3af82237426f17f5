/**
 * What search and the list of gaps are made of, as migrations build it: each service tells of each version of each of
 * its facts how it is called, what it says in words, whose it is, where it stands and what it leaves open. One topic for
 * each service, `<service>_facts`, whatever nouns it has or gains. Migrations already run rest on these functions: a
 * new form is a new function.
 */

/** Who keeps the index. */
const KEEPER = "plans";

/** The topic under which a service tells of all its facts. */
export function factsTopic(service: string): string {
  return `${service}_facts`;
}

/** What a service's schema needs to tell of its facts; all tables of facts that it has by now are told of. */
export function indexedSchema(schema: string): string[] {
  const topic = factsTopic(schema);
  return [
    // The entry of a row, told by its columns alone. A text is neither an id, a code nor a day; of what a row refers to, the documents,
    // partnerships and areas have columns of their own.
    `create function ${schema}.index_entry(noun text, t jsonb) returns jsonb language sql immutable set search_path = pg_catalog, pg_temp as $$
      select jsonb_build_object(
        'noun', noun,
        'title', called.title,
        'texts', (
          select coalesce(jsonb_agg(part #>> '{}'), '[]')
          from jsonb_each(t) as cell(name, value),
            jsonb_array_elements(case jsonb_typeof(value) when 'array' then value else jsonb_build_array(value) end) as part
          where jsonb_typeof(part) = 'string'
            and name !~ '(^|_)ids?$' and not (name = 'subject' and noun in ('statement', 'strategy_link')) and name not in ('known_from', 'known_to', 'visibility', 'of_partnership', 'section', 'as_printed', 'sort_number')
            and (name in ('title', 'name', 'short_name', 'term') or part #>> '{}' !~ '^[A-Z0-9]+(_[A-Z0-9]+)*$')
            and part #>> '{}' !~ '^\\d{4}-\\d{2}-\\d{2}' and part #>> '{}' is distinct from called.title),
        'refers', (
          select coalesce(jsonb_agg(value order by name), '[]') from jsonb_each_text(t) as cell(name, value)
          where name like '%\\_id' and name not in ('document_id', 'partnership_id', 'pcc_area_id') and value is not null),
        'about', case noun when 'noted_gap' then t ->> 'subject' else t ->> 'id' end,
        'partnership_id', coalesce(t ->> 'of_partnership', t ->> 'partnership_id'),
        'pcc_area_id', case noun when 'pcc_area' then t ->> 'id' else t ->> 'pcc_area_id' end,
        'period_kind', coalesce(t ->> 'period_kind', t ->> 'reported_under_kind'),
        'period_from', coalesce(t ->> 'period_from', t ->> 'reported_under_from'),
        'period_to', coalesce(t ->> 'period_to', t ->> 'reported_under_to'),
        'document_id', t ->> 'document_id', 'section', t ->> 'section', 'as_printed', t ->> 'as_printed',
        'gaps', case noun when 'noted_gap' then jsonb_build_array(jsonb_build_object('field', t -> 'field', 'reason', t -> 'reason', 'explanation', t -> 'explanation')) else t -> 'gaps' end,
        'known_from', t ->> 'known_from', 'of_partnership', t ->> 'of_partnership', 'visibility', t ->> 'visibility')
      from (select coalesce(t ->> 'title', t ->> 'name', t ->> 'term', t ->> 'use', t ->> 'outcome', t ->> 'measure', case when t ->> 'indicator_id' is null then t ->> 'place' end, t ->> 'description', t ->> 'statement', t ->> 'summary', t ->> 'purpose', t ->> 'label', t ->> 'wording', t ->> 'text') as title) called $$`,
    `create function ${schema}.tell_of_facts() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
      begin
        insert into ${schema}.outbox (consumer, topic, id, version, fact)
        select '${KEEPER}', '${topic}', w.id, w.version, ${schema}.index_entry(tg_table_name, to_jsonb(w)) from written w;
        return null;
      end $$`,
    // Each table of facts is told of from here on, and what stands in it at once. Then all facts are one view, from which the index is made anew.
    `create function ${schema}.index_facts() returns void language plpgsql as $$
      declare
        noun text;
        every text := '';
      begin
        perform set_config('hub.role', 'HUB', true);
        for noun in
          select c.relname from pg_class c
          where c.relnamespace = '${schema}'::regnamespace and c.relkind = 'r'
            and (select count(*) from pg_attribute a where a.attrelid = c.oid and not a.attisdropped and a.attname in ('version', 'of_partnership', 'visibility', 'known_from', 'gaps', 'as_printed')) = 6
            and exists (select from pg_trigger g where g.tgrelid = c.oid and g.tgname = 'keep_history')
          order by c.relname
        loop
          every := every || format('%s select id, version, ${schema}.index_entry(%L, to_jsonb(t)) as fact from ${schema}.%I t', case when every <> '' then ' union all' end, noun, noun);
          continue when exists (select from pg_trigger g where g.tgrelid = format('${schema}.%I', noun)::regclass and g.tgname = 'tell_of_facts');
          execute format('create trigger tell_of_facts after insert on ${schema}.%I referencing new table as written for each statement execute function ${schema}.tell_of_facts()', noun);
          execute format('insert into ${schema}.outbox (consumer, topic, id, version, fact) select ''${KEEPER}'', ''${topic}'', t.id, t.version, ${schema}.index_entry(%L, to_jsonb(t)) from ${schema}.%I t', noun, noun);
        end loop;
        execute 'create or replace view ${schema}.${topic} with (security_invoker = true) as' || every;
      end $$`,
    ...indexedTables(schema),
    `create function ${schema}.${topic}_fact(t ${schema}.${topic}) returns jsonb language sql stable as $$ select t.fact $$`,
    `revoke execute on function ${schema}.index_entry, ${schema}.tell_of_facts, ${schema}.index_facts, ${schema}.${topic}_fact from public`,
    `do $$ begin
      execute format('grant select on ${schema}.${topic} to %1$I', regexp_replace(current_user, '_owner$', ''));
      execute format('grant execute on function ${schema}.index_entry, ${schema}.${topic}_fact to %1$I', regexp_replace(current_user, '_owner$', ''));
    end $$`,
  ];
}

/** Takes the tables of facts that came since into the index: the last statement of every later migration that makes one. */
export function indexedTables(schema: string): string[] {
  return [`select ${schema}.index_facts()`];
}

/**
 * Makes each table's entry from its columns as they are when the table is taken in, instead of looking through every row
 * for what may stand in it: told of in a tenth of the time. What is told is the same, but for columns that are computed
 * from others, which are no words. A migration that gives a table a further column of words ends with `indexedTables`.
 */
export function entriesByColumns(schema: string): string[] {
  const topic = factsTopic(schema);
  return [
    // The expression by which the entry of a row `t` of a table is told. A text is neither an id, a code nor a day; a name may look like a code.
    `create function ${schema}.entry_expression(noun text) returns text language plpgsql stable set search_path = pg_catalog, pg_temp as $make$
      declare
        has constant text[] := array(select attname::text from pg_attribute where attrelid = format('${schema}.%I', noun)::regclass and attnum > 0 and not attisdropped);
        no_code constant text := '%s !~ ''^[A-Z0-9]+(_[A-Z0-9]+)*$''';
        title text;
        texts text;
        refers text;
        -- The first of some columns that the table has.
        called text;
        area text;
        kind text;
        starts text;
        ends text;
      begin
        -- A place is the name of what is nothing else: a figure has it beside its indicator.
        select coalesce('coalesce(' || string_agg(case when name = 'place' and 'indicator_id' = any (has) then 'case when t.indicator_id is null then t.place end' else format('t.%I', name) end, ', ' order by n) || ')', 'null::text') into title
        from unnest(array['title', 'name', 'term', 'use', 'outcome', 'measure', 'place', 'description', 'statement', 'summary', 'purpose', 'label', 'wording', 'text']) with ordinality called(name, n)
        where name = any (has);

        select string_agg(case
            when type = 'text[]' then format('array(select part from unnest(t.%I) part where %s)', name, format(no_code, 'part'))
            when type = 'jsonb' then format('array(select part #>> ''{}'' from jsonb_array_elements(case jsonb_typeof(t.%1$I) when ''array'' then t.%1$I else jsonb_build_array(t.%1$I) end) part where jsonb_typeof(part) = ''string'' and %2$s)', name, format(no_code, '(part #>> ''{}'')'))
            when name in ('title', 'name', 'short_name', 'term') then format('array[t.%I]', name)
            else format('array[case when %s then t.%I end]', format(no_code, format('t.%I', name)), name)
          end, ' || ' order by length(name), name collate "C") into texts
        from (select attname::text as name, format_type(atttypid, null) as type from pg_attribute where attrelid = format('${schema}.%I', noun)::regclass and attnum > 0 and not attisdropped and attgenerated = '') cell
        where type in ('text', 'text[]', 'jsonb') and name !~ '(^|_)ids?$' and not (name = 'subject' and noun in ('statement', 'strategy_link'))
          and name not in ('visibility', 'of_partnership', 'section', 'as_printed', 'sort_number', 'gaps');

        select string_agg(format('t.%I', name), ', ' order by name) into refers
        from unnest(has) name where name like '%\\_id' and name not in ('document_id', 'partnership_id', 'pcc_area_id');

        called := case when 'partnership_id' = any (has) then 'coalesce(t.of_partnership, t.partnership_id)' else 't.of_partnership' end;
        area := case when noun = 'pcc_area' then 't.id' when 'pcc_area_id' = any (has) then 't.pcc_area_id' else 'null' end;
        select string_agg(format('t.%I', name), ', ' order by name) filter (where name ~ 'kind$'), string_agg(format('t.%I', name), ', ' order by name) filter (where name ~ 'from$'), string_agg(format('t.%I', name), ', ' order by name) filter (where name ~ 'to$')
        into kind, starts, ends from unnest(has) name where name ~ '^(period|reported_under)_(kind|from|to)$';

        return format($entry$jsonb_build_object('noun', %L, 'title', %2$s,
          'texts', (select coalesce(jsonb_agg(said order by n), '[]') from unnest(%3$s) with ordinality texts(said, n) where said !~ '^\\d{4}-\\d{2}-\\d{2}' and said is distinct from %2$s),
          'refers', to_jsonb(array_remove(array[%4$s]::text[], null)), 'about', t.%5$I, 'partnership_id', %6$s, 'pcc_area_id', %7$s,
          'period_kind', %8$s, 'period_from', %9$s, 'period_to', %10$s, 'document_id', t.document_id, 'section', t.section, 'as_printed', t.as_printed,
          'gaps', %11$s, 'known_from', t.known_from, 'of_partnership', t.of_partnership, 'visibility', t.visibility)$entry$,
          noun, title, coalesce(texts, 'array[]::text[]'), refers, case noun when 'noted_gap' then 'subject' else 'id' end, called, area,
          coalesce('coalesce(' || kind || ')', 'null'), coalesce('coalesce(' || starts || ')', 'null'), coalesce('coalesce(' || ends || ')', 'null'),
          case noun when 'noted_gap' then 'jsonb_build_array(jsonb_build_object(''field'', t.field, ''reason'', t.reason, ''explanation'', t.explanation))' else 't.gaps' end);
      end $make$`,
    // Each table of facts has a function of its own that tells of it. All facts are one view, from which the index is made anew.
    `create or replace function ${schema}.index_facts() returns void language plpgsql as $$
      declare
        noun text;
        entry text;
        is_new boolean;
        every text := '';
      begin
        perform set_config('hub.role', 'HUB', true);
        for noun in
          select c.relname from pg_class c
          where c.relnamespace = '${schema}'::regnamespace and c.relkind = 'r'
            and (select count(*) from pg_attribute a where a.attrelid = c.oid and not a.attisdropped and a.attname in ('version', 'of_partnership', 'visibility', 'known_from', 'gaps', 'as_printed')) = 6
            and exists (select from pg_trigger g where g.tgrelid = c.oid and g.tgname = 'keep_history')
          order by c.relname
        loop
          entry := ${schema}.entry_expression(noun);
          every := every || format('%s select t.id, t.version, %s as fact from ${schema}.%I t', case when every <> '' then ' union all' end, entry, noun);
          is_new := not exists (select from pg_trigger g where g.tgrelid = format('${schema}.%I', noun)::regclass and g.tgname = 'tell_of_facts');
          execute format($function$create or replace function ${schema}.%I() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $tell$
            begin
              insert into ${schema}.outbox (consumer, topic, id, version, fact) select '${KEEPER}', '${topic}', t.id, t.version, %s from written t;
              return null;
            end $tell$ $function$, 'tell_of_' || noun, entry);
          execute format('revoke execute on function ${schema}.%I from public', 'tell_of_' || noun);
          execute format('create or replace trigger tell_of_facts after insert on ${schema}.%I referencing new table as written for each statement execute function ${schema}.%I()', noun, 'tell_of_' || noun);
          continue when not is_new;
          execute format('insert into ${schema}.outbox (consumer, topic, id, version, fact) select ''${KEEPER}'', ''${topic}'', t.id, t.version, %s from ${schema}.%I t', entry, noun);
        end loop;
        execute 'create or replace view ${schema}.${topic} with (security_invoker = true) as' || every;
      end $$`,
    ...indexedTables(schema),
    `drop function ${schema}.tell_of_facts, ${schema}.index_entry`,
    `revoke execute on function ${schema}.entry_expression from public`,
  ];
}
