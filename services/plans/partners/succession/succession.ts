/** A succession: what became of an organisation, body or service, and what came in its place. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { Period } from "../../../../kernel/values/period.js";
import { Body } from "../body/body.js";
import { Fact } from "../../sources/document/document.js";
import { Organisation } from "../organisation/organisation.js";

/** What became of what was. */
export enum SuccessionKind {
  CREATED = "CREATED",
  REINSTATED = "REINSTATED",
  RENAMED = "RENAMED",
  REPLACED_BY = "REPLACED_BY",
  ABSORBED_INTO = "ABSORBED_INTO",
  TRANSFERRED_TO = "TRANSFERRED_TO",
  DISSOLVED = "DISSOLVED",
}

registerEnumType(SuccessionKind, {
  name: "SuccessionKind",
  description: "What became of an organisation, body or service.",
  valuesConfig: {
    CREATED: { description: "The successor is new; the source names nothing that it follows." },
    REINSTATED: { description: "The successor had been there before and is there again." },
    RENAMED: { description: "It goes on under another name." },
    REPLACED_BY: { description: "The successor took its place." },
    ABSORBED_INTO: { description: "Its functions went into the successor." },
    TRANSFERRED_TO: { description: "A function or responsibility went to the successor; the predecessor may go on." },
    DISSOLVED: { description: "It ended." },
  },
});

/** What became of an organisation, body or service. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "What became of an organisation, body or service, what came in its place, and when, as far as it is printed." })
@Entity({ tableName: "succession", schema: "plans" })
export class Succession extends Fact {
  @Field(() => SuccessionKind, { description: "What became of it." })
  @Property({ type: "text" })
  kind!: SuccessionKind;

  @Field(() => String, { nullable: true, description: "What was before, as printed; null where the source names nothing." })
  @Property({ type: "text", nullable: true })
  predecessorName!: string | null;

  @Field(() => String, { nullable: true, description: "What came after, as printed; null where the source names nothing." })
  @Property({ type: "text", nullable: true })
  successorName!: string | null;

  @Field(() => String, { description: "What happened and what passed over, in the hub's words." })
  @Property({ type: "text" })
  summary!: string;

  @Field(() => Period, { nullable: true, description: "When: a day, a month or the years within which it lies; null where none is printed." })
  @Embedded(() => Period, { nullable: true })
  period!: Period | null;

  /** Not in the API: reached through `predecessor`. */
  @Property({ type: "text", nullable: true })
  predecessorId!: string | null;

  /** Not in the API: reached through `successor`. */
  @Property({ type: "text", nullable: true })
  successorId!: string | null;

  /** Not in the API: reached through `predecessorBody`. */
  @Property({ type: "text", nullable: true })
  predecessorBodyId!: string | null;

  /** Not in the API: reached through `successorBody`. */
  @Property({ type: "text", nullable: true })
  successorBodyId!: string | null;

  @Needs("predecessorId")
  @Field(() => Organisation, { nullable: true, description: "The organisation that was before; null where it is a body, a service or not named." })
  predecessor(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.predecessorId ? context.refer(Organisation, { id: this.predecessorId, asOf: this.asOf }, info) : null;
  }

  @Needs("successorId")
  @Field(() => Organisation, { nullable: true, description: "The organisation that came after; null where it is a body, a service or not named." })
  successor(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.successorId ? context.refer(Organisation, { id: this.successorId, asOf: this.asOf }, info) : null;
  }

  @Needs("predecessorBodyId")
  @Field(() => Body, { nullable: true, description: "The body that was before; null where it is no body." })
  predecessorBody(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.predecessorBodyId ? context.refer(Body, { id: this.predecessorBodyId, asOf: this.asOf }, info) : null;
  }

  @Needs("successorBodyId")
  @Field(() => Body, { nullable: true, description: "The body that came after; null where it is no body." })
  successorBody(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.successorBodyId ? context.refer(Body, { id: this.successorBodyId, asOf: this.asOf }, info) : null;
  }
}
