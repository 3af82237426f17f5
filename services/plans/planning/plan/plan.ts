/** A plan of a partnership for one or more years. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { Period } from "../../../../kernel/values/period.js";
import { Fact } from "../../sources/document/document.js";
import { Partnership } from "../../partners/partnership/partnership.js";

/** A plan of a partnership. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "What a partnership set out to do in one or more years." })
@Entity({ tableName: "plan", schema: "plans" })
export class Plan extends Fact {
  @Field(() => String, { description: "Its title as printed." })
  @Property({ type: "text" })
  title!: string;

  @Field(() => Period, { description: "The years it is for." })
  @Embedded(() => Period)
  period!: Period;

  @Field(() => String, { nullable: true, description: "The vision it states, as printed; null where it states none." })
  @Property({ type: "text", nullable: true })
  vision!: string | null;

  /** Not in the API: reached through `partnership`. */
  @Property({ type: "text" })
  partnershipId!: string;

  @Needs("partnershipId")
  @Field(() => Partnership, { nullable: true, description: "Whose plan it is; null where the caller may not see it." })
  partnership(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Partnership, { id: this.partnershipId, asOf: this.asOf }, info);
  }
}
