/** The doors that indicators adds to a partnership. */
import type { GraphQLResolveInfo } from "graphql";
import sql, { raw } from "sql-template-tag";
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { childrenOf } from "../../../../kernel/lists/paging.js";
import { knownOn } from "../../../../kernel/database/rows.js";
import { AreaPartnershipConnection } from "../../places/area-partnership/area-partnership.resolver.js";
import { AreaPartnershipsArgs, findAreaPartnerships } from "../../places/area-partnership/find-area-partnerships.js";
import { AreaConnection } from "../../places/area/area.resolver.js";
import { AreasArgs, findAreas } from "../../places/area/find-areas.js";
import { ExpectationConnection } from "../../figures/expectation/expectation.resolver.js";
import { ExpectationsArgs, findExpectations } from "../../figures/expectation/find-expectations.js";
import { IndicatorConnection } from "../../figures/indicator/indicator.resolver.js";
import { findIndicators, IndicatorsArgs } from "../../figures/indicator/find-indicators.js";
import { ObservationConnection } from "../../figures/observation/observation.resolver.js";
import { findObservations, ObservationsArgs } from "../../figures/observation/find-observations.js";
import { findSuppressedObservations, SuppressedObservationsArgs } from "../../figures/suppressed-observation/find-suppressed-observations.js";
import { SuppressedObservationConnection } from "../../figures/suppressed-observation/suppressed-observation.resolver.js";
import { SurveyConnection } from "../../figures/survey/survey.resolver.js";
import { SurveysArgs, findSurveys } from "../../figures/survey/find-surveys.js";
import { TargetConnection } from "../../figures/target/target.resolver.js";
import { findTargets, TargetsArgs } from "../../figures/target/find-targets.js";
import { VulnerableWardConnection } from "../../places/vulnerable-ward/vulnerable-ward.resolver.js";
import { VulnerableWardsArgs, findVulnerableWards } from "../../places/vulnerable-ward/find-vulnerable-wards.js";
import { Partnership } from "./partnership.js";

@Resolver(() => Partnership)
export class PartnershipResolver {
  @FieldResolver(() => IndicatorConnection, { nullable: true, description: "The indicators of which the hub holds a value or a target for the partnership." })
  indicators(
    @Root() partnership: Partnership,
    @Args(() => IndicatorsArgs) args: IndicatorsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findIndicators(context, args, info, {
      ...childrenOf(partnership, "id", "indicators"),
      // One look by index for each indicator: of two `exists` PostgreSQL may make a list of all observations of all partnerships first.
      on: (asOf) => sql`coalesce(
        (select true from indicators.observation o where o.indicator_id = t.id and o.partnership_id = p.v0 and ${knownOn(asOf, raw("o"))} limit 1),
        (select true from indicators.target g where g.indicator_id = t.id and g.partnership_id = p.v0 and ${knownOn(asOf, raw("g"))} limit 1), false)`,
    });
  }

  @FieldResolver(() => ObservationConnection, { nullable: true, description: "The values about the partnership." })
  observations(
    @Root() partnership: Partnership,
    @Args(() => ObservationsArgs) args: ObservationsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findObservations(context, args, info, childrenOf(partnership, "partnership_id", "observations"));
  }

  @FieldResolver(() => AreaPartnershipConnection, { nullable: true, description: "The areas that it answers for, and from which day to which, as files of that tell." })
  areaHistory(
    @Root() partnership: Partnership,
    @Args(() => AreaPartnershipsArgs) args: AreaPartnershipsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findAreaPartnerships(context, args, info, childrenOf(partnership, "partnership_id", "areaHistory"));
  }

  @FieldResolver(() => ExpectationConnection, { nullable: true, description: "The values that it is to return, and what became of each." })
  expectations(
    @Root() partnership: Partnership,
    @Args(() => ExpectationsArgs) args: ExpectationsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findExpectations(context, args, info, childrenOf(partnership, "partnership_id", "expectations"));
  }

  @FieldResolver(() => SuppressedObservationConnection, { nullable: true, description: "The values about the partnership that are there and not shown to whoever asks." })
  suppressedObservations(
    @Root() partnership: Partnership,
    @Args(() => SuppressedObservationsArgs) args: SuppressedObservationsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findSuppressedObservations(context, args, info, childrenOf(partnership, "partnership_id", "suppressedObservations"));
  }

  @FieldResolver(() => TargetConnection, { nullable: true, description: "What its plans promise." })
  targets(
    @Root() partnership: Partnership,
    @Args(() => TargetsArgs) args: TargetsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findTargets(context, args, info, childrenOf(partnership, "partnership_id", "targets"));
  }

  @FieldResolver(() => AreaConnection, { nullable: true, description: "The areas that are the partnership's, each as a whole: one as a rule. What lies in them is reached from there." })
  areas(
    @Root() partnership: Partnership,
    @Args(() => AreasArgs) args: AreasArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findAreas(context, args, info, childrenOf(partnership, "partnership_id", "areas"));
  }

  @FieldResolver(() => SurveyConnection, { nullable: true, description: "The surveys that its documents tell of." })
  surveys(
    @Root() partnership: Partnership,
    @Args(() => SurveysArgs) args: SurveysArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findSurveys(context, args, info, childrenOf(partnership, "partnership_id", "surveys"));
  }

  @FieldResolver(() => VulnerableWardConnection, { nullable: true, description: "The wards that its plans call the most vulnerable, by type of crime." })
  vulnerableWards(
    @Root() partnership: Partnership,
    @Args(() => VulnerableWardsArgs) args: VulnerableWardsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findVulnerableWards(context, args, info, childrenOf(partnership, "partnership_id", "vulnerableWards"));
  }
}
