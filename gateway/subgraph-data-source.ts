/**
 * A subgraph as Apollo's gateway sees it. The gateway sends a reference for each place in its answer, the same thing
 * again and again (a hundred figures out of one document): each is asked for once here, and its answer handed out.
 */
import type { GraphQLDataSource } from "@apollo/gateway";
import type { GatewayContext } from "./context.js";
import type { SubgraphAnswer, SubgraphClient } from "./subgraph-client.js";

type Process = GraphQLDataSource<GatewayContext>["process"];

/** Hands the gateway's requests on to a client. */
export class SubgraphDataSource implements GraphQLDataSource<GatewayContext> {
  constructor(private readonly client: SubgraphClient) {}

  async process({ request, context }: Parameters<Process>[0]): ReturnType<Process> {
    const { query = "", variables, operationName } = request;
    const requestId = context["requestId"] as string;
    const references = (variables?.["representations"] as object[] | undefined) ?? [];
    const distinct = distinctOf(references);
    const answer = await this.client.ask(
      { query, variables: distinct.length < references.length ? { ...variables, representations: distinct.map(({ reference }) => reference) } : variables, operationName },
      requestId,
    );
    return (distinct.length < references.length ? handedOut(answer, distinct, references.length) : answer);
  }
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
