/** Keeps the index that search and the list of gaps read: of the facts of all services, as each tells of them, plans among them. */
import { Migration } from "@mikro-orm/migrations";
import { ownersOfAll } from "../../../kernel/facts/guarded-facts.js";
import { factsTopic, indexedSchema } from "../../../kernel/facts/indexed-facts.js";

/** The index, the words by which it is searched, and what plans tells of its own facts. */
export class PlansIndex extends Migration {
  override up(): void {
    const statements = [
      // One row for each version of each fact.
      `create table plans.indexed_fact (
        n bigint generated always as identity primary key,
        source text not null, noun text not null, id text not null, version int not null,
        title text, texts text not null, refers text[] not null, about text not null,
        partnership_id text, pcc_area_id text, period_kind text, period_from date, period_to date,
        document_id text, section text, as_printed text,
        left_open jsonb not null, has_gaps boolean not null generated always as (left_open <> '[]') stored,
        known_from timestamptz not null, known_to timestamptz, of_partnership text, visibility text not null,
        unique (source, noun, id, version)
      )`,
      "create index on plans.indexed_fact (id)",
      "create index on plans.indexed_fact (n) where has_gaps",
      "alter table plans.indexed_fact enable row level security, force row level security",
      `create policy read on plans.indexed_fact for select using (
        (select plans.viewer_role()) = 'HUB' or (visibility = 'PUBLISHED' and (select plans.viewer_role()) is not null) or of_partnership = any ((select plans.viewer_partnerships())::text[]))`,
      "create policy write on plans.indexed_fact using ((select plans.viewer_role()) = 'HUB')",

      // Under row-level security PostgreSQL reads no index of words: it would meet words of rows that the viewer may not see. So the
      // words stand apart, where nobody reads them but the function below, which shows what it found as far as the viewer sees it.
      "create table plans.indexed_words (n bigint primary key references plans.indexed_fact on delete cascade, words tsvector not null)",
      "create index on plans.indexed_words using gin (words)",
      `create function plans.keep_words() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        begin
          insert into plans.indexed_words (n, words)
          select w.n, setweight(to_tsvector('english', coalesce(w.title, '')), 'A') || setweight(to_tsvector('english', w.texts), 'B') || setweight(to_tsvector('english', coalesce(w.as_printed, '')), 'C')
            -- A number is also found without the commas between its thousands.
            || setweight(to_tsvector('english', coalesce((select string_agg(replace(number[1], ',', ''), ' ') from regexp_matches(concat_ws(' ', w.title, w.texts, w.as_printed), '([0-9]{1,3}(?:,[0-9]{3})+)', 'g') as numbers(number)), '')), 'C')
          from written w where w.noun <> 'noted_gap';
          return null;
        end $$`,
      "create trigger keep_words after insert on plans.indexed_fact referencing new table as written for each statement execute function plans.keep_words()",
      `create function plans.facts_with(asked tsquery) returns table (n bigint, rank numeric) language sql stable security definer set search_path = pg_catalog, pg_temp as $$
        select f.n, round(ts_rank_cd(w.words, asked, 1)::numeric, 6) from plans.indexed_words w join plans.indexed_fact f on f.n = w.n where w.words @@ asked $$`,
      "revoke execute on function plans.keep_words, plans.facts_with from public",
      `do $$ begin
        execute format('grant select, insert, update, delete on plans.indexed_fact to %I', regexp_replace(current_user, '_owner$', ''));
        execute format('grant execute on function plans.facts_with to %I', regexp_replace(current_user, '_owner$', ''));
      end $$`,
      ["plans", "grants", "indicators"].map((source) => `insert into plans.projection (topic, source) values ('${factsTopic(source)}', '${source}')`),

      ownersOfAll("plans"),
      indexedSchema("plans"),
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }
}
