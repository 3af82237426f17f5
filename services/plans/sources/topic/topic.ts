/** A topic of the hub's own short list, so that one subject can be asked across partnerships that word it differently. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import { Directive, Field, ObjectType } from "type-graphql";
import { Fact } from "../document/document.js";

/** A topic. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A topic of the hub's own short list. It is the hub that classifies, not the documents." })
@Entity({ tableName: "topic", schema: "plans" })
export class Topic extends Fact {
  @Field(() => String, { description: "Its name." })
  @Property({ type: "text" })
  name!: string;

  @Field(() => String, { description: "What falls under it." })
  @Property({ type: "text" })
  description!: string;
}
