/** Imports engagement forums. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Partnership } from "../../partners/partnership/partnership.js";
import { Plan } from "../../planning/plan/plan.js";
import { EngagementForum, EngagementForumKind } from "./engagement-forum.js";

/** A file of engagement forums. */
export const importEngagementForums: ImportDeclaration = {
  noun: EngagementForum,
  owner: owned.byPartnership("partnership_id"),
  columns: {
    id: cells.id("id", "engagement-forum"),
    partnership: cells.reference("partnership_id", "partnership", Partnership),
    plan: cells.reference("plan_id", "plan", Plan, { presence: "OPTIONAL", within: "partnership_id" }),
    name: cells.name("name"),
    kind: cells.code("kind", EngagementForumKind),
    purpose: cells.text("purpose", { presence: "STATED" }),
    frequency: cells.name("frequency", { presence: "STATED" }),
    open_to: cells.text("open_to", { presence: "STATED" }),
    count: cells.whole("count", { presence: "OPTIONAL" }),
    count_qualifier: cells.name("count_qualifier", { presence: "OPTIONAL" }),
  },
};
