/** The form of a subgraph: a service says what it holds, and gets a federated schema. Nothing is opened here. */
import { buildSubgraphSchema, printSubgraphSchema } from "@apollo/subgraph";
import { isObjectType, Kind, parse, print, specifiedDirectives, type DefinitionNode, type NameNode, type GraphQLFieldResolver, type GraphQLSchema } from "graphql";
import { buildSchemaSync, createResolversMap, type ClassType, type NonEmptyArray } from "type-graphql";
import { admissionsOf, judgeAdmission, type Admission } from "../authority/may-call.js";
import type { Context, NounClass } from "./context.js";
import type { MigrationClass } from "../database/database.js";
import { readDay, type Day } from "../values/day.js";
import type { GapReason } from "../facts/facts.js";
import { refuseUnless } from "../refusals.js";
import { importDoor } from "../files/import-door.js";
import { inOrderOfReference } from "../files/import-order.js";
import type { Seen } from "../facts/seen.js";
import type { Publication } from "../files/publication.js";
import type { Projection } from "../writing/projection.js";
import type { ImportDeclaration } from "../files/import-declaration.js";

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides"])\n`;

/** A room of a service: nouns that belong together, with their doors and files. */
export interface Room {
  /** Nouns that this service owns: each has a table. */
  nouns: readonly NounClass[];
  resolvers: readonly (new () => object)[];
  /** What can be imported, by the name of its file. */
  imports: Readonly<Record<string, ImportDeclaration>>;
  /** What is taken from files in the form of their publisher, by the name that the command knows it by. */
  publications?: Readonly<Record<string, Publication>>;
}

/** Everything that a service is, on one screen: the same form in all three. */
export interface SubgraphManifest {
  name: string;
  /** Its nouns, room by room. */
  rooms: readonly Room[];
  /** Nouns of other services to which this one adds fields: only their key is known here. */
  references: readonly NounClass[];
  /** Gaps noted apart from the rows they are about: a table of its own. */
  notedGaps: NounClass<NotedGap>;
  gap: new () => object;
  migrations: readonly MigrationClass[];
  /** Topics that other services may keep: tables with a function <table>_fact. */
  publishes: readonly string[];
  /** What it keeps of other services' facts. */
  projections: readonly Projection[];
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
export interface Subgraph extends SubgraphManifest, Required<Room> {
  schema: GraphQLSchema;
  /** The schema as composition reads it. */
  sdl: string;
  /** Who may come through each door. */
  admissions: ReadonlyMap<string, Admission>;
  /** For each noun, the columns that its derived fields need. */
  needs: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
}

/** Reads the key under which another service, or whoever asks a subgraph directly, refers to a thing. */
function readKey(key: { id?: unknown; asOf?: unknown }): { id: string; asOf: Day } {
  refuseUnless(typeof key.id === "string", "MALFORMED_ID", { field: "representations.id" });
  refuseUnless(typeof key.asOf === "string", "MALFORMED_DATE", { field: "representations.asOf" });
  return { id: key.id, asOf: readDay(key.asOf, "representations.asOf") };
}

/** The same schema with its types and their fields by name: the order in which files happen to be loaded does not show in what is committed. */
function inOrderOfNames(sdl: string): string {
  const byName = <N extends { name?: NameNode | undefined }>(nodes: readonly N[]): N[] => nodes.toSorted((a, b) => ((a.name?.value ?? "") < (b.name?.value ?? "") ? -1 : 1));
  const { kind, definitions } = parse(sdl);
  const sorted = definitions.map((definition) => (definition.kind === Kind.OBJECT_TYPE_DEFINITION ? { ...definition, fields: byName(definition.fields ?? []) } : definition));
  return `${print({ kind, definitions: byName(sorted as (DefinitionNode & { name?: NameNode })[]) })}\n`;
}

/** Makes a service's schema. Nothing is opened. */
export function defineSubgraph(manifest: SubgraphManifest): Subgraph {
  const { rooms } = manifest;
  const nouns = rooms.flatMap((room) => room.nouns);
  const imports = inOrderOfReference(Object.assign({}, ...rooms.map((room) => room.imports)) as Room["imports"]);
  const publications = Object.assign({}, ...rooms.map((room) => room.publications)) as Required<Room>["publications"];
  const resolvers = rooms.flatMap((room) => room.resolvers);
  const federated = buildSchemaSync({
    resolvers: [...resolvers, importDoor(manifest.name, imports)] as unknown as NonEmptyArray<ClassType>,
    orphanedTypes: [...nouns, ...manifest.references] as ClassType[],
    directives: [...specifiedDirectives],
    validate: false,
    skipCheck: true,
  });
  federated.getMutationType()!.description = "What changes the hub. Each takes an idempotency key: a repeat gets the first answer.";
  federated.getQueryType()!.description = "Where questions begin: each noun by its id, and each list.";
  const needs = new Map<string, Map<string, readonly string[]>>();
  for (const type of Object.values(federated.getTypeMap())) {
    if (!isObjectType(type)) continue;
    const fields = Object.values(type.getFields()).filter((field) => field.extensions["needs"]);
    needs.set(type.name, new Map(fields.map((field) => [field.name, field.extensions["needs"] as string[]])));
  }
  const sdl = FEDERATION + inOrderOfNames(printSubgraphSchema(federated));
  const answers = createResolversMap(federated) as Record<string, Record<string, unknown>>;
  const admissions = admissionsOf(federated);
  for (const [door, admission] of admissions) {
    const [type, field] = door.split(".") as [string, string];
    const answer = answers[type]![field] as GraphQLFieldResolver<unknown, Context>;
    answers[type]![field] = ((root, args, context, info) => {
      judgeAdmission(context.viewer, admission);
      return answer(root, args, context, info);
    }) satisfies GraphQLFieldResolver<unknown, Context>;
  }
  for (const noun of nouns) {
    answers[noun.name] = {
      ...answers[noun.name],
      __resolveReference: (key: object, context: Context, info: Parameters<Context["refer"]>[2]) => context.refer(noun, readKey(key), info),
    };
  }
  for (const noun of manifest.references) {
    const reference = noun as new () => Seen;
    // What a gateway sends along for @requires stays on the object; the key alone is enough for everything else.
    answers[noun.name] = { ...answers[noun.name], __resolveReference: (key: object) => Object.assign(new reference(), key, readKey(key)) };
  }
  return { ...manifest, nouns, resolvers, imports, publications, sdl, needs, admissions, schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: answers as never }]) };
}
