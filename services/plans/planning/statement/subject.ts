/** Subjects: the things of this service that something can be said of, each told by the first word of its id. */
import type { GraphQLResolveInfo } from "graphql";
import { createUnionType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import { Partnership } from "../../partners/partnership/partnership.js";
import { PccArea } from "../../partners/pcc-area/pcc-area.js";
import { PccObjective } from "../pcc-objective/pcc-objective.js";
import { Plan } from "../plan/plan.js";
import { Priority } from "../priority/priority.js";

/** What can be a subject, by the first word of its id. */
export const SUBJECTS = { plan: Plan, priority: Priority, partnership: Partnership, "pcc-objective": PccObjective, "pcc-area": PccArea } as const;

/** Any of them in the API. */
export const Subject = createUnionType({
  name: "Subject",
  description: "What something is said of: a plan, a priority, a partnership, a PCC objective or a PCC area.",
  types: () => [Plan, Priority, Partnership, PccObjective, PccArea] as const,
});

/** The thing with this id; null where it is none that can be a subject, or the viewer does not see it. */
export async function subjectOf(context: Context, { id, asOf }: { id: string; asOf: Day }, info: GraphQLResolveInfo): Promise<unknown> {
  const [, noun] = Object.entries(SUBJECTS).find(([word]) => id.startsWith(`${word}-`)) ?? [];
  return noun ? context.refer<Plan | Priority | Partnership | PccObjective | PccArea>(noun, { id, asOf }, info) : null;
}
