/** Imports allocations. */
import sql, { type Sql } from "sql-template-tag";
import { cells, type CellReader } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { financialYear } from "../../../../kernel/values/financial-year.js";
import { isId } from "../../../../kernel/values/id.js";
import { Award } from "../../money/award/award.js";
import { togetherWithAward } from "../../money/award/take-award.js";
import { yearWithinYears } from "../../money/award/years-of-award.js";
import { Service } from "../../commissioning/service/service.js";
import { readShares, splitByShares, unwhole, percentOf, type Shared } from "../share/shares.js";
import { Allocation, AttributionLevel } from "./allocation.js";

/** What the ids of each level begin with. */
const PREFIXES: Readonly<Record<AttributionLevel, string>> = {
  [AttributionLevel.ACTION]: "action",
  [AttributionLevel.OUTCOME]: "outcome",
  [AttributionLevel.OBJECTIVE]: "pcc-objective",
  [AttributionLevel.PLEDGE]: "pledge",
  [AttributionLevel.UNATTRIBUTED]: "",
};

/** One financial year: `2015/16`. */
export function yearCell(fills: string): CellReader {
  return {
    holds: "financial year",
    fills: [fills],
    presence: "REQUIRED",
    read: (text) => {
      const year = financialYear(text);
      return year ? { values: { [fills]: year } } : { code: "MALFORMED_FINANCIAL_YEAR", detail: `Given: "${text.slice(0, 40)}".` };
    },
  };
}

/** Ids with or without their shares: what an allocation is attributed to. Whether they fit their level is judged with the row. */
const attributedTo: CellReader = {
  holds: "ids, each with its share",
  fills: ["attributed_ids", "attributed_shares"],
  presence: "OPTIONAL",
  read: (text) => {
    const shared = readShares(text);
    return shared ? { values: { attributed_ids: shared, attributed_shares: null } } : { code: "MALFORMED_ID", detail: `Given: "${text.slice(0, 60)}".` };
  },
};

/** The allocations of the awards that the staged rows are of, as they will stand. */
const AFTER = sql`(select id, award_id, year, parent_id, amount_pence from staged
  union all select a.id, a.award_id, a.year, a.parent_id, a.amount_pence from grants.allocation a
    where a.known_to is null and a.award_id in (select award_id from staged) and not exists (select from staged n where n.id = a.id))`;

const pounds = (pence: Sql): Sql => sql`to_char(${pence} / 100.0, 'FM999999999999990.00')`;

/** A file of allocations. */
export const importAllocations: ImportDeclaration = {
  noun: Allocation,
  owner: owned.through("award_id", Award, { carries: true }),
  together: togetherWithAward("award_id"),
  columns: {
    id: cells.id("id", "allocation"),
    award: cells.reference("award_id", "award", Award),
    year: yearCell("year"),
    amount: cells.money("amount"),
    service: cells.reference("service_id", "service", Service, { presence: "OPTIONAL" }),
    recipient: cells.id("recipient_id", "organisation", { presence: "OPTIONAL" }),
    parent: cells.reference("parent_id", "allocation", Allocation, { presence: "OPTIONAL", within: "award_id" }),
    purpose: cells.text("purpose", { presence: "STATED" }),
    attributed_level: cells.code("attributed_level", AttributionLevel),
    attributed_to: attributedTo,
  },
  computes: ["attributed_pence"],
  finish: (values) => {
    const shared = (values["attributed_ids"] ?? []) as Shared[];
    const level = values["attributed_level"] as AttributionLevel;
    if ((level === AttributionLevel.UNATTRIBUTED) !== (shared.length === 0)) {
      return { column: "attributed_to", code: "MISSING_VALUE", detail: shared.length ? "What is UNATTRIBUTED names nothing." : `Name at least one ${level}.` };
    }
    const unfit = shared.find(({ id }) => !isId(id, PREFIXES[level]));
    if (unfit) return { column: "attributed_to", code: "MALFORMED_ID", detail: `Given: "${unfit.id.slice(0, 60)}"; of the level ${level} ids begin with ${PREFIXES[level]}-.` };
    const split = shared.some(({ share }) => share !== null);
    const wrong = split ? unwhole(shared) : shared.some(({ id }, i) => shared.findIndex((other) => other.id === id) !== i) ? "One stands twice." : null;
    if (wrong) return { column: "attributed_to", code: "SHARES_DO_NOT_SUM", detail: wrong };
    values["attributed_ids"] = shared.map(({ id }) => id);
    values["attributed_shares"] = split ? shared.map(({ share }) => percentOf(share!)) : null;
    values["attributed_pence"] = split ? splitByShares(BigInt(values["amount_pence"] as string), shared.map(({ share }) => share!)).map(String) : null;
    return undefined;
  },
  rules: [
    {
      column: "attributed_to",
      code: "OUTSIDE_YOUR_REACH",
      // As far as plans has told of it and the writer sees it: no money is shown at what another sees to.
      broken: sql`(select grants.viewer_role()) <> 'HUB' and exists (select from grants.attributable n where n.id = any (s.attributed_ids) and n.known_to is null
        and case when n.of_partnership is null then n.pcc_area_id <> coalesce((select grants.viewer_pcc_area()), '') else not n.of_partnership = any (coalesce((select grants.viewer_partnerships()), '{}')) end)`,
    },
    {
      column: "year",
      code: "REFERENCE_ASTRAY",
      broken: sql`(t.id is not null and (t.award_id, t.year, t.parent_id) is distinct from (s.award_id, s.year, s.parent_id))
        or exists (select from ${AFTER} p where p.id = s.parent_id and p.year <> s.year)`,
      detail: sql`'An allocation stays with its award, year and parent, and its parent is of the same year.'`,
    },
    yearWithinYears(sql`t.id is null`),
    {
      column: "amount",
      code: "ALLOCATIONS_EXCEED_YEAR",
      broken: sql`s.parent_id is null and (s.award_id, s.year) in (select a.award_id, a.year from ${AFTER} a where a.parent_id is null group by a.award_id, a.year having sum(a.amount_pence) > grants.year_limit(a.award_id, a.year))`,
      detail: sql`'It gives ' || ${pounds(sql`grants.year_limit(s.award_id, s.year)`)} || ' for ' || s.year || ', approved excess included.'`,
    },
    {
      column: "amount",
      code: "ALLOCATIONS_EXCEED_PARENT",
      broken: sql`exists (select from ${AFTER} p join ${AFTER} c on c.parent_id = p.id where p.id in (s.id, s.parent_id) group by p.id, p.amount_pence having sum(c.amount_pence) > p.amount_pence)`,
    },
    {
      column: "amount",
      code: "PASSED_ON_EXCEEDS_ALLOCATION",
      broken: sql`s.amount_pence < (select coalesce(sum(case when e.to_node = s.id then e.amount_pence else -e.amount_pence end), 0) from grants.ledger_entry e
        where e.award_id = s.award_id and s.id in (e.from_node, e.to_node) and coalesce(s.parent_id, s.award_id) in (e.from_node, e.to_node))`,
    },
    {
      column: "amount",
      code: "CLAIM_EXCEEDS_AWARD",
      broken: sql`s.amount_pence < (select coalesce(sum(c.amount_pence), 0) from grants.claim c where c.allocation_id = s.id and c.known_to is null and c.state in ('APPROVED', 'PAID'))`,
    },
  ],
};
