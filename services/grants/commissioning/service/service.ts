/** A service: what is commissioned or paid for, of whom, for which need, and out of which money. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import { Period } from "../../../../kernel/values/period.js";
import { Award } from "../../money/award/award.js";
import { CommissioningPlan } from "../commissioning-plan/commissioning-plan.js";
import { Fact } from "../../sources/document/document.js";
import { Fund } from "../../money/fund/fund.js";
import { Organisation } from "../../references/organisation/organisation.js";
import { Partnership } from "../../references/partnership/partnership.js";

/** How far a service reaches. */
export enum ServiceScope {
  LOCAL = "LOCAL",
  REGIONAL = "REGIONAL",
}

registerEnumType(ServiceScope, {
  name: "ServiceScope",
  description: "How far a service reaches.",
  valuesConfig: {
    LOCAL: { description: "It serves the area of one partnership." },
    REGIONAL: { description: "It serves more than one partnership's area: a county, or a Commissioner's area." },
  },
});

/** How far a service has come, as its source tells. */
export enum ServiceStatus {
  PROPOSED = "PROPOSED",
  PLANNED = "PLANNED",
  COMMISSIONED = "COMMISSIONED",
  PILOT = "PILOT",
  RUNNING = "RUNNING",
  ENDED = "ENDED",
  NOT_STATED = "NOT_STATED",
}

registerEnumType(ServiceStatus, {
  name: "ServiceStatus",
  description: "How far a service has come, as its source tells.",
  valuesConfig: {
    PROPOSED: { description: "Considered or bid for; nothing is decided." },
    PLANNED: { description: "To come, and not said to be commissioned yet." },
    COMMISSIONED: { description: "Commissioned, and not said to have begun." },
    PILOT: { description: "On trial." },
    RUNNING: { description: "At work." },
    ENDED: { description: "Over." },
    NOT_STATED: { description: "The source does not say." },
  },
});

/** A commissioned service or a funded project. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description: "A service that is commissioned or a project that is paid for: the need it answers, who provides it, and out of which money.",
})
@Entity({ tableName: "service", schema: "grants" })
export class Service extends Fact {
  @Field(() => String, { nullable: true, description: "Its name as printed; null where the source gives none or has lost it." })
  @Property({ type: "text", nullable: true })
  name!: string | null;

  @Field(() => String, { nullable: true, description: "What it does and for whom, in the hub's words." })
  @Property({ type: "text", nullable: true })
  purpose!: string | null;

  @Field(() => String, { nullable: true, description: "The need that it answers and the evidence for it, in the hub's words." })
  @Property({ type: "text", nullable: true })
  need!: string | null;

  @Field(() => ServiceScope, { description: "How far it reaches." })
  @Property({ type: "text" })
  scope!: ServiceScope;

  @Field(() => ServiceStatus, { description: "How far it has come, as its source tells." })
  @Property({ type: "text" })
  status!: ServiceStatus;

  @Field(() => Period, { nullable: true, description: "When it was commissioned or began, as exactly as the source prints it: a day, a month, a year." })
  @Embedded(() => Period, { nullable: true })
  start!: Period | null;

  @Field(() => String, { nullable: true, description: 'When it was commissioned or began, as printed: "Summer 2016".' })
  @Property({ type: "text", nullable: true })
  startAsPrinted!: string | null;

  /** Not in the API: reached through `partnership`. */
  @Property({ type: "text", nullable: true })
  partnershipId!: string | null;

  /** Not in the API: reached through `commissioningPlan`. */
  @Property({ type: "text", nullable: true })
  commissioningPlanId!: string | null;

  /** Not in the API: reached through `provider`. */
  @Property({ type: "text", nullable: true })
  providerId!: string | null;

  /** Not in the API: reached through `commissioners`. */
  @Property({ type: "string[]", nullable: true })
  commissionerIds!: string[] | null;

  /** Not in the API: reached through `fund`. */
  @Property({ type: "text", nullable: true })
  fundId!: string | null;

  /** Not in the API: reached through `award`. */
  @Property({ type: "text", nullable: true })
  awardId!: string | null;

  @Needs("partnershipId")
  @Field(() => Partnership, { nullable: true, description: "The partnership that it is for; null where it serves a region." })
  partnership(): Partnership | null {
    return this.partnershipId ? seen(Partnership, this.partnershipId, this.asOf) : null;
  }

  @Needs("commissioningPlanId")
  @Field(() => CommissioningPlan, { nullable: true, description: "The commissioning plan that it is commissioned under; null where there is none, or where the caller may not see it." })
  async commissioningPlan(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.commissioningPlanId ? context.refer(CommissioningPlan, { id: this.commissioningPlanId, asOf: this.asOf }, info) : null;
  }

  @Needs("providerId")
  @Field(() => Organisation, { nullable: true, description: "Who provides it; null where the source does not say." })
  provider(): Organisation | null {
    return this.providerId ? seen(Organisation, this.providerId, this.asOf) : null;
  }

  @Needs("commissionerIds")
  @Field(() => [Organisation], {
    nullable: "itemsAndList",
    description: "The organisations that commission it, or support it with money, in their printed order; null where the source names none.",
  })
  commissioners(): Organisation[] | null {
    return this.commissionerIds?.map((id) => seen(Organisation, id, this.asOf)) ?? null;
  }

  @Needs("fundId")
  @Field(() => Fund, { nullable: true, description: "The fund that pays for it; null where the source names none." })
  async fund(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.fundId ? context.refer(Fund, { id: this.fundId, asOf: this.asOf }, info) : null;
  }

  @Needs("awardId")
  @Field(() => Award, {
    nullable: true,
    description: "The award that pays for it, wholly or in part: its share is not told here. Null where the source names none, or where the caller may not see it.",
  })
  async award(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.awardId ? context.refer(Award, { id: this.awardId, asOf: this.asOf }, info) : null;
  }
}
