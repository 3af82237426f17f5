/** Imports outcomes of services. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Service } from "../service/service.js";
import { ServiceOutcome } from "./service-outcome.js";

/** A file of outcomes of services. */
export const importServiceOutcomes: ImportDeclaration = {
  noun: ServiceOutcome,
  owner: owned.through("service_id", Service),
  columns: {
    id: cells.id("id", "service-outcome"),
    service: cells.reference("service_id", "service", Service),
    number: cells.whole("number"),
    outcome: cells.text("outcome", { presence: "STATED" }),
    measure: cells.text("measure", { presence: "STATED" }),
    indicator: cells.id("indicator_id", "indicator", { presence: "OPTIONAL" }),
  },
  unique: ["service_id", "number"],
};
