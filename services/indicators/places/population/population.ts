/** A population: how many live in an area on a day or in a year. Reference data, by which counts become rates. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { DecimalScalar } from "../../../../kernel/values/money.js";
import { Period } from "../../../../kernel/values/period.js";
import { Area } from "../area/area.js";
import { Fact } from "../../sources/document/document.js";

/** Kinds of population. */
export enum PopulationKind {
  CENSUS = "CENSUS",
  MID_YEAR_ESTIMATE = "MID_YEAR_ESTIMATE",
  PROJECTION = "PROJECTION",
  HOUSEHOLDS = "HOUSEHOLDS",
}

registerEnumType(PopulationKind, {
  name: "PopulationKind",
  description: "Who is counted, and how.",
  valuesConfig: {
    CENSUS: { description: "Usual residents, counted on the day of a census." },
    MID_YEAR_ESTIMATE: { description: "Usual residents, estimated for 30 June of a year." },
    PROJECTION: { description: "Usual residents, projected for a year to come." },
    HOUSEHOLDS: { description: "Households, counted or estimated: the base of rates of household crime." },
  },
});

/** How many live in an area. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "How many live in an area, on a day or in a year." })
@Entity({ tableName: "population", schema: "indicators" })
export class Population extends Fact {
  @Field(() => PopulationKind, { description: "Who is counted, and how." })
  @Property({ type: "text" })
  kind!: PopulationKind;

  @Field(() => Period, { description: "The day or year that it is about." })
  @Embedded(() => Period)
  period!: Period;

  @Field(() => DecimalScalar, { description: "How many." })
  @Property({ type: "string", columnType: "numeric" })
  count!: string;

  /** Not in the API: reached through `area`. */
  @Property({ type: "text" })
  areaId!: string;

  @Needs("areaId")
  @Field(() => Area, { description: "The area they live in." })
  area(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Area, { id: this.areaId, asOf: this.asOf }, info);
  }
}
