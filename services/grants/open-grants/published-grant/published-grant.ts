/** A published grant: one that a funder published by the 360Giving Data Standard, as its package had it. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import { Directive, Field, ObjectType, registerEnumType } from "type-graphql";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { Money } from "../../../../kernel/values/money.js";
import { PccArea } from "../../references/pcc-area/pcc-area.js";
import { Fact } from "../../sources/document/document.js";
import type { JsonObject } from "../standard/judge-open-grant.js";
import { putTogether } from "./take-apart.js";

/** How a grant is meant to be passed on. */
export enum RegrantType {
  FRG010 = "FRG010",
  FRG020 = "FRG020",
  FRG030 = "FRG030",
  FRG040 = "FRG040",
  FRG050 = "FRG050",
  FRG060 = "FRG060",
  FRG070 = "FRG070",
}

registerEnumType(RegrantType, {
  name: "RegrantType",
  description: "How a grant is meant to be passed on as grants to others: the codes of the 360Giving Data Standard.",
  valuesConfig: {
    FRG010: { description: "Common regrant: one funder gives to one organisation, which makes grants of it." },
    FRG020: { description: "Transfer to intermediary: given to an intermediary, such as a network, which pays it to organisations that make grants of it." },
    FRG030: { description: "Match funding: another funder adds to it and makes grants of both." },
    FRG040: { description: "Funder collaboration: several funders give to one organisation, which makes grants of their fund." },
    FRG050: { description: "Fiscal sponsor: the recipient pays it on for the funder to those whom the funder named." },
    FRG060: { description: "Endowment: it sets up an organisation or fund that makes grants, or pays for a large part of one." },
    FRG070: { description: "Multipurpose: a part of it is for grants, and a part for other activities of the recipient." },
  },
});

/** A grant as somebody published it. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description: "A grant to an organisation that a funder published by the 360Giving Data Standard, as its package had it. It is what others say: it is never added to the awards of the hub, which may tell of the same money.",
})
@Entity({ tableName: "published_grant", schema: "grants" })
export class PublishedGrant extends Fact {
  @Field(() => String, { description: "Its identifier in the standard, which begins with the publisher's prefix: 360G-...; unique among what one PCC area has imported." })
  @Property({ type: "text" })
  identifier!: string;

  @Field(() => String, { description: "Its title." })
  @Property({ type: "text" })
  title!: string;

  @Field(() => String, { description: "What it is for, in the funder's words." })
  @Property({ type: "text" })
  description!: string;

  @Field(() => Money, { description: "The amount awarded, exact, in its own currency: `pounds` are whole units of that currency." })
  @Embedded(() => Money)
  amount!: Money;

  @Field(() => DateScalar, { description: "The day on which the funder decided to award it." })
  @Property({ type: "date" })
  awardDate!: Day;

  @Field(() => String, { description: "The funder's identifier, in the form of org-id.guide where it is in a register." })
  @Property({ type: "text" })
  funderOrgId!: string;

  @Field(() => String, { description: "The funder's name; of several funders the first." })
  @Property({ type: "text" })
  funderName!: string;

  @Field(() => String, { description: "The recipient's identifier, in the form of org-id.guide where it is in a register." })
  @Property({ type: "text" })
  recipientOrgId!: string;

  @Field(() => String, { description: "The name of the organisation that receives it; of several the first." })
  @Property({ type: "text" })
  recipientName!: string;

  @Field(() => String, { nullable: true, description: "What kind of organisation the recipient is, in the funder's words; null where the package does not say." })
  @Property({ type: "text", nullable: true })
  recipientType!: string | null;

  @Field(() => String, { nullable: true, description: "Code of the programme under which it was awarded; null where the package gives none." })
  @Property({ type: "text", nullable: true })
  programmeCode!: string | null;

  @Field(() => String, { nullable: true, description: "Name of the programme under which it was awarded; null where the package gives none." })
  @Property({ type: "text", nullable: true })
  programmeTitle!: string | null;

  @Field(() => DateScalar, { nullable: true, description: "When its activity is planned to begin; null where the package gives no day." })
  @Property({ type: "date", nullable: true })
  plannedStart!: Day | null;

  @Field(() => DateScalar, { nullable: true, description: "When its activity is planned to end; null where the package gives no day." })
  @Property({ type: "date", nullable: true })
  plannedEnd!: Day | null;

  @Field(() => RegrantType, { nullable: true, description: "How it is meant to be passed on; null where it is not, or the package does not say." })
  @Property({ type: "text", nullable: true })
  regrantType!: RegrantType | null;

  /** Shown within `json`. */
  @Property({ type: "json", nullable: true })
  other!: JsonObject | null;

  /** Not in the API: reached through `pccArea`. */
  @Property({ type: "text", nullable: true })
  pccAreaId!: string | null;

  @Needs("pccAreaId")
  @Field(() => PccArea, { nullable: true, description: "The PCC area whose office imported it; null where whoever runs the hub did." })
  pccArea(): PccArea | null {
    return this.pccAreaId ? seen(PccArea, this.pccAreaId, this.asOf) : null;
  }

  @Needs("identifier", "title", "description", "amount", "awardDate", "funderOrgId", "funderName", "recipientOrgId", "recipientName", "recipientType", "programmeCode", "programmeTitle", "plannedStart", "plannedEnd", "regrantType", "other")
  @Field(() => String, { description: "The whole grant as its package had it, as the text of a JSON object: also the fields that neither the standard nor the hub knows." })
  json(): string {
    const { currency, pence } = this.amount;
    return JSON.stringify(putTogether({ known: Object.assign({}, this, { currency, pence }), other: this.other ?? {} }));
  }
}
