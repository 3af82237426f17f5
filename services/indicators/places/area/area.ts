/** An area: a place that figures are about, from a street to a nation, with its code where one is known. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { Fact } from "../../sources/document/document.js";
import { Partnership } from "../../references/partnership/partnership.js";
import { PccArea } from "../../references/pcc-area/pcc-area.js";

/** Kinds of area. */
export enum AreaKind {
  NATION = "NATION",
  FORCE_AREA = "FORCE_AREA",
  COUNTY = "COUNTY",
  LOCAL_AUTHORITY = "LOCAL_AUTHORITY",
  WARD = "WARD",
  HOT_SPOT = "HOT_SPOT",
  PLACE = "PLACE",
}

registerEnumType(AreaKind, {
  name: "AreaKind",
  description: "What kind of area it is.",
  valuesConfig: {
    NATION: { description: "A country: the United Kingdom, or one of its nations." },
    FORCE_AREA: { description: "The area of a police force, and so of its Commissioner. Not a county: it may hold unitary authorities too." },
    COUNTY: { description: "The area of a county council, which holds districts." },
    LOCAL_AUTHORITY: { description: "A district, borough, city or unitary authority." },
    WARD: { description: "An electoral ward, as a document names it." },
    HOT_SPOT: { description: "A small place where crime or disorder gathers, as a partnership or its police name it for a time." },
    PLACE: { description: "A town, estate or street that a document names and that has no boundary here." },
  },
});

/** A place that figures are about. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A place that figures are about: a nation, a police force area, a county, a district, a ward, or a town or street that a document names." })
@Entity({ tableName: "area", schema: "indicators" })
export class Area extends Fact {
  @Field(() => String, { description: "Its name." })
  @Property({ type: "text" })
  name!: string;

  @Field(() => [String], { description: "Other names under which publications know it: the force of a force area, a former name of a district. Files of publishers find it by them." })
  @Property({ type: "string[]" })
  otherNames!: string[];

  @Field(() => AreaKind, { description: "What kind of area it is." })
  @Property({ type: "text" })
  kind!: AreaKind;

  @Field(() => String, { nullable: true, description: "Its GSS code: E23 for a force area, E06 to E09 for a local authority, E10 for a county, E05 for a ward; null where it is not known." })
  @Property({ type: "text", nullable: true })
  gssCode!: string | null;

  @Field(() => DateScalar, { nullable: true, description: "The first day on which it was there with this name, code and boundary; null where no source says so." })
  @Property({ type: "date", nullable: true })
  validFrom!: Day | null;

  @Field(() => DateScalar, { nullable: true, description: "The last such day; null while it goes on, or where no source says so." })
  @Property({ type: "date", nullable: true })
  validTo!: Day | null;

  /** Not in the API: reached through `parent`. */
  @Property({ type: "text", nullable: true })
  parentId!: string | null;

  /** Not in the API: reached through `partnership`. */
  @Property({ type: "text", nullable: true })
  partnershipId!: string | null;

  /** Not in the API: reached through `pccArea`. */
  @Property({ type: "text", nullable: true })
  pccAreaId!: string | null;

  @Needs("parentId")
  @Field(() => Area, { nullable: true, description: "The next larger area of the hub that it lies in; null for the largest." })
  parent(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.parentId ? context.refer(Area, { id: this.parentId, asOf: this.asOf }, info) : null;
  }

  @Needs("partnershipId")
  @Field(() => Partnership, { nullable: true, description: "The partnership whose area it is, as a whole; null for parts of it and for larger areas." })
  partnership(): Partnership | null {
    return this.partnershipId ? seen(Partnership, this.partnershipId, this.asOf) : null;
  }

  @Needs("pccAreaId")
  @Field(() => PccArea, { nullable: true, description: "The Commissioner's area that it is, as a whole; null for parts of it and for larger areas." })
  pccArea(): PccArea | null {
    return this.pccAreaId ? seen(PccArea, this.pccAreaId, this.asOf) : null;
  }
}
