/**
 * A subgraph as Apollo's gateway sees it. The gateway sends a reference for each place in its answer, the same thing
 * again and again (a hundred figures out of one document): each is asked for once here, and its answer handed out.
 */
import type { GraphQLDataSource } from "@apollo/gateway";
import type { Asking } from "../kernel/authority/asking.js";
import { Refusal, refuseUnless } from "../kernel/refusals.js";
import type { GatewayContext } from "./context.js";
import { refusedFields } from "./refused-fields.js";
import type { SubgraphAnswer, SubgraphClient, SubgraphRequest } from "./subgraph-client.js";

type Process = GraphQLDataSource<GatewayContext>["process"];

/** Hands the gateway's requests on to a client, while the caller waits. Where no answer is had, each field says why. */
export class SubgraphDataSource implements GraphQLDataSource<GatewayContext> {
  constructor(
    private readonly name: string,
    private readonly client: SubgraphClient,
  ) {}

  async process({ request, context }: Parameters<Process>[0]): ReturnType<Process> {
    const { query = "", variables, operationName } = request;
    const whole: SubgraphRequest = { query, variables, operationName };
    const asking = context as Asking;
    if (Date.now() >= asking.deadline) return refusedFields(this.name, whole, "DEADLINE_PASSED", false);
    try {
      const references = (variables?.["representations"] as object[] | undefined) ?? [];
      const distinct = distinctOf(references);
      const repeats = distinct.length < references.length;
      const asked = repeats ? { ...whole, variables: { ...variables, representations: distinct.map(({ reference }) => reference) } } : whole;
      const answer = await untilDeadline(this.client.ask(asked, asking), asking);
      if (references.length) refuseUnless(answersEach(answer, distinct.length), "SUBGRAPH_MISANSWERED");
      return repeats ? handedOut(answer, distinct, references.length) : answer;
    } catch (error) {
      if (error instanceof Refusal) return refusedFields(this.name, whole, error.code, true);
      throw error;
    }
  }
}

/** Stops waiting when the time for the whole request is over. */
async function untilDeadline<T>(answer: Promise<T>, { deadline }: Asking): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal("DEADLINE_PASSED")), deadline - Date.now());
  });
  try {
    return await Promise.race([answer, passed]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether there is a thing, or null, for each reference. */
function answersEach({ data }: SubgraphAnswer, count: number): boolean {
  if (!data) return true; // then there are errors
  const things = data["_entities"];
  return Array.isArray(things) && things.length === count && things.every((thing) => typeof thing === "object");
}

interface Distinct {
  reference: object;
  /** Where it stands among all references. */
  places: number[];
}

function distinctOf(references: object[]): Distinct[] {
  const found = new Map<string, Distinct>();
  references.forEach((reference, place) => {
    const key = JSON.stringify(reference);
    const known = found.get(key);
    if (known) known.places.push(place);
    else found.set(key, { reference, places: [place] });
  });
  return [...found.values()];
}

/** The answer as if every reference had been asked for: things and errors at each of their places. */
function handedOut({ data, errors }: SubgraphAnswer, distinct: Distinct[], count: number): SubgraphAnswer {
  const found = data?.["_entities"] as (object | null)[] | undefined;
  const things = new Array<object | null>(count).fill(null);
  // Each place gets an object of its own: the gateway merges other services' answers into it.
  if (found) distinct.forEach(({ places }, i) => places.forEach((place) => (things[place] = found[i] ? { ...found[i] } : null)));
  return {
    ...(data === undefined ? {} : { data: data && { ...data, _entities: things } }),
    ...(errors ? { errors: errors.flatMap((error) => atEachPlace(error, distinct)) } : {}),
  };
}

type AnswerError = NonNullable<SubgraphAnswer["errors"]>[number];

function atEachPlace(error: AnswerError, distinct: Distinct[]): AnswerError[] {
  const [root, i, ...below] = error.path ?? [];
  if (root !== "_entities" || typeof i !== "number") return [error];
  return distinct[i]!.places.map((place) => ({ ...error, path: [root, place, ...below] }));
}
