/** A fact that a search found: what it is, where the words stand in it, and the way to the thing itself. */
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Field, GraphQLISODateTime, Info, ObjectType } from "type-graphql";
import { Seen } from "../../../../kernel/facts/seen.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Period } from "../../../../kernel/values/period.js";
import { Provenance } from "../../sources/document/document.js";
import { FactKind, nounOf, Thing } from "../index/things.js";
import { Partnership } from "../../partners/partnership/partnership.js";

/** A piece of a snippet. */
@ObjectType({ simpleResolvers: true, description: "A piece of a snippet: plain text, never markup." })
export class SnippetPiece {
  @Field(() => String, { description: "The text; what looks like markup in the fact is left out." })
  text!: string;

  @Field(() => Boolean, { description: "Whether it was searched for: a word, or several that stand next to each other." })
  matched!: boolean;
}

/** A fact that a search found. */
@ObjectType({ simpleResolvers: true, description: "A fact that a search found, in any service. Its id and kind are those of the thing." })
export class SearchHit extends Seen {
  @Field(() => FactKind, { description: "What kind of thing it is." })
  kind!: FactKind;

  @Field(() => String, { description: "Its title or name. A thing without one is called by the titles of what it refers to: an observation by its indicator." })
  title!: string;

  @Field(() => [SnippetPiece], { description: "Where the words stand in it: the pieces, one after the other, are one plain text. ` · ` stands between texts of the fact, ` … ` where something is left out." })
  snippet!: SnippetPiece[];

  @Field(() => Period, { nullable: true, description: "The period that it is about; null where it has none of its own." })
  period!: Period | null;

  @Field(() => Provenance, { description: "Where the fact comes from." })
  provenance!: object;

  @Field(() => GraphQLISODateTime, { description: "Since when this version was known." })
  knownFrom!: Date;

  partnershipId!: string | null;

  @Field(() => Partnership, { nullable: true, description: "The partnership that it is about; null where it is about none." })
  partnership(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.partnershipId ? context.refer(Partnership, { id: this.partnershipId, asOf: this.asOf }, info) : null;
  }

  @Field(() => Thing, { nullable: true, description: "The thing itself, with all its fields, from the service that owns it." })
  thing(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(nounOf(this.kind), { id: this.id, asOf: this.asOf }, info);
  }
}
