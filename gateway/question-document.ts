/** The GraphQL of a saved question: judged once at the start, and made ready to be asked by its slug, page by page. */
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  getNullableType,
  isObjectType,
  Kind,
  OperationTypeNode,
  parse,
  parseType,
  print,
  typeFromAST,
  TypeInfo,
  validate,
  valueFromAST,
  visit,
  visitWithTypeInfo,
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";
import { refuse, refuseUnless } from "../kernel/refusals.js";
import { isId } from "../kernel/values/id.js";
import type { ParameterHead } from "./question-head.js";

/** A parameter: a variable of the question. */
export interface Parameter {
  name: string;
  /** Its type in GraphQL. */
  type: string;
  says: string;
  /** Of an id: the field at the root that finds what it stands for; null where it is no id. */
  noun: string | null;
  required: boolean;
  /** Whether it may be given several times. */
  several: boolean;
  /** What holds where it is left out; null where nothing does. */
  byDefault: unknown;
  /** Its value in the question, from the texts of a query string. */
  read: (texts: readonly string[]) => unknown;
}

/** Names that the doors need for themselves. */
const RESERVED = ["first", "after", "table"];

/** The question's document, once it is found to be one named question that the schema answers. */
export function judge(schema: GraphQLSchema, query: string): DocumentNode {
  const document = parse(query);
  const [error] = validate(schema, document);
  if (error) throw new Error(error.message);
  const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (operations.length !== 1 || operation?.operation !== OperationTypeNode.QUERY || !operation.name) throw new Error("it is not one query with a name.");
  return document;
}

/** The question in its document. */
export function operationIn(document: DocumentNode): OperationDefinitionNode {
  return document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION)!;
}

/** The parameters in the order in which the question declares them, each with what its author says of it. */
export function parametersOf(schema: GraphQLSchema, document: DocumentNode, said: ReadonlyMap<string, ParameterHead>): Parameter[] {
  const declared = operationIn(document).variableDefinitions ?? [];
  const names = declared.map(({ variable }) => variable.name.value);
  const astray = [...said.keys()].find((name) => !names.includes(name));
  if (astray !== undefined) throw new Error(`its comments speak of $${astray}, which the question does not declare.`);
  return declared.map((definition) => {
    const name = definition.variable.name.value;
    const head = said.get(name);
    if (RESERVED.includes(name)) throw new Error(`no parameter may be called $${name}: the doors need the name for themselves.`);
    if (head === undefined) throw new Error(`its comments do not say what $${name} means: write "$${name}: what it means".`);
    const type = typeFromAST(schema, definition.type as never) as unknown as GraphQLInputType;
    if (isInputObjectType(getNamedType(type))) throw new Error(`$${name} is an object, which no query string holds: give each part a parameter of its own.`);
    const noun = nounOf(schema, name, type, head);
    return {
      name,
      type: print(definition.type),
      says: head.says,
      noun,
      required: isNonNullType(type) && !definition.defaultValue,
      several: isListType(getNullableType(type)),
      byDefault: definition.defaultValue ? (valueFromAST(definition.defaultValue, type) ?? null) : null,
      read: (texts) => readTexts({ name, noun }, type, texts),
    };
  });
}

/** The noun of an id. Without it an id of another noun would find nothing, which reads as if there were nothing to find. */
function nounOf(schema: GraphQLSchema, name: string, type: GraphQLInputType, { noun }: ParameterHead): string | null {
  const isAnId = getNamedType(type).name === "ID";
  if (!isAnId && noun !== null) throw new Error(`$${name} is no id: leave out "(${noun})".`);
  if (!isAnId) return null;
  if (noun === null) throw new Error(`its comments do not say of which noun $${name} is an id: write "$${name} (partnership): what it means".`);
  const taken = schema.getQueryType()!.getFields()[noun]?.args.map((each) => each.name) ?? [];
  if (!taken.includes("id") || !taken.includes("asOf")) throw new Error(`its comments call $${name} an id of "${noun}", which no field at the root finds by its id.`);
  return noun;
}

function readTexts(parameter: Pick<Parameter, "name" | "noun">, type: GraphQLInputType, texts: readonly string[]): unknown {
  const { name } = parameter;
  const bare = getNullableType(type);
  if (isListType(bare)) return texts.map((text) => readText(parameter, bare.ofType, text));
  refuseUnless(texts.length === 1, "PARAMETER_MALFORMED", { field: name, detail: `"${name}" is given ${texts.length} times.` });
  return readText(parameter, type, texts[0]!);
}

/** Numbers, codes, true and false and the form of ids are judged here; other texts by the service that knows what they should be. */
function readText({ name, noun }: Pick<Parameter, "name" | "noun">, type: GraphQLInputType, text: string): unknown {
  const named = getNamedType(type);
  if (noun !== null) {
    const begins = noun.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
    refuseUnless(isId(text, begins), "MALFORMED_ID", { field: name, detail: `"${name}" takes ids that begin with ${begins}-, one each time it is given. Given: "${text.slice(0, 60)}".` });
    return text;
  }
  const expected = (what: string): never => refuse("PARAMETER_MALFORMED", { field: name, detail: `"${name}" is to be ${what}.` });
  if (isEnumType(named)) return named.getValue(text) ? text : expected(`one of ${named.getValues().map((each) => each.name).join(", ")}`);
  switch (named.name) {
    case "Int":
      return /^-?\d{1,10}$/.test(text) && Math.abs(Number(text)) < 2 ** 31 ? Number(text) : expected("a whole number of at most 31 bits");
    case "Float":
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : expected("a number with a point for decimals");
    case "Boolean":
      return text === "true" || text === "false" ? text === "true" : expected("true or false");
    default:
      return text;
  }
}

