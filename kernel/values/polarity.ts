/** Which way a measure gets better: said of an indicator, and again where one outcome takes it otherwise. */
import { registerEnumType } from "type-graphql";

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
