/** Finds organisations. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { Organisation, OrganisationKind } from "./organisation.js";

enum OrganisationOrderField {
  NAME = "NAME",
}

registerEnumType(OrganisationOrderField, {
  name: "OrganisationOrderField",
  description: "What organisations are sorted by.",
  valuesConfig: {
    NAME: { description: "Name." },
  },
});

const OrganisationOrder = orderInput("Organisation", OrganisationOrderField);

@InputType({ description: "Which organisations to show: all conditions hold together." })
class OrganisationFilter {
  @Field(() => [OrganisationKind], { nullable: true, description: "Of one of these kinds." })
  kind?: OrganisationKind[];
}

/** What a list of organisations takes. */
@ArgsType()
export class OrganisationsArgs extends PageArgs {
  @Field(() => OrganisationFilter, { nullable: true, description: "Which organisations to show." })
  where?: OrganisationFilter;

  @Field(() => OrganisationOrder, { nullable: true, description: "How to sort; by name where left out." })
  orderBy?: { field: OrganisationOrderField; direction: Direction };
}

/** The organisations that the arguments ask for; all of them, or those under one thing. */
export function findOrganisations(context: Context, args: OrganisationsArgs, info: GraphQLResolveInfo, under?: Under): Page<Organisation> {
  const { kind } = args.where ?? {};
  return pageOf(context, {
    noun: Organisation,
    args,
    info,
    under,
    orders: {
      NAME: [by.text("name")],
    },
    where: [
      ...oneOf("kind", kind, "where.kind"),
    ],
  });
}
