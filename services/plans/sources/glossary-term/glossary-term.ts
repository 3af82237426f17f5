/** A glossary term: a word or abbreviation of a document, and what the document means by it. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { Fact } from "../document/document.js";
import { Partnership } from "../../partners/partnership/partnership.js";

/** Kinds of term. */
export enum GlossaryTermKind {
  ABBREVIATION = "ABBREVIATION",
  CONCEPT = "CONCEPT",
  PROPER_NAME = "PROPER_NAME",
}

registerEnumType(GlossaryTermKind, {
  name: "GlossaryTermKind",
  description: "What kind of term it is.",
  valuesConfig: {
    ABBREVIATION: { description: "An abbreviation, with what it stands for." },
    CONCEPT: { description: "A word that the document defines." },
    PROPER_NAME: { description: "The name of an operation, campaign, system or scheme." },
  },
});

/** A word or abbreviation of a document, and what it means there. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A word or abbreviation of a document, and what the document means by it. Two documents may mean different things by one term." })
@Entity({ tableName: "glossary_term", schema: "plans" })
export class GlossaryTerm extends Fact {
  @Field(() => String, { description: "The term as printed." })
  @Property({ type: "text" })
  term!: string;

  @Field(() => GlossaryTermKind, { description: "What kind of term it is." })
  @Property({ type: "text" })
  kind!: GlossaryTermKind;

  @Field(() => String, { nullable: true, description: "What it stands for, as printed; null where it is no abbreviation." })
  @Property({ type: "text", nullable: true })
  standsFor!: string | null;

  @Field(() => String, { nullable: true, description: "What the document means by it, in the hub's words; null where it only expands it." })
  @Property({ type: "text", nullable: true })
  meaning!: string | null;

  /** Not in the API: reached through `partnership`. */
  @Property({ type: "text", nullable: true })
  partnershipId!: string | null;

  @Needs("partnershipId")
  @Field(() => Partnership, { nullable: true, description: "The partnership whose document uses it; null where a Commissioner's does." })
  partnership(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.partnershipId ? context.refer(Partnership, { id: this.partnershipId, asOf: this.asOf }, info) : null;
  }
}
