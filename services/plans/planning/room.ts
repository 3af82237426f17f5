/** The room "planning": what plans and Commissioners set out to do, and what they say of it. */
import type { Room } from "../../../kernel/subgraph/subgraph.js";
import { importPccObjectives } from "./pcc-objective/import-pcc-objectives.js";
import { PccObjective } from "./pcc-objective/pcc-objective.js";
import { PccObjectiveResolver } from "./pcc-objective/pcc-objective.resolver.js";
import { importPlans } from "./plan/import-plans.js";
import { Plan } from "./plan/plan.js";
import { PlanResolver } from "./plan/plan.resolver.js";
import { importPledges } from "./pledge/import-pledges.js";
import { Pledge } from "./pledge/pledge.js";
import { PledgeResolver } from "./pledge/pledge.resolver.js";
import { importPriorities } from "./priority/import-priorities.js";
import { Priority } from "./priority/priority.js";
import { PriorityResolver } from "./priority/priority.resolver.js";
import { importStatements } from "./statement/import-statements.js";
import { Statement } from "./statement/statement.js";
import { StatementResolver } from "./statement/statement.resolver.js";
import { importStrategyLinks } from "./strategy-link/import-strategy-links.js";
import { StrategyLink } from "./strategy-link/strategy-link.js";
import { StrategyLinkResolver } from "./strategy-link/strategy-link.resolver.js";
import { importStrategies } from "./strategy/import-strategies.js";
import { Strategy } from "./strategy/strategy.js";
import { StrategyResolver } from "./strategy/strategy.resolver.js";

/** What plans and Commissioners set out to do, and what they say of it. */
export const planning: Room = {
  nouns: [Plan, Priority, PccObjective, Statement, Pledge, Strategy, StrategyLink],
  resolvers: [PlanResolver, PriorityResolver, PccObjectiveResolver, StatementResolver, PledgeResolver, StrategyResolver, StrategyLinkResolver],
  imports: {
    plans: importPlans,
    priorities: importPriorities,
    "pcc-objectives": importPccObjectives,
    statements: importStatements,
    pledges: importPledges,
    strategies: importStrategies,
    "strategy-links": importStrategyLinks,
  },
};
