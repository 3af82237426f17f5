/** The doors to documents. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay, childrenOf } from "../../../../kernel/lists/paging.js";
import { GlossaryTermConnection } from "../glossary-term/glossary-term.resolver.js";
import { GlossaryTermsArgs, findGlossaryTerms } from "../glossary-term/find-glossary-terms.js";
import { Document, Gap } from "./document.js";
import { findDocuments, DocumentsArgs } from "./find-documents.js";

/** A page of documents. */
export const DocumentConnection = connectionOf(Document, "Document", Gap);

@Resolver(() => Document)
export class DocumentResolver {
  @AnyoneMayAsk()
  @Query(() => Document, { nullable: true, description: "One document by its id; null where the id was unknown on that day." })
  document(
    @Arg("id", () => ID, { description: "Id of the document." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Document, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => DocumentConnection, { nullable: true, description: "The documents that the facts of the hub come from." })
  documents(@Args(() => DocumentsArgs) args: DocumentsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findDocuments(context, args, info);
  }

  @FieldResolver(() => GlossaryTermConnection, { description: "The words and abbreviations that it explains." })
  glossaryTerms(
    @Root() document: Document,
    @Args(() => GlossaryTermsArgs) args: GlossaryTermsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findGlossaryTerms(context, args, info, childrenOf(document, "document_id", "glossaryTerms"));
  }
}
