/** The plans service on one screen: who the partnerships are, what they planned, and what was reported of it. */
import { defineSubgraph } from "../../kernel/subgraph.js";
import { Action } from "./action/action.js";
import { ActionResolver } from "./action/action.resolver.js";
import { importActions } from "./action/import-actions.js";
import { Document, Gap } from "./document/document.js";
import { DocumentResolver } from "./document/document.resolver.js";
import { importDocuments } from "./document/import-documents.js";
import { importNotedGaps } from "./gap/import-noted-gaps.js";
import { NotedGap } from "./gap/noted-gap.js";
import { PlansTables } from "./migrations/2026-11-21-plans-tables.js";
import { importOrganisations } from "./organisation/import-organisations.js";
import { Organisation } from "./organisation/organisation.js";
import { OrganisationResolver } from "./organisation/organisation.resolver.js";
import { importPartnerships } from "./partnership/import-partnerships.js";
import { Partnership } from "./partnership/partnership.js";
import { PartnershipResolver } from "./partnership/partnership.resolver.js";
import { importPccAreas } from "./pcc-area/import-pcc-areas.js";
import { PccArea } from "./pcc-area/pcc-area.js";
import { PccAreaResolver } from "./pcc-area/pcc-area.resolver.js";
import { importPccObjectives } from "./pcc-objective/import-pcc-objectives.js";
import { PccObjective } from "./pcc-objective/pcc-objective.js";
import { PccObjectiveResolver } from "./pcc-objective/pcc-objective.resolver.js";
import { importPlans } from "./plan/import-plans.js";
import { Plan } from "./plan/plan.js";
import { PlanResolver } from "./plan/plan.resolver.js";
import { importPriorities } from "./priority/import-priorities.js";
import { Priority } from "./priority/priority.js";
import { PriorityResolver } from "./priority/priority.resolver.js";
import { importProgressUpdates } from "./progress-update/import-progress-updates.js";
import { ProgressUpdate } from "./progress-update/progress-update.js";
import { ProgressUpdateResolver } from "./progress-update/progress-update.resolver.js";
import { importProjects } from "./project/import-projects.js";
import { Project } from "./project/project.js";
import { ProjectResolver } from "./project/project.resolver.js";

/** The plans subgraph. */
export const plans = defineSubgraph({
  name: "plans",
  nouns: [Document, PccArea, Partnership, Organisation, Plan, Priority, Action, Project, ProgressUpdate, PccObjective],
  references: [],
  notedGaps: NotedGap,
  gap: Gap,
  resolvers: [
    DocumentResolver,
    PccAreaResolver,
    PartnershipResolver,
    OrganisationResolver,
    PlanResolver,
    PriorityResolver,
    ActionResolver,
    ProjectResolver,
    ProgressUpdateResolver,
    PccObjectiveResolver,
  ],
  migrations: [PlansTables],
  imports: {
    documents: importDocuments,
    "pcc-areas": importPccAreas,
    partnerships: importPartnerships,
    organisations: importOrganisations,
    plans: importPlans,
    priorities: importPriorities,
    actions: importActions,
    projects: importProjects,
    "progress-updates": importProgressUpdates,
    "pcc-objectives": importPccObjectives,
    gaps: importNotedGaps,
  },
});
