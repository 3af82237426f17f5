/** Imports successions. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Body } from "../body/body.js";
import { Succession, SuccessionKind } from "./succession.js";

/** A file of successions. */
export const importSuccessions: ImportDeclaration = {
  noun: Succession,
  owner: owned.byNobody,
  columns: {
    id: cells.id("id", "succession"),
    kind: cells.code("kind", SuccessionKind),
    predecessor_name: cells.name("predecessor_name", { presence: "OPTIONAL" }),
    // Organisations are checked for their form only: a later document may be the first that the hub knows one from.
    predecessor: cells.id("predecessor_id", "organisation", { presence: "OPTIONAL" }),
    predecessor_body: cells.reference("predecessor_body_id", "body", Body, { presence: "OPTIONAL" }),
    successor_name: cells.name("successor_name", { presence: "OPTIONAL" }),
    successor: cells.id("successor_id", "organisation", { presence: "OPTIONAL" }),
    successor_body: cells.reference("successor_body_id", "body", Body, { presence: "OPTIONAL" }),
    period: cells.period("period", { presence: "STATED" }),
    summary: cells.text("summary"),
  },
  finish: (values) =>
    values["predecessor_name"] === null && values["successor_name"] === null
      ? { column: "predecessor_name", code: "MISSING_VALUE", detail: "A succession names what was before or what came after." }
      : undefined,
};
