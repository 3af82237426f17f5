/** A reporting line: how one body stands to another body or to an organisation. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { Body } from "../body/body.js";
import { Fact } from "../../sources/document/document.js";
import { Organisation } from "../organisation/organisation.js";
import { Partnership } from "../partnership/partnership.js";

/** How one body stands to another. */
export enum ReportingLineKind {
  REPORTS_TO = "REPORTS_TO",
  ESCALATES_TO = "ESCALATES_TO",
  SUBMITS_TO = "SUBMITS_TO",
  SCRUTINISED_BY = "SCRUTINISED_BY",
  GUIDED_BY = "GUIDED_BY",
  ADVISED_BY = "ADVISED_BY",
  SUPPORTED_BY = "SUPPORTED_BY",
  SUPPORTS = "SUPPORTS",
  PART_OF = "PART_OF",
  LED_BY = "LED_BY",
  DIRECTS = "DIRECTS",
  COMMISSIONS = "COMMISSIONS",
  LINKED_TO = "LINKED_TO",
}

registerEnumType(ReportingLineKind, {
  name: "ReportingLineKind",
  description: "How a body stands to another, read from the one it starts from.",
  valuesConfig: {
    REPORTS_TO: { description: "It reports to the other." },
    ESCALATES_TO: { description: "It takes problems and blockages to the other." },
    SUBMITS_TO: { description: "It sends something to the other to approve, endorse or consider." },
    SCRUTINISED_BY: { description: "The other scrutinises it." },
    GUIDED_BY: { description: "The other gives it direction." },
    ADVISED_BY: { description: "The other advises it." },
    SUPPORTED_BY: { description: "The other supports it." },
    SUPPORTS: { description: "It supports the other." },
    PART_OF: { description: "It stands within or beneath the other." },
    LED_BY: { description: "The other leads it." },
    DIRECTS: { description: "It directs the work of the other." },
    COMMISSIONS: { description: "It commissions the other." },
    LINKED_TO: { description: "It keeps a link with the other." },
  },
});

/** How one body stands to another body or to an organisation. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "How one body stands to another body or to an organisation: whom it reports to, who scrutinises it, what it is part of." })
@Entity({ tableName: "reporting_line", schema: "plans" })
export class ReportingLine extends Fact {
  @Field(() => ReportingLineKind, { description: "How the body stands to the other." })
  @Property({ type: "text" })
  kind!: ReportingLineKind;

  @Field(() => String, { nullable: true, description: "What is reported, scrutinised or supported, in the hub's words." })
  @Property({ type: "text", nullable: true })
  subject!: string | null;

  @Field(() => String, { nullable: true, description: "How often, as printed." })
  @Property({ type: "text", nullable: true })
  frequency!: string | null;

  /** Not in the API: reached through `from`. */
  @Property({ type: "text" })
  bodyId!: string;

  /** Not in the API: reached through `toBody`. */
  @Property({ type: "text", nullable: true })
  toBodyId!: string | null;

  /** Not in the API: reached through `toOrganisation`. */
  @Property({ type: "text", nullable: true })
  toOrganisationId!: string | null;

  /** Not in the API: reached through `partnership`. */
  @Property({ type: "text", nullable: true })
  partnershipId!: string | null;

  @Needs("bodyId")
  @Field(() => Body, { nullable: true, description: "The body that the line starts from; null where the caller may not see it." })
  from(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Body, { id: this.bodyId, asOf: this.asOf }, info);
  }

  @Needs("toBodyId")
  @Field(() => Body, { nullable: true, description: "The body that it leads to; null where it leads to an organisation." })
  toBody(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.toBodyId ? context.refer(Body, { id: this.toBodyId, asOf: this.asOf }, info) : null;
  }

  @Needs("toOrganisationId")
  @Field(() => Organisation, { nullable: true, description: "The organisation that it leads to; null where it leads to a body." })
  toOrganisation(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.toOrganisationId ? context.refer(Organisation, { id: this.toOrganisationId, asOf: this.asOf }, info) : null;
  }

  @Needs("partnershipId")
  @Field(() => Partnership, { nullable: true, description: "The partnership in whose arrangements it stands; null for a line of nobody's, as a Commissioner's." })
  partnership(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.partnershipId ? context.refer(Partnership, { id: this.partnershipId, asOf: this.asOf }, info) : null;
  }
}
