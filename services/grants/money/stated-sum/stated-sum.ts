/** A stated sum: money as a document speaks of it, with its amount where one is printed. Awards are the ledger's own. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import { Money } from "../../../../kernel/values/money.js";
import { Period } from "../../../../kernel/values/period.js";
import { Qualifier } from "../../../../kernel/values/qualifier.js";
import { Award } from "../award/award.js";
import { Fact } from "../../sources/document/document.js";
import { Fund } from "../fund/fund.js";
import { Organisation } from "../../references/organisation/organisation.js";
import { Partnership } from "../../references/partnership/partnership.js";
import { Service } from "../../commissioning/service/service.js";

/** What a document says of a sum. */
export enum SumNature {
  AWARD = "AWARD",
  ALLOCATION = "ALLOCATION",
  BID = "BID",
  CLAIM = "CLAIM",
  FUNDING_MENTIONED = "FUNDING_MENTIONED",
  SPENDING = "SPENDING",
  COST_ESTIMATE = "COST_ESTIMATE",
  SAVING = "SAVING",
  RECOVERED = "RECOVERED",
  NATIONAL_COST = "NATIONAL_COST",
}

registerEnumType(SumNature, {
  name: "SumNature",
  description: "What a document says of a sum.",
  valuesConfig: {
    AWARD: { description: "Given or promised to somebody." },
    ALLOCATION: { description: "Set aside or passed on out of a larger sum." },
    BID: { description: "Asked for; not said to be granted." },
    CLAIM: { description: "Claimed for what was achieved; not said to be paid." },
    FUNDING_MENTIONED: { description: "Somebody pays, will pay or might pay; no more is said." },
    SPENDING: { description: "Spent, or charged for work done." },
    COST_ESTIMATE: { description: "What something costs the people or bodies of an area, by estimate." },
    SAVING: { description: "A cost that was avoided." },
    RECOVERED: { description: "Taken from offenders, to be given back." },
    NATIONAL_COST: { description: "What something costs the country, or one person or business in it on average." },
  },
});

/** Money as a document speaks of it. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description:
    "Money as a document speaks of it, with its amount where one is printed: an award, a bid, a cost, a saving, or funding that is mentioned without a sum. It repeats what is printed; awards are the ledger's own, so the two are never added, and sums of different natures are not added either.",
})
@Entity({ tableName: "stated_sum", schema: "grants" })
export class StatedSum extends Fact {
  @Field(() => SumNature, { description: "What the document says of it." })
  @Property({ type: "text" })
  nature!: SumNature;

  @Field(() => Money, { nullable: true, description: "The amount as printed; null where the document gives none." })
  @Embedded(() => Money, { nullable: true })
  amount!: Money | null;

  @Field(() => Qualifier, { nullable: true, description: "How exactly the amount is given; null where there is none." })
  @Property({ type: "text", nullable: true })
  qualifier!: Qualifier | null;

  @Field(() => String, { nullable: true, description: "Of an average: what one such amount is for, in the hub's words. Null where the amount is for the whole." })
  @Property({ type: "text", nullable: true })
  per!: string | null;

  @Field(() => Period, { nullable: true, description: "The year or other period that it is for; null where the document does not say." })
  @Embedded(() => Period, { nullable: true })
  period!: Period | null;

  @Field(() => String, { description: "What the money is for, or what costs it, in the hub's words." })
  @Property({ type: "text" })
  use!: string;

  /** Not in the API: reached through `source`. */
  @Property({ type: "text", nullable: true })
  sourceId!: string | null;

  /** Not in the API: reached through `fund`. */
  @Property({ type: "text", nullable: true })
  fundId!: string | null;

  /** Not in the API: reached through `award`. */
  @Property({ type: "text", nullable: true })
  awardId!: string | null;

  /** Not in the API: reached through `service`. */
  @Property({ type: "text", nullable: true })
  serviceId!: string | null;

  /** Not in the API: reached through `partnership`. */
  @Property({ type: "text", nullable: true })
  partnershipId!: string | null;

  @Needs("partnershipId")
  @Field(() => Boolean, { description: "Whether it is about one partnership: false for sums of the nation or of a region, whichever partnership's document prints them." })
  isLocal(): boolean {
    return this.partnershipId !== null;
  }

  @Needs("partnershipId")
  @Field(() => Partnership, { nullable: true, description: "The partnership that it is about; null for sums of the nation or of a region." })
  partnership(): Partnership | null {
    return this.partnershipId ? seen(Partnership, this.partnershipId, this.asOf) : null;
  }

  @Needs("sourceId")
  @Field(() => Organisation, { nullable: true, description: "Whose money it is, or, of an estimate, on whose figures it rests; null where the document does not say." })
  source(): Organisation | null {
    return this.sourceId ? seen(Organisation, this.sourceId, this.asOf) : null;
  }

  @Needs("fundId")
  @Field(() => Fund, { nullable: true, description: "The fund that it comes from; null where the document names none." })
  async fund(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.fundId ? context.refer(Fund, { id: this.fundId, asOf: this.asOf }, info) : null;
  }

  @Needs("awardId")
  @Field(() => Award, { nullable: true, description: "The award of the ledger that it tells of; null where it tells of none, or where the caller may not see it." })
  async award(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.awardId ? context.refer(Award, { id: this.awardId, asOf: this.asOf }, info) : null;
  }

  @Needs("serviceId")
  @Field(() => Service, { nullable: true, description: "The service that it pays for; null where it pays for none that the hub holds, or where the caller may not see it." })
  async service(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.serviceId ? context.refer(Service, { id: this.serviceId, asOf: this.asOf }, info) : null;
  }
}
