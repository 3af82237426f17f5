/** A Community Safety Partnership: the bodies that must work together on crime and disorder in a place. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { Fact } from "../../sources/document/document.js";
import { PccArea } from "../pcc-area/pcc-area.js";

/** A Community Safety Partnership. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description:
    "A Community Safety Partnership (Crime and Disorder Act 1998). It is no legal person: grants are paid to a recipient on its behalf.",
})
@Entity({ tableName: "partnership", schema: "plans" })
export class Partnership extends Fact {
  @Field(() => String, { description: "Its name as printed; where `gaps` says that the name is not held, what it is called here, by its place." })
  @Property({ type: "text" })
  name!: string;

  @Field(() => String, { description: "The place it works for." })
  @Property({ type: "text" })
  place!: string;

  @Field(() => String, { nullable: true, description: "GSS code of the partnership (E22...); null where it is not known." })
  @Property({ type: "text", nullable: true })
  gssCode!: string | null;

  /** Not in the API: reached through `pccArea`. */
  @Property({ type: "text" })
  pccAreaId!: string;

  @Needs("pccAreaId")
  @Field(() => PccArea, { nullable: true, description: "The PCC area it lies in: its Commissioner funds it." })
  pccArea(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(PccArea, { id: this.pccAreaId, asOf: this.asOf }, info);
  }
}
