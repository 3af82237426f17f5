/**
 * The importer: the one road by which files come in, whatever the noun. A file is read as a stream into a staging
 * table; its rows are judged one by one and then together; any problem and nothing is written; otherwise each row that
 * says something new becomes a version, in one transaction. Sending a file twice changes nothing and says so.
 */
import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import type { PoolClient } from "pg";
import sql, { empty, join, raw, type Sql } from "sql-template-tag";
import { cells, type CellReader } from "./cells.js";
import type { NounClass } from "./context.js";
import { problem, readCsv, UnreadableFile, type CsvRow, type Problem } from "./csv.js";
import type { Database } from "./database.js";
import { isDay } from "./day.js";
import { GapReason, type StoredGap } from "./facts.js";
import type { Logger } from "./log.js";
import type { RefusalCode } from "./refusals.js";

/** What is imported from one file, declared once for the file, the command and the mutation alike. */
export interface ImportDeclaration {
  noun: NounClass;
  /** Columns of the file besides those that every file ends with: document, section, as_printed and known_from. */
  columns: Record<string, CellReader>;
  /** Database columns that `finish` computes from the others. */
  computes?: readonly string[];
  /** Values computed from the whole row, and rules that need more than one cell. */
  finish?: (values: Record<string, unknown>) => { column: string; code: RefusalCode; detail: string } | void;
  /** Columns that must be unique together among current rows, besides the id. */
  unique?: readonly string[];
}

/** What became of a file. */
export interface ImportReport {
  file: string;
  /** Rows in the file, the header not counted. */
  read: number;
  /** Rows that became a version. */
  written: number;
  /** Rows that say what the hub already knew. */
  unchanged: number;
  /** Rows with a problem; where there is one, nothing was written. */
  refused: number;
  /** The first 1,000 problems. */
  problems: Problem[];
}

const PROBLEMS_AT_MOST = 1_000;
const BATCH = 1_000;
const BATCH_CHARACTERS = 2_000_000;
const PROGRESS_EVERY_MS = 2_000;

/** What every file ends with: where each row comes from and since when it is known. */
const PROVENANCE: Record<string, CellReader> = {
  document: cells.id("document_id", "document", { presence: "OPTIONAL" }),
  section: cells.text("section", { presence: "OPTIONAL" }),
  as_printed: cells.text("as_printed", { presence: "OPTIONAL" }),
  known_from: {
    ...cells.day("known_from", { presence: "OPTIONAL" }),
    read: (text) => (isDay(text) ? { values: { known_from: `${text}T00:00:00Z` } } : { code: "MALFORMED_DATE", detail: `Given: "${text.slice(0, 60)}".` }),
  },
};

/** Names of columns that would hold personal data: refused before a row is read. */
const PERSONAL = /(^|_)(first_?name|last_?name|surname|forename|full_?name|(officer|contact|lead|manager|victim|offender)_?name|person|date_?of_?birth|dob|birth_?date|ni_?number|nhs_?number)($|_)/;

/** The columns of a file, in their usual order, as the reference page lists them. */
export function importColumns(declaration: ImportDeclaration): { column: string; presence: CellReader["presence"]; codes: readonly string[] }[] {
  return Object.entries({ ...declaration.columns, ...PROVENANCE }).map(([column, { presence, codes }]) => ({ column, presence, codes: codes ?? [] }));
}

