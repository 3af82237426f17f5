/** How a subgraph is asked: in this process or over HTTP, with a deadline; one that cannot be reached is a coded refusal. */
import { Kind, parse, type FieldNode, type SelectionSetNode } from "graphql";
import { Pool } from "undici";
import type { Logger } from "../kernel/log.js";
import { Refusal } from "../kernel/refusals.js";

/** What a subgraph is asked. */
export interface SubgraphRequest {
  query: string;
  variables?: Record<string, unknown> | undefined;
  operationName?: string | undefined;
}

/** An answer of a subgraph. */
export interface SubgraphAnswer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: readonly (string | number)[]; extensions?: Record<string, unknown> }[];
}

/** Whoever answers for a subgraph. */
export interface SubgraphClient {
  ask(request: SubgraphRequest, requestId: string): Promise<SubgraphAnswer>;
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

/** Asks a subgraph that runs elsewhere. */
export function httpSubgraph(name: string, address: string, timeoutMs: number, log: Logger): SubgraphClient {
  const { origin, pathname, search } = new URL(address);
  // Idle connections are let go well before the service would close them.
  const pool = new Pool(origin, { connections: 32, keepAliveTimeout: 30_000, connectTimeout: Math.min(timeoutMs, 5_000), headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
  return {
    async ask(request, requestId) {
      try {
        const { statusCode, body } = await pool.request({
          method: "POST",
          path: pathname + search,
          headers: { "content-type": "application/json", "x-request-id": requestId },
          body: JSON.stringify(request),
          signal: AbortSignal.timeout(timeoutMs),
        });
        const text = await body.text();
        const answer = parsedAnswer(text);
        if (!answer) throw new Error(`It answered with status ${statusCode} and no GraphQL.`);
        return answer;
      } catch (error) {
        log.error({ requestId, service: name, err: error }, "subgraph cannot be reached");
        return unavailable(name, request);
      }
    },
    async ready() {
      try {
        const { statusCode, body } = await pool.request({ method: "GET", path: "/health/ready", signal: AbortSignal.timeout(Math.min(timeoutMs, 2_000)) });
        const { status } = JSON.parse(await body.text()) as { status?: unknown };
        return statusCode === 200 && status === "ready";
      } catch {
        return false;
      }
    },
    close: () => pool.close(),
  };
}

/** What a subgraph that cannot be reached answers: nothing, and for each field that was asked of it why. */
function unavailable(name: string, request: SubgraphRequest): SubgraphAnswer {
  const { message, extensions } = new Refusal("SUBGRAPH_UNAVAILABLE", { detail: `Service: ${name}.` });
  return { data: null, errors: pathsAsked(request).map((path) => ({ message, path, extensions: { ...extensions } })) };
}

/** Where the answers would have stood: the gateway turns places in `_entities` into places of the caller's question. */
function pathsAsked({ query, variables }: SubgraphRequest): (string | number)[][] {
  const operation = parse(query).definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION)!;
  const entities = (variables?.["representations"] ?? []) as { __typename: string }[];
  return fieldsOf(operation.selectionSet).flatMap((field) => {
    if (field.name.value !== "_entities") return [[nameOf(field)]];
    return entities.flatMap(({ __typename }, i) => fieldsOf(field.selectionSet!, __typename).map((each) => ["_entities", i, nameOf(each)]));
  });
}

/** The fields of a plan's selection: fragments in it are inline and name the entity's type. */
function fieldsOf({ selections }: SelectionSetNode, type?: string): FieldNode[] {
  return selections.flatMap((each) => {
    if (each.kind === Kind.FIELD) return each.name.value === "__typename" ? [] : [each];
    if (each.kind === Kind.FRAGMENT_SPREAD) return [];
    const condition = each.typeCondition?.name.value;
    return !type || !condition || condition === type ? fieldsOf(each.selectionSet, type) : [];
  });
}

function nameOf(field: FieldNode): string {
  return (field.alias ?? field.name).value;
}

function parsedAnswer(text: string): SubgraphAnswer | null {
  try {
    const answer = JSON.parse(text) as SubgraphAnswer | null;
    return answer && typeof answer === "object" && ("data" in answer || Array.isArray(answer.errors)) ? answer : null;
  } catch {
    return null;
  }
}
