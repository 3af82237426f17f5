/** An outcome of a service: what should come of it, what it is measured by, and what the source says was reached. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, Int, ObjectType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import { Fact } from "../../sources/document/document.js";
import { Indicator } from "../../references/indicator/indicator.js";
import { Service } from "../service/service.js";

/** An outcome, or one measure of it, as the source lists it. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description: "What should come of a service, with one measure of it: a line for each measure that the source lists. The figure, where one is printed, stands in the provenance; its value is an observation of the indicator.",
})
@Entity({ tableName: "service_outcome", schema: "grants" })
export class ServiceOutcome extends Fact {
  @Field(() => Int, { description: "Its place in the printed order, from 1." })
  @Property({ type: "integer" })
  number!: number;

  @Field(() => String, { nullable: true, description: "What should come of the service, in the hub's words." })
  @Property({ type: "text", nullable: true })
  outcome!: string | null;

  @Field(() => String, { nullable: true, description: "What shows it, in the hub's words; null where the source names no measure." })
  @Property({ type: "text", nullable: true })
  measure!: string | null;

  /** Not in the API: reached through `service`. */
  @Property({ type: "text" })
  serviceId!: string;

  /** Not in the API: reached through `indicator`. */
  @Property({ type: "text", nullable: true })
  indicatorId!: string | null;

  @Needs("serviceId")
  @Field(() => Service, { nullable: true, description: "The service whose outcome it is; null where the caller may not see it." })
  service(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Service, { id: this.serviceId, asOf: this.asOf }, info);
  }

  @Needs("indicatorId")
  @Field(() => Indicator, { nullable: true, description: "The indicator whose values it is read from; null where the hub holds none." })
  indicator(): Indicator | null {
    return this.indicatorId ? seen(Indicator, this.indicatorId, this.asOf) : null;
  }
}
