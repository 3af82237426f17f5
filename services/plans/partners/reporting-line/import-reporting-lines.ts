/** Imports reporting lines. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Body } from "../body/body.js";
import { Organisation } from "../organisation/organisation.js";
import { Partnership } from "../partnership/partnership.js";
import { ReportingLine, ReportingLineKind } from "./reporting-line.js";

/** A file of reporting lines: each leads to one body or to one organisation. */
export const importReportingLines: ImportDeclaration = {
  noun: ReportingLine,
  owner: owned.byPartnership("partnership_id", { orNobody: true }),
  columns: {
    id: cells.id("id", "reporting-line"),
    partnership: cells.reference("partnership_id", "partnership", Partnership, { presence: "OPTIONAL" }),
    from: cells.reference("body_id", "body", Body),
    kind: cells.code("kind", ReportingLineKind),
    to_body: cells.reference("to_body_id", "body", Body, { presence: "OPTIONAL" }),
    to_organisation: cells.reference("to_organisation_id", "organisation", Organisation, { presence: "OPTIONAL" }),
    subject: cells.text("subject", { presence: "STATED" }),
    frequency: cells.name("frequency", { presence: "STATED" }),
  },
  finish: (values) => {
    const ends = [values["to_body_id"], values["to_organisation_id"]].filter((end) => end !== null);
    return ends.length === 1 ? undefined : { column: "to_body", code: "MISSING_VALUE", detail: "A line leads to one body or to one organisation." };
  },
  unique: ["body_id", "kind", "to_body_id", "to_organisation_id"],
};
