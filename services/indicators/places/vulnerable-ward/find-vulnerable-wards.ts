/** Finds vulnerable wards: all, or those of a plan, a partnership or a ward; by type of crime. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { VulnerableWard } from "./vulnerable-ward.js";

enum VulnerableWardOrderField {
  CRIME_TYPE = "CRIME_TYPE",
}

registerEnumType(VulnerableWardOrderField, {
  name: "VulnerableWardOrderField",
  description: "What vulnerable wards are sorted by.",
  valuesConfig: {
    CRIME_TYPE: { description: "Type of crime; the wards of one type stand in no order of their own." },
  },
});

const VulnerableWardOrder = orderInput("VulnerableWard", VulnerableWardOrderField);

@InputType({ description: "Which vulnerable wards to show: all conditions hold together." })
class VulnerableWardFilter {
  @Field(() => [String], { nullable: true, description: "For one of these types of crime, as printed." })
  crimeType?: string[];

  @Field(() => [ID], { nullable: true, description: "One of these wards." })
  ward?: string[];

  @Field(() => [ID], { nullable: true, description: "Of one of these plans." })
  plan?: string[];

  @Field(() => [ID], { nullable: true, description: "Of one of these partnerships." })
  partnership?: string[];
}

/** What a list of vulnerable wards takes. */
@ArgsType()
export class VulnerableWardsArgs extends PageArgs {
  @Field(() => VulnerableWardFilter, { nullable: true, description: "Which vulnerable wards to show." })
  where?: VulnerableWardFilter;

  @Field(() => VulnerableWardOrder, { nullable: true, description: "How to sort; by type of crime where left out." })
  orderBy?: { field: VulnerableWardOrderField; direction: Direction };
}

/** The vulnerable wards that the arguments ask for; all of them, or those under one thing. */
export function findVulnerableWards(context: Context, args: VulnerableWardsArgs, info: GraphQLResolveInfo, under?: Under): Page<VulnerableWard> {
  const { crimeType, ward, plan, partnership } = args.where ?? {};
  return pageOf(context, {
    noun: VulnerableWard,
    args,
    info,
    under,
    orders: {
      CRIME_TYPE: [by.text("crime_type")],
    },
    where: [
      ...oneOf("crime_type", crimeType, "where.crimeType"),
      ...oneOf("area_id", ward, "where.ward"),
      ...oneOf("plan_id", plan, "where.plan"),
      ...oneOf("partnership_id", partnership, "where.partnership"),
    ],
  });
}
