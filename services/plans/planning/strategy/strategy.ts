/** A strategy: a named strategy, plan, vision, report or campaign of anybody that the documents refer to. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { Fact } from "../../sources/document/document.js";
import { Organisation } from "../../partners/organisation/organisation.js";

/** What a strategy is. */
export enum StrategyKind {
  STRATEGY = "STRATEGY",
  PLAN = "PLAN",
  VISION = "VISION",
  PROGRAMME = "PROGRAMME",
  ASSESSMENT = "ASSESSMENT",
  PROFILE = "PROFILE",
  REPORT = "REPORT",
  LETTER = "LETTER",
  DECLARATION = "DECLARATION",
  PROTOCOL = "PROTOCOL",
  GUIDANCE = "GUIDANCE",
  CAMPAIGN = "CAMPAIGN",
}

registerEnumType(StrategyKind, {
  name: "StrategyKind",
  description: "What a strategy is, as its name or the document that refers to it says.",
  valuesConfig: {
    STRATEGY: { description: "A strategy." },
    PLAN: { description: "A plan." },
    VISION: { description: "A vision signed by those who follow it." },
    PROGRAMME: { description: "A programme of work." },
    ASSESSMENT: { description: "An assessment of needs, or of threat, risk and harm." },
    PROFILE: { description: "A profile of a kind of crime in an area." },
    REPORT: { description: "A report or review, and its recommendations." },
    LETTER: { description: "A letter of government." },
    DECLARATION: { description: "A declaration signed by several bodies." },
    PROTOCOL: { description: "An agreed way of acting." },
    GUIDANCE: { description: "Guidance on how to act." },
    CAMPAIGN: { description: "A campaign." },
  },
});

/** A named strategy of anybody. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A named strategy, plan, vision, report or campaign of anybody that a plan, priority or PCC objective refers to." })
@Entity({ tableName: "strategy", schema: "plans" })
export class Strategy extends Fact {
  @Field(() => String, { description: "Its name as printed." })
  @Property({ type: "text" })
  name!: string;

  @Field(() => StrategyKind, { description: "What it is." })
  @Property({ type: "text" })
  kind!: StrategyKind;

  @Field(() => String, { nullable: true, description: "Its date or years as printed; null where none is." })
  @Property({ type: "text", nullable: true })
  dated!: string | null;

  /** Not in the API: reached through `publishers`. */
  @Property({ type: "string[]", nullable: true })
  publisherIds!: string[] | null;

  @Needs("publisherIds")
  @Field(() => [Organisation], { description: "Whose it is, in their printed order; empty where the documents do not say." })
  async publishers(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown[]> {
    const found = await Promise.all((this.publisherIds ?? []).map((id) => context.refer(Organisation, { id, asOf: this.asOf }, info)));
    return found.filter((organisation) => organisation !== null);
  }
}
