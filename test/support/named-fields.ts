/** Whether a refusal names a field that the caller's input has: who is refused is told what of it to change. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { buildSchema, isInputObjectType, isListType, isNonNullType, parse, type GraphQLInputType } from "graphql";
import { PROJECT_DIR } from "../../kernel/process/config.js";

const mutations = buildSchema(readFileSync(path.join(PROJECT_DIR, "schema/api.graphql"), "utf8")).getMutationType()!.getFields();

/** Fails where the refusal of a mutation names a field that its arguments do not have. */
export function mustBeOfTheInput(query: string, errors: readonly { path?: (string | number)[]; extensions: Record<string, unknown> }[] = []): void {
  for (const { path: at, extensions } of errors) {
    const field = extensions["field"];
    if (typeof field !== "string" || !at?.length) continue;
    const verb = verbOf(query, String(at[0]));
    if (verb && !leadsSomewhere(verb, field)) throw new Error(`${verb} is refused with ${String(extensions["code"])} for ${field}, which is no field of what it takes`);
  }
}

/** The mutation that answers under a name; null where the request is no mutation. */
function verbOf(query: string, called: string): string | null {
  const [operation] = parse(query).definitions;
  if (operation?.kind !== "OperationDefinition" || operation.operation !== "mutation") return null;
  const field = operation.selectionSet.selections.find((each) => each.kind === "Field" && (each.alias ?? each.name).value === called);
  return field?.kind === "Field" ? field.name.value : null;
}

function leadsSomewhere(verb: string, field: string): boolean {
  const [argument, ...steps] = field.split(".");
  let type: GraphQLInputType | undefined = mutations[verb]?.args.find(({ name }) => name === argument)?.type;
  for (const step of steps) {
    type = unwrapped(type);
    if (isListType(type)) type = /^\d+$/.test(step) ? type.ofType : undefined;
    else type = isInputObjectType(type) ? type.getFields()[step]?.type : undefined;
  }
  return type !== undefined;
}

function unwrapped(type: GraphQLInputType | undefined): GraphQLInputType | undefined {
  return isNonNullType(type) ? type.ofType : type;
}
