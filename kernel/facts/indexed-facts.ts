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
