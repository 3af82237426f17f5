/** The hub as a test knows it: the real gateway over the real services on a database of its own, asked in GraphQL. */
import "reflect-metadata";
import "../../kernel/process/library-environment.js";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { Readable } from "node:stream";
import pg from "pg";
import { openGateway, type Gateway, type GatewayParts } from "../../gateway/server.js";
import type { SubgraphClient } from "../../gateway/subgraph-client.js";
import { asHub } from "../../kernel/authority/asking.js";
import { developmentKeys, newDevelopmentKey } from "../../kernel/authority/keys.js";
import { makeToken } from "../../kernel/authority/tokens.js";
import { PUBLIC_VIEWER, type Viewer } from "../../kernel/authority/viewer.js";
import { readConfig } from "../../kernel/process/config.js";
import type { FileFormat } from "../../kernel/files/file-format.js";
import { importFile, type ImportReport } from "../../kernel/files/importer.js";
import { openLog } from "../../kernel/process/log.js";
import { statements, type StatementNotice } from "../../kernel/database/rows.js";
import { openSubgraph, type RunningSubgraph } from "../../kernel/subgraph/running-subgraph.js";
import { Courier } from "../../kernel/writing/projection.js";
import { services } from "../../services/index.js";
import { mustBeOfTheInput } from "./named-fields.js";
import { cloneDatabase, READS_ALL, TEST_SETTINGS, type Template } from "./database.js";

/** An answer: data and errors as a client sees them. */
export interface HubAnswer {
  // What a question answers is the test's to know.
  data: any; // eslint-disable-line @typescript-eslint/no-explicit-any
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
}

/** What a door that is no GraphQL answers. */
export interface DoorAnswer {
  status: number;
  type: string;
  headers: Record<string, unknown>;
  text: string;
}

/** Somebody who asks the hub. */
export interface Asker {
  /** Reads an address of the gateway. */
  read(url: string, headers?: Record<string, string>): Promise<DoorAnswer>;
  /** Asks a saved question by its slug. */
  askSaved(slug: string, variables?: Record<string, unknown>): Promise<HubAnswer>;
  ask(query: string, variables?: Record<string, unknown>): Promise<HubAnswer>;
  /** Asks and counts what it took. */
  measure(query: string, variables?: Record<string, unknown>): Promise<HubAnswer & Cost>;
  /** Reads an address and counts what it took. */
  measureRead(url: string): Promise<DoorAnswer & Cost>;
}

/** What an answer took: statements by service, calls to each subgraph, and references sent to them. */
export interface Cost {
  statements: StatementNotice[];
  fetches: string[];
  representations: number;
}

/** A hub that runs for a test. By itself it is asked without a token. */
export interface TestHub extends Asker {
  /** Somebody with a token, signed by the key of this hub: see people.ts. */
  as(viewer: Partial<Viewer> & Pick<Viewer, "role">): Asker;
  /** Imports a CSV text through the verb that files and commands use. */
  importCsv(what: string, csv: string | Buffer): Promise<ImportReport>;
  /** Imports a file of any kind likewise. */
  importAs(format: FileFormat, what: string, content: string | Uint8Array): Promise<ImportReport>;
  /** Rows of plain SQL, independent of the hub's code. */
  sql<R extends object>(text: string, values?: unknown[]): Promise<R[]>;
  /** Fetches what the services have published to each other by now. */
  fetchFacts(): Promise<void>;
  /** The couriers of the services, by service. */
  courier(name: string): Courier;
  service(name: string): RunningSubgraph;
  gateway: Gateway;
  databaseUrl: string;
  close(): Promise<void>;
}

