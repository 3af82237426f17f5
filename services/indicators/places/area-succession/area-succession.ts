/** An area succession: what became of an area, and which came in its place. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { Area } from "../area/area.js";
import { Fact } from "../../sources/document/document.js";

/** What became of an area. */
export enum AreaSuccessionKind {
  RENAMED = "RENAMED",
  MERGED = "MERGED",
  SPLIT = "SPLIT",
  BOUNDARY_CHANGED = "BOUNDARY_CHANGED",
}

registerEnumType(AreaSuccessionKind, {
  name: "AreaSuccessionKind",
  description: "What became of an area.",
  valuesConfig: {
    RENAMED: { description: "It goes on under another name or code, with the same boundary." },
    MERGED: { description: "It went, whole, into a larger one: each that did has a line." },
    SPLIT: { description: "It was divided: each part has a line." },
    BOUNDARY_CHANGED: { description: "It goes on with another boundary: its figures before and after are not about the same place." },
  },
});

/** What became of an area. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "What became of an area, and which came in its place: a line for each pair of the two." })
@Entity({ tableName: "area_succession", schema: "indicators" })
export class AreaSuccession extends Fact {
  @Field(() => AreaSuccessionKind, { description: "What became of it." })
  @Property({ type: "text" })
  kind!: AreaSuccessionKind;

  @Field(() => DateScalar, { description: "The first day of what came after." })
  @Property({ type: "date" })
  onDay!: Day;

  /** Not in the API: reached through `predecessor`. */
  @Property({ type: "text" })
  predecessorId!: string;

  /** Not in the API: reached through `successor`. */
  @Property({ type: "text" })
  successorId!: string;

  @Needs("predecessorId")
  @Field(() => Area, { description: "The area that was before." })
  predecessor(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Area, { id: this.predecessorId, asOf: this.asOf }, info);
  }

  @Needs("successorId")
  @Field(() => Area, { description: "The area that came after." })
  successor(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Area, { id: this.successorId, asOf: this.asOf }, info);
  }
}
