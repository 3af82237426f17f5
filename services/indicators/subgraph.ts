/** The indicators service on one screen: what was measured, what was promised of it, and whether the two agree. */
import { defineSubgraph } from "../../kernel/subgraph.js";
import { Document, Gap } from "./document/document.js";
import { importNotedGaps } from "./gap/import-noted-gaps.js";
import { NotedGap } from "./gap/noted-gap.js";
import { importIndicators } from "./indicator/import-indicators.js";
import { Indicator } from "./indicator/indicator.js";
import { IndicatorResolver } from "./indicator/indicator.resolver.js";
import { IndicatorsTables } from "./migrations/2026-11-21-indicators-tables.js";
import { importObservations } from "./observation/import-observations.js";
import { Observation } from "./observation/observation.js";
import { ObservationResolver } from "./observation/observation.resolver.js";
import { Partnership } from "./partnership/partnership.js";
import { PartnershipResolver } from "./partnership/partnership.resolver.js";
import { importTargets } from "./target/import-targets.js";
import { Target } from "./target/target.js";
import { TargetResolver } from "./target/target.resolver.js";

/** The indicators subgraph. */
export const indicators = defineSubgraph({
  name: "indicators",
  nouns: [Indicator, Observation, Target],
  references: [Document, Partnership],
  notedGaps: NotedGap,
  gap: Gap,
  resolvers: [IndicatorResolver, ObservationResolver, TargetResolver, PartnershipResolver],
  migrations: [IndicatorsTables],
  imports: { indicators: importIndicators, observations: importObservations, targets: importTargets, gaps: importNotedGaps },
});
