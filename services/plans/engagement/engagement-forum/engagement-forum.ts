/** An engagement forum: a standing or single way in which a partnership meets, hears or trains the public and its partners. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, Int, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { Fact } from "../../sources/document/document.js";
import { Partnership } from "../../partners/partnership/partnership.js";
import { Plan } from "../../planning/plan/plan.js";

/** What an engagement forum is. */
export enum EngagementForumKind {
  STAKEHOLDER_FORUM = "STAKEHOLDER_FORUM",
  SPECIAL_INTEREST_GROUP = "SPECIAL_INTEREST_GROUP",
  NEIGHBOURHOOD_PANEL = "NEIGHBOURHOOD_PANEL",
  NEIGHBOURHOOD_COUNCIL = "NEIGHBOURHOOD_COUNCIL",
  SECTOR_WORKING = "SECTOR_WORKING",
  VOLUNTEER_SCHEME = "VOLUNTEER_SCHEME",
  TRAINING = "TRAINING",
  PUBLIC_SESSION = "PUBLIC_SESSION",
  SURVEY = "SURVEY",
  EVENT = "EVENT",
  FORUM = "FORUM",
  OUTREACH = "OUTREACH",
  THIRD_PARTY_REPORTING = "THIRD_PARTY_REPORTING",
  CONSULTATION = "CONSULTATION",
}

registerEnumType(EngagementForumKind, {
  name: "EngagementForumKind",
  description: "What an engagement forum is.",
  valuesConfig: {
    STAKEHOLDER_FORUM: { description: "A forum of those who work on a priority and of the public." },
    SPECIAL_INTEREST_GROUP: { description: "A group for people with a need or interest of their own." },
    NEIGHBOURHOOD_PANEL: { description: "A panel of a neighbourhood." },
    NEIGHBOURHOOD_COUNCIL: { description: "A council of a neighbourhood." },
    SECTOR_WORKING: { description: "Work with a sector, such as the voluntary one." },
    VOLUNTEER_SCHEME: { description: "A scheme for volunteers." },
    TRAINING: { description: "Training." },
    PUBLIC_SESSION: { description: "A session at which the public can question the partnership." },
    SURVEY: { description: "A survey." },
    EVENT: { description: "An event or conference." },
    FORUM: { description: "Another forum for talk." },
    OUTREACH: { description: "Going to people where they are." },
    THIRD_PARTY_REPORTING: { description: "A way to report by way of somebody else than the police." },
    CONSULTATION: { description: "People are asked what they want or choose." },
  },
});

/** A way in which a partnership meets, hears or trains people. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A way in which a partnership meets, hears or trains the public and its partners, be it standing or single." })
@Entity({ tableName: "engagement_forum", schema: "plans" })
export class EngagementForum extends Fact {
  @Field(() => String, { description: "Its name as printed; where it has none, what it is." })
  @Property({ type: "text" })
  name!: string;

  @Field(() => EngagementForumKind, { description: "What it is." })
  @Property({ type: "text" })
  kind!: EngagementForumKind;

  @Field(() => String, { nullable: true, description: "What it is for, in the hub's words." })
  @Property({ type: "text", nullable: true })
  purpose!: string | null;

  @Field(() => String, { nullable: true, description: "How often or when it is held, as printed; null where the document does not say." })
  @Property({ type: "text", nullable: true })
  frequency!: string | null;

  @Field(() => String, { nullable: true, description: "Who may take part or whom it is for, in the hub's words; null where the document does not say." })
  @Property({ type: "text", nullable: true })
  openTo!: string | null;

  @Field(() => Int, { nullable: true, description: "How many are to be held or were; null where no number is printed." })
  @Property({ type: "integer", nullable: true })
  count!: number | null;

  @Field(() => String, { nullable: true, description: "The words that qualify the number, as printed, such as \"at least\"; null where it stands alone." })
  @Property({ type: "text", nullable: true })
  countQualifier!: string | null;

  /** Not in the API: reached through `partnership`. */
  @Property({ type: "text" })
  partnershipId!: string;

  /** Not in the API: reached through `plan`. */
  @Property({ type: "text", nullable: true })
  planId!: string | null;

  @Needs("partnershipId")
  @Field(() => Partnership, { nullable: true, description: "Whose it is; null where the caller may not see it." })
  partnership(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Partnership, { id: this.partnershipId, asOf: this.asOf }, info);
  }

  @Needs("planId")
  @Field(() => Plan, { nullable: true, description: "The plan that tells of it; null where none does, or the caller may not see it." })
  plan(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.planId ? context.refer(Plan, { id: this.planId, asOf: this.asOf }, info) : null;
  }
}
