/** An indicator: a defined measure. Its values are observations; what was promised of it are targets. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import { Directive, Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import { DecimalScalar } from "../../../../kernel/values/money.js";
import { Polarity } from "../../../../kernel/values/polarity.js";
import { Fact } from "../../sources/document/document.js";
import { Topic } from "../../references/topic/topic.js";

/** What the values of an indicator are. */
export enum ValueType {
  COUNT = "COUNT",
  PROPORTION = "PROPORTION",
  CHANGE_PERCENT = "CHANGE_PERCENT",
  CHANGE_COUNT = "CHANGE_COUNT",
  MONEY = "MONEY",
  RATE = "RATE",
}

registerEnumType(ValueType, {
  name: "ValueType",
  description: "What the values of an indicator are.",
  valuesConfig: {
    COUNT: { description: "A number of things." },
    PROPORTION: { description: "A share in percent: 81 is 81%." },
    CHANGE_PERCENT: { description: "A change in percent; a fall is negative." },
    CHANGE_COUNT: { description: "A change in number; a fall is negative." },
    MONEY: { description: "A sum in pounds." },
    RATE: { description: "A number per so many, or an average." },
  },
});

/** How often an indicator is measured. */
export enum Frequency {
  MONTHLY = "MONTHLY",
  QUARTERLY = "QUARTERLY",
  ANNUAL = "ANNUAL",
  IRREGULAR = "IRREGULAR",
}

registerEnumType(Frequency, {
  name: "Frequency",
  description: "How often an indicator is measured.",
  valuesConfig: {
    MONTHLY: { description: "Every month." },
    QUARTERLY: { description: "Every three months." },
    ANNUAL: { description: "Every year." },
    IRREGULAR: { description: "At no fixed times, such as the waves of a survey." },
  },
});

/** How an indicator's small counts are dealt with. */
export enum DisclosureClass {
  OPEN = "OPEN",
  RESTRICTED = "RESTRICTED",
}

registerEnumType(DisclosureClass, {
  name: "DisclosureClass",
  description: "How small counts are dealt with, from which somebody might be recognised.",
  valuesConfig: {
    OPEN: { description: "Every value is shown, however small." },
    RESTRICTED: {
      description: "A count from 1 to 4 is shown to the partnership and to the Commissioner's roles of its area alone, and so is whatever it could be worked out from. A zero is shown.",
    },
  },
});

/** A defined measure. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A defined measure of what a partnership does or achieves." })
@Entity({ tableName: "indicator", schema: "indicators" })
export class Indicator extends Fact {
  @Field(() => String, { description: "Its name." })
  @Property({ type: "text" })
  name!: string;

  @Field(() => String, { nullable: true, description: "What exactly is measured." })
  @Property({ type: "text", nullable: true })
  definition!: string | null;

  @Field(() => String, { description: 'The unit of its values: "people", "percent", "GBP".' })
  @Property({ type: "text" })
  unit!: string;

  @Field(() => ValueType, { description: "What its values are." })
  @Property({ type: "text" })
  valueType!: ValueType;

  @Field(() => Polarity, { description: "Which way is better where nothing else is said." })
  @Property({ type: "text" })
  polarity!: Polarity;

  @Field(() => Frequency, { nullable: true, description: "How often it is measured; null where no source says so." })
  @Property({ type: "text", nullable: true })
  frequency!: Frequency | null;

  @Field(() => Int, { nullable: true, description: "Days from the end of a period until its value can be had; null where no source says so." })
  @Property({ type: "int", nullable: true })
  lagDays!: number | null;

  @Field(() => String, { nullable: true, description: "Where its values are taken from: a register, a recording system, a survey; null where no source says so." })
  @Property({ type: "text", nullable: true })
  source!: string | null;

  @Field(() => String, { nullable: true, description: "How it is measured or worked out, in the hub's words; null where no source says so." })
  @Property({ type: "text", nullable: true })
  method!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: "Of a rate: per how many, as 1000 where it is per 1,000 people; null where it is no rate, or no source says so." })
  @Property({ type: "string", columnType: "numeric", nullable: true })
  ratePer!: string | null;

  @Field(() => DisclosureClass, { description: "How its small counts are dealt with." })
  @Property({ type: "text" })
  disclosureClass!: DisclosureClass;

  /** Not in the API: reached through `topics`. */
  @Property({ type: "string[]" })
  topicIds!: string[];

  @Needs("topicIds")
  @Field(() => [Topic], { nullable: "itemsAndList", description: "Topics of the hub's own short list that it is about, given by the hub." })
  topics(): Topic[] {
    return this.topicIds.map((id) => seen(Topic, id, this.asOf));
  }
}
