/** The room "figures": what is measured, by whom it is asked, and what was promised of it. */
import type { Room } from "../../../kernel/subgraph/subgraph.js";
import { ComparatorGroup } from "./comparator-group/comparator-group.js";
import { ComparatorGroupResolver } from "./comparator-group/comparator-group.resolver.js";
import { importComparatorGroups } from "./comparator-group/import-comparator-groups.js";
import { Expectation } from "./expectation/expectation.js";
import { ExpectationConnectionResolver, ExpectationResolver } from "./expectation/expectation.resolver.js";
import { importExpectations } from "./expectation/import-expectations.js";
import { ComparisonResolver } from "./comparison/comparison.resolver.js";
import { DirectionClaim } from "./direction-claim/direction-claim.js";
import { DirectionClaimResolver, PartnershipDirectionClaimResolver } from "./direction-claim/direction-claim.resolver.js";
import { importDirectionClaims } from "./direction-claim/import-direction-claims.js";
import { importIndicators } from "./indicator/import-indicators.js";
import { Indicator } from "./indicator/indicator.js";
import { IndicatorResolver } from "./indicator/indicator.resolver.js";
import { importObservations } from "./observation/import-observations.js";
import { Observation } from "./observation/observation.js";
import { ObservationResolver } from "./observation/observation.resolver.js";
import { importSeriesBreaks } from "./series-break/import-series-breaks.js";
import { SeriesBreak } from "./series-break/series-break.js";
import { SeriesBreakResolver } from "./series-break/series-break.resolver.js";
import { IndicatorSeriesResolver, PartnershipSeriesResolver, SeriesResolver } from "./series/series.resolver.js";
import { SuppressedObservationResolver } from "./suppressed-observation/suppressed-observation.resolver.js";
import { SignificantChangeResolver } from "./significant-change/significant-change.resolver.js";
import { importSurveys } from "./survey/import-surveys.js";
import { Survey } from "./survey/survey.js";
import { SurveyResolver } from "./survey/survey.resolver.js";
import { importTargets } from "./target/import-targets.js";
import { Target } from "./target/target.js";
import { TargetResolver } from "./target/target.resolver.js";

/** What is measured, by whom it is asked, and what was promised of it. */
export const figures: Room = {
  nouns: [Indicator, Observation, Target, Survey, SeriesBreak, Expectation, ComparatorGroup, DirectionClaim],
  resolvers: [IndicatorResolver, ObservationResolver, TargetResolver, SurveyResolver, SeriesBreakResolver, ExpectationResolver, ExpectationConnectionResolver, ComparatorGroupResolver, SeriesResolver, PartnershipSeriesResolver, IndicatorSeriesResolver, ComparisonResolver, SuppressedObservationResolver, SignificantChangeResolver, DirectionClaimResolver, PartnershipDirectionClaimResolver],
  imports: {
    surveys: importSurveys,
    indicators: importIndicators,
    observations: importObservations,
    targets: importTargets,
    "series-breaks": importSeriesBreaks,
    expectations: importExpectations,
    "comparator-groups": importComparatorGroups,
    "direction-claims": importDirectionClaims,
  },
};
