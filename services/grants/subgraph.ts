/** The grants service on one screen: what the Police and Crime Commissioner and other funders gave, and for whom. */
import { factsTopic } from "../../kernel/facts/indexed-facts.js";
import { defineSubgraph } from "../../kernel/subgraph/subgraph.js";
import { partnershipAreas } from "../../kernel/writing/projection.js";
import { commissioning } from "./commissioning/room.js";
import { funding } from "./funding/room.js";
import { keepAttributable } from "./funding/keep-attributable.js";
import { keepServiceOutputs } from "./funding/keep-service-outputs.js";
import { granting } from "./granting/room.js";
import { GrantsTables } from "./migrations/2026-11-21-grants-tables.js";
import { GrantsCommissioningAndSums } from "./migrations/2026-11-22-commissioning-and-sums.js";
import { GrantsAuthority } from "./migrations/2026-11-22-grants-authority.js";
import { GrantsIndex } from "./migrations/2026-11-22-index.js";
import { GrantsReturns } from "./migrations/2026-11-26-returns.js";
import { GrantsAttributable } from "./migrations/2026-11-26-attributable.js";
import { GrantsFunded } from "./migrations/2026-11-26-funded.js";
import { GrantsCommissioningWriters } from "./migrations/2026-11-26-commissioning-writers.js";
import { GrantsGranting } from "./migrations/2026-11-26-granting.js";
import { GrantsLedger } from "./migrations/2026-11-26-ledger.js";
import { ledger } from "./ledger/room.js";
import { GrantsPublishedGrants } from "./migrations/2026-11-26-published-grants.js";
import { GrantsOrganisationsTold } from "./migrations/2026-11-26-organisations-told.js";
import { GrantsServiceOutputs } from "./migrations/2026-11-26-service-outputs.js";
import { GrantsClaimsPaidAgain } from "./migrations/2026-11-27-claims-paid-again.js";
import { GrantsAgreementGate } from "./migrations/2026-11-27-agreement-gate.js";
import { GrantsSeenWithAwards } from "./migrations/2026-11-27-seen-with-awards.js";
import { GrantsEntriesByColumns } from "./migrations/2026-11-27-entries-by-columns.js";
import { GrantsViewerOnce } from "./migrations/2026-11-27-viewer-once.js";
import { GrantsMoneyByAward } from "./migrations/2026-11-27-money-by-award.js";
import { GrantsDaysAndYears } from "./migrations/2026-11-27-days-and-years.js";
import { GrantsWithdrawn } from "./migrations/2026-11-27-withdrawn.js";
import { GrantsAuditLooksUp } from "./migrations/2026-11-27-audit-looks-up.js";
import { money } from "./money/room.js";
import { keepOrganisations } from "./open-grants/open-grant/keep-organisations.js";
import { Action } from "./references/action/action.js";
import { openGrants } from "./open-grants/room.js";
import { Indicator } from "./references/indicator/indicator.js";
import { Organisation } from "./references/organisation/organisation.js";
import { Outcome } from "./references/outcome/outcome.js";
import { Partnership } from "./references/partnership/partnership.js";
import { PccObjective } from "./references/pcc-objective/pcc-objective.js";
import { PccArea } from "./references/pcc-area/pcc-area.js";
import { Plan } from "./references/plan/plan.js";
import { Pledge } from "./references/pledge/pledge.js";
import { Priority } from "./references/priority/priority.js";
import { references } from "./references/room.js";
import { returns } from "./returns/room.js";
import { WorkProgramme } from "./references/work-programme/work-programme.js";
import { Document, Gap } from "./sources/document/document.js";
import { NotedGap } from "./sources/gap/noted-gap.js";
import { sources } from "./sources/room.js";

/** The grants subgraph. */
export const grants = defineSubgraph({
  name: "grants",
  rooms: [money, granting, commissioning, returns, ledger, references, sources, openGrants, funding],
  references: [Document, Partnership, Organisation, Plan, Indicator, PccArea, Priority, WorkProgramme, Action, Outcome, PccObjective, Pledge],
  notedGaps: NotedGap,
  gap: Gap,
  migrations: [GrantsTables, GrantsAuthority, GrantsCommissioningAndSums, GrantsIndex, GrantsAttributable, GrantsGranting, GrantsReturns, GrantsPublishedGrants, GrantsLedger, GrantsFunded, GrantsCommissioningWriters, GrantsOrganisationsTold, GrantsServiceOutputs, GrantsEntriesByColumns, GrantsViewerOnce, GrantsClaimsPaidAgain, GrantsSeenWithAwards, GrantsAgreementGate, GrantsMoneyByAward, GrantsDaysAndYears, GrantsWithdrawn, GrantsAuditLooksUp],
  publishes: [factsTopic("grants"), "award", "funded"],
  projections: [partnershipAreas("grants"), keepAttributable, keepOrganisations, keepServiceOutputs],
});