/** Imports a CSV file: all of its rows or none. The same file again changes nothing. */
export async function importFile(
  database: Database,
  declaration: ImportDeclaration,
  file: Readable,
  { fileName, log, now = new Date() }: { fileName: string; log: Logger; now?: Date },
): Promise<ImportReport> {
  const readers = { ...declaration.columns, ...PROVENANCE };
  const meta = database.orm.getMetadata().get(declaration.noun as never) as { schema?: string; tableName: string };
  const table = raw(`"${meta.schema}"."${meta.tableName}"`);
  const content = [...new Set(Object.values(readers).flatMap((reader) => reader.fills)), ...(declaration.computes ?? [])].filter((name) => name !== "id" && name !== "known_from");
  const staged = ["line", "id", "known_from", ...content, "gaps"];
  const report: ImportReport = { file: fileName, read: 0, written: 0, unchanged: 0, refused: 0, problems: [] };
  const refusedLines = new Set<number>();
  const note = (found: Problem): void => {
    refusedLines.add(found.line);
    if (report.problems.length < PROBLEMS_AT_MOST) report.problems.push(found);
  };

  const client = await database.pool.connect();
  try {
    await client.query("begin");
    await client.query("set local statement_timeout = 0");
    // Two imports of one noun go one after the other: each is judged by what the other left.
    await run(client, sql`select pg_advisory_xact_lock(hashtext(${`import ${meta.schema}.${meta.tableName}`}))`);
    await run(client, sql`create temporary table staged (line bigint, like ${table}) on commit drop`);
    for (const name of ["known_from", "gaps"]) await run(client, sql`alter table staged alter ${raw(name)} drop not null`);
    await stage(client, file);
    report.refused = refusedLines.size;
    if (report.problems.length === 0) await judge(client);
    report.refused = refusedLines.size;
    if (report.problems.length > 0) {
      report.problems.sort((a, b) => a.line - b.line);
      await client.query("rollback");
    } else {
      await write(client);
      await client.query("commit");
    }
    return report;
  } catch (error) {
    await client.query("rollback").catch(() => {});
    if (!(error instanceof UnreadableFile)) throw error;
    note(error.problem);
    return { ...report, written: 0, unchanged: 0, refused: refusedLines.size };
  } finally {
    client.release();
  }

  /** Reads the file into the staging table; a row with a problem is noted and left out. */
  async function stage(client: PoolClient, source: Readable): Promise<void> {
    let header: string[] | undefined;
    let batch: string[] = [];
    let size = 0;
    let lastProgress = Date.now();
    const columns = raw(staged.map((name) => `"${name}"`).join(", "));
    const flush = async (): Promise<void> => {
      if (batch.length) {
        await run(client, sql`insert into staged (${columns}) select ${columns} from jsonb_populate_recordset(null::staged, ${`[${batch.join(",")}]`}::jsonb)`);
      }
      batch = [];
      size = 0;
    };
    for await (const row of readCsv(source)) {
      if (!header) {
        header = checkHeader(row);
        if (report.problems.length) return;
        continue;
      }
      // What a spreadsheet leaves below its last row.
      if (row.cells.every((text) => text.trim() === "")) continue;
      report.read++;
      const values = readRow(header, row);
      if (values) batch.push(JSON.stringify(values));
      size += batch.at(-1)?.length ?? 0;
      if (batch.length >= BATCH || size >= BATCH_CHARACTERS) await flush();
      if (Date.now() - lastProgress > PROGRESS_EVERY_MS) {
        lastProgress = Date.now();
        log.info({ file: fileName, rows: report.read }, "importing");
      }
    }
    if (!header) note(problem("EMPTY_FILE", 1, null));
    await flush();
  }

  function checkHeader({ line, cells: names }: CsvRow): string[] {
    const header = names.map((name) => name.trim());
    const [only = ""] = header;
    if (header.length === 1 && /[;\t]/.test(only)) {
      note(problem("UNKNOWN_COLUMN", line, only, "The whole header is one cell: separate the columns by commas."));
      return header;
    }
    const twice = header.filter((name, i) => header.indexOf(name) !== i);
    for (const name of twice) note(problem("DUPLICATE_COLUMN", line, name));
    for (const name of header.filter((each) => !Object.hasOwn(readers, each))) {
      note(problem(PERSONAL.test(name.toLowerCase()) ? "PERSON_NAMED" : "UNKNOWN_COLUMN", line, name, `Column: "${name.slice(0, 60)}".`));
    }
    for (const name of Object.keys(readers).filter((each) => !header.includes(each))) {
      note(problem("MISSING_COLUMN", line, name, `Column: "${name}".`));
    }
    return header;
  }

  function readRow(header: string[], { line, cells: texts }: CsvRow): Record<string, unknown> | null {
    if (texts.length !== header.length) {
      note(problem("RAGGED_ROW", line, null, `${texts.length} cells under ${header.length} columns.`));
      return null;
    }
    const values: Record<string, unknown> = { line, known_from: null };
    const gaps: StoredGap[] = [];
    const wrong = (column: string, code: RefusalCode, detail?: string): void => note(problem(code, line, column, detail));
    header.forEach((name, i) => {
      const reader = readers[name]!;
      const text = texts[i]!.trim();
      const field = reader.field ?? name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      if (text === "" || (text.startsWith("?") && !Object.hasOwn(PROVENANCE, name))) {
        for (const each of reader.fills) values[each] = null;
        if (reader.presence === "REQUIRED") return wrong(name, "MISSING_VALUE");
        if (text === "" && reader.presence === "OPTIONAL") return;
        const gap = text === "" ? { reason: GapReason.NOT_STATED, explanation: "The source does not say." } : parseGap(text);
        return gap ? void gaps.push({ field, ...gap }) : wrong(name, "MALFORMED_GAP", `Given: "${text.slice(0, 60)}".`);
      }
      const value = reader.read(text);
      if ("code" in value) wrong(name, value.code, value.detail);
      else Object.assign(values, value.values);
    });
    if (typeof values["known_from"] === "string" && values["known_from"] > now.toISOString()) wrong("known_from", "KNOWN_AHEAD", `Given: ${values["known_from"].slice(0, 10)}.`);
    if (refusedLines.has(line)) return null;
    const broken = declaration.finish?.(values);
    if (broken) {
      wrong(broken.column, broken.code, broken.detail);
      return null;
    }
    return { ...values, gaps };
  }

  /** Rules that need all rows: no id twice, nothing stated twice, nothing referred to that is unknown. */
  async function judge(client: PoolClient): Promise<void> {
    await run(client, sql`create index on staged (id)`);
    await run(client, sql`analyze staged`);
    const twice = await run(client, sql`select line, id from (select line, id, row_number() over (partition by id order by line) n from staged) s where n > 1 order by line limit ${PROBLEMS_AT_MOST}`);
    for (const row of twice) note(problem("DUPLICATE_ROW", Number(row["line"]), "id", `Id: ${String(row["id"])}.`));
    const older = await run(client, sql`
      select s.line from staged s join ${table} t on t.id = s.id and t.known_to is null and s.known_from < t.known_from
      where not exists (select from ${table} v where v.id = s.id and v.known_from = s.known_from) order by s.line limit ${PROBLEMS_AT_MOST}`);
    for (const row of older) note(problem("OLDER_THAN_KNOWN", Number(row["line"]), "known_from"));
    if (declaration.unique) {
      const names = declaration.unique;
      const same = join(names.map((name) => raw(`s."${name}" is not distinct from t."${name}"`)), " and ");
      const listedNames = raw(names.map((name) => `"${name}"`).join(", "));
      const clash = await run(client, sql`
        select line, 'another row of the file' as other from (select line, row_number() over (partition by ${listedNames} order by line) n from staged) s where n > 1
        union all
        select s.line, t.id from staged s join ${table} t on ${same} and t.id <> s.id and t.known_to is null
          where not exists (select from staged again where again.id = t.id) limit ${PROBLEMS_AT_MOST}`);
      for (const row of clash) note(problem("DUPLICATE_ROW", Number(row["line"]), names[0]!, `The same as ${String(row["other"])}.`));
    }
    for (const [name, reader] of Object.entries(readers)) {
      if (!reader.refersTo) continue;
      const target = database.orm.getMetadata().get(reader.refersTo as never) as { schema?: string; tableName: string };
      const id = raw(`s."${reader.fills[0]}"`);
      // What is referred to must be known at the latest when the row is: else a question as of that day would lead nowhere.
      const own = reader.refersTo === declaration.noun ? sql`and not exists (select from staged o where o.id = ${id} and coalesce(o.known_from, ${now}) <= coalesce(s.known_from, ${now}))` : empty;
      const unknown = await run(client, sql`
        select s.line, ${id} as id, (coalesce(s.known_from, ${now}) at time zone 'UTC')::date::text as day from staged s where ${id} is not null
          and not exists (select from ${raw(`"${target.schema}"."${target.tableName}"`)} t where t.id = ${id} and t.known_from <= coalesce(s.known_from, ${now})) ${own}
        order by s.line limit ${PROBLEMS_AT_MOST}`);
      for (const row of unknown) note(problem("UNKNOWN_REFERENCE", Number(row["line"]), name, `Id: ${String(row["id"])}, not known on ${String(row["day"])}.`));
    }
  }

  /**
   * Turns staged rows into versions. A row whose source is newer than the version it changes is known from its source's
   * date; any other change is a correction, known from now. The version before it ends where the new one begins.
   */
  async function write(client: PoolClient): Promise<void> {
    const names = [...content, "gaps"];
    const list = (alias: string): Sql => join(names.map((name) => raw(`${alias}."${name}"`)));
    await run(client, sql`delete from staged s using ${table} t where t.id = s.id and t.known_to is null and (${list("t")}) is not distinct from (${list("s")})`);
    // A file sent again after a later one says nothing new: its rows stand in the history already.
    await run(client, sql`delete from staged s using ${table} t where t.id = s.id and t.known_from = s.known_from and (${list("t")}) is not distinct from (${list("s")})`);
    await run(client, sql`
      update staged s set known_from = case
        when t.id is null then coalesce(s.known_from, ${now}) when s.known_from > t.known_from then s.known_from else greatest(${now}, t.known_from + interval '1 microsecond') end
      from staged self left join ${table} t on t.id = self.id and t.known_to is null where self.id = s.id`);
    await run(client, sql`update ${table} t set known_to = s.known_from from staged s where t.id = s.id and t.known_to is null`);
    const all = raw(["id", "known_from", ...names].map((name) => `"${name}"`).join(", "));
    const inserted = await client.query(`insert into ${table.sql} (${all.sql}) select ${all.sql} from staged`);
    report.written = inserted.rowCount ?? 0;
    report.unchanged = report.read - report.written;
  }
}

async function run(client: PoolClient, statement: Sql): Promise<Record<string, unknown>[]> {
  return (await client.query<Record<string, unknown>>({ text: statement.text, values: statement.values })).rows;
}

function parseGap(text: string): { reason: GapReason; explanation: string } | null {
  const match = /^\?([A-Z_]+):\s*(.+)$/s.exec(text);
  const reason = Object.values(GapReason).find((known) => known === match?.[1]);
  return match && reason ? { reason, explanation: match[2]! } : null;
}

/** The digest under which a loaded file is remembered. */
export function digestOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
