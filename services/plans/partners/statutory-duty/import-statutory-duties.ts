/** Imports statutory duties. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Partnership } from "../partnership/partnership.js";
import { PccArea } from "../pcc-area/pcc-area.js";
import { DutyBearer, StatutoryDuty } from "./statutory-duty.js";

/** A file of statutory duties. */
export const importStatutoryDuties: ImportDeclaration = {
  noun: StatutoryDuty,
  owner: owned.byPartnership("partnership_id", { orNobody: true }),
  columns: {
    id: cells.id("id", "statutory-duty"),
    partnership: cells.reference("partnership_id", "partnership", Partnership, { presence: "OPTIONAL" }),
    pcc_area: cells.reference("pcc_area_id", "pcc-area", PccArea, { presence: "OPTIONAL" }),
    act: cells.name("act", { presence: "STATED" }),
    act_section: cells.name("act_section", { presence: "STATED" }),
    bearer: cells.code("bearer", DutyBearer),
    lies_on: cells.name("lies_on"),
    asks: cells.text("asks"),
  },
};
