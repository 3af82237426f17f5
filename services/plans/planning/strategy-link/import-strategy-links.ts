/** Imports strategy links. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { PccObjective } from "../pcc-objective/pcc-objective.js";
import { Plan } from "../plan/plan.js";
import { Priority } from "../priority/priority.js";
import { Strategy } from "../strategy/strategy.js";
import { StrategyLink, StrategyRelation } from "./strategy-link.js";

/** A file of strategy links. */
export const importStrategyLinks: ImportDeclaration = {
  noun: StrategyLink,
  owner: owned.bySubject,
  columns: {
    id: cells.id("id", "strategy-link"),
    subject: cells.referenceToOneOf("subject", { plan: Plan, priority: Priority, "pcc-objective": PccObjective }),
    strategy: cells.reference("strategy_id", "strategy", Strategy),
    relation: cells.code("relation", StrategyRelation),
    number: cells.whole("number"),
    text: cells.text("text"),
  },
  unique: ["subject", "number"],
};
