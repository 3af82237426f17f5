/** A PCC area: the police force area of one Police and Crime Commissioner. Not a county: it may hold several authorities. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import { Directive, Field, ObjectType } from "type-graphql";
import { Fact } from "../../sources/document/document.js";

/** The police force area of one Police and Crime Commissioner. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description: "The police force area of one Police and Crime Commissioner (PCC), who funds the partnerships in it. Not a county.",
})
@Entity({ tableName: "pcc_area", schema: "plans" })
export class PccArea extends Fact {
  @Field(() => String, { description: "Name of the area." })
  @Property({ type: "text" })
  name!: string;

  @Field(() => String, { nullable: true, description: "GSS code of the police force area (E23...); null where it is not known." })
  @Property({ type: "text", nullable: true })
  gssCode!: string | null;
}
