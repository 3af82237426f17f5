/** Finds variations: all, or those of an award. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { Variation } from "./variation.js";

enum VariationOrderField {
  NUMBER = "NUMBER",
  VARIED_ON = "VARIED_ON",
}

registerEnumType(VariationOrderField, {
  name: "VariationOrderField",
  description: "What variations are sorted by.",
  valuesConfig: {
    NUMBER: { description: "Award, then number." },
    VARIED_ON: { description: "The day from which the new amounts hold." },
  },
});

const VariationOrder = orderInput("Variation", VariationOrderField);

@InputType({ description: "Which variations to show: all conditions hold together." })
class VariationFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these awards." })
  award?: string[];

  @Field(() => [ID], { nullable: true, description: "Of awards for one of these partnerships." })
  partnership?: string[];
}

/** What a list of variations takes. */
@ArgsType()
export class VariationsArgs extends PageArgs {
  @Field(() => VariationFilter, { nullable: true, description: "Which variations to show." })
  where?: VariationFilter;

  @Field(() => VariationOrder, { nullable: true, description: "How to sort; by award and number where left out." })
  orderBy?: { field: VariationOrderField; direction: Direction };
}

/** The variations that the arguments ask for; all of them, or those under one thing. */
export function findVariations(context: Context, args: VariationsArgs, info: GraphQLResolveInfo, under?: Under): Page<Variation> {
  const { award, partnership } = args.where ?? {};
  return pageOf(context, {
    noun: Variation,
    args,
    info,
    under,
    orders: {
      NUMBER: [by.text("award_id"), by.whole("number")],
      VARIED_ON: [by.day("varied_on")],
    },
    where: [
      ...oneOf("award_id", award, "where.award"),
      ...oneOf("of_partnership", partnership, "where.partnership"),
    ],
  });
}
