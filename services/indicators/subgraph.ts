/** The indicators service on one screen: what was measured, what was promised of it, and whether the two agree. */
import { factsTopic } from "../../kernel/facts/indexed-facts.js";
import { defineSubgraph } from "../../kernel/subgraph/subgraph.js";
import { partnershipAreas } from "../../kernel/writing/projection.js";
import { figures } from "./figures/room.js";
import { IndicatorsTables } from "./migrations/2026-11-21-indicators-tables.js";
import { IndicatorsAreasAndSurveys } from "./migrations/2026-11-22-areas-and-surveys.js";
import { IndicatorsIndex } from "./migrations/2026-11-22-index.js";
import { IndicatorsAuthority } from "./migrations/2026-11-22-indicators-authority.js";
import { IndicatorsDirectionClaims } from "./migrations/2026-11-26-direction-claims.js";
import { IndicatorsDisclosure } from "./migrations/2026-11-26-disclosure.js";
import { IndicatorsNamesOfAreas } from "./migrations/2026-11-26-names-of-areas.js";
import { IndicatorsModel } from "./migrations/2026-11-26-indicators-model.js";
import { IndicatorsReturns } from "./migrations/2026-11-26-returns.js";
import { IndicatorsObservationsByEnd } from "./migrations/2026-11-26-observations-by-end.js";
import { IndicatorsServiceOutputs } from "./migrations/2026-11-26-service-outputs.js";
import { IndicatorsEntriesByColumns } from "./migrations/2026-11-27-entries-by-columns.js";
import { IndicatorsViewerOnce } from "./migrations/2026-11-27-viewer-once.js";
import { IndicatorsReturnedObservations } from "./migrations/2026-11-27-returned-observations.js";
import { IndicatorsPartnershipsOfAreas } from "./migrations/2026-11-27-partnerships-of-areas.js";
import { IndicatorsRestrictedFacts } from "./migrations/2026-11-27-restricted-facts.js";
import { IndicatorsReturnsHeld } from "./migrations/2026-11-27-returns-held.js";
import { IndicatorsFiguresThatAgree } from "./migrations/2026-11-27-figures-that-agree.js";
import { IndicatorsOneSubject } from "./migrations/2026-11-27-one-subject.js";
import { IndicatorsReturnsKnownSince } from "./migrations/2026-11-27-returns-known-since.js";
import { IndicatorsComparedFigures } from "./migrations/2026-11-27-compared-figures.js";
import { IndicatorsExtentOfSuppressed } from "./migrations/2026-11-27-extent-of-suppressed.js";
import { IndicatorsAuditLooksUp } from "./migrations/2026-11-27-audit-looks-up.js";
import { IndicatorsFewAreIndexed } from "./migrations/2026-11-27-few-are-indexed.js";
import { places } from "./places/room.js";
import { publications } from "./publications/room.js";
import { MeasureLink } from "./references/measure-link/measure-link.js";
import { Partnership } from "./references/partnership/partnership.js";
import { PccArea } from "./references/pcc-area/pcc-area.js";
import { Plan } from "./references/plan/plan.js";
import { Service } from "./references/service/service.js";
import { Topic } from "./references/topic/topic.js";
import { references } from "./references/room.js";
import { Document, Gap } from "./sources/document/document.js";
import { NotedGap } from "./sources/gap/noted-gap.js";
import { sources } from "./sources/room.js";

/** The indicators subgraph. */
export const indicators = defineSubgraph({
  name: "indicators",
  rooms: [figures, places, publications, references, sources],
  references: [Document, MeasureLink, Partnership, PccArea, Plan, Service, Topic],
  notedGaps: NotedGap,
  gap: Gap,
  migrations: [IndicatorsTables, IndicatorsAuthority, IndicatorsAreasAndSurveys, IndicatorsIndex, IndicatorsModel, IndicatorsNamesOfAreas, IndicatorsDisclosure, IndicatorsObservationsByEnd, IndicatorsReturns, IndicatorsDirectionClaims, IndicatorsServiceOutputs, IndicatorsEntriesByColumns, IndicatorsViewerOnce, IndicatorsReturnedObservations, IndicatorsPartnershipsOfAreas, IndicatorsRestrictedFacts, IndicatorsReturnsHeld, IndicatorsFiguresThatAgree, IndicatorsOneSubject, IndicatorsReturnsKnownSince, IndicatorsExtentOfSuppressed, IndicatorsComparedFigures, IndicatorsAuditLooksUp, IndicatorsFewAreIndexed],
  publishes: [factsTopic("indicators"), "service_output"],
  projections: [partnershipAreas("indicators")],
});
