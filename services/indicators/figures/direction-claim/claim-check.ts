/** What the numbers say of a direction claim. */
import { Field, ObjectType, registerEnumType } from "type-graphql";
import { StatisticalStatus } from "../statistic/status.js";

/** Whether the numbers carry a claim. */
export enum ClaimVerdict {
  CARRIED = "CARRIED",
  NOT_CARRIED = "NOT_CARRIED",
  CONTRADICTED = "CONTRADICTED",
  NOT_TO_BE_TOLD = "NOT_TO_BE_TOLD",
}

registerEnumType(ClaimVerdict, {
  name: "ClaimVerdict",
  description: "Whether the figures that the hub holds carry a claim. It judges the figures, not whoever made the claim.",
  valuesConfig: {
    CARRIED: { description: "They moved that way by more than chance." },
    NOT_CARRIED: { description: "They moved by no more than chance." },
    CONTRADICTED: { description: "They moved the other way by more than chance." },
    NOT_TO_BE_TOLD: { description: "Nothing can be computed from them, or there are none: see the status." },
  },
});

/** A claim beside its numbers. */
@ObjectType({ simpleResolvers: true, description: "What the figures say of a claim: a verdict, and the status that it rests on with its method and inputs." })
export class ClaimCheck {
  @Field(() => ClaimVerdict, { description: "The verdict, at 95%." })
  verdict!: ClaimVerdict;

  @Field(() => StatisticalStatus, { description: "What is computed, from which figures; or why nothing is." })
  status!: StatisticalStatus;
}
