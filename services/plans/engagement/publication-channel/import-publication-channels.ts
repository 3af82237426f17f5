/** Imports publication channels. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Plan } from "../../planning/plan/plan.js";
import { PublicationChannel, PublicationChannelKind } from "./publication-channel.js";

/** A file of publication channels. */
export const importPublicationChannels: ImportDeclaration = {
  noun: PublicationChannel,
  owner: owned.through("plan_id", Plan),
  columns: {
    id: cells.id("id", "publication-channel"),
    plan: cells.reference("plan_id", "plan", Plan),
    number: cells.whole("number"),
    kind: cells.code("kind", PublicationChannelKind),
    name: cells.name("name"),
    carries: cells.text("carries", { presence: "STATED" }),
    place: cells.text("place", { presence: "OPTIONAL" }),
    languages: cells.name("languages", { presence: "OPTIONAL" }),
  },
  unique: ["plan_id", "number"],
};
