/** A membership: who belongs to a partnership or to one of its bodies, as what, and whom it represents. Never a person's name. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, Int, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { Body } from "../body/body.js";
import { Fact } from "../../sources/document/document.js";
import { Organisation } from "../organisation/organisation.js";
import { Partnership } from "../partnership/partnership.js";
import { Plan } from "../../planning/plan/plan.js";
import { Priority } from "../../planning/priority/priority.js";
import { LeadStatus } from "../lead/lead-status.js";

/** As what somebody belongs to a partnership or body. */
export enum MembershipKind {
  RESPONSIBLE_AUTHORITY = "RESPONSIBLE_AUTHORITY",
  CO_OPERATING_AUTHORITY = "CO_OPERATING_AUTHORITY",
  INVITEE = "INVITEE",
  PARTNER = "PARTNER",
  CHAIR = "CHAIR",
  MEMBER = "MEMBER",
  THEME_LEAD = "THEME_LEAD",
  FORMER_MEMBER = "FORMER_MEMBER",
}

registerEnumType(MembershipKind, {
  name: "MembershipKind",
  description: "As what somebody belongs to a partnership or body.",
  valuesConfig: {
    RESPONSIBLE_AUTHORITY: { description: "A responsible authority under the Crime and Disorder Act 1998." },
    CO_OPERATING_AUTHORITY: { description: "A co-operating authority, a group or agency that contributes significantly." },
    INVITEE: { description: "Invited to participate." },
    PARTNER: { description: "Called a partner, without the source saying that it is a member." },
    CHAIR: { description: "It chairs." },
    MEMBER: { description: "It is a member, or sits on the body." },
    THEME_LEAD: { description: "It leads a theme and chairs the group for it." },
    FORMER_MEMBER: { description: "It was a member and is no longer." },
  },
});

/** Who belongs to a partnership or body, and as what. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "Who belongs to a partnership or to a body, as what, and whom it represents: organisations and posts, never persons." })
@Entity({ tableName: "membership", schema: "plans" })
export class Membership extends Fact {
  @Field(() => MembershipKind, { description: "As what it belongs." })
  @Property({ type: "text" })
  kind!: MembershipKind;

  @Field(() => Int, { description: "Its place in the printed order of the list that it stands in, from 1." })
  @Property({ type: "integer" })
  position!: number;

  @Field(() => String, { description: "The member as printed: an organisation, several of them, a place whose body is meant, or a post; never a person's name." })
  @Property({ type: "text" })
  member!: string;

  @Field(() => String, { nullable: true, description: "Whom it represents, as printed; null where it stands for itself." })
  @Property({ type: "text", nullable: true })
  represents!: string | null;

  @Field(() => String, { nullable: true, description: "The post of who sits for it; never a name." })
  @Property({ type: "text", nullable: true })
  post!: string | null;

  @Field(() => LeadStatus, { description: "What the source says of who sits for it." })
  @Property({ type: "text" })
  postStatus!: LeadStatus;

  /** Not in the API: reached through `partnership`. */
  @Property({ type: "text", nullable: true })
  partnershipId!: string | null;

  /** Not in the API: reached through `body`. */
  @Property({ type: "text", nullable: true })
  bodyId!: string | null;

  /** Not in the API: reached through `organisation`. */
  @Property({ type: "text", nullable: true })
  organisationId!: string | null;

  /** Not in the API: reached through `priority`. */
  @Property({ type: "text", nullable: true })
  priorityId!: string | null;

  /** Not in the API: reached through `plan`. */
  @Property({ type: "text", nullable: true })
  planId!: string | null;

  @Needs("partnershipId")
  @Field(() => Partnership, { nullable: true, description: "The partnership it belongs to, or in whose arrangements the body stands; null for a body of nobody's." })
  partnership(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.partnershipId ? context.refer(Partnership, { id: this.partnershipId, asOf: this.asOf }, info) : null;
  }

  @Needs("bodyId")
  @Field(() => Body, { nullable: true, description: "The body it belongs to; null where it belongs to the partnership as such." })
  body(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.bodyId ? context.refer(Body, { id: this.bodyId, asOf: this.asOf }, info) : null;
  }

  @Needs("organisationId")
  @Field(() => Organisation, { nullable: true, description: "The organisation that is meant; null, with a gap, where the source means several or does not say." })
  organisation(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.organisationId ? context.refer(Organisation, { id: this.organisationId, asOf: this.asOf }, info) : null;
  }

  @Needs("priorityId")
  @Field(() => Priority, { nullable: true, description: "The theme that it leads; null where it leads none." })
  priority(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.priorityId ? context.refer(Priority, { id: this.priorityId, asOf: this.asOf }, info) : null;
  }

  @Needs("planId")
  @Field(() => Plan, { nullable: true, description: "The plan in which it is stated; null where no plan states it." })
  plan(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.planId ? context.refer(Plan, { id: this.planId, asOf: this.asOf }, info) : null;
  }
}