/** Whether a type is a page of a list. */
export function isConnection(type: GraphQLOutputType | null | undefined): boolean {
  const named = type ? getNamedType(type) : null;
  return isObjectType(named) && "nodes" in named.getFields() && "pageInfo" in named.getFields();
}

const PAGE_INFO = fieldIn("{ pageInfo { hasNextPage endCursor } }");

/**
 * The question as it is asked by its slug: every list says whether more follows, so that no row is lost unseen, and the
 * list at the path, if there is one, takes the page as `$first` and `$after`. With `needed`, the places of the fields that
 * a table shows, the others are not asked for.
 */
export function prepare(schema: GraphQLSchema, document: DocumentNode, top: readonly string[] | null, needed?: ReadonlySet<string>): string {
  const types = new TypeInfo(schema);
  const path: string[] = [];
  // The fields of a fragment stand in several places: a question with one is asked whole.
  const all = !needed || document.definitions.length > 1;
  const prepared: DocumentNode = visit(
    document,
    visitWithTypeInfo(types, {
      OperationDefinition: (operation) =>
        top ? { ...operation, variableDefinitions: [...(operation.variableDefinitions ?? []), variable("first", "Int"), variable("after", "String")] } : undefined,
      Field: {
        enter(field) {
          path.push(responseKey(field));
          if (!all && !needed.has(path.join("."))) {
            path.pop();
            return null;
          }
          if (!isConnection(types.getType())) return undefined;
          const isTop = top !== null && top.join(".") === path.join(".");
          if (isTop && field.arguments?.some(({ name }) => name.value === "first" || name.value === "after")) {
            throw new Error(`leave out "first" and "after" of "${path.join(".")}": whoever asks gives them.`);
          }
          const args = isTop ? ["first", "after"].map(argument) : [];
          return {
            ...field,
            arguments: [...(field.arguments ?? []), ...args],
            selectionSet: { ...field.selectionSet!, selections: [...field.selectionSet!.selections, PAGE_INFO] },
          };
        },
        leave: () => void path.pop(),
      },
    }),
  );
  return print(all ? prepared : withoutIdleVariables(prepared));
}

/** The document without the variables that nothing in it uses any more: no service takes those. */
function withoutIdleVariables(document: DocumentNode): DocumentNode {
  const used = new Set<string>();
  visit(document, { VariableDefinition: () => false, Variable: ({ name }) => void used.add(name.value) });
  return visit(document, { VariableDefinition: ({ variable: { name } }) => (used.has(name.value) ? undefined : null) });
}

/** The name under which a field's value stands in the answer. */
export function responseKey(field: FieldNode): string {
  return (field.alias ?? field.name).value;
}

/** The field of a selection that answers under the name; fragments are not looked into. */
export function fieldAt(set: SelectionSetNode | undefined, key: string): FieldNode | undefined {
  return set?.selections.find((each): each is FieldNode => each.kind === Kind.FIELD && responseKey(each) === key);
}

/** The variable that stands in an argument, such as `where.year`, of the field at a place of the answer; null where there is none. */
export function variableAt(document: DocumentNode, place: readonly (string | number)[], argument: string): string | null {
  let field: FieldNode | undefined;
  for (const key of place.filter((each) => typeof each === "string")) field = fieldAt((field ?? operationIn(document)).selectionSet, key);
  let value: ValueNode | undefined;
  for (const [i, step] of argument.split(".").entries()) {
    const parts = i === 0 ? field?.arguments : value?.kind === Kind.OBJECT ? value.fields : undefined;
    value = parts?.find(({ name }) => name.value === step)?.value;
  }
  return variableIn(value);
}

/** The variable itself, or the first one of a list or an object. */
function variableIn(value: ValueNode | undefined): string | null {
  if (value?.kind === Kind.LIST) return value.values.map(variableIn).find((each) => each !== null) ?? null;
  if (value?.kind === Kind.OBJECT) return value.fields.map((each) => variableIn(each.value)).find((each) => each !== null) ?? null;
  return value?.kind === Kind.VARIABLE ? value.name.value : null;
}

function fieldIn(selection: string): FieldNode {
  return operationIn(parse(selection)).selectionSet.selections[0] as FieldNode;
}

function variable(name: string, type: string): NonNullable<OperationDefinitionNode["variableDefinitions"]>[number] {
  return { kind: Kind.VARIABLE_DEFINITION, variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } }, type: parseType(type) };
}

function argument(name: string): ArgumentNode {
  const named = { kind: Kind.NAME, value: name } as const;
  return { kind: Kind.ARGUMENT, name: named, value: { kind: Kind.VARIABLE, name: named } };
}
