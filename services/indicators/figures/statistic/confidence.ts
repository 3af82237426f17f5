/** The levels of confidence as a caller names them. */
import { registerEnumType } from "type-graphql";
import { CONFIDENCE_95, CONFIDENCE_99_8, type Confidence } from "../../statistics/confidence.js";

/** A level of confidence. */
export enum ConfidenceLevel {
  P95 = "P95",
  P99_8 = "P99_8",
}

registerEnumType(ConfidenceLevel, {
  name: "ConfidenceLevel",
  description: "How sure an interval is to hold the value that lies behind a figure.",
  valuesConfig: {
    P95: { description: "95%: chance alone leaves it once in 20 times. About two standard errors each way." },
    P99_8: { description: "99.8%: chance alone leaves it once in 500 times. About three standard errors each way." },
  },
});

/** What the methods need of a level. */
export function confidenceOf(level: ConfidenceLevel): Confidence {
  return level === ConfidenceLevel.P95 ? CONFIDENCE_95 : CONFIDENCE_99_8;
}
