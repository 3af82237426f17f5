/** The doors to open grants: `/360giving.json` is a package of the 360Giving Data Standard, `/360giving.csv` the same grants as a table with its titles. */
import { Readable } from "node:stream";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from "fastify";
import { parse } from "graphql";
import type { OpenGrantsPublisher } from "../kernel/process/config.js";
import type { Logger } from "../kernel/process/log.js";
import { refuse, refuseUnless } from "../kernel/refusals.js";
import { isId } from "../kernel/values/id.js";
import { today } from "../kernel/values/day.js";
import { inCsv } from "./csv.js";
import { endWhereNothingIsTaken, type OpenTables } from "./open-tables.js";
import { begun, turnAway } from "./question-doors.js";
import { whyNot, type Paging } from "./question-answer.js";
import type { Cell } from "./question-table.js";

/** What the doors need. */
export interface OpenGrantsDoors {
  publisher: OpenGrantsPublisher | null;
  signIn: onRequestAsyncHookHandler;
  paging: Paging;
  /** The tables that are being read. */
  open: OpenTables;
  log: Logger;
}

/** The routes, as the log of requests names them. */
export const OPEN_GRANTS_ROUTES = ["/360giving.json", "/360giving.csv"];

/** The version of the standard. */
const VERSION = "1.4";

const FILTER = "where: { pccArea: $pccArea, year: $year, source: $source }, asOf: $asOf, synthetic: $synthetic";
const VARIABLES = "$pccArea: [ID!], $year: FinancialYear, $source: [OpenGrantSource!], $asOf: Date, $synthetic: Boolean";
/** What is asked before anything is shown: that the areas are there, how many grants there are, and how many are left out. */
const about = (areas: readonly string[], form: "json" | "csv"): string => `query OpenGrantsAbout(${VARIABLES}${areas.map((_, i) => `, $area${i}: ID!`).join("")}) {
  openGrants(${FILTER}, first: 1) { totalCount ${form === "csv" ? "columns" : ""} }
  openGrantsLeftOut(${FILTER}, first: 1) { totalCount }
  ${areas.map((_, i) => `area${i}: pccArea(id: $area${i}, asOf: $asOf) { id name }`).join("\n")}
}`;
const page = (field: string): string => `query OpenGrants(${VARIABLES}, $prefix: String!, $first: Int, $after: String) {
  openGrants(${FILTER}, first: $first, after: $after) { nodes { ${field}(prefix: $prefix) } pageInfo { hasNextPage endCursor } }
}`;

/** What a package may be made of. */
const SOURCES: Readonly<Record<string, readonly string[]>> = { awards: ["AWARD", "ALLOCATION"], imported: ["PUBLISHED_GRANT"] };

const AREAS_AT_MOST = 100;

/** Whoever asks, and for what. */
interface Asked {
  request: FastifyRequest;
  variables: Record<string, unknown>;
  areas: readonly string[];
}

/** Serves the grants as a package and as a table. */
export function serveOpenGrants(app: FastifyInstance, { publisher, signIn, paging, open, log }: OpenGrantsDoors): void {
  const door = {
    onRequest: signIn,
    // A HEAD would have to read all grants.
    exposeHeadRoute: false,
    errorHandler: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => void turnAway(error, request, reply, log),
  };

  for (const url of OPEN_GRANTS_ROUTES) {
    app.get<{ Querystring: Record<string, string | string[]> }>(url, door, async (request, reply) => {
      const form = url.endsWith(".csv") ? "csv" : "json";
      refuseUnless(publisher, "PUBLISHER_NOT_SET");
      const asked = askedFor(request, request.query);
      open.count(request, reply);
      const { totalCount, leftOut, columns } = await overview(asked, form, paging);
      refuseUnless(totalCount > 0, "NOTHING_TO_PUBLISH", { detail: `Left out: ${leftOut}.` });
      const pages = pagesOf(asked, form === "csv" ? "row" : "json", publisher, paging);
      // Whatever is wrong with the question shows in its first page, while there is still a status to say so.
      const whole = begun(await pages.next(), pages);
      void reply.header("x-grants-left-out", String(leftOut)).header("content-disposition", `attachment; filename="360giving.${form}"`);
      void reply.type(form === "csv" ? "text/csv; charset=utf-8; header=present" : "application/json; charset=utf-8");
      endWhereNothingIsTaken(reply, paging.timeoutMs);
      const text = form === "csv" ? inCsv({ columns: columns.map((name) => ({ name })) }, whole as AsyncIterable<Cell[][]>) : inPackage(publisher, leftOut, asked, whole as AsyncIterable<string[]>);
      // What breaks off later ends the connection without an end of the answer: nobody takes it for whole.
      return reply.send(Readable.from(text, { highWaterMark: 1 }));
    });
  }
}

