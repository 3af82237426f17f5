/** An indicator: a defined measure. Its values are observations; what was promised of it are targets. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import { Directive, Field, ObjectType, registerEnumType } from "type-graphql";
import { Fact } from "../document/document.js";

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

/** Which way is better. */
export enum Polarity {
  HIGHER_IS_BETTER = "HIGHER_IS_BETTER",
  LOWER_IS_BETTER = "LOWER_IS_BETTER",
  CONTEXT_DEPENDENT = "CONTEXT_DEPENDENT",
  NOT_STATED = "NOT_STATED",
}

registerEnumType(Polarity, {
  name: "Polarity",
  description: "Which way is better.",
  valuesConfig: {
    HIGHER_IS_BETTER: { description: "More is better." },
    LOWER_IS_BETTER: { description: "Less is better." },
    CONTEXT_DEPENDENT: { description: "It depends: more reports can be success." },
    NOT_STATED: { description: "The source does not say." },
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
}
