/** The doors to glossary terms. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../document/document.js";
import { GlossaryTerm } from "./glossary-term.js";
import { findGlossaryTerms, GlossaryTermsArgs } from "./find-glossary-terms.js";

/** A page of glossary terms. */
export const GlossaryTermConnection = connectionOf(GlossaryTerm, "GlossaryTerm", Gap);

@Resolver(() => GlossaryTerm)
export class GlossaryTermResolver {
  @AnyoneMayAsk()
  @Query(() => GlossaryTerm, { nullable: true, description: "One glossary term by its id; null where the id was unknown on that day." })
  glossaryTerm(
    @Arg("id", () => ID, { description: "Id of the glossary term." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(GlossaryTerm, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => GlossaryTermConnection, { nullable: true, description: "The words and abbreviations that the documents explain." })
  glossaryTerms(@Args(() => GlossaryTermsArgs) args: GlossaryTermsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findGlossaryTerms(context, args, info);
  }
}
