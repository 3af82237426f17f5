/** A priority or theme of a plan. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, ID, Info, Int, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { Fact } from "../../sources/document/document.js";
import { Plan } from "../plan/plan.js";
import { Topic } from "../../sources/topic/topic.js";

/** What its document calls it. */
export enum PriorityWord {
  PRIORITY = "PRIORITY",
  THEME = "THEME",
}

registerEnumType(PriorityWord, {
  name: "PriorityWord",
  description: "What a document calls its priorities.",
  valuesConfig: { PRIORITY: { description: "Priority." }, THEME: { description: "Theme." } },
});

/** A priority or theme of a plan. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "What a plan puts first: a priority or, in the word of some documents, a theme." })
@Entity({ tableName: "priority", schema: "plans" })
export class Priority extends Fact {
  @Field(() => Int, { description: "Its place in the printed order, from 1." })
  @Property({ type: "integer" })
  number!: number;

  @Field(() => PriorityWord, { description: "What the document calls it." })
  @Property({ type: "text" })
  word!: PriorityWord;

  @Field(() => String, { description: "Its title as printed." })
  @Property({ type: "text" })
  title!: string;

  @Field(() => String, { nullable: true, description: "What it is about, in the hub's words." })
  @Property({ type: "text", nullable: true })
  summary!: string | null;

  @Field(() => [ID], { description: "The ids of its topics, in one cell where a table wants one." })
  @Property({ type: "string[]" })
  topicIds!: string[];

  /** Not in the API: the codes that stood for topics before they were things, in versions of that time. */
  @Property({ type: "string[]", nullable: true, fieldName: "topics" })
  topicCodes!: string[] | null;

  /** Not in the API: reached through `plan`. */
  @Property({ type: "text" })
  planId!: string;

  /** Not in the API: reached through `continues`. */
  @Property({ type: "text", nullable: true })
  continuesId!: string | null;

  @Needs("planId")
  @Field(() => Plan, { nullable: true, description: "The plan it stands in; null where the caller may not see it." })
  plan(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Plan, { id: this.planId, asOf: this.asOf }, info);
  }

  @Needs("topicIds")
  @Field(() => [Topic], { description: "Topics of the hub's own short list, given by the hub and not by the document." })
  async topics(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown[]> {
    const found = await Promise.all(this.topicIds.map((id) => context.refer(Topic, { id, asOf: this.asOf }, info)));
    return found.filter((topic) => topic !== null);
  }

  @Needs("continuesId")
  @Field(() => Priority, {
    nullable: true,
    description: "The priority of an earlier plan that it carries on, in the reading of the hub; null where it is new.",
  })
  continues(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.continuesId ? context.refer(Priority, { id: this.continuesId, asOf: this.asOf }, info) : null;
  }
}
