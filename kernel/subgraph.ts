/** The form of a subgraph: a service says what it holds, and gets a federated schema, a database and an executor. */
import { randomUUID } from "node:crypto";
import { buildSubgraphSchema, printSubgraphSchema } from "@apollo/subgraph";
import {
  execute,
  GraphQLError,
  isObjectType,
  parse,
  specifiedDirectives,
  validate,
  type DocumentNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from "graphql";
import sql from "sql-template-tag";
import { buildSchemaSync, createResolversMap, type ClassType, type NonEmptyArray } from "type-graphql";
import { Context, type NounClass, type Reading } from "./context.js";
import { migrate, openDatabase, type Database, type MigrationClass } from "./database.js";
import type { Day } from "./day.js";
import type { GapReason } from "./facts.js";
import type { Seen } from "./seen.js";
import type { ImportDeclaration } from "./importer.js";
import type { Logger } from "./log.js";
import { Refusal } from "./refusals.js";
import { knownOn, NounTable } from "./rows.js";

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides"])\n`;

/** Everything that a service is, on one screen: the same form in all three. */
export interface SubgraphManifest {
  name: string;
  /** Nouns that this service owns: each has a table. */
  nouns: readonly NounClass[];
  /** Nouns of other services to which this one adds fields: only their key is known here. */
  references: readonly NounClass[];
  /** Gaps noted apart from the rows they are about: a table of its own. */
  notedGaps: NounClass<NotedGap>;
  gap: new () => object;
  resolvers: readonly (new () => object)[];
  migrations: readonly MigrationClass[];
  /** What can be imported, by the name of its file, in the order that references need. */
  imports: Readonly<Record<string, ImportDeclaration>>;
}

/** A gap noted on a thing's list or value. */
export interface NotedGap extends Seen {
  subject: string;
  field: string;
  reason: GapReason;
  explanation: string;
  provenance: object;
}

/** A service's manifest with the schema made of it. */
export interface Subgraph extends SubgraphManifest {
  schema: GraphQLSchema;
  /** The schema as composition reads it. */
  sdl: string;
  /** For each noun, the columns that its derived fields need. */
  needs: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
}

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
  context(requestId: string): Context;
  /** Answers in this process, as the HTTP door would. */
  ask(request: Request, requestId?: string): Promise<Answer>;
  /** Turns what was thrown into what a caller may see; faults are logged whole. */
  present(error: GraphQLError, requestId: string): GraphQLFormattedError;
  /** Whether the database answers. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

/** Makes a service's schema. Nothing is opened. */
export function defineSubgraph(manifest: SubgraphManifest): Subgraph {
  const federated = buildSchemaSync({
    resolvers: manifest.resolvers as unknown as NonEmptyArray<ClassType>,
    orphanedTypes: [...manifest.nouns, ...manifest.references] as ClassType[],
    directives: [...specifiedDirectives],
    validate: false,
    skipCheck: true,
  });
  federated.getQueryType()!.description = "Where questions begin: each noun by its id, and each list.";
  const needs = new Map<string, Map<string, readonly string[]>>();
  for (const type of Object.values(federated.getTypeMap())) {
    if (!isObjectType(type)) continue;
    const fields = Object.values(type.getFields()).filter((field) => field.extensions["needs"]);
    needs.set(type.name, new Map(fields.map((field) => [field.name, field.extensions["needs"] as string[]])));
  }
  const sdl = FEDERATION + printSubgraphSchema(federated);
  const resolvers = createResolversMap(federated) as Record<string, Record<string, unknown>>;
  for (const noun of manifest.nouns) {
    resolvers[noun.name] = {
      ...resolvers[noun.name],
      __resolveReference: (key: { id: string; asOf: Day }, context: Context, info: Parameters<Context["refer"]>[2]) =>
        context.refer(noun, key, info),
    };
  }
  for (const noun of manifest.references) {
    const reference = noun as new () => Seen;
    // What a gateway sends along for @requires stays on the object; the key alone is enough for everything else.
    resolvers[noun.name] = { ...resolvers[noun.name], __resolveReference: (key: object) => Object.assign(new reference(), key) };
  }
  return { ...manifest, sdl, needs, schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]) };
}

