/** The hub as a test knows it: the real gateway over the real services on a database of its own, asked in GraphQL. */
import "reflect-metadata";
import "../../gateway/no-telemetry.js";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { Readable } from "node:stream";
import pg from "pg";
import { openGateway, type Gateway } from "../../gateway/server.js";
import type { SubgraphClient } from "../../gateway/subgraph-client.js";
import { readConfig } from "../../kernel/config.js";
import { importFile, type ImportReport } from "../../kernel/importer.js";
import { openLog } from "../../kernel/log.js";
import { statements, type StatementNotice } from "../../kernel/rows.js";
import { openSubgraph, type RunningSubgraph } from "../../kernel/running-subgraph.js";
import { services } from "../../services/index.js";
import { cloneDatabase, type Template } from "./database.js";

/** An answer: data and errors as a client sees them. */
export interface HubAnswer {
  // What a question answers is the test's to know.
  data: any; // eslint-disable-line @typescript-eslint/no-explicit-any
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
}

/** A hub that runs for a test. */
export interface TestHub {
  ask(query: string, variables?: Record<string, unknown>): Promise<HubAnswer>;
  /** Asks and counts what it took: statements by service, calls to each subgraph, and references sent to them. */
  measure(query: string, variables?: Record<string, unknown>): Promise<HubAnswer & { statements: StatementNotice[]; fetches: string[]; representations: number }>;
  /** Imports a CSV text through the verb that files and commands use. */
  importCsv(what: string, csv: string | Buffer): Promise<ImportReport>;
  /** Rows of plain SQL, independent of the hub's code. */
  sql<R extends object>(text: string, values?: unknown[]): Promise<R[]>;
  service(name: string): RunningSubgraph;
  gateway: Gateway;
  databaseUrl: string;
  close(): Promise<void>;
}

/** Starts the hub on a clone of a template. */
export async function startHub(template: Template = "documents"): Promise<TestHub> {
  const log = openLog(process.env["TEST_LOG_LEVEL"] ?? "silent");
  const database = await cloneDatabase(template);
  const running = await Promise.all(services.map((service) => openSubgraph(service, database.url, log)));
  const fetches: string[] = [];
  let representations = 0;
  const clients = running.map((each): [string, SubgraphClient] => [
    each.name,
    {
      ask: (request, requestId) => {
        fetches.push(each.name);
        representations += (request.variables?.["representations"] as unknown[] | undefined)?.length ?? 0;
        return each.ask(request, requestId);
      },
      ready: () => each.ready(),
      close: () => each.close(),
    },
  ]);
  const gateway = await openGateway(Object.fromEntries(clients), readConfig({}).limits, log);
  const direct = new pg.Pool({ connectionString: database.url, max: 2 });

  async function ask(query: string, variables: Record<string, unknown> = {}): Promise<HubAnswer> {
    const answer = await gateway.app.inject({ method: "POST", url: "/graphql", payload: { query, variables } });
    return answer.json<HubAnswer>();
  }

  return {
    ask,
    async measure(query, variables) {
      const seen: StatementNotice[] = [];
      const note = (message: unknown): void => void seen.push(message as StatementNotice);
      subscribe(statements.name, note);
      fetches.length = 0;
      representations = 0;
      try {
        return { ...(await ask(query, variables)), statements: seen, fetches: [...fetches], representations };
      } finally {
        unsubscribe(statements.name, note);
      }
    },
    importCsv(what, csv) {
      const [serviceName, name = ""] = what.split("/");
      const service = running.find((each) => each.name === serviceName)!;
      const bytes = typeof csv === "string" ? Buffer.from(csv) : csv;
      return importFile(service.database, service.subgraph.imports[name]!, Readable.from([bytes]), { fileName: `${what}.csv`, log });
    },
    sql: async <R extends object>(text: string, values: unknown[] = []) => (await direct.query<R>(text, values)).rows,
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
