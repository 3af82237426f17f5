/** The doors that granting adds to an award: its agreement, what it was applied for with, its conditions and variations. */
import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import { onlyChildOf } from "../../../kernel/lists/only-child.js";
import { childrenOf } from "../../../kernel/lists/paging.js";
import type { Context } from "../../../kernel/subgraph/context.js";
import { Award } from "../money/award/award.js";
import { Agreement } from "./agreement/agreement.js";
import { Application } from "./application/application.js";
import { ConditionConnection } from "./condition/condition.resolver.js";
import { ConditionsArgs, findConditions } from "./condition/find-conditions.js";
import { Publication, publicationOf } from "./publication/publication.js";
import { findVariations, VariationsArgs } from "./variation/find-variations.js";
import { VariationConnection } from "./variation/variation.resolver.js";

@Resolver(() => Award)
export class AwardGrantingResolver {
  @FieldResolver(() => Agreement, { nullable: true, description: "Its agreement: where the grant stands. Null where none is recorded, or where the caller may not see it." })
  agreement(@Root() award: Award, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return onlyChildOf(context, Agreement, award, "award_id", info);
  }

  @FieldResolver(() => Application, { nullable: true, description: "The application that it answers. Null where none is recorded, or where the caller may not see it." })
  application(@Root() award: Award, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return onlyChildOf(context, Application, award, "award_id", info);
  }

  @FieldResolver(() => Publication, { description: "How it stands with the publication of the grant: what is lacking, and whether it was in time." })
  publication(@Root() award: Award, @Ctx() context: Context): Promise<Publication> {
    return publicationOf(context, award);
  }

  @FieldResolver(() => ConditionConnection, { description: "The conditions attached to it, in the order of their numbers." })
  conditions(
    @Root() award: Award,
    @Args(() => ConditionsArgs) args: ConditionsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findConditions(context, args, info, childrenOf(award, "award_id", "conditions"));
  }

  @FieldResolver(() => VariationConnection, { description: "The changes of its amounts after it was agreed, in the order of their numbers." })
  variations(
    @Root() award: Award,
    @Args(() => VariationsArgs) args: VariationsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findVariations(context, args, info, childrenOf(award, "award_id", "variations"));
  }
}
