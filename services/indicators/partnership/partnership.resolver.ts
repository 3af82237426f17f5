/** The doors that indicators adds to a partnership. */
import type { GraphQLResolveInfo } from "graphql";
import sql, { raw } from "sql-template-tag";
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { childrenOf } from "../../../kernel/paging.js";
import { knownOn } from "../../../kernel/rows.js";
import { IndicatorConnection } from "../indicator/indicator.resolver.js";
import { findIndicators, IndicatorsArgs } from "../indicator/find-indicators.js";
import { ObservationConnection } from "../observation/observation.resolver.js";
import { findObservations, ObservationsArgs } from "../observation/find-observations.js";
import { TargetConnection } from "../target/target.resolver.js";
import { findTargets, TargetsArgs } from "../target/find-targets.js";
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
      on: (asOf) => sql`(
        exists (select from indicators.observation o where o.indicator_id = t.id and o.partnership_id = p.v0 and ${knownOn(asOf, raw("o"))})
        or exists (select from indicators.target g where g.indicator_id = t.id and g.partnership_id = p.v0 and ${knownOn(asOf, raw("g"))}))`,
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

  @FieldResolver(() => TargetConnection, { nullable: true, description: "What its plans promise." })
  targets(
    @Root() partnership: Partnership,
    @Args(() => TargetsArgs) args: TargetsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findTargets(context, args, info, childrenOf(partnership, "partnership_id", "targets"));
  }
}
