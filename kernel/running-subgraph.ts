/** A subgraph that runs: its schema over its database, answering by the same code in one process and over HTTP. */
import { randomUUID } from "node:crypto";
import { execute, parse, validate, type DocumentNode, type GraphQLError, type GraphQLFormattedError } from "graphql";
import sql from "sql-template-tag";
import { Context, type NounClass, type Reading } from "./context.js";
import { migrate, openDatabase, type Database } from "./database.js";
import type { Day } from "./day.js";
import type { Logger } from "./log.js";
import { databaseIsAway, presentError } from "./present-error.js";
import { knownOn, NounTable } from "./rows.js";
import type { Seen } from "./seen.js";
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
  ask(request: Request, requestId?: string): Promise<Answer>;
  /** Whether the database answers. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

const KEPT_DOCUMENTS = 1_000;
const KEPT_CHARACTERS = 20_000;

/** Opens the subgraph's database, brings its schema to the newest version and returns it ready to answer. */
export async function openSubgraph(subgraph: Subgraph, databaseUrl: string, log: Logger): Promise<RunningSubgraph> {
  const { name, nouns, references, notedGaps, gap } = subgraph;
  const database = await openDatabase({ service: name, nouns: [...nouns, notedGaps], migrations: subgraph.migrations }, databaseUrl);
  try {
    await migrate(database, name);
  } catch (error) {
    await database.close();
    const away = error instanceof Error && databaseIsAway(error);
    throw away ? new Error(`The database of the ${name} service cannot be reached (${error.message}): see DATABASE_URL.`) : error;
  }

  const tables = new Map<NounClass, NounTable<Seen>>();
  for (const noun of [...nouns, notedGaps]) {
    const meta = database.orm.getMetadata().get(noun as never);
    tables.set(noun, new NounTable<Seen>(meta as never, subgraph.needs.get(noun.name) ?? new Map()));
  }
  const names = new Map<NounClass, string>([...nouns, ...references, notedGaps].map((noun) => [noun, noun.name]));
  const reading: Reading = {
    rows: database.rows,
    tableOf: <T extends Seen>(noun: NounClass<T>) => tables.get(noun) as NounTable<T> | undefined,
    nameOf: (noun) => names.get(noun)!,
    notedGaps: (context, subject, asOf) => context.loader(`gaps ${asOf}`, (subjects: readonly string[]) => readNotedGaps(subjects, asOf)).load(subject),
  };

  async function readNotedGaps(subjects: readonly string[], asOf: Day): Promise<{ field: string }[][]> {
    const table = reading.tableOf(notedGaps)!;
    const columns = table.columnsFor(new Set(["subject", "field", "reason", "explanation", "provenance"]));
    const rows = await database.rows.all<Record<string, unknown>>(
      sql`select ${table.select(columns)} from ${table.name} t where t.subject = any(${subjects}::text[]) and ${knownOn(asOf)} order by t.id`,
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
    async ask({ query, variables, operationName }, requestId = randomUUID()) {
      const document = documentOf(query);
      if (!("kind" in document)) return { errors: document.map((error) => presentError(error, requestId, name, log)) };
      const result = await execute({
        schema: subgraph.schema,
        document,
        variableValues: variables,
        operationName,
        contextValue: new Context(reading, requestId),
      });
      return {
        ...(result.data === undefined ? {} : { data: result.data }),
        ...(result.errors ? { errors: result.errors.map((error) => presentError(error, requestId, name, log)) } : {}),
      };
    },
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
