/** The verbs on money as tests call them: each once, with a key of its own, answered with what a test looks at. */
import { randomUUID } from "node:crypto";
import type { Asker, HubAnswer } from "./hub.js";

const ENTRY = "id version kind countsAs from to on note amount { pounds } claim { id } corrects { id }";
const CLAIM = "id version state stateOn nextStates reason purpose visibility amount { pounds } award { id } allocation { id } payments { nodes { id kind amount { pounds } } }";
const ALLOCATION = "id version year purpose visibility amount { pounds } attributedLevel attributions { thing share amount { pence } } award { id } parent { id } service { id } recipient { id }";

/** For each verb: its input, whether it expects a version, and what is asked of the answer. */
const VERBS = {
  allocate: ["AllocationInput", false, ALLOCATION],
  changeAllocation: ["AllocationChangeInput", true, ALLOCATION],
  approveOverAllocation: ["OverAllocationInput", true, "id version year reason approvedOn excess { pounds }"],
  setServiceFunding: ["ServiceFundingInput", true, "id version year total { pence } shares { fund { id } share amount { pence } }"],
  draftClaim: ["ClaimInput", true, CLAIM],
  submitClaim: ["SubmissionInput", true, CLAIM],
  decideClaim: ["DecisionInput", true, CLAIM],
  payClaim: ["ClaimPaymentInput", true, CLAIM],
  recordPayment: ["AwardMoneyInput", false, ENTRY],
  passOn: ["AllocationMoneyInput", false, ENTRY],
  refund: ["AllocationMoneyInput", false, ENTRY],
  clawBack: ["AwardMoneyInput", false, ENTRY],
  correctEntry: ["CorrectionInput", false, ENTRY],
  recordReturn: ["SpendReturnInput", true, "id version spend { pence }"],
  recordAward: ["AwardInput", true, "id version awarded { pounds } annualAmounts { year amount { pounds } }"],
} as const;

/** One of the verbs. */
export type Verb = keyof typeof VERBS;

/** The mutation of a verb, and what it takes. */
export function mutationOf(verb: Verb): string {
  const [input, versioned, fields] = VERBS[verb];
  return versioned
    ? `mutation($input: ${input}!, $expectedVersion: Int!, $key: ID!) { ${verb}(input: $input, expectedVersion: $expectedVersion, idempotencyKey: $key) { ${fields} } }`
    : `mutation($input: ${input}!, $key: ID!) { ${verb}(input: $input, idempotencyKey: $key) { ${fields} } }`;
}

/** Calls a verb, for whoever asks. */
export function call(asker: Pick<Asker, "ask">, verb: Verb, input: object, expectedVersion = 0, key: string = randomUUID()): Promise<HubAnswer> {
  return asker.ask(mutationOf(verb), { input, key, ...(VERBS[verb][1] ? { expectedVersion } : {}) });
}

/** Calls a verb that is to succeed, and answers what was written. */
export async function done(asker: Pick<Asker, "ask">, verb: Verb, input: object, expectedVersion = 0): Promise<HubAnswer["data"]> {
  const answer = await call(asker, verb, input, expectedVersion);
  if (answer.errors) throw new Error(`${verb} ${JSON.stringify(input)}: ${JSON.stringify(answer.errors)}`);
  return answer.data[verb] as unknown;
}
