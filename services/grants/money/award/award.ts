/** An award: money given from a fund for a partnership, in one or more financial years. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { Money } from "../../../../kernel/values/money.js";
import { Period } from "../../../../kernel/values/period.js";
import { Fact } from "../../sources/document/document.js";
import { Fund } from "../fund/fund.js";
import { Organisation } from "../../references/organisation/organisation.js";
import { Partnership } from "../../references/partnership/partnership.js";

/** The part of an award that belongs to one financial year. */
@ObjectType({ simpleResolvers: true, description: "The part of an award that belongs to one financial year." })
export class AnnualAmount {
  @Field(() => FinancialYearScalar, { description: "The financial year." })
  year!: string;

  @Field(() => Money, { description: "The amount for that year, exact." })
  amount!: Money;

  /** Amounts as they are stored, as the API shows them. */
  static listed(amounts: readonly { year: string; pence: string }[]): AnnualAmount[] {
    return amounts.map(({ year, pence }) => Object.assign(new AnnualAmount(), { year, amount: Money.gbp(pence) }));
  }
}

/** Money given for a partnership. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description: "Money given from a fund for a partnership, in one or more financial years. An award that its source does not split is not split here.",
})
@Entity({ tableName: "award", schema: "grants" })
export class Award extends Fact {
  @Field(() => Money, { description: "The sum over all its years, exact: the annual amounts sum to it to the penny." })
  @Embedded(() => Money)
  awarded!: Money;

  /** Shown as `annualAmounts`. */
  @Property({ type: "json", fieldName: "annual_amounts" })
  amounts!: { year: string; pence: string }[];

  @Field(() => Period, { description: "From the first of its financial years to the last." })
  @Embedded(() => Period)
  period!: Period;

  @Field(() => String, { nullable: true, description: "What it is for, in the hub's words." })
  @Property({ type: "text", nullable: true })
  purpose!: string | null;

  /** Not in the API: reached through `fund`. */
  @Property({ type: "text" })
  fundId!: string;

  /** Not in the API: reached through `partnership`. */
  @Property({ type: "text" })
  partnershipId!: string;

  /** Not in the API: reached through `recipient`. */
  @Property({ type: "text", nullable: true })
  recipientId!: string | null;

  @Needs("amounts")
  @Field(() => [AnnualAmount], { description: "The amount of each year, in the order of the years." })
  annualAmounts(): AnnualAmount[] {
    return AnnualAmount.listed(this.amounts);
  }

  @Needs("fundId")
  @Field(() => Fund, { description: "The fund it comes from." })
  fund(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Fund, { id: this.fundId, asOf: this.asOf }, info);
  }

  @Needs("partnershipId")
  @Field(() => Partnership, { nullable: true, description: "The partnership it is for." })
  partnership(): Partnership {
    return seen(Partnership, this.partnershipId, this.asOf);
  }

  @Needs("recipientId")
  @Field(() => Organisation, {
    nullable: true,
    description: "The legal body that receives it on the partnership's behalf; null where the source does not say.",
  })
  recipient(): Organisation | null {
    return this.recipientId ? seen(Organisation, this.recipientId, this.asOf) : null;
  }
}
