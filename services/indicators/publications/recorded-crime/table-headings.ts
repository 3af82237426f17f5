/**
 * The headings of recorded-crime tables, as data: publishers rename their columns from edition to edition. A heading that
 * is new is added here; until it is, whoever imports says which of these it stands for.
 */

/** What a column of such a table tells. */
export type TableColumn = "year" | "quarter" | "force" | "partnership" | "code" | "count" | "description" | "group" | "subgroup";

/** For each column, the headings under which the Home Office has given it in its open data tables, the newest first; `needed`: a table without it cannot be counted. */
export const TABLE_HEADINGS: Readonly<Record<TableColumn, { headings: readonly string[]; needed: boolean }>> = {
  year: { headings: ["Financial Year"], needed: true },
  quarter: { headings: ["Financial Quarter"], needed: true },
  force: { headings: ["Police Force", "Force Name"], needed: true },
  partnership: { headings: ["CSP Name"], needed: true },
  code: { headings: ["Offence Code"], needed: true },
  count: { headings: ["Offence Count", "Number of Offences"], needed: true },
  description: { headings: ["Offence Description"], needed: false },
  group: { headings: ["Offence Group"], needed: false },
  subgroup: { headings: ["Offence Subgroup"], needed: false },
};
