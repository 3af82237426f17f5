/** A fund: a pot of money from which a funder gives. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import { Directive, Field, ObjectType } from "type-graphql";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import { Fact } from "../../sources/document/document.js";
import { Organisation } from "../../references/organisation/organisation.js";

/** A pot of money from which a funder gives. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A pot of money from which a funder gives: a Commissioner's grant, a department's programme." })
@Entity({ tableName: "fund", schema: "grants" })
export class Fund extends Fact {
  @Field(() => String, { nullable: true, description: "Its name as printed; null where its source gives it none." })
  @Property({ type: "text", nullable: true })
  name!: string | null;

  @Field(() => String, { nullable: true, description: "What it is for, in the hub's words." })
  @Property({ type: "text", nullable: true })
  purpose!: string | null;

  /** Not in the API: reached through `funder`. */
  @Property({ type: "text", nullable: true })
  funderId!: string | null;

  @Needs("funderId")
  @Field(() => Organisation, { nullable: true, description: "Whose money it is; null where the source does not say." })
  funder(): Organisation | null {
    return this.funderId ? seen(Organisation, this.funderId, this.asOf) : null;
  }
}
