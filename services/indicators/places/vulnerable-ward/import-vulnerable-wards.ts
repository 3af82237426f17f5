/** Imports vulnerable wards. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Area } from "../area/area.js";
import { VulnerableWard } from "./vulnerable-ward.js";

/** A file of vulnerable wards. */
export const importVulnerableWards: ImportDeclaration = {
  noun: VulnerableWard,
  owner: owned.byPartnership("partnership_id"),
  columns: {
    id: cells.id("id", "vulnerable-ward"),
    partnership: cells.id("partnership_id", "partnership"),
    plan: cells.id("plan_id", "plan"),
    crime_type: cells.name("crime_type"),
    ward: cells.reference("area_id", "area", Area),
  },
  unique: ["plan_id", "crime_type", "area_id"],
};
