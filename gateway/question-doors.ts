/** The doors by which a spreadsheet or a report reads saved questions: `/q` lists them, `/q/<slug>.json` and `/q/<slug>.csv` are their tables. */
import { Readable } from "node:stream";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from "fastify";
import { GraphQLError } from "graphql";
import type { Logger } from "../kernel/process/log.js";
import { fault, refuse } from "../kernel/refusals.js";
import { inCsv } from "./csv.js";
import { endWhereNothingIsTaken, type OpenTables } from "./open-tables.js";
import { sendProblem } from "./problem.js";
import { pagesOf, questionCalled, refuseUnknownIds, tableAsked, type Paging, type TableAsked } from "./question-answer.js";
import type { SavedQuestion } from "./questions.js";
import { inJson } from "./table-json.js";

/** What the doors need. */
export interface QuestionDoors {
  questions: readonly SavedQuestion[];
  signIn: onRequestAsyncHookHandler;
  paging: Paging;
  /** The tables that are being read. */
  open: OpenTables;
  log: Logger;
}

/** The routes, as the log of requests names them. */
export const QUESTION_ROUTES = ["/q", "/q/:file"];

/** Serves the list of questions and their tables. */
export function serveQuestions(app: FastifyInstance, { questions, signIn, paging, open, log }: QuestionDoors): void {
  const [list, file] = QUESTION_ROUTES as [string, string];
  const listed = JSON.stringify({ questions: questions.map(describe) }, null, 2);
  const door = {
    onRequest: signIn,
    // A HEAD would have to read the whole table.
    exposeHeadRoute: false,
    errorHandler: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => void turnAway(error, request, reply, log),
  };

  app.get(list, door, (_, reply) => reply.type("application/json; charset=utf-8").send(listed));

  app.get<{ Params: { file: string }; Querystring: Record<string, string | string[]> }>(file, door, async (request, reply) => {
    const [, slug, form] = /^(.+)\.(json|csv)$/.exec(request.params.file) ?? [];
    if (!slug) refuse("QUESTION_UNKNOWN", { detail: "An address ends in .json or .csv." });
    const question = questionCalled(questions, slug);
    const asked: TableAsked = { ...tableAsked(question, request.query), viewer: request.viewer, requestId: request.id };
    const { table } = asked;
    open.count(request, reply);
    await refuseUnknownIds(asked, paging);
    const pages = pagesOf(asked, paging);
    // Whatever is wrong with the question shows in its first page, while there is still a status to say so.
    const whole = begun(await pages.next(), pages);
    if (form === "csv") {
      const name = question.tables.length > 1 ? `${slug}-${table.name}` : slug;
      void reply.type("text/csv; charset=utf-8; header=present").header("content-disposition", `attachment; filename="${name}.csv"`);
    } else {
      void reply.type("application/json; charset=utf-8");
    }
    endWhereNothingIsTaken(reply, paging.timeoutMs);
    // What breaks off later ends the connection without an end of the answer: nobody takes it for whole.
    return reply.send(Readable.from(form === "csv" ? inCsv(table, whole) : inJson(question, table, whole), { highWaterMark: 1 }));
  });
}

/** The pages with the first of them, which was taken already. */
export async function* begun<T>(first: IteratorResult<T>, others: AsyncIterable<T>): AsyncGenerator<T> {
  if (!first.done) yield first.value;
  yield* others;
}

/** A question as `/q` lists it. */
function describe({ slug, says, empty, parameters, tables }: SavedQuestion): object {
  const address = (table: string, form: string): string => `/q/${slug}.${form}${tables.length > 1 ? `?table=${table}` : ""}`;
  return {
    slug,
    says,
    empty,
    parameters: parameters.map(({ name, type, noun, says: means, required, several, byDefault }) => ({ name, type, noun, says: means, required, several, byDefault })),
    tables: tables.map((table) => ({
      name: table.name,
      says: table.says,
      key: table.key,
      columns: table.columns.map(({ name, kind }) => ({ name, kind })),
      json: address(table.name, "json"),
      csv: address(table.name, "csv"),
    })),
    graphql: { documentId: slug },
  };
}

/** Tells a caller why a door was not opened. */
export function turnAway(error: FastifyError | GraphQLError, request: FastifyRequest, reply: FastifyReply, log: Logger): FastifyReply {
  if (error instanceof GraphQLError) return sendProblem(reply, error);
  log.error({ requestId: request.id, err: error }, "fault");
  return sendProblem(reply, fault(request.id));
}
