/** The staging table of an import: rows that were read, judged together and turned into versions by a few statements. */
import { createHash } from "node:crypto";
import type { PoolClient, QueryResult } from "pg";
import sql, { empty, join, raw, type Sql } from "sql-template-tag";
import { problem, type Problem } from "./file-row.js";
import { byAPartnership, type Viewer } from "../authority/viewer.js";
import type { Database } from "../database/database.js";
import { columnsOf, tableOf, writtenColumnsOf } from "../database/noun-table.js";
import { PROVENANCE, type ImportDeclaration } from "./import-declaration.js";
import { Judgements, ofTheHub, saysTheSame, type Judgement } from "./judgements.js";
import { OwnerOfRows } from "./row-owner.js";
import type { ReadRow } from "./row-reader.js";
import { bucketOf, takenThing, takeNoun } from "../writing/taking.js";

/** Problems that are reported at most. */
export const PROBLEMS_AT_MOST = 1_000;
const BATCH = 1_000;
/** So many rows of an act, or of a file, PostgreSQL sees to as quickly without looking at how they are spread. */
const FEW = { act: 50, file: 500 };
/** Bytes of pages, those of long texts with them, from which a table that was emptied row by row is given new ones. */
const WORN_BYTES = 1_000_000;
const BATCH_CHARACTERS = 2_000_000;
/** What PostgreSQL is told where it judges one row: to look up what it needs costs nothing, and nothing is read through to be joined. */
const LOOK_UP = { random_page_cost: "0", enable_hashjoin: "off", enable_mergejoin: "off" };
/** Of a table that it has not looked at, PostgreSQL thinks that it holds a hundred rows, and would rather go through all that is known than look each up. */
const HOLDS_ONE = "insert into staged default values; analyze staged; delete from staged;";

/**
 * The rows of one file, or what an act says, in a temporary table. It stands as long as its connection, so that PostgreSQL
 * need not make it again, and is emptied before a file and after an act. Acts are many and small, and have one of their
 * own: nor need PostgreSQL think out again what it does with that.
 */
export class StagedRows {
  private readonly table: Sql;
  /** How the table is called that statements and rules call `staged`. */
  private readonly name: string;
  /** Where the versions stand that rows would change: of a file, fetched once into a table like its other one; of an act, where all stand. */
  private readonly standing: Sql;
  private readonly content: string[];
  private readonly owner: OwnerOfRows;
  private batch: string[] = [];
  private size = 0;
  private added = 0;
  /** Whether none of the things is there now, as far as the viewer may see: then nothing is changed, and no version need be compared. */
  private allNew = false;
  /** Whether some row does not say which thing it is about. */
  private unnamed = false;
  /** The columns in which no row says anything: what is about them has nothing to judge. */
  private readonly unsaid: Set<string>;

  constructor(
    private readonly client: PoolClient,
    private readonly database: Database,
    private readonly declaration: ImportDeclaration,
    private readonly viewer: Viewer,
    private readonly now: Date,
    private readonly note: (problem: Problem) => void,
    private readonly ofAnAct = false,
  ) {
    this.table = tableOf(database, declaration.noun);
    const noun = this.table.sql.replaceAll('"', "").replace(".", "_");
    this.name = ofAnAct ? `staged_${noun}` : `staged_file_${noun}`;
    this.standing = ofAnAct ? this.table : raw(`standing_${noun}`);
    const filled = Object.values({ ...declaration.columns, ...PROVENANCE }).flatMap((reader) => reader.fills);
    this.content = [...new Set(filled), ...(declaration.computes ?? [])].filter((name) => name !== "id" && name !== "known_from");
    this.unsaid = new Set(this.content);
    this.owner = new OwnerOfRows(database, declaration.owner, this.content.includes("pcc_area_id"));
    const astray = declaration.rules?.find(({ about }) => about !== undefined && (!this.unsaid.has(about) || about in (declaration.keeps ?? {})));
    if (astray) throw new Error(`A rule of ${declaration.noun.name} is about "${astray.about}", which no cell alone fills.`);
  }

  private get few(): number {
    return this.ofAnAct ? FEW.act : FEW.file;
  }

