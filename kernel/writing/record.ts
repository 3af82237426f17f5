/** Records one thing as a verb that acts says it: what was said is read, judged and made a version exactly as a row of a file would be. */
import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import { problem, type Problem } from "../files/file-row.js";
import { PROVENANCE, type ImportDeclaration } from "../files/import-declaration.js";
import { RowReader } from "../files/row-reader.js";
import { StagedRows } from "../files/staged-rows.js";
import { Refusal, refuseUnless } from "../refusals.js";
import type { Context, Written } from "../subgraph/context.js";
import { today } from "../values/day.js";

/** One thing as it is recorded. */
export interface Recording {
  /** The declaration that imports of the noun go by. */
  declaration: ImportDeclaration;
  /** What ids of the noun begin with. */
  prefix: string;
  /** Finds the thing that this changes; null where it is new. Asked when nobody else can write one. */
  changes: (client: PoolClient) => Promise<string | null>;
  /** What was said, by the columns of a file; what is left out or null was not stated. */
  cells: Record<string, string | null | undefined>;
  /** The version that the caller expects to change; 0 where it expects none. */
  expectedVersion: number;
  /** The field of the input that a column was given in, or follows from; undefined where the two are called alike. */
  field?: (column: string) => string | undefined;
}

/** Says which fields of an input columns were given in: those that are named, and `otherwise` of every other, as of what stood already and is said again. Without it, a column that is not named is called as its field. */
export function saidIn(fields: Readonly<Record<string, string>>, otherwise?: string): (column: string) => string | undefined {
  return (column) => {
    const field = fields[column] ?? otherwise;
    return field === undefined ? undefined : `input.${field}`;
  };
}

/** A name as GraphQL writes it, of one as files or ids write it. */
function camel(name: string): string {
  return name.replace(/[_-]([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Writes the next version of a thing. Whoever wrote first has won; the others are told the version that is there now. */
export async function record(context: Context, client: PoolClient, { declaration, prefix, changes, cells, expectedVersion, field = () => undefined }: Recording): Promise<Written> {
  const now = new Date();
  const readers = { ...declaration.columns, ...PROVENANCE };
  const refuse = ({ code, column, message }: Problem): never => {
    const said = Object.entries(readers).find(([name, { fills }]) => name === column || fills.includes(column ?? ""));
    const named = said && (field(said[0]) ?? `input.${said[1].field ?? camel(said[0])}`);
    throw new Refusal(code, { ...(named ? { field: named } : {}), message });
  };
  const unfit = Object.entries(cells).find(([, text]) => text?.includes("\u0000"));
  if (unfit) refuse(problem("MALFORMED_TEXT", 1, unfit[0]));
  const staged = new StagedRows(client, context.database, declaration, context.asking.viewer, now, refuse, true);
  await staged.open();
  await staged.lock();
  const changed = await changes(client);
  const current = changed === null ? 0 : await staged.currentVersion(changed);
  // What is named to be changed must be there, and visible: only the hub makes ids here.
  refuseUnless(changed === null || current > 0, "UNKNOWN_REFERENCE", { field: `input.${camel(prefix)}` });
  refuseUnless(current === expectedVersion, "VERSION_MOVED", { field: "expectedVersion", detail: `Expected: ${expectedVersion}; it is at ${current}.`, currentVersion: current });

  const id = changed ?? `${prefix}-${randomUUID()}`;
  const columns = Object.keys(readers);
  const reader = new RowReader(declaration, now, refuse);
  reader.readHeader({ line: 0, cells: columns });
  const row = reader.readRow({ line: 1, cells: columns.map((name) => (name === "id" ? id : (cells[name] ?? ""))) })!;
  await staged.add(row);
  await staged.flush();
  await staged.judge();
  return { id, version: current + (await staged.toVersions()), day: today() };
}
