/** Records a set of things that stand and change together, as the lines of a profile do: all of them, or none. */
import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import sql, { raw, type Sql } from "sql-template-tag";
import type { Problem } from "../../../kernel/files/file-row.js";
import { PROVENANCE, type ImportDeclaration } from "../../../kernel/files/import-declaration.js";
import { RowReader } from "../../../kernel/files/row-reader.js";
import { StagedRows } from "../../../kernel/files/staged-rows.js";
import { Refusal, refuseUnless } from "../../../kernel/refusals.js";
import type { Context, Written } from "../../../kernel/subgraph/context.js";
import { today } from "../../../kernel/values/day.js";

/** One thing of the set, as it stands. */
export interface Standing {
  id: string;
  version: number;
}

/** A set as it is recorded. */
export interface SetRecording<S extends Standing> {
  /** The declaration that imports of the noun go by. */
  declaration: ImportDeclaration;
  /** What ids of the noun begin with. */
  prefix: string;
  /** Selects what stands of the set, as rows with `id` and `version`. Asked when nobody else can write one. */
  standing: Sql;
  /** The cells of each thing, by the columns of a file, with the thing that it changes, if one stands. */
  things: (standing: readonly S[]) => { changes: string | undefined; cells: Record<string, string | null | undefined> }[];
  /** The field of the input that a column of a thing was given in. */
  field: (column: string, nth: number) => string;
  /** The versions that the caller expects, added up; 0 where nothing is expected to stand. */
  expectedVersion: number;
}

/** Writes the next version of each thing that changes, and answers all of the set. The set is at the sum of its versions: each change makes it grow. */
export async function recordSet<S extends Standing>(context: Context, client: PoolClient, set: SetRecording<S>): Promise<{ written: Written[] }> {
  const { declaration, prefix, standing, things, field, expectedVersion } = set;
  const now = new Date();
  const refuse = ({ code, column, line, message }: Problem): never => {
    throw new Refusal(code, { ...(column ? { field: field(column, line) } : {}), message });
  };
  const staged = new StagedRows(client, context.database, declaration, context.asking.viewer, now, refuse, true);
  await staged.open();
  await staged.lock();
  const { rows: stands } = await client.query<S>({ text: standing.text, values: standing.values });
  const current = stands.reduce((sum, { version }) => sum + version, 0);
  refuseUnless(current === expectedVersion, "VERSION_MOVED", { field: "expectedVersion", detail: `Expected: ${expectedVersion}; it is at ${current}.`, currentVersion: current });

  const columns = Object.keys({ ...declaration.columns, ...PROVENANCE });
  const reader = new RowReader(declaration, now, refuse);
  reader.readHeader({ line: 0, cells: columns });
  const ids: string[] = [];
  for (const [line, { changes, cells }] of things(stands).entries()) {
    const id = changes ?? `${prefix}-${randomUUID()}`;
    ids.push(id);
    await staged.add(reader.readRow({ line, cells: columns.map((name) => (name === "id" ? id : (cells[name] ?? ""))) })!);
  }
  await staged.flush();
  await staged.judge();
  await staged.toVersions();
  const table = raw(context.database.orm.getMetadata().get(declaration.noun as never).tableName);
  const { text, values } = sql`select id, version from ${raw(context.database.service)}.${table} where id = any(${ids}::text[]) and known_to is null order by array_position(${ids}::text[], id)`;
  const { rows } = await client.query<Standing>({ text, values });
  return { written: rows.map(({ id, version }) => ({ id, version, day: today() })) };
}
