/** A document that facts come from: a plan, a report. Every fact of the hub points at one. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import { Directive, Field, ObjectType, registerEnumType } from "type-graphql";
import type { NounClass } from "../../../../kernel/subgraph/context.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { factsOf } from "../../../../kernel/facts/facts.js";
import { Period } from "../../../../kernel/values/period.js";

/** The plans service's facts: their provenance leads to the documents it owns. */
export const { Provenance, Gap, Fact, NotedGapColumns } = factsOf((): NounClass => Document);

/** Kinds of document. */
export enum DocumentKind {
  PARTNERSHIP_PLAN = "PARTNERSHIP_PLAN",
  DELIVERY_PLAN = "DELIVERY_PLAN",
  SCRUTINY_REPORT = "SCRUTINY_REPORT",
  BOARD_REPORT = "BOARD_REPORT",
  DATA_RELEASE = "DATA_RELEASE",
}

registerEnumType(DocumentKind, {
  name: "DocumentKind",
  description: "What kind of document it is.",
  valuesConfig: {
    PARTNERSHIP_PLAN: { description: "A partnership's community safety plan." },
    DELIVERY_PLAN: { description: "A partnership's table of actions with their progress." },
    SCRUTINY_REPORT: { description: "A report to a council's scrutiny committee." },
    BOARD_REPORT: { description: "A report to the Police and Crime Commissioner's board." },
    DATA_RELEASE: { description: "A file of figures or records that a body publishes: figures counted from it are the hub's." },
  },
});

/** A document that facts come from. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A document that facts come from, told by publisher, title and period." })
@Entity({ tableName: "document", schema: "plans" })
export class Document extends Fact {
  @Field(() => String, { description: "Who published it, as printed." })
  @Property({ type: "text" })
  publisher!: string;

  @Field(() => String, { description: "Its title as printed; of a file without one, what it holds." })
  @Property({ type: "text" })
  title!: string;

  @Field(() => DocumentKind, { description: "What kind of document it is." })
  @Property({ type: "text" })
  kind!: DocumentKind;

  @Field(() => Period, { nullable: true, description: "The period it is about; null where none is printed." })
  @Embedded(() => Period, { nullable: true })
  period!: Period | null;

  @Field(() => DateScalar, { description: "The first day on which it can have been published; the printed day where there is one." })
  @Property({ type: "date" })
  publishedFrom!: Day;

  @Field(() => DateScalar, { description: "The last day on which it can have been published. Its facts count as known from here." })
  @Property({ type: "date" })
  publishedTo!: Day;

  @Field(() => String, { description: "How the days of publication are known." })
  @Property({ type: "text" })
  publishedNote!: string;

  @Field(() => String, { nullable: true, description: "Its licence; null where none is printed." })
  @Property({ type: "text", nullable: true })
  licence!: string | null;
}
