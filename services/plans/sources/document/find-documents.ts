/** Finds documents. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, equal, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { Document, DocumentKind } from "./document.js";

enum DocumentOrderField {
  TITLE = "TITLE",
  PUBLISHED = "PUBLISHED",
}

registerEnumType(DocumentOrderField, {
  name: "DocumentOrderField",
  description: "What documents are sorted by.",
  valuesConfig: {
    TITLE: { description: "Title." },
    PUBLISHED: { description: "The last day on which it can have been published." },
  },
});

const DocumentOrder = orderInput("Document", DocumentOrderField);

@InputType({ description: "Which documents to show: all conditions hold together." })
class DocumentFilter {
  @Field(() => [DocumentKind], { nullable: true, description: "Of one of these kinds." })
  kind?: DocumentKind[];

  @Field(() => String, { nullable: true, description: "Of this publisher, as printed." })
  publisher?: string;
}

/** What a list of documents takes. */
@ArgsType()
export class DocumentsArgs extends PageArgs {
  @Field(() => DocumentFilter, { nullable: true, description: "Which documents to show." })
  where?: DocumentFilter;

  @Field(() => DocumentOrder, { nullable: true, description: "How to sort; by title where left out." })
  orderBy?: { field: DocumentOrderField; direction: Direction };
}

/** The documents that the arguments ask for; all of them, or those under one thing. */
export function findDocuments(context: Context, args: DocumentsArgs, info: GraphQLResolveInfo, under?: Under): Page<Document> {
  const { kind, publisher } = args.where ?? {};
  return pageOf(context, {
    noun: Document,
    args,
    info,
    under,
    orders: {
      TITLE: [by.text("title")],
      PUBLISHED: [by.day("published_to")],
    },
    where: [
      ...oneOf("kind", kind, "where.kind"),
      ...equal("publisher", publisher, "where.publisher"),
    ],
  });
}
