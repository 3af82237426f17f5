/** Finds statutory duties. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { byKnown, equal, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { DutyBearer, StatutoryDuty } from "./statutory-duty.js";

enum StatutoryDutyOrderField {
  ACT = "ACT",
}

registerEnumType(StatutoryDutyOrderField, {
  name: "StatutoryDutyOrderField",
  description: "What statutory duties are sorted by.",
  valuesConfig: {
    ACT: { description: "The Act as printed; those without one come first." },
  },
});

const StatutoryDutyOrder = orderInput("StatutoryDuty", StatutoryDutyOrderField);

@InputType({ description: "Which statutory duties to show: all conditions hold together." })
class StatutoryDutyFilter {
  @Field(() => [ID], { nullable: true, description: "Stated in a document of one of these partnerships." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "Stated in a document of the Commissioner of one of these PCC areas." })
  pccArea?: string[];

  @Field(() => [DutyBearer], { nullable: true, description: "Lying on one of these." })
  bearer?: DutyBearer[];

  @Field(() => String, { nullable: true, description: "Of this Act, as printed." })
  act?: string;
}

/** What a list of statutory duties takes. */
@ArgsType()
export class StatutoryDutiesArgs extends PageArgs {
  @Field(() => StatutoryDutyFilter, { nullable: true, description: "Which statutory duties to show." })
  where?: StatutoryDutyFilter;

  @Field(() => StatutoryDutyOrder, { nullable: true, description: "How to sort; by Act and section where left out." })
  orderBy?: { field: StatutoryDutyOrderField; direction: Direction };
}

/** The statutory duties that the arguments ask for; all of them, or those under one thing. */
export function findStatutoryDuties(context: Context, args: StatutoryDutiesArgs, info: GraphQLResolveInfo, under?: Under): Page<StatutoryDuty> {
  const { partnership, pccArea, bearer, act } = args.where ?? {};
  return pageOf(context, {
    noun: StatutoryDuty,
    args,
    info,
    under,
    orders: {
      ACT: [byKnown.text("act"), byKnown.text("act_section")],
    },
    where: [
      ...oneOf("partnership_id", partnership, "where.partnership"),
      ...oneOf("pcc_area_id", pccArea, "where.pccArea"),
      ...oneOf("bearer", bearer, "where.bearer"),
      ...equal("act", act, "where.act"),
    ],
  });
}
