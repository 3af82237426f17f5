/** Finds PCC areas. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { PccArea } from "./pcc-area.js";

enum PccAreaOrderField {
  NAME = "NAME",
}

registerEnumType(PccAreaOrderField, {
  name: "PccAreaOrderField",
  description: "What PCC areas are sorted by.",
  valuesConfig: {
    NAME: { description: "Name." },
  },
});

const PccAreaOrder = orderInput("PccArea", PccAreaOrderField);

/** What a list of PCC areas takes. */
@ArgsType()
export class PccAreasArgs extends PageArgs {
  @Field(() => PccAreaOrder, { nullable: true, description: "How to sort; by name where left out." })
  orderBy?: { field: PccAreaOrderField; direction: Direction };
}

/** The PCC areas that the arguments ask for; all of them, or those under one thing. */
export function findPccAreas(context: Context, args: PccAreasArgs, info: GraphQLResolveInfo, under?: Under): Page<PccArea> {
  return pageOf(context, {
    noun: PccArea,
    args,
    info,
    under,
    orders: {
      NAME: [by.text("name")],
    },
    where: [],
  });
}
