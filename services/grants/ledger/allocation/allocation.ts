/** An allocation: the part of an award's year that is set aside for a service, a project or a recipient, and what it is meant to bring about. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, ID, Info, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { DecimalScalar, Money } from "../../../../kernel/values/money.js";
import { Award } from "../../money/award/award.js";
import { Organisation } from "../../references/organisation/organisation.js";
import { Partnership } from "../../references/partnership/partnership.js";
import { Service } from "../../commissioning/service/service.js";
import { Fact } from "../../sources/document/document.js";

/** At which level money is attributed: at one alone, so that no penny is told twice. */
export enum AttributionLevel {
  ACTION = "ACTION",
  OUTCOME = "OUTCOME",
  OBJECTIVE = "OBJECTIVE",
  PLEDGE = "PLEDGE",
  UNATTRIBUTED = "UNATTRIBUTED",
}

registerEnumType(AttributionLevel, {
  name: "AttributionLevel",
  description: "At which level money is attributed: at one alone, so that no penny is told twice.",
  valuesConfig: {
    ACTION: { description: "To actions of a plan." },
    OUTCOME: { description: "To outcomes of a plan." },
    OBJECTIVE: { description: "To objectives of a Commissioner's plan." },
    PLEDGE: { description: "To pledges of a Commissioner." },
    UNATTRIBUTED: { description: "To nothing yet." },
  },
});

/** One thing to which an allocation is attributed. */
@ObjectType({ simpleResolvers: true, description: "One thing to which an allocation is attributed, and what of it falls to that thing." })
export class Attribution {
  @Field(() => ID, { description: "Id of the action, outcome, objective or pledge." })
  thing!: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'Its share in per cent with two decimals: "33.34"; the shares of an allocation sum to 100.00. Null where the money is not split over the things.' })
  share!: string | null;

  @Field(() => Money, { nullable: true, description: "What falls to it, to the penny: the whole where it is the only one, its share by largest remainder where there are shares. Null where several share the money without a split: it is shown at each as shared, and never added." })
  amount!: Money | null;
}

/** A part of an award's year that is set aside for a use. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description: "The part of an award's year that is set aside for a service, a project or a recipient. Allocations hang under each other as money is granted onward; those under one sum to it at most.",
})
@Entity({ tableName: "allocation", schema: "grants" })
export class Allocation extends Fact {
  @Field(() => FinancialYearScalar, { description: "The financial year of the award that it is set aside from." })
  @Property({ type: "text" })
  year!: string;

  @Field(() => Money, { description: "The sum set aside, exact. It is no payment: see `balance`." })
  @Embedded(() => Money)
  amount!: Money;

  @Field(() => String, { nullable: true, description: "What it is for, in the hub's words; null where that is not stated." })
  @Property({ type: "text", nullable: true })
  purpose!: string | null;

  @Field(() => AttributionLevel, { description: "At which level it is attributed." })
  @Property({ type: "text" })
  attributedLevel!: AttributionLevel;

  /** Shown as `attributions`, with the shares and the pence. */
  @Property({ type: "string[]" })
  attributedIds!: string[];

  /** Shares of at most 100 with two decimals: read as numbers they are still exact when written with two. */
  @Property({ columnType: "numeric[]", type: "json", nullable: true })
  attributedShares!: number[] | null;

  /** What falls to each, likewise. */
  @Property({ columnType: "bigint[]", type: "json", nullable: true })
  attributedPence!: string[] | null;

  /** Not in the API: reached through `award`. */
  @Property({ type: "text" })
  awardId!: string;

  /** Not in the API: reached through `service`. */
  @Property({ type: "text", nullable: true })
  serviceId!: string | null;

  /** Not in the API: reached through `recipient`. */
  @Property({ type: "text", nullable: true })
  recipientId!: string | null;

  /** Not in the API: reached through `parent`. */
  @Property({ type: "text", nullable: true })
  parentId!: string | null;

  /** Not in the API: reached through `partnership`; the award's, which the database says. */
  @Property({ type: "text", generated: "(of_partnership) stored", nullable: true })
  partnershipId!: string;

  @Needs("attributedIds", "attributedShares", "attributedPence", "amount")
  @Field(() => [Attribution], { description: "What it is attributed to, in the order given; empty where that is nothing yet." })
  attributions(): Attribution[] {
    return this.attributedIds.map((thing, i) =>
      Object.assign(new Attribution(), {
        thing,
        share: this.attributedShares?.[i]?.toFixed(2) ?? null,
        amount: this.attributedPence ? Money.gbp(this.attributedPence[i]!) : this.attributedIds.length === 1 ? this.amount : null,
      }),
    );
  }

  @Needs("awardId")
  @Field(() => Award, { nullable: true, description: "The award that it is set aside from; null where the caller may not see it." })
  async award(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Award, { id: this.awardId, asOf: this.asOf }, info);
  }

  @Needs("parentId")
  @Field(() => Allocation, { nullable: true, description: "The allocation that it is granted onward from; null where it is set aside from the award itself." })
  async parent(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.parentId ? context.refer(Allocation, { id: this.parentId, asOf: this.asOf }, info) : null;
  }

  @Needs("serviceId")
  @Field(() => Service, { nullable: true, description: "The service or project that it pays for; null where it names none, or where the caller may not see it." })
  async service(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.serviceId ? context.refer(Service, { id: this.serviceId, asOf: this.asOf }, info) : null;
  }

  @Needs("recipientId")
  @Field(() => Organisation, { nullable: true, description: "The legal body that receives it; null where that is not stated." })
  recipient(): Organisation | null {
    return this.recipientId ? seen(Organisation, this.recipientId, this.asOf) : null;
  }

  @Needs("ofPartnership")
  @Field(() => Partnership, { nullable: true, description: "The partnership that the award is for." })
  partnership(): Partnership | null {
    return this.ofPartnership ? seen(Partnership, this.ofPartnership, this.asOf) : null;
  }
}