/** The variables that a query string gives. */
function askedFor(request: FastifyRequest, given: Readonly<Record<string, string | string[]>>): Asked {
  const taken = ["pccArea", "year", "asOf", "synthetic", "source"];
  const texts = new Map(Object.entries(given).map(([name, value]) => [name, [value].flat()]));
  for (const name of texts.keys()) refuseUnless(taken.includes(name), "PARAMETER_UNKNOWN", { field: name.slice(0, 100), detail: `It takes: ${taken.join(", ")}.` });
  const one = (name: string): string | undefined => {
    const values = texts.get(name);
    refuseUnless(!values || values.length === 1, "PARAMETER_MALFORMED", { field: name, detail: "It is given once." });
    return values?.[0];
  };
  const coded = <V>(name: string, codes: Readonly<Record<string, V>>): V | undefined => {
    const text = one(name);
    if (text === undefined) return undefined;
    refuseUnless(Object.hasOwn(codes, text), "PARAMETER_MALFORMED", { field: name, detail: `One of: ${Object.keys(codes).join(", ")}.` });
    return codes[text];
  };
  const areas = texts.get("pccArea") ?? [];
  refuseUnless(areas.length <= AREAS_AT_MOST, "PARAMETER_MALFORMED", { field: "pccArea", detail: `${AREAS_AT_MOST} at most.` });
  for (const area of areas) refuseUnless(isId(area, "pcc-area"), "MALFORMED_ID", { field: "pccArea", detail: `Given as "pccArea": "${area.slice(0, 60)}".` });
  const variables = {
    pccArea: texts.has("pccArea") ? areas : undefined,
    year: one("year"),
    asOf: one("asOf"),
    synthetic: coded("synthetic", { true: true, false: false }),
    source: coded("source", SOURCES) ?? SOURCES["awards"],
  };
  return { request, variables, areas };
}

interface Overview {
  totalCount: number;
  leftOut: number;
  /** Of the table; a package needs none. */
  columns: string[];
}

/** Goes on only if each area is one that the viewer sees; tells how many grants there are. */
async function overview(asked: Asked, form: "json" | "csv", paging: Paging): Promise<Overview> {
  const query = about(asked.areas, form);
  const data = await answered(asked, paging, query, Object.fromEntries(asked.areas.map((area, i) => [`area${i}`, area])));
  const unknown = asked.areas.find((_, i) => data[`area${i}`] == null);
  if (unknown !== undefined) refuse("THING_UNKNOWN", { field: "pccArea", detail: `Given as "pccArea": "${unknown.slice(0, 60)}".` });
  const { totalCount, columns = [] } = data["openGrants"] as { totalCount: number; columns?: string[] };
  return { totalCount, columns, leftOut: (data["openGrantsLeftOut"] as { totalCount: number }).totalCount };
}

/** The grants, a page at a time; the next page is asked for when the one before was taken. */
async function* pagesOf(asked: Asked, field: "json" | "row", { prefix }: OpenGrantsPublisher, paging: Paging): AsyncGenerator<unknown[]> {
  let after: string | null = null;
  do {
    const data = await answered(asked, paging, page(field), { prefix, first: paging.pageSize, after });
    const { nodes, pageInfo } = data["openGrants"] as { nodes: Record<string, unknown>[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    yield nodes.map((node) => node[field]);
  } while (after !== null);
}

/** What a question is answered, whole or not at all. */
async function answered({ request, variables }: Asked, { ask, timeoutMs }: Paging, query: string, more: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { data, errors } = await ask({ query, variables: { ...variables, ...more } }, { viewer: request.viewer, requestId: request.id, deadline: Date.now() + timeoutMs });
  if (errors?.length || !data) throw whyNot(parse(query), errors ?? []);
  return data;
}

/** The package piece by piece. What breaks off is no JSON. */
async function* inPackage({ prefix, name, identifier, licence }: OpenGrantsPublisher, leftOut: number, { variables }: Asked, pages: AsyncIterable<string[]>): AsyncGenerator<string> {
  const about = {
    version: VERSION,
    title: `Grants published by ${name}`,
    description: `Of what ${prefix} publishes, ${leftOut} awards and re-grants are left out: a field that the standard needs is not known of them.`,
    issued: (variables["asOf"] as string | undefined) ?? today(),
    publisher: { name, ...(identifier === null ? {} : { identifier }) },
    license: licence,
  };
  yield `${JSON.stringify(about).slice(0, -1)},"grants":[`;
  let between = "\n";
  for await (const grants of pages) {
    if (!grants.length) continue;
    yield between + grants.join(",\n");
    between = ",\n";
  }
  yield "\n]}\n";
}
