/** A commissioning plan: how a partnership turns need and evidence into services that somebody pays for. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import { Period } from "../../../../kernel/values/period.js";
import { Award } from "../../money/award/award.js";
import { Fact } from "../../sources/document/document.js";
import { Organisation } from "../../references/organisation/organisation.js";
import { Partnership } from "../../references/partnership/partnership.js";

/** A plan of services to be commissioned for a partnership. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description: "How a partnership turns need and evidence into services: what it rests on, how the money reaches it, and what is commissioned under it.",
})
@Entity({ tableName: "commissioning_plan", schema: "grants" })
export class CommissioningPlan extends Fact {
  @Field(() => String, { description: "Its title as printed." })
  @Property({ type: "text" })
  title!: string;

  @Field(() => Period, { nullable: true, description: "When it was made, as exactly as the source prints it: a month, a year; null where the source does not say." })
  @Embedded(() => Period, { nullable: true })
  made!: Period | null;

  @Field(() => String, { nullable: true, description: "The evidence that it rests on, in the hub's words." })
  @Property({ type: "text", nullable: true })
  evidence!: string | null;

  @Field(() => String, { nullable: true, description: "How the money reaches it, in the hub's words." })
  @Property({ type: "text", nullable: true })
  channel!: string | null;

  @Field(() => String, { nullable: true, description: "What it is for, in the hub's words." })
  @Property({ type: "text", nullable: true })
  purpose!: string | null;

  /** Not in the API: reached through `partnership`. */
  @Property({ type: "text" })
  partnershipId!: string;

  /** Not in the API: reached through `madeBy`. */
  @Property({ type: "text", nullable: true })
  madeById!: string | null;

  /** Not in the API: reached through `channelledThrough`. */
  @Property({ type: "text", nullable: true })
  channelledThroughId!: string | null;

  /** Not in the API: reached through `award`. */
  @Property({ type: "text", nullable: true })
  awardId!: string | null;

  @Needs("partnershipId")
  @Field(() => Partnership, { nullable: true, description: "The partnership that it is for." })
  partnership(): Partnership {
    return seen(Partnership, this.partnershipId, this.asOf);
  }

  @Needs("madeById")
  @Field(() => Organisation, { nullable: true, description: "Who made it; null where the source does not say." })
  madeBy(): Organisation | null {
    return this.madeById ? seen(Organisation, this.madeById, this.asOf) : null;
  }

  @Needs("channelledThroughId")
  @Field(() => Organisation, { nullable: true, description: "The body through which the money passes on its way; null where the source names none." })
  channelledThrough(): Organisation | null {
    return this.channelledThroughId ? seen(Organisation, this.channelledThroughId, this.asOf) : null;
  }

  @Needs("awardId")
  @Field(() => Award, { nullable: true, description: "The award that it spends; null where the source names none, or where the caller may not see it." })
  async award(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.awardId ? context.refer(Award, { id: this.awardId, asOf: this.asOf }, info) : null;
  }
}
