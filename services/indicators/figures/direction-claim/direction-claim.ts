/** A direction claim: what a document says in words of which way something went. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType, registerEnumType } from "type-graphql";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Period } from "../../../../kernel/values/period.js";
import { Area } from "../../places/area/area.js";
import { Partnership } from "../../references/partnership/partnership.js";
import { Fact } from "../../sources/document/document.js";
import { Indicator } from "../indicator/indicator.js";
import { Observation } from "../observation/observation.js";

/** Which way something is said to have gone. */
export enum ClaimedDirection {
  UP = "UP",
  DOWN = "DOWN",
}

registerEnumType(ClaimedDirection, {
  name: "ClaimedDirection",
  description: "Which way something is said to have gone. Which of the two is better is the indicator's to say.",
  valuesConfig: {
    UP: { description: "Up: increased, grown, risen." },
    DOWN: { description: "Down: reduced, fallen, decreased." },
  },
});

/** What a document says of a direction. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description: "What a document says in words of which way something went, beside the figures of the hub that it speaks of. The phrase stands in the provenance; who says it is the document's publisher.",
})
@Entity({ tableName: "direction_claim", schema: "indicators" })
export class DirectionClaim extends Fact {
  @Field(() => String, { description: "What is claimed, in the hub's words." })
  @Property({ type: "text" })
  claim!: string;

  @Field(() => ClaimedDirection, { description: "Which way it is said to have gone." })
  @Property({ type: "text" })
  direction!: ClaimedDirection;

  @Field(() => Period, { nullable: true, description: "The time over which it is said to have gone that way; null where the source does not say." })
  @Embedded(() => Period, { nullable: true })
  period!: Period | null;

  @Field(() => String, { nullable: true, description: "The place as printed, where it is not simply the partnership's area; null where it is." })
  @Property({ type: "text", nullable: true })
  place!: string | null;

  /** Not in the API: reached through `indicator`. */
  @Property({ type: "text", nullable: true })
  indicatorId!: string | null;

  /** Not in the API: reached through `figures`. */
  @Property({ type: "string[]", nullable: true })
  observationIds!: string[] | null;

  /** Not in the API: reached through `partnership`. */
  @Property({ type: "text", nullable: true })
  partnershipId!: string | null;

  /** Not in the API: reached through `area`. */
  @Property({ type: "text", nullable: true })
  areaId!: string | null;

  @Needs("indicatorId")
  @Field(() => Indicator, { nullable: true, description: "The indicator of its figures; null where the hub holds none." })
  indicator(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.indicatorId ? context.refer(Indicator, { id: this.indicatorId, asOf: this.asOf }, info) : null;
  }

  @Needs("observationIds")
  @Field(() => [Observation], { nullable: "items", description: "The figures that it speaks of, the earliest first, in the reading of the hub; empty where the hub holds none." })
  figures(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown[]> {
    return Promise.all((this.observationIds ?? []).map((id) => context.refer(Observation, { id, asOf: this.asOf }, info)));
  }

  @Needs("partnershipId")
  @Field(() => Partnership, { nullable: true, description: "The partnership that it is about; null where it is about an area of no single partnership." })
  partnership(): Partnership | null {
    return this.partnershipId ? seen(Partnership, this.partnershipId, this.asOf) : null;
  }

  @Needs("areaId")
  @Field(() => Area, { nullable: true, description: "The smallest area of the hub that it is wholly about; null where the source does not say." })
  area(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.areaId ? context.refer(Area, { id: this.areaId, asOf: this.asOf }, info) : null;
  }
}
