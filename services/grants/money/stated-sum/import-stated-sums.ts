/** Imports stated sums. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Qualifier } from "../../../../kernel/values/qualifier.js";
import { Award } from "../award/award.js";
import { Fund } from "../fund/fund.js";
import { Service } from "../../commissioning/service/service.js";
import { StatedSum, SumNature } from "./stated-sum.js";

/** A file of stated sums. */
export const importStatedSums: ImportDeclaration = {
  noun: StatedSum,
  // One about the nation or a region is no partnership's: reference data.
  owner: owned.byPartnership("partnership_id", { orNobody: true }),
  columns: {
    id: cells.id("id", "stated-sum"),
    partnership: cells.id("partnership_id", "partnership", { presence: "OPTIONAL" }),
    nature: cells.code("nature", SumNature),
    amount: cells.money("amount", { presence: "STATED" }),
    qualifier: cells.code("qualifier", Qualifier, { presence: "OPTIONAL" }),
    per: cells.name("per", { presence: "OPTIONAL" }),
    period: cells.period("period", { presence: "STATED" }),
    source: cells.id("source_id", "organisation", { presence: "STATED" }),
    fund: cells.reference("fund_id", "fund", Fund, { presence: "OPTIONAL" }),
    award: cells.reference("award_id", "award", Award, { presence: "OPTIONAL", within: "partnership_id" }),
    service: cells.reference("service_id", "service", Service, { presence: "OPTIONAL", within: "partnership_id" }),
    use: cells.text("use"),
  },
  finish: (values) =>
    (values["amount_pence"] === null) === (values["qualifier"] === null)
      ? undefined
      : { column: "qualifier", code: "MISSING_VALUE", detail: "An amount is qualified, and only an amount: EQ where it is exact." },
};
