/** An application: what a partnership asks a funder for, and how far that has come. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { Money } from "../../../../kernel/values/money.js";
import { Period } from "../../../../kernel/values/period.js";
import { AnnualAmount, Award } from "../../money/award/award.js";
import { Fund } from "../../money/fund/fund.js";
import { Organisation } from "../../references/organisation/organisation.js";
import { Partnership } from "../../references/partnership/partnership.js";
import { Fact } from "../../sources/document/document.js";
import { APPLICATION_STEPS, ApplicationState } from "./application-state.js";

/** An application for a grant. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description: "What a partnership asks a funder for, year by year, and how far that has come: from the expression of interest to the award, the refusal or the withdrawal.",
})
@Entity({ tableName: "application", schema: "grants" })
export class Application extends Fact {
  @Field(() => Money, { description: "The sum asked for over all its years, exact: the annual amounts sum to it to the penny." })
  @Embedded(() => Money)
  requested!: Money;

  /** Shown as `annualAmounts`. */
  @Property({ type: "json", fieldName: "annual_amounts" })
  amounts!: { year: string; pence: string }[];

  @Field(() => Period, { description: "From the first of its financial years to the last." })
  @Embedded(() => Period)
  period!: Period;

  @Field(() => String, { nullable: true, description: "What the money is for, in the applicant's words." })
  @Property({ type: "text", nullable: true })
  purpose!: string | null;

  @Field(() => ApplicationState, { description: "How far it has come." })
  @Property({ type: "text" })
  state!: ApplicationState;

  @Field(() => DateScalar, { description: "The day on which it came to this state." })
  @Property({ type: "date" })
  stateOn!: Day;

  @Field(() => String, { nullable: true, description: "Why it came to this state; always stated where it is DECLINED." })
  @Property({ type: "text", nullable: true })
  reason!: string | null;

  /** Not in the API: reached through `fund`. */
  @Property({ type: "text" })
  fundId!: string;

  /** Not in the API: reached through `partnership`. */
  @Property({ type: "text" })
  partnershipId!: string;

  /** Not in the API: reached through `applicant`. */
  @Property({ type: "text", nullable: true })
  applicantId!: string | null;

  /** Not in the API: reached through `award`. */
  @Property({ type: "text", nullable: true })
  awardId!: string | null;

  @Needs("amounts")
  @Field(() => [AnnualAmount], { description: "The amount asked for in each year, in the order of the years." })
  annualAmounts(): AnnualAmount[] {
    return AnnualAmount.listed(this.amounts);
  }

  @Needs("state")
  @Field(() => [ApplicationState], { description: "The states to which a step leads from here; empty where it is at its end." })
  nextStates(): readonly ApplicationState[] {
    return APPLICATION_STEPS[this.state];
  }

  @Needs("fundId")
  @Field(() => Fund, { description: "The fund that is asked." })
  fund(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Fund, { id: this.fundId, asOf: this.asOf }, info);
  }

  @Needs("partnershipId")
  @Field(() => Partnership, { nullable: true, description: "The partnership that asks." })
  partnership(): Partnership {
    return seen(Partnership, this.partnershipId, this.asOf);
  }

  @Needs("applicantId")
  @Field(() => Organisation, { nullable: true, description: "The legal body that applies on the partnership's behalf, and would receive the money; null where none is stated." })
  applicant(): Organisation | null {
    return this.applicantId ? seen(Organisation, this.applicantId, this.asOf) : null;
  }

  @Needs("awardId")
  @Field(() => Award, { nullable: true, description: "The award that it came to; null where it came to none, or where the caller may not see it." })
  async award(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.awardId ? context.refer(Award, { id: this.awardId, asOf: this.asOf }, info) : null;
  }
}
