/** A measure link, which the plans service owns: here it gains the series of its indicator, as its plan takes it. */
import { Directive, Field, ObjectType } from "type-graphql";
import { Seen } from "../../../../kernel/facts/seen.js";
import { Polarity } from "../../../../kernel/values/polarity.js";
import { Indicator } from "../../figures/indicator/indicator.js";
import { Plan } from "../plan/plan.js";

/** By what a plan measures an outcome, with what the plans service says of it that is needed to find its values. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "By what a plan means to measure an outcome; or a work programme, where it does not say which outcome a measure belongs to." })
export class MeasureLink extends Seen {
  @Directive("@external")
  @Field(() => Polarity, { nullable: true, description: "Which way is better for this outcome, where that differs from the indicator's own polarity or is more than it says; null where the indicator's holds." })
  polarity!: Polarity | null;

  @Directive("@external")
  @Field(() => Indicator, { nullable: true, description: "The indicator, with its values for every partnership; null where the plan asks for evidence in words." })
  indicator!: { id: string } | null;

  @Directive("@external")
  @Field(() => Plan, { nullable: true, description: "The plan that states it; null where the caller may not see it." })
  plan!: Plan | null;
}
