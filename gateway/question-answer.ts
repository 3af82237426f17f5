/** The whole table that a saved question comes to: asked page by page, each within the limits of one request, and shown whole or not at all. */
import { GraphQLError, parse, type DocumentNode, type GraphQLFormattedError } from "graphql";
import type { Viewer } from "../kernel/authority/viewer.js";
import { refuse, refuseUnless } from "../kernel/refusals.js";
import type { GatewayContext } from "./context.js";
import { operationIn, variableAt } from "./question-document.js";
import { nextPageOf, rowsOf, type Cell, type QuestionTable } from "./question-table.js";
import type { SavedQuestion } from "./questions.js";

/** An answer in GraphQL. */
export interface Answer {
  data?: Record<string, unknown> | null | undefined;
  errors?: readonly GraphQLFormattedError[] | undefined;
}

/** Asks in GraphQL, with all that holds there: rights, limits, and the form of errors. */
export type Ask = (question: { query: string; variables: Record<string, unknown> }, context: GatewayContext) => Promise<Answer>;

/** How a table is asked for. */
export interface TableAsked {
  question: SavedQuestion;
  table: QuestionTable;
  variables: Record<string, unknown>;
  viewer: Viewer;
  requestId: string;
}

/** How pages are asked for. */
export interface Paging {
  ask: Ask;
  /** Rows of the top list in a page. */
  pageSize: number;
  /** One page may take so long. */
  timeoutMs: number;
}

/** What stands in the query string besides the parameters. */
const TABLE = "table";

/** Which table is meant by a query string, and what the variables of the question are. */
export function tableAsked(question: SavedQuestion, given: Readonly<Record<string, string | string[]>>): Pick<TableAsked, "question" | "table" | "variables"> {
  const { parameters, tables } = question;
  const texts = new Map(Object.entries(given).map(([name, value]) => [name, [value].flat()]));
  const names = tables.map(({ name }) => name);
  const named = texts.get(TABLE) ?? [names[0]!];
  const table = tables.find(({ name }) => name === named[0]);
  refuseUnless(table && named.length === 1, "PARAMETER_MALFORMED", { field: TABLE, detail: `Tables: ${names.join(", ")}.` });
  for (const name of texts.keys()) {
    const known = name === TABLE || parameters.some((each) => each.name === name);
    const taken = [...parameters.map((each) => each.name), ...(tables.length > 1 ? [TABLE] : [])];
    refuseUnless(known, "PARAMETER_UNKNOWN", { field: name.slice(0, 100), detail: `It takes: ${taken.join(", ") || "none"}.` });
  }
  const variables: Record<string, unknown> = {};
  for (const { name, required, read } of parameters) {
    const own = texts.get(name);
    refuseUnless(own ?? !required, "PARAMETER_MISSING", { field: name, detail: `Missing: ${name}.` });
    if (own) variables[name] = read(own);
  }
  return { question, table, variables };
}

/** Ids that are looked up in one question at most: each is a field under a name of its own, of which a question may have so many. */
const IDS_AT_ONCE = 100;

/** Goes on only if each id among the parameters stands for a thing that the viewer sees on the day asked for: a list of what belongs to nothing would be empty, and read as if nothing were amiss. */
export async function refuseUnknownIds({ question, variables, viewer, requestId }: TableAsked, { ask, timeoutMs }: Paging): Promise<void> {
  const given = question.parameters.flatMap(({ name, noun }) => (noun === null ? [] : ([variables[name] ?? []].flat() as string[]).map((id) => ({ name, noun, id }))));
  for (let from = 0; from < given.length; from += IDS_AT_ONCE) {
    const some = given.slice(from, from + IDS_AT_ONCE);
    // Under the question's own name, so that the log of requests knows it by that.
    const query = `query ${operationIn(question.document).name!.value}($asOf: Date, ${some.map((_, i) => `$id${i}: ID!`).join(", ")}) {
      ${some.map(({ noun }, i) => `thing${i}: ${noun}(id: $id${i}, asOf: $asOf) { id }`).join("\n")}
    }`;
    const ids = Object.fromEntries(some.map(({ id }, i) => [`id${i}`, id]));
    const { data, errors } = await ask({ query, variables: { asOf: variables["asOf"], ...ids } }, { viewer, requestId, deadline: Date.now() + timeoutMs });
    if (errors?.length || !data) throw whyNot(parse(query), errors ?? []);
    const unknown = some.find((_, i) => data[`thing${i}`] == null);
    if (unknown) refuse("THING_UNKNOWN", { field: unknown.name, detail: `Given as "${unknown.name}": "${unknown.id.slice(0, 60)}".` });
  }
}

/** The rows, a page at a time; the next page is asked for when the one before was taken. */
export async function* pagesOf({ question, table, variables, viewer, requestId }: TableAsked, { ask, pageSize, timeoutMs }: Paging): AsyncGenerator<Cell[][]> {
  let after: string | null = null;
  do {
    const paging: Record<string, unknown> = table.top === -1 ? {} : { first: pageSize, after };
    const { data, errors } = await ask({ query: table.needed, variables: { ...variables, ...paging } }, { viewer, requestId, deadline: Date.now() + timeoutMs });
    if (errors?.length || !data) throw whyNot(question.document, errors ?? []);
    after = nextPageOf(table, data);
    yield [...rowsOf(table, data)];
  } while (after !== null);
}

/** Codes that say that a part of the answer stands. Of a table nothing does. */
const PARTIAL = ["SUBGRAPH_UNAVAILABLE", "SUBGRAPH_MISANSWERED", "DEADLINE_PASSED"];

/** The first error as the caller of a door is told it: with the parameter that it is about, if it is about one. */
export function whyNot(document: DocumentNode, [error]: readonly GraphQLFormattedError[]): Error {
  if (!error) return new Error("An answer without data and without an error.");
  const { field, ...extensions } = error.extensions ?? {};
  const parameter = typeof field === "string" && error.path ? variableAt(document, error.path, field) : null;
  const message = PARTIAL.includes(String(extensions["code"])) ? `${error.message.replace("; everything else in the answer stands", "")} A table is shown whole or not at all.` : error.message;
  return new GraphQLError(message, { extensions: { ...extensions, ...(parameter ? { field: parameter } : {}) } });
}

/** The saved question of that name. */
export function questionCalled(questions: readonly SavedQuestion[], slug: string, field?: string): SavedQuestion {
  const question = questions.find((each) => each.slug === slug);
  return question ?? refuse("QUESTION_UNKNOWN", { ...(field ? { field } : {}), detail: `Questions: ${questions.map((each) => each.slug).join(", ")}.` });
}
