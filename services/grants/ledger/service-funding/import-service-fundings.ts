/** Imports the fundings of services. */
import sql from "sql-template-tag";
import { cells, type CellReader } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { isId } from "../../../../kernel/values/id.js";
import { Service } from "../../commissioning/service/service.js";
import { yearCell } from "../allocation/import-allocations.js";
import { percentOf, readShares, splitByShares, unwhole } from "../share/shares.js";
import { ServiceFunding } from "./service-funding.js";

/** Funds with their shares: `fund-a 60.00; fund-b 40.00`. */
const shares: CellReader = {
  holds: "ids `fund-…`, each with its share",
  fills: ["shares"],
  presence: "REQUIRED",
  read: (text) => {
    const shared = readShares(text);
    if (!shared || shared.some(({ id }) => !isId(id, "fund"))) return { code: "MALFORMED_ID", detail: `Given: "${text.slice(0, 60)}".` };
    const wrong = unwhole(shared);
    if (wrong) return { code: "SHARES_DO_NOT_SUM", detail: wrong };
    return { values: { shares: shared.map(({ id, share }) => ({ fund_id: id, share: percentOf(share!) })) } };
  },
};

/** A file of service fundings. */
export const importServiceFundings: ImportDeclaration = {
  noun: ServiceFunding,
  owner: owned.through("service_id", Service),
  columns: {
    id: cells.id("id", "service-funding"),
    service: cells.reference("service_id", "service", Service),
    year: yearCell("year"),
    total: cells.money("total"),
    shares,
  },
  computes: ["amounts_pence"],
  finish: (values) => {
    const hundredths = (values["shares"] as { share: string }[]).map(({ share }) => BigInt(share.replace(".", "")));
    values["amounts_pence"] = splitByShares(BigInt(values["total_pence"] as string), hundredths).map(String);
  },
  unique: ["service_id", "year"],
  rules: [
    {
      column: "shares",
      code: "UNKNOWN_REFERENCE",
      broken: sql`exists (select from jsonb_array_elements(s.shares) each where not exists (select from grants.fund f where f.id = each ->> 'fund_id' and f.known_from <= coalesce(s.known_from, now())))`,
      detail: sql`(select 'Id: ' || string_agg(each ->> 'fund_id', ', ') || '.' from jsonb_array_elements(s.shares) each where not exists (select from grants.fund f where f.id = each ->> 'fund_id'))`,
    },
  ],
};
