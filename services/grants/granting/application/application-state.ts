/** The states of an application and the steps between them: the one closed table that verbs, imports and the database go by. */
import { registerEnumType } from "type-graphql";

/** How far an application has come. */
export enum ApplicationState {
  EXPRESSION_OF_INTEREST = "EXPRESSION_OF_INTEREST",
  APPLICATION = "APPLICATION",
  ASSESSMENT = "ASSESSMENT",
  AWARDED = "AWARDED",
  DECLINED = "DECLINED",
  WITHDRAWN = "WITHDRAWN",
}

registerEnumType(ApplicationState, {
  name: "ApplicationState",
  description: "How far an application for a grant has come.",
  valuesConfig: {
    EXPRESSION_OF_INTEREST: { description: "The partnership has said that it would apply." },
    APPLICATION: { description: "The application is made." },
    ASSESSMENT: { description: "The Commissioner's office judges it." },
    AWARDED: { description: "Money is given: see its award." },
    DECLINED: { description: "No money is given; the reason is stated." },
    WITHDRAWN: { description: "Taken back before it was decided." },
  },
});

/** The steps that lead on from each state. */
export const APPLICATION_STEPS: Readonly<Record<ApplicationState, readonly ApplicationState[]>> = {
  EXPRESSION_OF_INTEREST: [ApplicationState.APPLICATION, ApplicationState.WITHDRAWN],
  APPLICATION: [ApplicationState.ASSESSMENT, ApplicationState.WITHDRAWN],
  ASSESSMENT: [ApplicationState.AWARDED, ApplicationState.DECLINED, ApplicationState.WITHDRAWN],
  AWARDED: [],
  DECLINED: [],
  WITHDRAWN: [],
};

/** The states in which its partnership may begin an application, and still change what it says. */
export const OPEN_TO_ITS_PARTNERSHIP: readonly ApplicationState[] = [ApplicationState.EXPRESSION_OF_INTEREST, ApplicationState.APPLICATION];
