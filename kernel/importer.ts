/**
 * The importer: the one road by which files come in, whatever the noun. A file is read as a stream into a staging
 * table; its rows are judged one by one and then together; any problem and nothing is written; otherwise each row that
 * says something new becomes a version, in one transaction. Sending a file twice changes nothing and says so.
 */
import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import type { PoolClient } from "pg";
import sql, { join, raw, type Sql } from "sql-template-tag";
import type { NounClass } from "./context.js";
import { problem, readCsv, UnreadableFile, type CsvRow, type Problem } from "./csv.js";
import type { Database } from "./database.js";
import { isDay } from "./day.js";
import { GapReason, type StoredGap } from "./facts.js";
import { financialYear } from "./financial-year.js";
import type { Logger } from "./log.js";
import { parsePounds } from "./money.js";
import { parsePeriod } from "./period.js";
import type { RefusalCode } from "./refusals.js";

/** What a cell comes to: the values of its database columns, or what is wrong with it. */
type CellValue = { values: Record<string, unknown> } | { code: RefusalCode; detail?: string };

/** How the cells of one column are read. */
export interface CellReader {
  read(text: string): CellValue;
  /** Database columns that the cell fills. */
  fills: readonly string[];
  /** REQUIRED: always a value. STATED: a value, or a gap that says why there is none. OPTIONAL: may be empty and mean nothing. */
  presence: "REQUIRED" | "STATED" | "OPTIONAL";
  /** Name of the field in the API, for the gap. */
  field?: string;
  /** The noun of this service that the cell refers to: it must be known. */
  refersTo?: NounClass;
  /** The closed list that the cell takes its codes from. */
  codes?: readonly string[];
}

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
const PROGRESS_EVERY_MS = 2_000;

// ── cells ────────────────────────────────────────────────────────────────────────────────────────────────────────

type CellOptions = Partial<Pick<CellReader, "presence" | "field">>;

function cell(fills: string, read: (text: string) => unknown, code: RefusalCode, options: CellOptions, detail?: string): CellReader {
  return {
    fills: [fills],
    presence: options.presence ?? "REQUIRED",
    ...(options.field ? { field: options.field } : {}),
    read: (text) => {
      const value = read(text);
      return value === null || value === undefined ? { code, detail: detail ?? `Given: "${text.slice(0, 60)}".` } : { values: { [fills]: value } };
    },
  };
}

/** The readers of cells, by what they hold. */
export const cells = {
  text: (fills: string, options: CellOptions = {}): CellReader => cell(fills, (text) => text, "MISSING_VALUE", options),
  /** An id, of one noun where a prefix is given. */
  id: (fills: string, prefix: string, options: CellOptions = {}): CellReader =>
    cell(fills, (text) => (isId(text, prefix) ? text : null), "MALFORMED_ID", options),
  /** Ids in one cell, separated by semicolons. */
  ids: (fills: string, prefix: string, options: CellOptions = {}): CellReader =>
    cell(fills, (text) => listed(text, (each) => (isId(each, prefix) ? each : null)), "MALFORMED_ID", options),
  /** The id of a noun of this service, which must be known. */
  reference: (fills: string, prefix: string, noun: NounClass, options: CellOptions = {}): CellReader => ({
    ...cells.id(fills, prefix, options),
    refersTo: noun,
  }),
  /** A code of a closed list. */
  code: (fills: string, codes: Record<string, string>, options: CellOptions = {}): CellReader =>
    ({ ...cell(fills, (text) => codeOf(text, codes), "UNKNOWN_CODE", options, `One of: ${Object.keys(codes).join(", ")}.`), codes: Object.keys(codes) }),
  /** Codes in one cell, separated by semicolons. */
  codes: (fills: string, codes: Record<string, string>, options: CellOptions = {}): CellReader =>
    ({ ...cell(fills, (text) => listed(text, (each) => codeOf(each, codes)), "UNKNOWN_CODE", options, `Some of: ${Object.keys(codes).join(", ")}.`), codes: Object.keys(codes) }),
  day: (fills: string, options: CellOptions = {}): CellReader => cell(fills, (text) => (isDay(text) ? text : null), "MALFORMED_DATE", options),
  whole: (fills: string, options: CellOptions = {}): CellReader =>
    cell(fills, (text) => (/^-?\d{1,9}$/.test(text) ? Number(text) : null), "MALFORMED_NUMBER", options),
  /** A number of any precision, kept exactly as text. */
  number: (fills: string, options: CellOptions = {}): CellReader =>
    cell(fills, (text) => (/^-?\d{1,18}(\.\d{1,12})?$/.test(text) ? text : null), "MALFORMED_NUMBER", options),
  /** Pounds with two decimals. */
  money: (fills: string, options: CellOptions = {}): CellReader => ({
    fills: [`${fills}_pence`, `${fills}_currency`],
    presence: options.presence ?? "REQUIRED",
    ...(options.field ? { field: options.field } : {}),
    read: (text) => {
      const pence = parsePounds(text);
      return pence === null
        ? { code: "MALFORMED_MONEY", detail: `Given: "${text.slice(0, 60)}".` }
        : { values: { [`${fills}_pence`]: pence.toString(), [`${fills}_currency`]: "GBP" } };
    },
  }),
  /** A sum for each of several financial years: `2017/18 400568.00; 2018/19 400568.00`. */
  annualAmounts: (fills: string): CellReader => ({
    fills: [fills],
    presence: "REQUIRED",
    read: (text) => {
      const amounts: { year: string; pence: string }[] = [];
      for (const part of text.split(";")) {
        const [yearText = "", amountText = "", ...more] = part.trim().split(/\s+/);
        const year = financialYear(yearText);
        if (!year) return { code: "MALFORMED_FINANCIAL_YEAR", detail: `Given: "${yearText.slice(0, 40)}".` };
        const pence = parsePounds(amountText);
        if (pence === null || more.length) return { code: "MALFORMED_MONEY", detail: `Given: "${part.trim().slice(0, 60)}".` };
        if (amounts.some((each) => each.year === year)) return { code: "PERIODS_OVERLAP", detail: `${year}.` };
        amounts.push({ year, pence: pence.toString() });
      }
      return { values: { [fills]: amounts } };
    },
  }),
  period: (fills: string, options: CellOptions = {}): CellReader => ({
    fills: [`${fills}_kind`, `${fills}_from`, `${fills}_to`],
    presence: options.presence ?? "REQUIRED",
    ...(options.field ? { field: options.field } : {}),
    read: (text) => {
      const period = parsePeriod(text);
      return period
        ? { values: { [`${fills}_kind`]: period.kind, [`${fills}_from`]: period.from, [`${fills}_to`]: period.to } }
        : { code: "MALFORMED_PERIOD", detail: `Given: "${text.slice(0, 60)}".` };
    },
  }),
};

