/** A measure link: by which indicator a plan means to measure an outcome, or a work programme as a whole. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, Int, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import { Polarity } from "../../../../kernel/values/polarity.js";
import { Fact } from "../../sources/document/document.js";
import { Indicator } from "../../references/indicator/indicator.js";
import { Outcome } from "../outcome/outcome.js";
import { Plan } from "../../planning/plan/plan.js";
import { WorkProgramme } from "../work-programme/work-programme.js";

/** How close a measure comes to its outcome. */
export enum MeasureRole {
  PRIMARY = "PRIMARY",
  PROXY = "PROXY",
  CONTEXT = "CONTEXT",
  NOT_STATED = "NOT_STATED",
}

registerEnumType(MeasureRole, {
  name: "MeasureRole",
  description: "How close a measure comes to its outcome, in the reading of the hub: no document says it.",
  valuesConfig: {
    PRIMARY: { description: "It measures what the outcome speaks of." },
    PROXY: { description: "It measures something else that moves with the outcome, such as work done for it." },
    CONTEXT: { description: "It helps to read the others and does not itself tell whether the outcome is reached." },
    NOT_STATED: { description: "The plan does not say which outcome it measures." },
  },
});

/** By what an outcome is measured. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "By what a plan means to measure an outcome; or a work programme, where it does not say which outcome a measure belongs to." })
@Entity({ tableName: "measure_link", schema: "plans" })
export class MeasureLink extends Fact {
  @Field(() => Int, { description: "Its place in the printed order of the plan's measures, from 1." })
  @Property({ type: "integer" })
  position!: number;

  @Field(() => String, { description: "The measure as printed." })
  @Property({ type: "text" })
  measure!: string;

  @Field(() => MeasureRole, { description: "How close it comes to the outcome." })
  @Property({ type: "text" })
  role!: MeasureRole;

  @Field(() => Polarity, { nullable: true, description: "Which way is better for this outcome, where that differs from the indicator's own polarity or is more than it says; null where the indicator's holds." })
  @Property({ type: "text", nullable: true })
  polarity!: Polarity | null;

  /** Not in the API: reached through `plan`. */
  @Property({ type: "text" })
  planId!: string;

  /** Not in the API: reached through `outcome`. */
  @Property({ type: "text", nullable: true })
  outcomeId!: string | null;

  /** Not in the API: reached through `workProgramme`. */
  @Property({ type: "text", nullable: true })
  workProgrammeId!: string | null;

  /** Not in the API: reached through `indicator`. */
  @Property({ type: "text", nullable: true })
  indicatorId!: string | null;

  @Needs("planId")
  @Field(() => Plan, { nullable: true, description: "The plan that states it; null where the caller may not see it." })
  plan(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Plan, { id: this.planId, asOf: this.asOf }, info);
  }

  @Needs("outcomeId")
  @Field(() => Outcome, { nullable: true, description: "The outcome that it measures; null where the plan does not say which, or the caller may not see it." })
  outcome(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.outcomeId ? context.refer(Outcome, { id: this.outcomeId, asOf: this.asOf }, info) : null;
  }

  @Needs("workProgrammeId")
  @Field(() => WorkProgramme, { nullable: true, description: "The work programme that it measures, by one of its outcomes or as a whole; null where the plan has none, or the caller may not see it." })
  workProgramme(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.workProgrammeId ? context.refer(WorkProgramme, { id: this.workProgrammeId, asOf: this.asOf }, info) : null;
  }

  @Needs("indicatorId")
  @Field(() => Indicator, { nullable: true, description: "The indicator, with its values for every partnership: ask its observations for one of them (`where: { partnership }`); null where the plan asks for evidence in words." })
  indicator(): Indicator | null {
    return this.indicatorId ? seen(Indicator, this.indicatorId, this.asOf) : null;
  }
}