/** Opens the subgraph's database, brings its schema to the newest version and returns it ready to answer. */
export async function openSubgraph(subgraph: Subgraph, databaseUrl: string, log: Logger): Promise<RunningSubgraph> {
  const { name, nouns, references, notedGaps, gap } = subgraph;
  const database = await openDatabase({ service: name, nouns: [...nouns, notedGaps], migrations: subgraph.migrations }, databaseUrl);
  try {
    await migrate(database, name);
  } catch (error) {
    await database.close();
    const { code, message } = error as Error & { code?: string };
    if (code && DATABASE_AWAY.has(code)) throw new Error(`The database of the ${name} service cannot be reached (${message}): see DATABASE_URL.`);
    throw error;
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
  const documents = new Map<string, DocumentNode | readonly GraphQLError[]>();
  function documentOf(query: string): DocumentNode | readonly GraphQLError[] {
    let document = documents.get(query);
    if (!document) {
      try {
        const parsed = parse(query);
        const errors = validate(subgraph.schema, parsed);
        document = errors.length ? errors : parsed;
      } catch (error) {
        document = [error as GraphQLError];
      }
      if (documents.size >= 1_000) documents.delete(documents.keys().next().value!);
      documents.set(query, document);
    }
    return document;
  }

  const running: RunningSubgraph = {
    name,
    subgraph,
    database,
    context: (requestId) => new Context(reading, requestId),
    async ask({ query, variables, operationName }, requestId = randomUUID()) {
      const document = documentOf(query);
      if (!("kind" in document)) return { errors: document.map((error) => running.present(error, requestId)) };
      const result = await execute({
        schema: subgraph.schema,
        document,
        variableValues: variables,
        operationName,
        contextValue: running.context(requestId),
      });
      return {
        ...(result.data === undefined ? {} : { data: result.data }),
        ...(result.errors ? { errors: result.errors.map((error) => running.present(error, requestId)) } : {}),
      };
    },
    present: (error, requestId) => presentError(error, requestId, name, log),
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

/** Codes under which the driver and PostgreSQL say that the database cannot be reached just now. */
const DATABASE_AWAY = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "ETIMEDOUT", "EPIPE", "57P01", "57P02", "57P03", "53300"]);

function presentError(error: GraphQLError, requestId: string, service: string, log: Logger): GraphQLFormattedError {
  const cause = error.originalError as (Error & { code?: string }) | undefined;
  const place = { ...(error.locations ? { locations: error.locations } : {}), ...(error.path ? { path: error.path } : {}) };
  const away = cause && (DATABASE_AWAY.has(cause.code ?? "") || /Connection terminated|timeout exceeded when trying to connect/.test(cause.message));
  if (away) {
    log.error({ requestId, service, err: cause }, "database cannot be reached");
    const refusal = new Refusal("SUBGRAPH_UNAVAILABLE", { detail: `Service: ${service}.` });
    return { message: refusal.message, extensions: refusal.extensions, ...place };
  }
  // graphql-js's own errors (syntax, validation, coercion) have no cause or one that is a GraphQLError.
  if (!cause || cause instanceof GraphQLError) {
    const code = error.extensions["code"] ?? (error.path ? undefined : "GRAPHQL_VALIDATION_FAILED");
    return { message: error.message, extensions: { ...error.extensions, ...(code ? { code } : {}) }, ...place };
  }
  log.error({ requestId, service, err: cause }, "fault");
  return { message: `The hub could not answer this. Its log has the cause under request ${requestId}.`, extensions: { code: "FAULT", requestId }, ...place };
}

