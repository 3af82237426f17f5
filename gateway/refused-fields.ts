/** What stands in the place of a subgraph's answer where none was had: nothing, and for each field that was asked of it why. */
import { Kind, OperationTypeNode, parse, type FieldNode, type OperationDefinitionNode, type SelectionSetNode } from "graphql";
import { Refusal, type RefusalCode } from "../kernel/refusals.js";
import type { SubgraphAnswer, SubgraphRequest } from "./subgraph-client.js";

/** Whoever asked for a change has to know that it may have happened. */
const PERHAPS_DONE = "The change may or may not have been made: send it again with the same idempotency key, and it is made once.";

/** Refuses every field of the request. `asked` says whether the question may have reached the service. */
export function refusedFields(service: string, request: SubgraphRequest, code: RefusalCode, asked: boolean): SubgraphAnswer {
  const operation = parse(request.query).definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION)!;
  const perhapsDone = asked && operation.operation === OperationTypeNode.MUTATION;
  const { message, extensions } = new Refusal(code, { detail: `Service: ${service}.${perhapsDone ? ` ${PERHAPS_DONE}` : ""}` });
  return { data: null, errors: pathsAsked(operation, request).map((path) => ({ message, path, extensions: { ...extensions } })) };
}

/** Where the answers would have stood: the gateway turns places in `_entities` into places of the caller's question. */
function pathsAsked(operation: OperationDefinitionNode, { variables }: SubgraphRequest): (string | number)[][] {
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
