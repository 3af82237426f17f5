/** An expectation: a value of an indicator that a partnership is to return for a period by a day. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { Period } from "../../../../kernel/values/period.js";
import { Fact } from "../../sources/document/document.js";
import { Indicator } from "../indicator/indicator.js";
import { Observation } from "../observation/observation.js";
import { outcomeOf, ReturnStatus } from "./return-status.js";
import { Partnership } from "../../references/partnership/partnership.js";

/** A value that is due. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A value of an indicator that a partnership is to return for a period, and by when." })
@Entity({ tableName: "expectation", schema: "indicators" })
export class Expectation extends Fact {
  @Field(() => Period, { description: "The period that the value is to be about." })
  @Embedded(() => Period)
  period!: Period;

  @Field(() => DateScalar, { description: "The last day on which it is in time." })
  @Property({ type: "date" })
  dueOn!: Day;

  /** Not in the API: reached through `indicator`. */
  @Property({ type: "text" })
  indicatorId!: string;

  /** Not in the API: reached through `partnership`. */
  @Property({ type: "text" })
  partnershipId!: string;

  @Needs("indicatorId")
  @Field(() => Indicator, { description: "The indicator of which a value is expected." })
  indicator(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Indicator, { id: this.indicatorId, asOf: this.asOf }, info);
  }

  @Needs("partnershipId")
  @Field(() => Partnership, { nullable: true, description: "The partnership that is to return it." })
  partnership(): Partnership {
    return seen(Partnership, this.partnershipId, this.asOf);
  }

  @Field(() => ReturnStatus, { description: "Whether it came, and in time, as known on the day that this is seen on." })
  async status(@Ctx() context: Context): Promise<ReturnStatus> {
    return (await outcomeOf(context, this.id, this.asOf)).status;
  }

  @Field(() => DateScalar, { nullable: true, description: "The day on which it was received: as its return says, else when the hub came to know it; null where nothing was. It is told also where the value itself is not." })
  async receivedOn(@Ctx() context: Context): Promise<Day | null> {
    return (await outcomeOf(context, this.id, this.asOf)).receivedOn;
  }

  @Field(() => Observation, { nullable: true, description: "The value that answers it, that about the whole where parts came too; null where nothing came, or where the caller may not see it." })
  async observation(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    const { observation } = await outcomeOf(context, this.id, this.asOf);
    return observation === null ? null : context.refer(Observation, { id: observation, asOf: this.asOf }, info);
  }
}