  /** Makes the tables where they are not there yet, and empties those of files. A transaction stages one file or thing after the other, each until its versions are made. */
  async open(): Promise<void> {
    // What no cell fills is said later: by the judging of the rows, by the version before them, or by the noun's own table, which also holds what must not be empty.
    const later = writtenColumnsOf(this.database, this.declaration.noun).filter((name) => !this.content.includes(name));
    const open = new Set(["id", "known_from", "gaps", ...later, ...this.content]);
    const standing = this.standing.sql;
    const make = `
      create temporary table staged (line bigint, like ${this.table.sql}${this.declaration.standsFor ? " including generated" : ""});
      alter table staged ${[...open].map((name) => `alter "${name}" drop not null`).join(", ")};
      create index "${this.name}_by_id" on staged (id);
      ${this.ofAnAct ? "" : `create temporary table ${standing} (like ${this.table.sql}); create index on ${standing} (id);`}`;
    // New pages take PostgreSQL longer than a few rows do; but what was deleted is gone through with what is there, and long texts stay behind.
    const worn = `${this.temporary.map((name) => `pg_table_size('pg_temp.${name}')`).join(" + ")} > ${WORN_BYTES}`;
    const emptied = this.ofAnAct ? "" : `else delete from staged; delete from ${standing};`;
    // One row is looked up wherever an index leads to it, whatever PostgreSQL thought of the tables when they were small.
    const lookUp = this.ofAnAct ? Object.entries(LOOK_UP).map(([name, value]) => `perform set_config('${name}', '${value}', true);`).join(" ") : "";
    await this.run(raw(`do $$ begin
      if to_regclass('pg_temp.staged') is null then execute $make$${make} ${HOLDS_ONE}$make$;
      elsif ${worn} then execute $renew$${this.renew}$renew$; ${emptied} end if; ${lookUp} end $$`));
  }

  /** The temporary tables. */
  private get temporary(): string[] {
    return this.ofAnAct ? ["staged"] : ["staged", this.standing.sql];
  }

  /** Gives the temporary tables new pages. */
  private get renew(): string {
    return `truncate ${this.temporary.join(", ")}; ${HOLDS_ONE}`;
  }

  /** The version that a thing has now, as far as the viewer may see it; 0 where it is not there. */
  async currentVersion(id: string): Promise<number> {
    const [row] = await this.run(sql`select version from ${this.table} where id = ${id} and known_to is null`);
    return (row?.["version"] as number | undefined) ?? 0;
  }

