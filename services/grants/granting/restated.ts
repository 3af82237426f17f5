/** What a thing says already, as the cells of a file: a verb that changes a part of it says the rest again. */
import type { StoredGap } from "../../../kernel/facts/facts.js";
import { PROVENANCE, type ImportDeclaration } from "../../../kernel/files/import-declaration.js";
import { poundsOf } from "../../../kernel/values/money.js";
import type { StoredAmount } from "../money/award/annual-amounts.js";

/** A row as it lies in its table. */
export type StandingRow = Record<string, unknown> & { id: string; version: number; gaps: StoredGap[] };

/** The cells of a row by the declaration of its file; of what is missing the gap that says why. The day it is known from and who may see it are said anew or stay as they were. */
export function restated({ columns }: ImportDeclaration, row: StandingRow): Record<string, string | null> {
  const { document, section, as_printed } = PROVENANCE;
  const said = Object.entries({ ...columns, document: document!, section: section!, as_printed: as_printed! }).filter(([name]) => name !== "id");
  return Object.fromEntries(
    said.map(([name, { fills, field, holds }]) => {
      const value = row[fills[0]!];
      if (value === null || value === undefined) return [name, gapOf(row.gaps, field ?? name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()))];
      if (holds === "money") return [name, poundsOf(BigInt(value as string))];
      if (holds === "annual amounts") return [name, (value as StoredAmount[]).map(({ year, pence }) => `${year} ${poundsOf(BigInt(pence))}`).join("; ")];
      if (typeof value === "boolean") return [name, value ? "YES" : "NO"];
      if (typeof value === "string" || typeof value === "number") return [name, String(value)];
      // Nothing else stands in the files of granting: lists and periods would need a form of their own.
      throw new Error(`The column ${name} cannot be said again.`);
    }),
  );
}

function gapOf(gaps: readonly StoredGap[], field: string): string | null {
  const gap = gaps.find((each) => each.field === field);
  return gap ? `?${gap.reason}: ${gap.explanation}` : null;
}
