/** Why a statistic is not there: what it would need and the figures do not have. */
import { Field, ObjectType, registerEnumType } from "type-graphql";

/** Why a statistic is not computed. */
export enum NotComputedReason {
  QUALIFIED = "QUALIFIED",
  NO_METHOD = "NO_METHOD",
  NOT_WHOLE = "NOT_WHOLE",
  NO_BASE = "NO_BASE",
  NO_POPULATION = "NO_POPULATION",
  WITHDRAWN = "WITHDRAWN",
  PERIOD_UNKNOWN = "PERIOD_UNKNOWN",
  PERIODS_OVERLAP = "PERIODS_OVERLAP",
  PERIODS_IRREGULAR = "PERIODS_IRREGULAR",
  NOT_ANNUAL = "NOT_ANNUAL",
  TOO_FEW = "TOO_FEW",
  PERIOD_MISSING = "PERIOD_MISSING",
  SERIES_BREAK = "SERIES_BREAK",
  DIFFERENT_SURVEYS = "DIFFERENT_SURVEYS",
  NOTHING_TO_COMPARE = "NOTHING_TO_COMPARE",
  SEVERAL_GROUPS = "SEVERAL_GROUPS",
}

registerEnumType(NotComputedReason, {
  name: "NotComputedReason",
  description: "Why a statistic is not computed.",
  valuesConfig: {
    QUALIFIED: { description: 'A value is not exact ("over 600", "around 64"): nothing is computed as if it were.' },
    NO_METHOD: { description: "Values of this type have no method: a change, a sum of money." },
    NOT_WHOLE: { description: "It is no whole number of events, as an average is not." },
    NO_BASE: { description: "A share whose whole is not given." },
    NO_POPULATION: { description: "A rate whose events and population, or per how many it is, are not given." },
    WITHDRAWN: { description: "Its source took the value back." },
    PERIOD_UNKNOWN: { description: "The source does not say what period a value is about." },
    PERIODS_OVERLAP: { description: "The periods overlap: rolling, year to date, or two values for the same days." },
    PERIODS_IRREGULAR: { description: "The periods are of no fixed length." },
    NOT_ANNUAL: { description: "A recent trend is made of annual values." },
    TOO_FEW: { description: "There are fewer values than the method needs." },
    PERIOD_MISSING: { description: "There is no value for a period in between." },
    SERIES_BREAK: { description: "A break in the series lies between the values." },
    DIFFERENT_SURVEYS: { description: "The values come from different surveys." },
    NOTHING_TO_COMPARE: { description: "There is no value for what it would be compared with." },
    SEVERAL_GROUPS: { description: "The partnership is in several comparator groups: name one." },
  },
});

/** Why a statistic is null. */
@ObjectType({ simpleResolvers: true, description: "Why a statistic is null: the reason from a closed list, and in a sentence." })
export class NotComputed {
  @Field(() => NotComputedReason, { description: "The reason." })
  reason!: NotComputedReason;

  @Field(() => String, { description: "The reason in a sentence." })
  explanation!: string;
}

/** Makes the answer of what cannot be computed. */
export function notComputed(reason: NotComputedReason, explanation: string): NotComputed {
  return Object.assign(new NotComputed(), { reason, explanation });
}

/** Whether something could not be computed. */
export function isNotComputed(value: object): value is NotComputed {
  return value instanceof NotComputed;
}
