/** A plan, which the plans service owns: here it gains the awards of its years. */
import { Directive, Field, ObjectType } from "type-graphql";
import { Seen } from "../../../../kernel/facts/seen.js";
import { Period } from "../../../../kernel/values/period.js";
import { Partnership } from "../partnership/partnership.js";

/** A plan, with what the plans service says of it that is needed to find its money. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "What a partnership set out to do in one or more years." })
export class Plan extends Seen {
  @Directive("@external")
  @Field(() => Partnership, { nullable: true, description: "Whose plan it is; null where the caller may not see it." })
  partnership!: Partnership | null;

  @Directive("@external")
  @Field(() => Period, { description: "The years it is for." })
  period!: Period;
}