  /** Adds a row; rows go to the database in batches. */
  async add(row: ReadRow): Promise<void> {
    this.added++;
    this.unnamed ||= row["id"] == null;
    for (const name of this.unsaid) if (row[name] != null) this.unsaid.delete(name);
    // Most cells of most rows say nothing, and PostgreSQL takes what is not there for null.
    const said: ReadRow = {};
    for (const [name, value] of Object.entries(row)) if (value !== null) said[name] = value;
    const text = JSON.stringify(said);
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

  /**
   * Takes the noun: two writers of it go one after the other from here on, and each is judged by what the other left.
   * Reading a long file does not hold up anybody.
   */
  async lock(): Promise<void> {
    await takeNoun(this.client, this.table.sql);
  }

  /** Takes, before the noun itself, the things that its rows say they change together with others: in the one order in which everybody takes them. */
  async lockThings(): Promise<void> {
    const { together } = this.declaration;
    if (together) await this.run(sql`select ${takenThing(together.thing, raw("bucket"))} from (select distinct ${bucketOf(raw(`"${together.column}"`))} as bucket from staged order by 1) buckets`);
  }

  /** Rules that need all rows: no id twice, nothing stated twice, nothing referred to that is unknown, nothing that is another's. */
  async judge(): Promise<void> {
    await this.lock();
    await this.judgeNewIds();
    if (this.declaration.alignedBy) await this.run(this.declaration.alignedBy);
    await this.nameRows();
    await this.fetchStanding();
    if (this.added > this.few) await this.run(sql`analyze staged`);
    await this.settleWhatIsLeftOpen();
    const { standing, ofAnAct, allNew, unsaid } = this;
    const judgements = new Judgements(this.database, this.declaration, this.owner, this.viewer, this.now, { standing, ofAnAct, allNew, unsaid });
    await this.noteWrong(judgements.ofAll());
    await this.dropKnown();
    await this.noteWrong(judgements.ofWhatIsNew());
  }

  /** Notes all rows with which something is wrong, by one statement: what each is, and of which row, in the order of the judgements. */
  private async noteWrong(judgements: readonly Judgement[]): Promise<void> {
    if (judgements.length === 0) return;
    const wrong = join(
      judgements.map(({ rows }, n) => sql`(select line, ${raw(String(n))} as n, detail from (${rows}) wrong order by line, detail limit ${PROBLEMS_AT_MOST})`),
      " union all ",
    );
    for (const row of await this.run(sql`select line, n, detail from (${wrong}) wrong order by n, line, detail`)) {
      const { code, column } = judgements[row["n"] as number]!;
      this.note(problem(code, Number(row["line"]), column, (row["detail"] as string | null) ?? undefined));
    }
  }

  /**
   * Notes the rows of a partnership's own file that name a thing which is not there: a new one gets its id from the hub.
   * An id is whoever's is first, and the next file of a steward's that means it would be refused.
   */
  private async judgeNewIds(): Promise<void> {
    // What an act is about the hub has named already.
    if (!this.declaration.newIds || this.ofAnAct || !byAPartnership(this.viewer)) return;
    await this.noteWrong([{
      code: "UNKNOWN_REFERENCE",
      column: "id",
      rows: sql`select s.line, 'Id: ' || s.id || '. Leave it out: a new row gets one.' as detail from staged s
        where s.id is not null and not exists (select from ${this.table} t where t.id = s.id and t.known_to is null)`,
    }]);
  }

  /** Finds which things the rows are about that do not say so: of two that say the same, as databases from before may hold, the first. */
  private async nameRows(): Promise<void> {
    const { newIds, unique = [], standsFor } = this.declaration;
    if (!newIds || !this.unnamed) return;
    const again = standsFor ? raw(`s."${standsFor.column}" = t."${standsFor.column}"`) : saysTheSame(this.database, this.declaration.noun, unique);
    await this.run(sql`update staged s set id = coalesce((select t.id from ${this.table} t where ${again} and t.known_to is null order by t.id limit 1), ${`${newIds}-`} || gen_random_uuid()) where s.id is null`);
  }

  /**
   * Fetches the versions that the rows of a file would change: a big table behind policies is asked once, and looked up
   * for each row (offset keeps PostgreSQL from going through all of it). No other file or act of the noun goes on meanwhile.
   */
  private async fetchStanding(): Promise<void> {
    if (this.ofAnAct) return;
    // By their names: a later migration may have changed the table since this connection made its own like it.
    const columns = (alias: string): Sql => raw(columnsOf(this.database, this.declaration.noun).map((name) => `${alias}"${name}"`).join(", "));
    const { rowCount } = await this.send(sql`insert into ${this.standing} (${columns("")})
      select ${columns("t.")} from (select distinct id from staged) s cross join lateral (select t.* from ${this.table} t where t.id = s.id and t.known_to is null offset 0) t`);
    this.allNew = rowCount === 0;
    if ((rowCount ?? 0) > this.few) await this.run(sql`analyze ${this.standing}`);
  }

  /**
   * Says of each row whose it is, and lets it say in what it leaves open what the version before it said. A row that does
   * not say who may see it is seen by whom it was; a new one by whoever sees what it hangs on.
   */
  private async settleWhatIsLeftOpen(): Promise<void> {
    const { keeps = {} } = this.declaration;
    const { visibility = sql`null`, ...others } = keeps;
    const settled = { ...others, visibility: sql`coalesce(${visibility}, ${this.owner.visibility}, 'PUBLISHED')` };
    const before = (name: Sql): Sql => (this.allNew ? empty : sql`t.${name}, `);
    const set = join(Object.entries(settled).map(([name, first]) => [raw(`"${name}"`), first] as const).map(([name, first]) => sql`${name} = coalesce(s.${name}, ${before(name)}${first})`));
    const versions = this.allNew ? empty : sql`from staged self left join ${this.standing} t on t.id = self.id and t.known_to is null where self.id = s.id`;
    await this.run(sql`update staged s set ${this.saidAgain} of_partnership = ${this.owner.partnership}, ${set} ${versions}`);
  }

  /** Leaves out the rows that say nothing new: rules over what will stand are judged by those that do. */
  private async dropKnown(): Promise<void> {
    const list = (alias: string): Sql => join([...this.content, "gaps"].map((name) => raw(`${alias}."${name}"`)));
    if (!this.allNew) await this.run(sql`delete from staged s using ${this.standing} t where t.id = s.id and t.known_to is null and (${list("t")}) is not distinct from (${list("s")})`);
    // A file sent again after a later one says nothing new: its rows stand in the history already, also of what has passed out of the viewer's sight since.
    // The hub sees all there is: what has no version now never had one.
    if (this.allNew && ofTheHub(this.viewer)) return;
    await this.run(sql`delete from staged s using ${this.table} t where t.id = s.id and t.known_from = s.known_from and (${list("t")}) is not distinct from (${list("s")})`);
  }

  /**
   * Turns staged rows into versions. A row whose source is newer than the version it changes is known from its source's
   * date; any other change is a correction, known from now. The version before it ends where the new one begins.
   * Answers how many versions were written.
   */
  async toVersions(): Promise<number> {
    if (!this.allNew) await this.endVersionsBefore();
    const all = ["id", "known_from", "version", "of_partnership", ...this.content, "gaps"];
    const first: Record<string, Sql> = this.allNew ? { known_from: sql`coalesce(known_from, ${this.now})`, version: sql`1` } : {};
    // Triggers see to many rows as well as to one, and keep what they think out.
    if (this.ofAnAct) await this.run(raw(Object.keys(LOOK_UP).map((name) => `reset ${name}`).join("; ")));
    const { rowCount } = await this.send(sql`insert into ${this.table} (${raw(all.map((name) => `"${name}"`).join(", "))}) select ${join(all.map((name) => first[name] ?? raw(`"${name}"`)))} from staged`);
    // What a few rows of a file take is left for the next to empty.
    if (this.ofAnAct) await this.run(sql`delete from staged`);
    else if (this.added > this.few) await this.run(raw(this.renew));
    return rowCount ?? 0;
  }

  /** Counts the versions that the rows become, and ends those before them. */
  private async endVersionsBefore(): Promise<void> {
    // Asked anew: what hangs on an award is published with it by whoever publishes the award, and not by a writer of the noun.
    await this.run(sql`
      update staged s set ${this.saidAgain} version = coalesce(t.version, 0) + 1, known_from = case
        when t.id is null then coalesce(s.known_from, ${this.now}) when s.known_from > t.known_from then s.known_from else greatest(${this.now}, t.known_from + interval '1 microsecond') end
      from staged self left join ${this.table} t on t.id = self.id and t.known_to is null where self.id = s.id`);
    // Looked up one by one, whatever PostgreSQL thinks that the table holds: until it has looked at a new one, it would go through all of it.
    await this.run(sql`
      update ${this.table} t set known_to = former.ends
      from (select s.known_from as ends, t.place from staged s cross join lateral (select t.ctid as place from ${this.table} t where t.id = s.id and t.known_to is null offset 0) t) former
      where t.ctid = former.place and t.known_to is null`);
  }

  /**
   * Sets a column that tells what a row stands for to what it is. PostgreSQL 18, and not 15, reads the expression of a computed
   * column anew for each row of an update that changes nothing the column is made of: it takes most of the update.
   */
  private get saidAgain(): Sql {
    const { standsFor, columns } = this.declaration;
    if (!standsFor) return empty;
    const [column] = columns[standsFor.cell]!.fills;
    return raw(`"${column}" = s."${column}",`);
  }

  private async run(statement: Sql): Promise<Record<string, unknown>[]> {
    return (await this.send(statement)).rows;
  }

  private send({ text, values }: Sql): Promise<QueryResult<Record<string, unknown>>> {
    const said = text.replaceAll(/\bstaged\b/g, this.name);
    // What is said again on the same connection is thought out once, under a name. No parameters, no need.
    const again = this.ofAnAct && values.length ? { name: createHash("md5").update(said).digest("hex") } : {};
    return this.client.query({ ...again, text: said, values });
  }
}
