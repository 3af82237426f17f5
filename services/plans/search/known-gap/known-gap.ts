/** A gap of a fact, as a row of its own: what is missing or doubtful in what the hub holds, wherever it stands. */
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Field, ID, Info, Int, ObjectType } from "type-graphql";
import { GapReason } from "../../../../kernel/facts/facts.js";
import { Seen } from "../../../../kernel/facts/seen.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Provenance } from "../../sources/document/document.js";
import { FactKind, nounOf, Thing } from "../index/things.js";
import { Partnership } from "../../partners/partnership/partnership.js";

/** How many gaps have a reason. */
@ObjectType({ simpleResolvers: true, description: "How many gaps have one reason." })
export class GapCount {
  @Field(() => GapReason, { description: "The reason." })
  reason!: GapReason;

  @Field(() => Int, { description: "How many gaps have it." })
  count!: number;
}

/** A gap, and the thing whose it is. */
@ObjectType({ simpleResolvers: true, description: "A gap of a fact of any service: what is missing or doubtful, why, and of which thing." })
export class KnownGap extends Seen {
  @Field(() => FactKind, { description: "What kind of thing it is a gap of." })
  kind!: FactKind;

  @Field(() => ID, { description: "Id of the thing." })
  thingId!: string;

  @Field(() => String, { description: "Title or name of the thing. One without is called by the titles of what it refers to: an observation by its indicator." })
  title!: string;

  @Field(() => String, { description: "What is missing or doubtful: the name of a field or list of the thing, also of one that the API does not have yet." })
  field!: string;

  @Field(() => GapReason, { description: "Why." })
  reason!: GapReason;

  @Field(() => String, { description: "The reason in a sentence." })
  explanation!: string;

  @Field(() => Provenance, { description: "The source that leaves it open." })
  provenance!: object;

  partnershipId!: string | null;

  @Field(() => Partnership, { nullable: true, description: "The partnership that the thing is about; null where it is about none." })
  partnership(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.partnershipId ? context.refer(Partnership, { id: this.partnershipId, asOf: this.asOf }, info) : null;
  }

  @Field(() => Thing, { nullable: true, description: "The thing itself, with all its fields, from the service that owns it." })
  thing(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(nounOf(this.kind), { id: this.thingId, asOf: this.asOf }, info);
  }
}
