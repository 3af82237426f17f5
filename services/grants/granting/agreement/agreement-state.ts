/** The states of an agreement and the steps between them: the one closed table that verbs, imports and the database go by. */
import { registerEnumType } from "type-graphql";

/** Where a grant stands once it is awarded. */
export enum AgreementState {
  AWARDED = "AWARDED",
  AGREED = "AGREED",
  ACTIVE = "ACTIVE",
  VARIED = "VARIED",
  SUSPENDED = "SUSPENDED",
  TERMINATED = "TERMINATED",
  FINAL_RETURN_DUE = "FINAL_RETURN_DUE",
  RECONCILED = "RECONCILED",
  CLAWBACK = "CLAWBACK",
  CLOSED = "CLOSED",
}

registerEnumType(AgreementState, {
  name: "AgreementState",
  description: "Where a grant stands once it is awarded.",
  valuesConfig: {
    AWARDED: { description: "It is decided that the money is given; nothing is agreed with the recipient yet." },
    AGREED: { description: "Both sides have agreed; the four items that are to be published are there." },
    ACTIVE: { description: "The grant is at work: it can be claimed and spent." },
    VARIED: { description: "Its amounts were changed by a variation; it goes on with the step to ACTIVE." },
    SUSPENDED: { description: "Held for the time being; the note says why." },
    TERMINATED: { description: "Ended before its time; the note says why." },
    FINAL_RETURN_DUE: { description: "Its time is over, and the final return is awaited." },
    RECONCILED: { description: "The final return is received and agrees with what was paid, or what is to come back is known." },
    CLAWBACK: { description: "Money is to come back: how much is stated." },
    CLOSED: { description: "Nothing is open any more. There is no step from here." },
  },
});

/** The steps that lead on from each state. */
export const AGREEMENT_STEPS: Readonly<Record<AgreementState, readonly AgreementState[]>> = {
  AWARDED: [AgreementState.AGREED],
  AGREED: [AgreementState.ACTIVE],
  ACTIVE: [AgreementState.VARIED, AgreementState.FINAL_RETURN_DUE, AgreementState.SUSPENDED, AgreementState.CLAWBACK],
  VARIED: [AgreementState.ACTIVE],
  SUSPENDED: [AgreementState.ACTIVE, AgreementState.TERMINATED],
  TERMINATED: [AgreementState.CLAWBACK, AgreementState.CLOSED],
  FINAL_RETURN_DUE: [AgreementState.RECONCILED],
  RECONCILED: [AgreementState.CLAWBACK, AgreementState.CLOSED],
  CLAWBACK: [AgreementState.CLOSED],
  CLOSED: [],
};
