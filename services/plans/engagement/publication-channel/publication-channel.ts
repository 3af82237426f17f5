/** A publication channel: a way in which a plan, its results or its messages reach the public. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, Int, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { Fact } from "../../sources/document/document.js";
import { Plan } from "../../planning/plan/plan.js";

/** What a publication channel is. */
export enum PublicationChannelKind {
  WEBSITE = "WEBSITE",
  HARD_COPY = "HARD_COPY",
  MAGAZINE = "MAGAZINE",
  ON_REQUEST = "ON_REQUEST",
  TRANSLATION = "TRANSLATION",
  SUMMARY = "SUMMARY",
  FULL_TEXT = "FULL_TEXT",
  QUARTERLY_REPORT = "QUARTERLY_REPORT",
  SOCIAL_MEDIA = "SOCIAL_MEDIA",
  MEDIA_RELEASE = "MEDIA_RELEASE",
  BROADCAST = "BROADCAST",
  LEAFLET = "LEAFLET",
  CAMPAIGN = "CAMPAIGN",
}

registerEnumType(PublicationChannelKind, {
  name: "PublicationChannelKind",
  description: "What a publication channel is.",
  valuesConfig: {
    WEBSITE: { description: "A website." },
    HARD_COPY: { description: "Copies on paper." },
    MAGAZINE: { description: "A magazine or newsletter." },
    ON_REQUEST: { description: "Whoever asks gets it." },
    TRANSLATION: { description: "Copies in other languages." },
    SUMMARY: { description: "A summary in easy words." },
    FULL_TEXT: { description: "The full text for those who want it." },
    QUARTERLY_REPORT: { description: "A report each quarter." },
    SOCIAL_MEDIA: { description: "Social media." },
    MEDIA_RELEASE: { description: "Releases to the press and other media." },
    BROADCAST: { description: "Television or radio." },
    LEAFLET: { description: "Leaflets." },
    CAMPAIGN: { description: "A campaign by several means." },
  },
});

/** A way in which a plan, its results or its messages reach the public. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A way in which a plan, its results or its messages reach the public." })
@Entity({ tableName: "publication_channel", schema: "plans" })
export class PublicationChannel extends Fact {
  @Field(() => Int, { description: "Its place among the channels of its plan, in the order in which the document names them, from 1." })
  @Property({ type: "integer" })
  number!: number;

  @Field(() => PublicationChannelKind, { description: "What it is." })
  @Property({ type: "text" })
  kind!: PublicationChannelKind;

  @Field(() => String, { description: "Its name as printed; where it has none, what it is." })
  @Property({ type: "text" })
  name!: string;

  @Field(() => String, { nullable: true, description: "What it carries, in the hub's words." })
  @Property({ type: "text", nullable: true })
  carries!: string | null;

  @Field(() => String, { nullable: true, description: "Where it can be had, as printed; null where no place is." })
  @Property({ type: "text", nullable: true })
  place!: string | null;

  @Field(() => String, { nullable: true, description: "Its languages as printed; null where the document speaks of none, or does not name them." })
  @Property({ type: "text", nullable: true })
  languages!: string | null;

  /** Not in the API: reached through `plan`. */
  @Property({ type: "text" })
  planId!: string;

  @Needs("planId")
  @Field(() => Plan, { nullable: true, description: "The plan; null where the caller may not see it." })
  plan(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Plan, { id: this.planId, asOf: this.asOf }, info);
  }
}
