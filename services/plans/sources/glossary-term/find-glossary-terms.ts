/** Finds glossary terms. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, equal, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { GlossaryTerm, GlossaryTermKind } from "./glossary-term.js";

enum GlossaryTermOrderField {
  TERM = "TERM",
}

registerEnumType(GlossaryTermOrderField, {
  name: "GlossaryTermOrderField",
  description: "What glossary terms are sorted by.",
  valuesConfig: {
    TERM: { description: "The term." },
  },
});

const GlossaryTermOrder = orderInput("GlossaryTerm", GlossaryTermOrderField);

@InputType({ description: "Which glossary terms to show: all conditions hold together." })
class GlossaryTermFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these documents." })
  document?: string[];

  @Field(() => [ID], { nullable: true, description: "Of a document of one of these partnerships." })
  partnership?: string[];

  @Field(() => [GlossaryTermKind], { nullable: true, description: "Of one of these kinds." })
  kind?: GlossaryTermKind[];

  @Field(() => String, { nullable: true, description: "This term, as printed." })
  term?: string;
}

/** What a list of glossary terms takes. */
@ArgsType()
export class GlossaryTermsArgs extends PageArgs {
  @Field(() => GlossaryTermFilter, { nullable: true, description: "Which glossary terms to show." })
  where?: GlossaryTermFilter;

  @Field(() => GlossaryTermOrder, { nullable: true, description: "How to sort; by term where left out." })
  orderBy?: { field: GlossaryTermOrderField; direction: Direction };
}

/** The glossary terms that the arguments ask for; all of them, or those under one thing. */
export function findGlossaryTerms(context: Context, args: GlossaryTermsArgs, info: GraphQLResolveInfo, under?: Under): Page<GlossaryTerm> {
  const { document, partnership, kind, term } = args.where ?? {};
  return pageOf(context, {
    noun: GlossaryTerm,
    args,
    info,
    under,
    orders: {
      TERM: [by.text("term")],
    },
    where: [
      ...oneOf("document_id", document, "where.document"),
      ...oneOf("partnership_id", partnership, "where.partnership"),
      ...oneOf("kind", kind, "where.kind"),
      ...equal("term", term, "where.term"),
    ],
  });
}