/** Starts the hub on a clone of a template; `parts` are those of the gateway that are to be others. */
export async function startHub(template: Template = "documents", parts: Partial<Pick<GatewayParts, "questions" | "pageSizeAtMost" | "requestTimeoutMs" | "publisher">> = {}): Promise<TestHub> {
  const log = openLog(process.env["TEST_LOG_LEVEL"] ?? "silent");
  const database = await cloneDatabase(template);
  const running = await Promise.all(services.map((service) => openSubgraph(service, database.url, TEST_SETTINGS, log)));
  const fetches: string[] = [];
  let representations = 0;
  const clients = running.map((each): [string, SubgraphClient] => [
    each.name,
    {
      ask: (request, asking) => {
        fetches.push(each.name);
        representations += (request.variables?.["representations"] as unknown[] | undefined)?.length ?? 0;
        return each.ask(request, asking);
      },
      ready: () => each.ready(),
      close: () => each.close(),
    },
  ]);
  const sources = Object.fromEntries(running.map((each) => [each.name, each]));
  const couriers = new Map(running.map(({ name, database, subgraph }) => [name, new Courier(database, subgraph.projections, sources, log)]));
  const keys = await developmentKeys(newDevelopmentKey());
  const gateway = await openGateway({ ...readConfig({}), ...parts, subgraphs: Object.fromEntries(clients), signIn: { keys, publicReading: true }, log });
  const direct = new pg.Pool({ connectionString: database.url, max: 2, options: READS_ALL });
  // The pool has ended a moment before its connections have: the database that is removed then may say so to one of them.
  direct.on("error", () => {});

  /** Asks as whoever the token speaks of; as anyone where there is none. */
  function asking(token?: () => Promise<string>): Asker {
    const bearer = async (): Promise<Record<string, string>> => (token ? { authorization: `Bearer ${await token()}` } : {});
    async function post(payload: object): Promise<HubAnswer> {
      const answer = await gateway.app.inject({ method: "POST", url: "/graphql", headers: await bearer(), payload });
      return answer.json<HubAnswer>();
    }
    async function read(url: string, headers: Record<string, string> = {}): Promise<DoorAnswer> {
      const { statusCode: status, headers: sent, body: text } = await gateway.app.inject({ method: "GET", url, headers: { ...(await bearer()), ...headers } });
      return { status, type: String(sent["content-type"]), headers: sent, text };
    }
    const ask = async (query: string, variables: Record<string, unknown> = {}): Promise<HubAnswer> => {
      const answer = await post({ query, variables });
      mustBeOfTheInput(query, answer.errors);
      return answer;
    };
    return {
      ask,
      askSaved: (documentId, variables = {}) => post({ documentId, variables }),
      read,
      measure: (query, variables) => measured(() => ask(query, variables)),
      measureRead: (url) => measured(() => read(url)),
    };
  }

  function importAs(format: FileFormat, what: string, content: string | Uint8Array): Promise<ImportReport> {
    const [serviceName, name = ""] = what.split("/");
    const service = running.find((each) => each.name === serviceName)!;
    const delivery = { fileName: `${what}.${format.toLowerCase()}`, form: { format, sheet: name }, log, asking: asHub() };
    return importFile(service.database, service.subgraph.imports[name]!, Readable.from([Buffer.from(content)]), delivery);
  }

  async function measured<A extends object>(work: () => Promise<A>): Promise<A & Cost> {
    const seen: StatementNotice[] = [];
    const note = (message: unknown): void => void seen.push(message as StatementNotice);
    subscribe(statements.name, note);
    fetches.length = 0;
    representations = 0;
    try {
      return { ...(await work()), statements: seen, fetches: [...fetches], representations };
    } finally {
      unsubscribe(statements.name, note);
    }
  }

  return {
    ...asking(),
    as: (viewer) => asking(() => makeToken(keys, { ...PUBLIC_VIEWER, subject: `test-${viewer.role.toLowerCase()}`, ...viewer }, 300)),
    importCsv: (what, csv) => importAs("CSV", what, csv),
    importAs,
    sql: async <R extends object>(text: string, values: unknown[] = []) => (await direct.query<R>(text, values)).rows,
    async fetchFacts() {
      for (const courier of couriers.values()) await courier.fetch();
    },
    courier: (name) => couriers.get(name)!,
    service: (name) => running.find((each) => each.name === name)!,
    gateway,
    databaseUrl: database.url,
    async close() {
      await gateway.close();
      await direct.end();
      await database.drop();
    },
  };
}

/** A refusal as an answer shows it; fails where there is none with the code. */
export function refusalOf(answer: HubAnswer, code: string): { message: string; field?: unknown; path?: unknown } {
  const found = answer.errors?.find((error) => error.extensions["code"] === code);
  if (!found) throw new Error(`No ${code} in ${JSON.stringify(answer).slice(0, 2_000)}`);
  return { message: found.message, field: found.extensions["field"], path: found.path };
}
