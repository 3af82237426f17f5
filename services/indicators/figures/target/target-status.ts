/** Whether a target is met, with what that is judged by. */
import { Field, Float, ID, ObjectType, registerEnumType } from "type-graphql";

/** Whether a target is met. */
export enum TargetStatusCode {
  MET = "MET",
  NOT_MET = "NOT_MET",
  MONITOR_ONLY = "MONITOR_ONLY",
  NOT_KNOWN = "NOT_KNOWN",
}

registerEnumType(TargetStatusCode, {
  name: "TargetStatusCode",
  description: "Whether a target is met. It is computed from the target and the value of its period, and is neither an officer's judgement nor a statement about chance.",
  valuesConfig: {
    MET: { description: "The value of its period meets it." },
    NOT_MET: { description: "The value of its period does not." },
    MONITOR_ONLY: { description: "Nothing is promised: it is watched." },
    NOT_KNOWN: { description: "It cannot be told: see the reason." },
  },
});

/** Why it cannot be told whether a target is met. */
export enum TargetNotKnown {
  NO_VALUE = "NO_VALUE",
  NO_BASELINE = "NO_BASELINE",
  NO_DIRECTION = "NO_DIRECTION",
  INCONSISTENT = "INCONSISTENT",
  NO_PERIOD = "NO_PERIOD",
  PERIOD_NOT_OVER = "PERIOD_NOT_OVER",
  NOTHING_MEASURED = "NOTHING_MEASURED",
  SEVERAL_VALUES = "SEVERAL_VALUES",
  QUALIFIED = "QUALIFIED",
}

registerEnumType(TargetNotKnown, {
  name: "TargetNotKnown",
  description: "Why it cannot be told whether a target is met.",
  valuesConfig: {
    NO_VALUE: { description: "The source does not say how much is promised." },
    NO_BASELINE: { description: "A change is promised against a baseline that is not given." },
    NO_DIRECTION: { description: "A change of nothing is promised, so that nobody can say which way would be better." },
    INCONSISTENT: { description: "The target contradicts its own baseline, and the value meets it by one reading and not by the other." },
    NO_PERIOD: { description: "The source does not say what period it is for." },
    PERIOD_NOT_OVER: { description: "Its period is not over on the day that is asked for, and there is no value of it." },
    NOTHING_MEASURED: { description: "The hub holds no value of exactly its period." },
    SEVERAL_VALUES: { description: "The hub holds several values of its period." },
    QUALIFIED: { description: "The value is not exact, and what is known of it does not settle the matter." },
  },
});

/** Whether a target is met. */
@ObjectType({ simpleResolvers: true, description: "Whether a target is met, in a code and a sentence, with the values it is judged by." })
export class TargetStatus {
  @Field(() => TargetStatusCode, { description: "Whether it is met." })
  code!: TargetStatusCode;

  @Field(() => String, { description: "The same in a sentence." })
  explains!: string;

  @Field(() => TargetNotKnown, { nullable: true, description: "Why it cannot be told; null where it can." })
  notKnown!: TargetNotKnown | null;

  @Field(() => Float, { nullable: true, description: "The least value that meets it; null where none is too small, or it is not known." })
  least!: number | null;

  @Field(() => Float, { nullable: true, description: "The most that meets it; null where none is too large, or it is not known." })
  most!: number | null;

  @Field(() => [ID], { description: "Ids of the observations that it is judged by: that of its period, and that of the baseline where the target does not state it." })
  observations!: string[];
}