function isId(text: string, prefix: string): boolean {
  return text.length <= 200 && text.startsWith(`${prefix}-`) && /^[a-z0-9]+(-[a-z0-9]+)+$/.test(text);
}

function codeOf(text: string, codes: Record<string, string>): string | null {
  return Object.hasOwn(codes, text) ? codes[text]! : null;
}

function listed(text: string, read: (each: string) => string | null): string[] | null {
  const values = text.split(";").map((each) => read(each.trim()));
  return values.includes(null) ? null : (values as string[]);
}

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
const PERSONAL = /(^|_)(first_?name|last_?name|surname|forename|full_?name|officer_?name|person|victim_?name|date_?of_?birth|dob|birth_?date|ni_?number|nhs_?number)($|_)/;

/** The columns of a file, in their usual order, as the reference page lists them. */
export function importColumns(declaration: ImportDeclaration): { column: string; presence: CellReader["presence"]; codes: readonly string[] }[] {
  return Object.entries({ ...declaration.columns, ...PROVENANCE }).map(([column, { presence, codes }]) => ({ column, presence, codes: codes ?? [] }));
}

// ── the verb ─────────────────────────────────────────────────────────────────────────────────────────────────────

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
    let batch: Record<string, unknown>[] = [];
    let lastProgress = Date.now();
    const columns = raw(staged.map((name) => `"${name}"`).join(", "));
    const flush = async (): Promise<void> => {
      if (batch.length) {
        await run(client, sql`insert into staged (${columns}) select ${columns} from jsonb_populate_recordset(null::staged, ${JSON.stringify(batch)}::jsonb)`);
      }
      batch = [];
    };
    for await (const row of readCsv(source)) {
      if (!header) {
        header = checkHeader(row);
        if (report.problems.length) return;
        continue;
      }
      report.read++;
      const values = readRow(header, row);
      if (values) batch.push(values);
      if (batch.length >= BATCH) await flush();
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
    const twice = header.filter((name, i) => header.indexOf(name) !== i);
    for (const name of twice) note(problem("DUPLICATE_COLUMN", line, name));
    for (const name of header.filter((each) => !(each in readers))) {
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
      if (text === "" || text.startsWith("?")) {
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
      const own = reader.refersTo === declaration.noun ? sql`and not exists (select from staged o where o.id = s.${raw(`"${reader.fills[0]}"`)})` : sql``;
      const unknown = await run(client, sql`
        select s.line, s.${raw(`"${reader.fills[0]}"`)} as id from staged s where s.${raw(`"${reader.fills[0]}"`)} is not null
          and not exists (select from ${raw(`"${target.schema}"."${target.tableName}"`)} t where t.id = s.${raw(`"${reader.fills[0]}"`)} and t.known_to is null) ${own}
        order by s.line limit ${PROBLEMS_AT_MOST}`);
      for (const row of unknown) note(problem("UNKNOWN_REFERENCE", Number(row["line"]), name, `Id: ${String(row["id"])}.`));
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
