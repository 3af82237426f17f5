/** Finds memberships. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, byKnown, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { LeadStatus } from "../lead/lead-status.js";
import { Membership, MembershipKind } from "./membership.js";

enum MembershipOrderField {
  PRINTED = "PRINTED",
  MEMBER = "MEMBER",
}

registerEnumType(MembershipOrderField, {
  name: "MembershipOrderField",
  description: "What memberships are sorted by.",
  valuesConfig: {
    PRINTED: { description: "The document, then the printed order of its lists." },
    MEMBER: { description: "The member as printed." },
  },
});

const MembershipOrder = orderInput("Membership", MembershipOrderField);

@InputType({ description: "Which memberships to show: all conditions hold together." })
class MembershipFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these partnerships, or of a body in their arrangements." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "Of one of these bodies." })
  body?: string[];

  @Field(() => [ID], { nullable: true, description: "Of one of these organisations." })
  organisation?: string[];

  @Field(() => [ID], { nullable: true, description: "Stated in one of these plans." })
  plan?: string[];

  @Field(() => [ID], { nullable: true, description: "Leading one of these themes." })
  priority?: string[];

  @Field(() => [MembershipKind], { nullable: true, description: "Of one of these kinds." })
  kind?: MembershipKind[];

  @Field(() => [LeadStatus], { nullable: true, description: "Of whose sitting member the source says this." })
  postStatus?: LeadStatus[];
}

/** What a list of memberships takes. */
@ArgsType()
export class MembershipsArgs extends PageArgs {
  @Field(() => MembershipFilter, { nullable: true, description: "Which memberships to show." })
  where?: MembershipFilter;

  @Field(() => MembershipOrder, { nullable: true, description: "How to sort; by document, kind and printed order where left out." })
  orderBy?: { field: MembershipOrderField; direction: Direction };
}

/** The memberships that the arguments ask for; all of them, or those under one thing. */
export function findMemberships(context: Context, args: MembershipsArgs, info: GraphQLResolveInfo, under?: Under): Page<Membership> {
  const { partnership, body, organisation, plan, priority, kind, postStatus } = args.where ?? {};
  return pageOf(context, {
    noun: Membership,
    args,
    info,
    under,
    orders: {
      PRINTED: [byKnown.text("document_id"), by.text("kind"), by.whole("position")],
      MEMBER: [by.text("member")],
    },
    where: [
      ...oneOf("partnership_id", partnership, "where.partnership"),
      ...oneOf("body_id", body, "where.body"),
      ...oneOf("organisation_id", organisation, "where.organisation"),
      ...oneOf("plan_id", plan, "where.plan"),
      ...oneOf("priority_id", priority, "where.priority"),
      ...oneOf("kind", kind, "where.kind"),
      ...oneOf("post_status", postStatus, "where.postStatus"),
    ],
  });
}
