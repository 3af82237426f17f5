/**
 * The form of a fact's table, as migrations make it: its columns, one current version for each id, and a history that
 * the database itself keeps from being changed. Migrations already run rest on these functions: a new form is a new function.
 */

/** Statements that a schema needs before its fact tables. */
export function factSchema(schema: string): string[] {
  return [
    `create function ${schema}.keep_history() returns trigger language plpgsql as $$
      begin
        if tg_op = 'TRUNCATE' then
          raise exception 'history is never deleted: %', tg_table_name using errcode = 'restrict_violation';
        end if;
        if tg_op = 'DELETE' then
          raise exception 'history is never deleted: % %', tg_table_name, old.id using errcode = 'restrict_violation';
        end if;
        if old.known_to is not null or to_jsonb(new) - 'known_to' is distinct from to_jsonb(old) - 'known_to' then
          raise exception 'history is never overwritten: % %', tg_table_name, old.id using errcode = 'restrict_violation';
        end if;
        return null;
      end $$`,
    `create table ${schema}.loaded_file (name text primary key, digest text not null, loaded_at timestamptz not null default now())`,
  ];
}

/** Statements that make the table of a fact; `indexed` lists the columns of each further index. */
export function factTable(schema: string, table: string, columns: string[], indexed: string[] = []): string[] {
  const name = `${schema}.${table}`;
  return [
    `create table ${name} (
      id text not null,
      known_from timestamptz not null,
      known_to timestamptz,
      document_id text,
      section text,
      as_printed text,
      gaps jsonb not null default '[]',
      ${columns.join(",\n      ")},
      primary key (id, known_from),
      constraint ${table}_ends_after_it_begins check (known_to > known_from)
    )`,
    `create unique index ${table}_current on ${name} (id) where known_to is null`,
    ...indexed.map((each) => `create index on ${name} (${each})`),
    `create trigger keep_history after update or delete on ${name} for each row execute function ${schema}.keep_history()`,
    `create trigger keep_all_history before truncate on ${name} for each statement execute function ${schema}.keep_history()`,
  ];
}
