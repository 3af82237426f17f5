/** The room "delivery": how plans are delivered: work, places, reports, and what should change. */
import type { Room } from "../../../kernel/subgraph/subgraph.js";
import { ActionArea } from "./action-area/action-area.js";
import { ActionAreaResolver } from "./action-area/action-area.resolver.js";
import { importActionAreas } from "./action-area/import-action-areas.js";
import { Action } from "./action/action.js";
import { ActionResolver } from "./action/action.resolver.js";
import { importActions } from "./action/import-actions.js";
import { importMeasureLinks } from "./measure-link/import-measure-links.js";
import { MeasureLink } from "./measure-link/measure-link.js";
import { MeasureLinkResolver } from "./measure-link/measure-link.resolver.js";
import { importOutcomes } from "./outcome/import-outcomes.js";
import { Outcome } from "./outcome/outcome.js";
import { OutcomeResolver } from "./outcome/outcome.resolver.js";
import { importProgressUpdates } from "./progress-update/import-progress-updates.js";
import { ProgressUpdate } from "./progress-update/progress-update.js";
import { ProgressUpdateResolver } from "./progress-update/progress-update.resolver.js";
import { importProjects } from "./project/import-projects.js";
import { Project } from "./project/project.js";
import { ProjectResolver } from "./project/project.resolver.js";
import { importRagLevels } from "./rag-level/import-rag-levels.js";
import { RagLevel } from "./rag-level/rag-level.js";
import { RagLevelResolver } from "./rag-level/rag-level.resolver.js";
import { importWorkProgrammes } from "./work-programme/import-work-programmes.js";
import { WorkProgramme } from "./work-programme/work-programme.js";
import { WorkProgrammeResolver } from "./work-programme/work-programme.resolver.js";
import { importWorkstreams } from "./workstream/import-workstreams.js";
import { Workstream } from "./workstream/workstream.js";
import { WorkstreamResolver } from "./workstream/workstream.resolver.js";

/** How plans are delivered: work, places, reports, and what should change. */
export const delivery: Room = {
  nouns: [RagLevel, WorkProgramme, Workstream, Action, Project, ProgressUpdate, Outcome, MeasureLink, ActionArea],
  resolvers: [
    RagLevelResolver,
    WorkProgrammeResolver,
    WorkstreamResolver,
    ActionResolver,
    ProjectResolver,
    ProgressUpdateResolver,
    OutcomeResolver,
    MeasureLinkResolver,
    ActionAreaResolver,
  ],
  imports: {
    "rag-levels": importRagLevels,
    "work-programmes": importWorkProgrammes,
    workstreams: importWorkstreams,
    actions: importActions,
    projects: importProjects,
    "progress-updates": importProgressUpdates,
    outcomes: importOutcomes,
    "measure-links": importMeasureLinks,
    "action-areas": importActionAreas,
  },
};
