/** What the numbers say of a series or a value, with all that the saying rests on. */
import { Field, Float, ID, ObjectType, registerEnumType } from "type-graphql";
import { Polarity } from "../../../../kernel/values/polarity.js";
import type { BetterWay } from "../../statistics/comparison.js";
import { NotComputed } from "./not-computed.js";

/** What the numbers say. */
export enum StatisticalCode {
  IMPROVING = "IMPROVING",
  WORSENING = "WORSENING",
  INCREASING = "INCREASING",
  DECREASING = "DECREASING",
  NO_CHANGE = "NO_CHANGE",
  NOT_COMPUTED = "NOT_COMPUTED",
}

registerEnumType(StatisticalCode, {
  name: "StatisticalCode",
  description: "What the numbers say: whether something moved by more than chance, and which way. It is computed, and neither an officer's judgement nor a comparison with a target.",
  valuesConfig: {
    IMPROVING: { description: "It moved by more than chance, the better way." },
    WORSENING: { description: "It moved by more than chance, the worse way." },
    INCREASING: { description: "It went up by more than chance, and nobody says which way is better." },
    DECREASING: { description: "It went down by more than chance, and nobody says which way is better." },
    NO_CHANGE: { description: "It moved by no more than chance. That is not proof that it stood still." },
    NOT_COMPUTED: { description: "The figures do not carry a statement: see the reason." },
  },
});

/** By which method a status is found. */
export enum StatisticalMethod {
  RECENT_TREND = "RECENT_TREND",
  CONTROL_CHART = "CONTROL_CHART",
  TWO_COUNTS = "TWO_COUNTS",
  TWO_PROPORTIONS = "TWO_PROPORTIONS",
  REFERENCE = "REFERENCE",
}

registerEnumType(StatisticalMethod, {
  name: "StatisticalMethod",
  description: "By which method figures are judged.",
  valuesConfig: {
    RECENT_TREND: { description: "Weighted least squares over the last five annual values, as in Fingertips: chi-square above 9.55, and the same sign whichever value is left out." },
    CONTROL_CHART: { description: "The last point of an XmR chart, as in NHS England's Making Data Count." },
    TWO_COUNTS: { description: "The exact conditional test of two counts or of the events of two rates: Clopper and Pearson's limits of their ratio." },
    TWO_PROPORTIONS: { description: "Newcombe's interval of the difference of two shares (method 10)." },
    REFERENCE: { description: "The interval of the value beside a reference that is taken as known." },
  },
});

/** A number that a statistic rests on or comes to. */
@ObjectType({ simpleResolvers: true, description: "A number that a statistic rests on or comes to, by its name." })
export class Parameter {
  @Field(() => String, { description: "Its name: slope, chiSquare, mean, lower, upper, ratio, p." })
  name!: string;

  @Field(() => Float, { description: "Its value." })
  value!: number;
}

/** Numbers by their names; one that is not finite is left out. */
export function parameters(numbers: Record<string, number>): Parameter[] {
  return Object.entries(numbers).flatMap(([name, value]) => (Number.isFinite(value) ? [Object.assign(new Parameter(), { name, value })] : []));
}

/** What the numbers say. */
@ObjectType({ simpleResolvers: true, description: "What the numbers say, in a code and a sentence, with the values it is computed from, the method and its numbers: enough to work it out again." })
export class StatisticalStatus {
  @Field(() => StatisticalCode, { description: "What they say." })
  code!: StatisticalCode;

  @Field(() => String, { description: "The same in a sentence." })
  explains!: string;

  @Field(() => StatisticalMethod, { nullable: true, description: "The method; null where nothing is computed." })
  method!: StatisticalMethod | null;

  @Field(() => Polarity, { description: "Which way was taken for better: as asked, else the indicator's own." })
  polarity!: Polarity;

  @Field(() => [ID], { description: "Ids of the observations that it is computed from, the earliest first; empty where nothing is computed." })
  observations!: string[];

  @Field(() => [Parameter], { description: "The numbers of the method." })
  parameters!: Parameter[];

  @Field(() => NotComputed, { nullable: true, description: "Why nothing is computed; null where something is." })
  notComputed!: NotComputed | null;
}

/** Which way is better, as the methods take it. */
export function betterWay(polarity: Polarity): BetterWay {
  if (polarity === Polarity.HIGHER_IS_BETTER) return 1;
  return polarity === Polarity.LOWER_IS_BETTER ? -1 : 0;
}

/** The code of a movement: up (1), down (-1) or none (0). */
export function codeOf(moved: 1 | -1 | 0, better: BetterWay): StatisticalCode {
  if (moved === 0) return StatisticalCode.NO_CHANGE;
  if (better === 0) return moved > 0 ? StatisticalCode.INCREASING : StatisticalCode.DECREASING;
  return moved === better ? StatisticalCode.IMPROVING : StatisticalCode.WORSENING;
}

/** A status that cannot be computed. */
export function noStatus(reason: NotComputed, polarity: Polarity): StatisticalStatus {
  return Object.assign(new StatisticalStatus(), { code: StatisticalCode.NOT_COMPUTED, explains: reason.explanation, method: null, polarity, observations: [], parameters: [], notComputed: reason });
}
