/** A service's funding in a year: what it costs in all, and which fund bears which share. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import type { Day } from "../../../../kernel/values/day.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { DecimalScalar, Money } from "../../../../kernel/values/money.js";
import { Service } from "../../commissioning/service/service.js";
import { Fund } from "../../money/fund/fund.js";
import { Partnership } from "../../references/partnership/partnership.js";
import { Fact } from "../../sources/document/document.js";

/** The share of one fund. */
@ObjectType({ simpleResolvers: true, description: "The share that one fund bears of a service's year." })
export class FundingShare {
  /** Not in the API: reached through `fund`. */
  fundId!: string;

  /** The day the funding is seen on. */
  asOf!: Day;

  @Field(() => DecimalScalar, { description: 'In per cent with two decimals: "33.34"; the shares of a year sum to 100.00.' })
  share!: string;

  @Field(() => Money, { description: "What that comes to, split to the penny by largest remainder: the amounts of a year sum to its total." })
  amount!: Money;

  @Field(() => Fund, { description: "The fund." })
  fund(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Fund, { id: this.fundId, asOf: this.asOf }, info);
  }
}

/** The funding of a service in one year. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description: "What a service costs in a financial year, and which fund bears which share of it. One row holds the whole of the year, so that its money is never counted twice.",
})
@Entity({ tableName: "service_funding", schema: "grants" })
export class ServiceFunding extends Fact {
  @Field(() => FinancialYearScalar, { description: "The financial year." })
  @Property({ type: "text" })
  year!: string;

  @Field(() => Money, { description: "What it costs in all, exact." })
  @Embedded(() => Money)
  total!: Money;

  /** Shown as `shares`, with what each comes to. */
  @Property({ type: "json", fieldName: "shares" })
  fundShares!: { fund_id: string; share: string }[];

  /** Shown as `shares`. */
  @Property({ columnType: "bigint[]", type: "json" })
  amountsPence!: string[];

  /** Not in the API: reached through `service`. */
  @Property({ type: "text" })
  serviceId!: string;

  @Needs("fundShares", "amountsPence")
  @Field(() => [FundingShare], { description: "Who bears it, in the order given." })
  shares(): FundingShare[] {
    return this.fundShares.map(({ fund_id: fundId, share }, i) => Object.assign(new FundingShare(), { fundId, asOf: this.asOf, share, amount: Money.gbp(this.amountsPence[i]!) }));
  }

  @Needs("serviceId")
  @Field(() => Service, { nullable: true, description: "The service; null where the caller may not see it." })
  async service(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Service, { id: this.serviceId, asOf: this.asOf }, info);
  }

  @Needs("ofPartnership")
  @Field(() => Partnership, { nullable: true, description: "The partnership that the service is for; null where it serves a region." })
  partnership(): Partnership | null {
    return this.ofPartnership ? seen(Partnership, this.ofPartnership, this.asOf) : null;
  }
}
