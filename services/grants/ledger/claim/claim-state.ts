/** How a claim goes: its states, and which leads on to which. */
import { registerEnumType } from "type-graphql";

/** How far a claim has come. */
export enum ClaimState {
  DRAFT = "DRAFT",
  SUBMITTED = "SUBMITTED",
  QUERIED = "QUERIED",
  REJECTED = "REJECTED",
  APPROVED = "APPROVED",
  PAID = "PAID",
}

registerEnumType(ClaimState, {
  name: "ClaimState",
  description: "How far a claim has come.",
  valuesConfig: {
    DRAFT: { description: "Being written; it claims nothing yet." },
    SUBMITTED: { description: "Sent in by the partnership." },
    QUERIED: { description: "Sent back with a question; it can be changed and sent in again." },
    REJECTED: { description: "Turned down. That is its end." },
    APPROVED: { description: "Found right, and still to be paid: for the first time, or again." },
    PAID: { description: "Paid by an entry of the ledger. That is its end, unless the entry is corrected: then it is APPROVED again." },
  },
});

/** The closed table of steps; the database holds the same. */
export const CLAIM_STEPS: Readonly<Record<ClaimState, readonly ClaimState[]>> = {
  [ClaimState.DRAFT]: [ClaimState.SUBMITTED],
  [ClaimState.SUBMITTED]: [ClaimState.APPROVED, ClaimState.QUERIED, ClaimState.REJECTED],
  [ClaimState.QUERIED]: [ClaimState.SUBMITTED],
  [ClaimState.REJECTED]: [],
  [ClaimState.APPROVED]: [ClaimState.PAID],
  // By correctEntry alone, with the entry that paid it.
  [ClaimState.PAID]: [ClaimState.APPROVED],
};
