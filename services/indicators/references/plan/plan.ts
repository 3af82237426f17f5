/** A plan, which the plans service owns: here it gains the wards that it calls the most vulnerable. */
import { Directive, Field, ObjectType } from "type-graphql";
import { Seen } from "../../../../kernel/facts/seen.js";
import { Partnership } from "../partnership/partnership.js";

/** A plan, with whose it is, as the plans service says. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "What a partnership set out to do in one or more years." })
export class Plan extends Seen {
  @Directive("@external")
  @Field(() => Partnership, { nullable: true, description: "Whose plan it is; null where the caller may not see it." })
  partnership!: Partnership | null;
}
