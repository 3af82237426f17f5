/** The staging table of an import: rows that were read, judged together and turned into versions by a few statements. */
import type { PoolClient } from "pg";
import sql, { empty, join, raw, type Sql } from "sql-template-tag";
import { problem, type Problem } from "./csv.js";
import type { Database } from "./database.js";
import { PROVENANCE, type ImportDeclaration } from "./import-declaration.js";
import type { ReadRow } from "./row-reader.js";

/** Problems that are reported at most. */
export const PROBLEMS_AT_MOST = 1_000;
const BATCH = 1_000;
const BATCH_CHARACTERS = 2_000_000;

/** The rows of one file in a temporary table of the import's transaction. */
export class StagedRows {
  private readonly table: Sql;
  private readonly content: string[];
  private batch: string[] = [];
  private size = 0;

  constructor(
    private readonly client: PoolClient,
    private readonly database: Database,
    private readonly declaration: ImportDeclaration,
    private readonly now: Date,
    private readonly note: (problem: Problem) => void,
  ) {
    const meta = database.orm.getMetadata().get(declaration.noun as never) as { schema?: string; tableName: string };
    this.table = raw(`"${meta.schema}"."${meta.tableName}"`);
    const filled = Object.values({ ...declaration.columns, ...PROVENANCE }).flatMap((reader) => reader.fills);
    this.content = [...new Set(filled), ...(declaration.computes ?? [])].filter((name) => name !== "id" && name !== "known_from");
  }

  /** Makes the table. Two imports of one noun go one after the other: each is judged by what the other left. */
  async open(): Promise<void> {
    await this.run(sql`select pg_advisory_xact_lock(hashtext(${`import ${this.table.sql}`}))`);
    await this.run(sql`create temporary table staged (line bigint, like ${this.table}) on commit drop`);
    for (const name of ["known_from", "gaps"]) await this.run(sql`alter table staged alter ${raw(name)} drop not null`);
  }

  /** Adds a row; rows go to the database in batches. */
  async add(row: ReadRow): Promise<void> {
    const text = JSON.stringify(row);
    this.batch.push(text);
    this.size += text.length;
    if (this.batch.length >= BATCH || this.size >= BATCH_CHARACTERS) await this.flush();
  }

  /** Sends what was added and not yet sent. */
  async flush(): Promise<void> {
    if (this.batch.length) {
      const columns = raw(["line", "id", "known_from", ...this.content, "gaps"].map((name) => `"${name}"`).join(", "));
      await this.run(sql`insert into staged (${columns}) select ${columns} from jsonb_populate_recordset(null::staged, ${`[${this.batch.join(",")}]`}::jsonb)`);
    }
    this.batch = [];
    this.size = 0;
  }

  /** Rules that need all rows: no id twice, nothing stated twice, nothing referred to that is unknown. */
  async judge(): Promise<void> {
    await this.run(sql`create index on staged (id)`);
    await this.run(sql`analyze staged`);
    const twice = await this.run(sql`select line, id from (select line, id, row_number() over (partition by id order by line) n from staged) s where n > 1 order by line limit ${PROBLEMS_AT_MOST}`);
    for (const row of twice) this.note(problem("DUPLICATE_ROW", Number(row["line"]), "id", `Id: ${String(row["id"])}.`));
    const older = await this.run(sql`
      select s.line from staged s join ${this.table} t on t.id = s.id and t.known_to is null and s.known_from < t.known_from
      where not exists (select from ${this.table} v where v.id = s.id and v.known_from = s.known_from) order by s.line limit ${PROBLEMS_AT_MOST}`);
    for (const row of older) this.note(problem("OLDER_THAN_KNOWN", Number(row["line"]), "known_from"));
    if (this.declaration.unique) {
      const names = this.declaration.unique;
      const same = join(names.map((name) => raw(`s."${name}" is not distinct from t."${name}"`)), " and ");
      const listedNames = raw(names.map((name) => `"${name}"`).join(", "));
      const clash = await this.run(sql`
        select line, 'another row of the file' as other from (select line, row_number() over (partition by ${listedNames} order by line) n from staged) s where n > 1
        union all
        select s.line, t.id from staged s join ${this.table} t on ${same} and t.id <> s.id and t.known_to is null
          where not exists (select from staged again where again.id = t.id) limit ${PROBLEMS_AT_MOST}`);
      for (const row of clash) this.note(problem("DUPLICATE_ROW", Number(row["line"]), names[0]!, `The same as ${String(row["other"])}.`));
    }
    for (const [name, reader] of Object.entries(this.declaration.columns)) {
      if (!reader.refersTo) continue;
      const target = this.database.orm.getMetadata().get(reader.refersTo as never) as { schema?: string; tableName: string };
      const id = raw(`s."${reader.fills[0]}"`);
      // What is referred to must be known at the latest when the row is: else a question as of that day would lead nowhere.
      const own = reader.refersTo === this.declaration.noun ? sql`and not exists (select from staged o where o.id = ${id} and coalesce(o.known_from, ${this.now}) <= coalesce(s.known_from, ${this.now}))` : empty;
      const unknown = await this.run(sql`
        select s.line, ${id} as id, (coalesce(s.known_from, ${this.now}) at time zone 'UTC')::date::text as day from staged s where ${id} is not null
          and not exists (select from ${raw(`"${target.schema}"."${target.tableName}"`)} t where t.id = ${id} and t.known_from <= coalesce(s.known_from, ${this.now})) ${own}
        order by s.line limit ${PROBLEMS_AT_MOST}`);
      for (const row of unknown) this.note(problem("UNKNOWN_REFERENCE", Number(row["line"]), name, `Id: ${String(row["id"])}, not known on ${String(row["day"])}.`));
    }
  }

  /**
   * Turns staged rows into versions. A row whose source is newer than the version it changes is known from its source's
   * date; any other change is a correction, known from now. The version before it ends where the new one begins.
   * Answers how many versions were written.
   */
  async toVersions(): Promise<number> {
    const names = [...this.content, "gaps"];
    const list = (alias: string): Sql => join(names.map((name) => raw(`${alias}."${name}"`)));
    await this.run(sql`delete from staged s using ${this.table} t where t.id = s.id and t.known_to is null and (${list("t")}) is not distinct from (${list("s")})`);
    // A file sent again after a later one says nothing new: its rows stand in the history already.
    await this.run(sql`delete from staged s using ${this.table} t where t.id = s.id and t.known_from = s.known_from and (${list("t")}) is not distinct from (${list("s")})`);
    await this.run(sql`
      update staged s set known_from = case
        when t.id is null then coalesce(s.known_from, ${this.now}) when s.known_from > t.known_from then s.known_from else greatest(${this.now}, t.known_from + interval '1 microsecond') end
      from staged self left join ${this.table} t on t.id = self.id and t.known_to is null where self.id = s.id`);
    await this.run(sql`update ${this.table} t set known_to = s.known_from from staged s where t.id = s.id and t.known_to is null`);
    const all = raw(["id", "known_from", ...names].map((name) => `"${name}"`).join(", "));
    const inserted = await this.client.query(`insert into ${this.table.sql} (${all.sql}) select ${all.sql} from staged`);
    return inserted.rowCount ?? 0;
  }

  private async run(statement: Sql): Promise<Record<string, unknown>[]> {
    return (await this.client.query<Record<string, unknown>>({ text: statement.text, values: statement.values })).rows;
  }
}
