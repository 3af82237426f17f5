/** Withdraws what was expected or planned of an award: its next version says so, and why. */
import { takeNouns } from "../../../kernel/writing/taking.js";
import { cells, type CellReader } from "../../../kernel/files/cells.js";
import type { ImportDeclaration } from "../../../kernel/files/import-declaration.js";
import { refuse, refuseUnless, type RefusalCode } from "../../../kernel/refusals.js";
import type { Context, Written } from "../../../kernel/subgraph/context.js";
import { periodAsWritten, type PeriodKind } from "../../../kernel/values/period.js";
import { actOnce } from "../../../kernel/writing/act.js";
import { record, saidIn } from "../../../kernel/writing/record.js";
import { restated, type StandingRow } from "../granting/restated.js";

/** The columns of a file that say it. A file that does not speak of it leaves it as it was. */
export const WITHDRAWN: Record<string, CellReader> = {
  withdrawn: { ...cells.code("withdrawn", { YES: "true", NO: "false" }, { presence: "OPTIONAL" }), mayBeAbsent: true },
  withdrawn_reason: { ...cells.text("withdrawn_reason", { presence: "OPTIONAL" }), mayBeAbsent: true },
};

/** What is withdrawn says why. */
export function withdrawnForNothing({ withdrawn, withdrawn_reason: reason }: Record<string, unknown>): { column: string; code: RefusalCode; detail: string } | undefined {
  return withdrawn === "true" && reason === null ? { column: "withdrawn_reason", code: "MISSING_VALUE", detail: "What is withdrawn says why." } : undefined;
}

/** What is withdrawn. */
export interface Withdrawal {
  verb: string;
  declaration: ImportDeclaration;
  table: "return_expectation" | "profile_line";
  /** The field of the input that names it. */
  field: string;
  id: string;
  reason: string;
  expectedVersion: number;
  idempotencyKey: string;
}

type StandingThing = StandingRow & { period_kind: PeriodKind; period_from: string; period_to: string; withdrawn: boolean; mine: boolean };

/** Withdraws it once for its key; answers what was written. */
export function withdraw(context: Context, { verb, declaration, table, field, id, reason, expectedVersion, idempotencyKey }: Withdrawal): Promise<Written> {
  const at = `input.${field}`;
  refuseUnless(!id.includes("\u0000"), "MALFORMED_TEXT", { field: at });
  refuseUnless(reason.trim(), "MISSING_VALUE", { field: "input.reason", detail: "What is withdrawn says why." });
  return actOnce(context, { verb, idempotencyKey, said: [id, reason, expectedVersion] }, async (client) => {
    await takeNouns(client, context.database, [declaration.noun]);
    const { rows } = await client.query<StandingThing>(
      `select t.*, period_from::text, period_to::text, ${table === "return_expectation" ? "due_on::text," : ""} grants.viewer_role() = 'HUB' or coalesce(of_partnership = any (grants.viewer_partnerships()), false) as mine
       from grants.${table} t where id = $1 and known_to is null`,
      [id],
    );
    const stands = rows[0] ?? refuse("UNKNOWN_REFERENCE", { field: at });
    refuseUnless(stands.mine, "OUTSIDE_YOUR_REACH", { field: at });
    refuseUnless(stands.version === expectedVersion, "VERSION_MOVED", { field: "expectedVersion", detail: `Expected: ${expectedVersion}; it is at ${stands.version}.`, currentVersion: stands.version });
    refuseUnless(!stands.withdrawn, "WITHDRAWN_ALREADY", { field: at });
    return record(context, client, {
      declaration,
      prefix: table.replace("_", "-"),
      changes: () => Promise.resolve(id),
      cells: {
        ...restated(declaration, stands),
        period: periodAsWritten({ kind: stands.period_kind, from: stands.period_from, to: stands.period_to }, at),
        withdrawn: "YES",
        withdrawn_reason: reason,
      },
      expectedVersion,
      field: saidIn({ withdrawn_reason: "reason" }, field),
    });
  });
}
