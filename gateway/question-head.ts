/** The head of a saved question: the comments before it, in which its author says what it answers, what it takes and which tables it comes to. */

/** What the comments say. */
export interface Head {
  says: string;
  /** Why a table of it may be without a row, besides what holds of every question; null where nothing is said. */
  empty: string | null;
  /** What is said of each variable, by its name. */
  parameters: ReadonlyMap<string, ParameterHead>;
  tables: readonly TableHead[];
}

/** A parameter as its author explains it. */
export interface ParameterHead {
  says: string;
  /** Of an id: the noun that it is of, as the field at the root is called that finds one. */
  noun: string | null;
}

/** A table as its author writes it: paths name the fields of the question from its root, without the `nodes` of lists. */
export interface TableHead {
  name: string;
  says: string;
  /** The path to what makes a row. After a `?` there is a row also where nothing stands. */
  rows: string;
  /** The columns that tell one row from another. */
  key: readonly string[];
  /** The path of each column. */
  columns: ReadonlyMap<string, string>;
}

const SLUG = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const NAME = /^[a-z][a-z0-9_]*$/;

/** Reads the comments before the question. A paragraph each: what it answers, its parameters, why it may be empty, and each table. */
export function readHead(slug: string, text: string): Head {
  if (!SLUG.test(slug)) throw new Error(`"${slug}" is no slug: small letters and digits, with "-" between words.`);
  const lines = text.split(/\r?\n/);
  const end = lines.findIndex((line) => !line.startsWith("#"));
  const [first = [], ...others] = paragraphs(lines.slice(0, end).map((line) => line.replace(/^# ?/, "").trimEnd()));
  const opening = `${slug}: `;
  if (!first[0]?.startsWith(opening)) throw new Error(`its first line is not "# ${opening}" and what it answers.`);
  const parameters = new Map<string, ParameterHead>();
  const tables: TableHead[] = [];
  let empty: string | null = null;
  for (const paragraph of others) {
    if (paragraph[0]!.startsWith("$")) for (const [name, said] of readParameters(paragraph)) parameters.set(name, said);
    else if (paragraph[0]!.startsWith("empty: ")) empty = paragraph.join(" ").slice("empty: ".length);
    else tables.push(readTable(paragraph));
  }
  if (!tables.length) throw new Error('it has no table: write one into its comments, "# table <name>: what a row is".');
  const names = tables.map(({ name }) => name);
  if (new Set(names).size < names.length) throw new Error(`two of its tables have one name: ${names.join(", ")}.`);
  return { says: first.join(" ").slice(opening.length), empty, parameters, tables };
}

function paragraphs(lines: readonly string[]): string[][] {
  const all: string[][] = [[]];
  for (const line of lines) {
    if (line) all.at(-1)!.push(line);
    else all.push([]);
  }
  return all.filter((paragraph) => paragraph.length > 0);
}

/** `$name: what it means`, on one line or several; of an id `$name (noun): what it means`. */
function readParameters(paragraph: readonly string[]): [string, ParameterHead][] {
  const read: [string, ParameterHead][] = [];
  for (const line of paragraph) {
    const [, name, noun = null, says] = /^\$(\w+)(?: \((\w+)\))?: (.+)$/.exec(line) ?? [];
    if (name && says) read.push([name, { says, noun }]);
    else if (line.startsWith("$")) throw new Error(`"${line}" does not say what a parameter means: write "$name: what it means".`);
    else read.at(-1)![1].says += ` ${line.trim()}`;
  }
  return read;
}

/** `table name: what a row is`, then `rows`, `key` and the columns, each on a line that is set in. */
function readTable(paragraph: readonly string[]): TableHead {
  const from = paragraph.findIndex((line) => line.startsWith(" "));
  const [, name, says] = /^table ([a-z0-9_]+): (.+)$/.exec(paragraph.slice(0, from === -1 ? undefined : from).join(" ")) ?? [];
  if (!name || !says || !NAME.test(name)) throw new Error(`"${paragraph[0]!}" begins neither parameters nor a table: write "table <name>: what a row is".`);
  const entries = new Map<string, string>();
  for (const line of from === -1 ? [] : paragraph.slice(from)) {
    const [, entry, value] = /^ +([\w]+): +(\S.*)$/.exec(line) ?? [];
    if (!entry || !value || !NAME.test(entry)) throw new Error(`table ${name}: "${line.trim()}" is not "<column>: <path>".`);
    if (entries.has(entry)) throw new Error(`table ${name}: "${entry}" stands there twice.`);
    entries.set(entry, value);
  }
  const { rows, key, ...columns } = Object.fromEntries(entries);
  if (!rows || !key) throw new Error(`table ${name}: it needs "rows: <path>" and "key: <column>, <column>".`);
  const table = { name, says, rows, key: key.split(/, */), columns: new Map(Object.entries(columns)) };
  const unknown = table.key.find((column) => !table.columns.has(column));
  if (unknown !== undefined) throw new Error(`table ${name}: its key names "${unknown}", which is none of its columns.`);
  return table;
}
