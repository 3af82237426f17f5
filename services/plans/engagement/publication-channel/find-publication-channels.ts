/** Finds publication channels: all, or those of a plan; by kind. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { PublicationChannel, PublicationChannelKind } from "./publication-channel.js";

enum PublicationChannelOrderField {
  NUMBER = "NUMBER",
  KIND = "KIND",
}

registerEnumType(PublicationChannelOrderField, {
  name: "PublicationChannelOrderField",
  description: "What publication channels are sorted by.",
  valuesConfig: {
    NUMBER: { description: "Plan, then place in the printed order." },
    KIND: { description: "Kind, then name." },
  },
});

const PublicationChannelOrder = orderInput("PublicationChannel", PublicationChannelOrderField);

@InputType({ description: "Which publication channels to show: all conditions hold together." })
class PublicationChannelFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these plans." })
  plan?: string[];

  @Field(() => [PublicationChannelKind], { nullable: true, description: "Of one of these kinds." })
  kind?: PublicationChannelKind[];
}

/** What a list of publication channels takes. */
@ArgsType()
export class PublicationChannelsArgs extends PageArgs {
  @Field(() => PublicationChannelFilter, { nullable: true, description: "Which publication channels to show." })
  where?: PublicationChannelFilter;

  @Field(() => PublicationChannelOrder, { nullable: true, description: "How to sort; by plan and printed order where left out." })
  orderBy?: { field: PublicationChannelOrderField; direction: Direction };
}

/** The publication channels that the arguments ask for; all of them, or those under one thing. */
export function findPublicationChannels(context: Context, args: PublicationChannelsArgs, info: GraphQLResolveInfo, under?: Under): Page<PublicationChannel> {
  const { plan, kind } = args.where ?? {};
  return pageOf(context, {
    noun: PublicationChannel,
    args,
    info,
    under,
    orders: {
      NUMBER: [by.text("plan_id"), by.whole("number")],
      KIND: [by.text("kind"), by.text("name")],
    },
    where: [
      ...oneOf("plan_id", plan, "where.plan"),
      ...oneOf("kind", kind, "where.kind"),
    ],
  });
}
