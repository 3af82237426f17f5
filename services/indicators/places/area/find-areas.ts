/** Finds areas: all, or those in a larger one or of a partnership; by kind. */
import type { GraphQLResolveInfo } from "graphql";
import sql from "sql-template-tag";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { DateScalar, readDay, type Day } from "../../../../kernel/values/day.js";
import { Area, AreaKind } from "./area.js";

enum AreaOrderField {
  NAME = "NAME",
}

registerEnumType(AreaOrderField, {
  name: "AreaOrderField",
  description: "What areas are sorted by.",
  valuesConfig: {
    NAME: { description: "Name." },
  },
});

const AreaOrder = orderInput("Area", AreaOrderField);

@InputType({ description: "Which areas to show: all conditions hold together." })
class AreaFilter {
  @Field(() => [ID], { nullable: true, description: "One of these areas." })
  id?: string[];

  @Field(() => [AreaKind], { nullable: true, description: "Of one of these kinds." })
  kind?: AreaKind[];

  @Field(() => [String], { nullable: true, description: "With one of these GSS codes." })
  gssCode?: string[];

  @Field(() => DateScalar, { nullable: true, description: "There on this day: begun, where it says when, and not over. Refused with MALFORMED_DATE." })
  validOn?: Day;

  @Field(() => [ID], { nullable: true, description: "In one of these larger areas, without one between." })
  parent?: string[];

  @Field(() => [ID], { nullable: true, description: "Of one of these partnerships, as a whole." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "Of one of these Commissioners, as a whole." })
  pccArea?: string[];
}

/** What a list of areas takes. */
@ArgsType()
export class AreasArgs extends PageArgs {
  @Field(() => AreaFilter, { nullable: true, description: "Which areas to show." })
  where?: AreaFilter;

  @Field(() => AreaOrder, { nullable: true, description: "How to sort; by name where left out." })
  orderBy?: { field: AreaOrderField; direction: Direction };
}

/** The areas that the arguments ask for; all of them, or those under one thing. */
export function findAreas(context: Context, args: AreasArgs, info: GraphQLResolveInfo, under?: Under): Page<Area> {
  const { id, kind, gssCode, validOn, parent, partnership, pccArea } = args.where ?? {};
  return pageOf(context, {
    noun: Area,
    args,
    info,
    under,
    orders: {
      NAME: [by.text("name")],
    },
    where: [
      ...oneOf("id", id, "where.id"),
      ...oneOf("kind", kind, "where.kind"),
      ...oneOf("gss_code", gssCode, "where.gssCode"),
      ...(validOn == null ? [] : [sql`coalesce(t.valid_from <= ${readDay(validOn, "where.validOn")}::date, true) and coalesce(t.valid_to >= ${validOn}::date, true)`]),
      ...oneOf("parent_id", parent, "where.parent"),
      ...oneOf("partnership_id", partnership, "where.partnership"),
      ...oneOf("pcc_area_id", pccArea, "where.pccArea"),
    ],
  });
}
