/** The form of a subgraph: a service says what it holds, and gets a federated schema. Nothing is opened here. */
import { buildSubgraphSchema, printSubgraphSchema } from "@apollo/subgraph";
import { isObjectType, parse, specifiedDirectives, type GraphQLSchema } from "graphql";
import { buildSchemaSync, createResolversMap, type ClassType, type NonEmptyArray } from "type-graphql";
import type { Context, NounClass } from "./context.js";
import type { MigrationClass } from "./database.js";
import { readDay, type Day } from "./day.js";
import type { GapReason } from "./facts.js";
import { refuseUnless } from "./refusals.js";
import type { Seen } from "./seen.js";
import type { ImportDeclaration } from "./import-declaration.js";

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

/** Reads the key under which another service, or whoever asks a subgraph directly, refers to a thing. */
function readKey(key: { id?: unknown; asOf?: unknown }): { id: string; asOf: Day } {
  refuseUnless(typeof key.id === "string", "MALFORMED_ID", { field: "representations.id" });
  refuseUnless(typeof key.asOf === "string", "MALFORMED_DATE", { field: "representations.asOf" });
  return { id: key.id, asOf: readDay(key.asOf, "representations.asOf") };
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
      __resolveReference: (key: object, context: Context, info: Parameters<Context["refer"]>[2]) => context.refer(noun, readKey(key), info),
    };
  }
  for (const noun of manifest.references) {
    const reference = noun as new () => Seen;
    // What a gateway sends along for @requires stays on the object; the key alone is enough for everything else.
    resolvers[noun.name] = { ...resolvers[noun.name], __resolveReference: (key: object) => Object.assign(new reference(), key, readKey(key)) };
  }
  return { ...manifest, sdl, needs, schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]) };
}
