/** The plans service on one screen: who the partnerships are, what they planned, and what was reported of it. */
import { factsTopic } from "../../kernel/facts/indexed-facts.js";
import { defineSubgraph } from "../../kernel/subgraph/subgraph.js";
import { delivery } from "./delivery/room.js";
import { engagement } from "./engagement/room.js";
import { PlansTables } from "./migrations/2026-11-21-plans-tables.js";
import { PlansBodiesAndMemberships } from "./migrations/2026-11-22-bodies-and-memberships.js";
import { PlansDelivery } from "./migrations/2026-11-22-delivery.js";
import { PlansIndex } from "./migrations/2026-11-22-index.js";
import { PlansAuthority } from "./migrations/2026-11-22-plans-authority.js";
import { PlansStatementsAndStrategies } from "./migrations/2026-11-22-statements-and-strategies.js";
import { PlansTopicsAndRagSchemes } from "./migrations/2026-11-22-topics-and-rag-schemes.js";
import { PlansAttributable } from "./migrations/2026-11-26-attributable.js";
import { PlansOrganisationsTold } from "./migrations/2026-11-26-organisations-told.js";
import { PlansFunded } from "./migrations/2026-11-26-funded.js";
import { PlansEntriesByColumns } from "./migrations/2026-11-27-entries-by-columns.js";
import { PlansSeenWithAwards } from "./migrations/2026-11-27-seen-with-awards.js";
import { PlansEntriesFoundWithAwards } from "./migrations/2026-11-27-entries-found-with-awards.js";
import { PlansViewerOnce } from "./migrations/2026-11-27-viewer-once.js";
import { PlansAuditLooksUp } from "./migrations/2026-11-27-audit-looks-up.js";
import { partners } from "./partners/room.js";
import { keepAwarded } from "./planning/awarded/keep-awarded.js";
import { keepFunded } from "./planning/funded/keep-funded.js";
import { planning } from "./planning/room.js";
import { references } from "./references/room.js";
import { keepIndex } from "./search/index/keep-index.js";
import { othersThings } from "./search/index/things.js";
import { search } from "./search/room.js";
import { Gap } from "./sources/document/document.js";
import { NotedGap } from "./sources/gap/noted-gap.js";
import { sources } from "./sources/room.js";

/** The plans subgraph. */
export const plans = defineSubgraph({
  name: "plans",
  rooms: [partners, sources, planning, delivery, engagement, references, search],
  references: othersThings,
  notedGaps: NotedGap,
  gap: Gap,
  migrations: [PlansTables, PlansAuthority, PlansDelivery, PlansBodiesAndMemberships, PlansStatementsAndStrategies, PlansTopicsAndRagSchemes, PlansIndex, PlansAttributable, PlansFunded, PlansOrganisationsTold, PlansEntriesByColumns, PlansViewerOnce, PlansSeenWithAwards, PlansEntriesFoundWithAwards, PlansAuditLooksUp],
  publishes: [factsTopic("plans"), "partnership", "attributable", "organisation"],
  projections: [keepAwarded, keepFunded, ...keepIndex],
});
