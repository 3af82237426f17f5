/** A comparator group: partnerships that are alike by some method, so that their figures may be set beside each other. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import { Directive, Field, ObjectType } from "type-graphql";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { Fact } from "../../sources/document/document.js";
import { Partnership } from "../../references/partnership/partnership.js";

/** Partnerships that are alike. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "Partnerships that are alike by some method, so that their figures may be set beside each other." })
@Entity({ tableName: "comparator_group", schema: "indicators" })
export class ComparatorGroup extends Fact {
  @Field(() => String, { description: "Its name." })
  @Property({ type: "text" })
  name!: string;

  @Field(() => String, { nullable: true, description: "By what its partnerships are held to be alike; null where the source does not say." })
  @Property({ type: "text", nullable: true })
  method!: string | null;

  @Field(() => DateScalar, { nullable: true, description: "The first day for which it is meant; null where the source does not say." })
  @Property({ type: "date", nullable: true })
  validFrom!: Day | null;

  @Field(() => DateScalar, { nullable: true, description: "The last such day; null while it goes on." })
  @Property({ type: "date", nullable: true })
  validTo!: Day | null;

  /** Not in the API: reached through `partnerships`. */
  @Property({ type: "string[]" })
  partnershipIds!: string[];

  @Needs("partnershipIds")
  @Field(() => [Partnership], { nullable: "itemsAndList", description: "The partnerships in it." })
  partnerships(): Partnership[] {
    return this.partnershipIds.map((id) => seen(Partnership, id, this.asOf));
  }
}
