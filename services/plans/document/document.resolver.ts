/** The doors to documents. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { AsOfArgs, connectionOf } from "../../../kernel/connection.js";
import { asOfDay } from "../../../kernel/paging.js";
import { Document, Gap } from "./document.js";
import { findDocuments, DocumentsArgs } from "./find-documents.js";

/** A page of documents. */
export const DocumentConnection = connectionOf(Document, "Document", Gap);

@Resolver(() => Document)
export class DocumentResolver {
  @Query(() => Document, { nullable: true, description: "One document by its id; null where the id was unknown on that day." })
  document(
    @Arg("id", () => ID, { description: "Id of the document." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Document, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @Query(() => DocumentConnection, { nullable: true, description: "The documents that the facts of the hub come from." })
  documents(@Args(() => DocumentsArgs) args: DocumentsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findDocuments(context, args, info);
  }
}
