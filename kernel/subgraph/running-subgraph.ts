/** A subgraph that runs: its schema over its database, answering by the same code in one process and over HTTP. */
import { execute, Kind, OperationTypeNode, parse, validate, type DocumentNode, type GraphQLError, type GraphQLFormattedError } from "graphql";
import sql from "sql-template-tag";
import type { Asking } from "../authority/asking.js";
import { readFileSync } from "node:fs";
import path from "node:path";
import { authorityList } from "../authority/may-call.js";
import { Context, type NounClass, type Reading } from "./context.js";
import { openDatabase, type Database } from "../database/database.js";
import type { Day } from "../values/day.js";
import { PROJECT_DIR, type Config } from "../process/config.js";
import type { Logger } from "../process/log.js";
import { databaseIsAway, presentError } from "./present-error.js";
import { knownOn, NounTable, type ViewerRows } from "../database/rows.js";
import { tellFacts, type FactsAsked, type FactsTold } from "../writing/outbox.js";
import type { Seen } from "../facts/seen.js";
import type { Subgraph } from "./subgraph.js";

/** A subgraph's answer in the form that GraphQL gives. */
export interface Answer {
  data?: Record<string, unknown> | null;
  errors?: GraphQLFormattedError[];
}

/** What a subgraph is asked. */
export interface Request {
  query: string;
  variables?: Record<string, unknown> | undefined;
  operationName?: string | undefined;
}

/** A subgraph with its database open. */
export interface RunningSubgraph {
  name: string;
  subgraph: Subgraph;
  database: Database;
  /** Answers in this process, as the HTTP door would. */
  ask(request: Request, asking: Asking): Promise<Answer>;
  /** Tells the hub's other parts what this service publishes. */
  facts(asked: FactsAsked, asking: Asking): Promise<FactsTold>;
  /** Whether the database answers. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

/** What of the configuration a service needs, besides where its database is. */
export type SubgraphSettings = Pick<Config, "rolePrefix" | "pageSizeAtMost">;

const KEPT_DOCUMENTS = 1_000;
const KEPT_CHARACTERS = 20_000;

/** Opens the subgraph's database, brings its schema to the newest version and returns it ready to answer. */
export async function openSubgraph(subgraph: Subgraph, databaseUrl: string, { rolePrefix, pageSizeAtMost }: SubgraphSettings, log: Logger): Promise<RunningSubgraph> {
  const { name, nouns, references, notedGaps, gap } = subgraph;
  mustBeAsCommitted(subgraph);
  const tablesOf = { service: name, nouns: [...nouns, notedGaps], migrations: subgraph.migrations };
  const database = await openDatabase(tablesOf, { url: databaseUrl, rolePrefix }).catch((error: unknown) => {
    const away = error instanceof Error && databaseIsAway(error);
    throw away ? new Error(`The database of the ${name} service cannot be reached (${error.message}): see DATABASE_URL.`) : error;
  });

  const tables = new Map<NounClass, NounTable<Seen>>();
  for (const noun of [...nouns, notedGaps]) {
    const meta = database.orm.getMetadata().get(noun as never);
    tables.set(noun, new NounTable<Seen>(meta as never, subgraph.needs.get(noun.name) ?? new Map()));
  }
  const names = new Map<NounClass, string>([...nouns, ...references, notedGaps].map((noun) => [noun, noun.name]));
  const reading: Reading = {
    log,
    pageSizeAtMost,
    tableOf: <T extends Seen>(noun: NounClass<T>) => tables.get(noun) as NounTable<T> | undefined,
    nameOf: (noun) => names.get(noun)!,
    notedGaps: (context, subject, asOf) => context.loader(`gaps ${asOf}`, (subjects: readonly string[]) => readNotedGaps(context.rows, subjects, asOf)).load(subject),
  };

  async function readNotedGaps(seen: ViewerRows, subjects: readonly string[], asOf: Day): Promise<{ field: string }[][]> {
    const table = reading.tableOf(notedGaps)!;
    const columns = table.columnsFor(new Set(["subject", "field", "reason", "explanation", "provenance"]));
    const rows = await seen.all<Record<string, unknown>>(
      sql`select ${columns.select} from ${table.name} t where t.subject = any(${subjects}::text[]) and ${knownOn(asOf)} order by t.id`,
    );
    const bySubject = new Map<string, { field: string }[]>(subjects.map((subject) => [subject, []]));
    for (const row of rows) {
      const { subject, field, reason, explanation, provenance } = table.read(columns, row, asOf);
      bySubject.get(subject)!.push(Object.assign(new gap(), { field, reason, explanation, provenance }));
    }
    return subjects.map((subject) => bySubject.get(subject)!);
  }

  /** Documents are few (the gateway's plans) and asked again and again: parsed and validated once. */
  const documents = new Map<string, DocumentNode>();
  function documentOf(query: string): DocumentNode | readonly GraphQLError[] {
    let document: DocumentNode | readonly GraphQLError[] | undefined = documents.get(query);
    if (!document) {
      try {
        const parsed = parse(query);
        const errors = validate(subgraph.schema, parsed);
        document = errors.length ? errors : parsed;
      } catch (error) {
        document = [error as GraphQLError];
      }
      if ("kind" in document && query.length <= KEPT_CHARACTERS) {
        if (documents.size >= KEPT_DOCUMENTS) documents.delete(documents.keys().next().value!);
        documents.set(query, document);
      }
    }
    return document;
  }

  const running: RunningSubgraph = {
    name,
    subgraph,
    database,
    async ask({ query, variables, operationName }, asking) {
      const { requestId } = asking;
      const document = documentOf(query);
      if (!("kind" in document)) return { errors: document.map((error) => presentError(error, requestId, name, log)) };
      // A mutation shows what it has just written; a question sees one state throughout.
      const writes = document.definitions.some((each) => each.kind === Kind.OPERATION_DEFINITION && each.operation === OperationTypeNode.MUTATION);
      const rows = database.rows.seenBy(asking, { snapshot: !writes });
      const result = await execute({
        schema: subgraph.schema,
        document,
        variableValues: variables,
        operationName,
        contextValue: new Context(reading, asking, rows, database),
      });
      void rows.end();
      return {
        ...(result.data === undefined ? {} : { data: result.data }),
        ...(result.errors ? { errors: result.errors.map((error) => presentError(error, requestId, name, log)) } : {}),
      };
    },
    facts: (asked, asking) => tellFacts(database, subgraph.publishes, asked, asking),
    async ready() {
      try {
        await database.pool.query("select 1");
        return true;
      } catch {
        return false;
      }
    },
    close: () => database.close(),
  };
  return running;
}

/** The list that people have read and committed decides: a door that was opened or closed past it stops the start. */
function mustBeAsCommitted({ name, admissions }: Subgraph): void {
  const committed = (JSON.parse(readFileSync(path.join(PROJECT_DIR, "schema", "authority.json"), "utf8")) as Record<string, Record<string, string[]>>)[name] ?? {};
  const declared = authorityList(admissions);
  const different = [...new Set([...Object.keys(committed), ...Object.keys(declared)])].filter((door) => committed[door]?.join() !== declared[door]?.join());
  if (different.length) throw new Error(`Who may call ${different.join(", ")} of ${name} is not as schema/authority.json says. Change the list by hand, if the door is meant.`);
}
