/** Whether whoever asks sees all claims on what a row is of: those of whose partnership it is, and its Commissioner's roles. To all others claims are hidden one by one, and a sum of the rest would be no sum. */
import { raw, type Sql } from "sql-template-tag";

/** The condition on a row that has an owner, by its alias. */
export function seesClaims(alias: string): Sql {
  return raw(`((select grants.viewer_role()) = 'HUB' or coalesce(${alias}.of_partnership = any ((select grants.viewer_partnerships())::text[]), false))`);
}
