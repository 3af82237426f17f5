/** A statement: what a document says of a thing besides its figures, from a vision to the review of a year. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, Int, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { Fact } from "../../sources/document/document.js";
import { Subject, subjectOf } from "./subject.js";

/** What a statement is. */
export enum StatementKind {
  VISION = "VISION",
  PURPOSE = "PURPOSE",
  VALUE = "VALUE",
  PRINCIPLE = "PRINCIPLE",
  FUNCTION = "FUNCTION",
  HALLMARK = "HALLMARK",
  DIRECTION = "DIRECTION",
  AIM = "AIM",
  INTENT = "INTENT",
  BACKGROUND = "BACKGROUND",
  CONTEXT = "CONTEXT",
  DRIVER = "DRIVER",
  DEFINITION = "DEFINITION",
  OBJECTIVE = "OBJECTIVE",
  AREA_OF_FOCUS = "AREA_OF_FOCUS",
  HEADING = "HEADING",
  HIGHLIGHT = "HIGHLIGHT",
  REVIEW = "REVIEW",
  CARRY_OVER = "CARRY_OVER",
  COMMITMENT = "COMMITMENT",
  RECOMMENDATION = "RECOMMENDATION",
  STAGE = "STAGE",
  CONCLUSION = "CONCLUSION",
}

registerEnumType(StatementKind, {
  name: "StatementKind",
  description: "What a statement is. Where a document has a word of its own (vision, value, hallmark), the kind is that word.",
  valuesConfig: {
    VISION: { description: "What a partnership or plan wants to come true." },
    PURPOSE: { description: "What somebody or something is there for." },
    VALUE: { description: "How people mean to act, by what they hold dear." },
    PRINCIPLE: { description: "A principle that guides the work." },
    FUNCTION: { description: "What a partnership must see to: its functions and responsibilities." },
    HALLMARK: { description: "A national standard for partnerships." },
    DIRECTION: { description: "What a plan says that it will show or bring: its direction of travel." },
    AIM: { description: "What work is to come to." },
    INTENT: { description: "What a team says that it will do or be." },
    BACKGROUND: { description: "What led up to it." },
    CONTEXT: { description: "What stands behind: the situation, the law, the evidence." },
    DRIVER: { description: "What something arose in answer to." },
    DEFINITION: { description: "What a document understands by a word." },
    OBJECTIVE: { description: "An objective of a priority or theme." },
    AREA_OF_FOCUS: { description: "What attention goes to, in a year or besides the priorities." },
    HEADING: { description: "What stands under a heading of its own." },
    HIGHLIGHT: { description: "A highlight of a year." },
    REVIEW: { description: "What is told of the past year." },
    CARRY_OVER: { description: "A point to consider for carrying over, or a threat, risk or community impact that was seen." },
    COMMITMENT: { description: "What somebody says that they will do." },
    RECOMMENDATION: { description: "What somebody is asked to decide." },
    STAGE: { description: "A stage of a staged model." },
    CONCLUSION: { description: "What a document closes with." },
  },
});

/** What a document says of a thing besides its figures. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "What a document says of a plan, priority, partnership, PCC objective or PCC area besides its figures." })
@Entity({ tableName: "statement", schema: "plans" })
export class Statement extends Fact {
  @Field(() => StatementKind, { description: "What it is: a vision, a principle, an objective." })
  @Property({ type: "text" })
  kind!: StatementKind;

  @Field(() => Int, { description: "Its place in the printed order among those of its kind and subject, from 1." })
  @Property({ type: "integer" })
  number!: number;

  @Field(() => String, { nullable: true, description: "Its title or heading as printed; null where it has none." })
  @Property({ type: "text", nullable: true })
  title!: string | null;

  @Field(() => String, { description: "What it says, in the hub's words." })
  @Property({ type: "text" })
  text!: string;

  /** Not in the API: reached through `subject`. */
  @Property({ type: "text", fieldName: "subject" })
  subjectId!: string;

  @Needs("subjectId")
  @Field(() => Subject, { nullable: true, description: "What it is said of; null where the caller may not see it." })
  subject(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return subjectOf(context, { id: this.subjectId, asOf: this.asOf }, info);
  }
}
