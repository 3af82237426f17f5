/** The schema's promises: its committed files are fresh, everything in it is described, and its lists have one form. */
import { readFileSync } from "node:fs";
import path from "node:path";
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLField,
  type GraphQLObjectType,
} from "graphql";
import { PROJECT_DIR } from "../../kernel/process/config.js";
import { staleArtefacts } from "../../schema/compose.js";

const api = buildSchema(readFileSync(path.join(PROJECT_DIR, "schema", "api.graphql"), "utf8"));
const types = Object.values(api.getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type));
const objects = types.filter((type): type is GraphQLObjectType => isObjectType(type));
const root = api.getQueryType()!.getFields();

/** Every place of the schema that a reader may ask about, by its name, with what is said of it. */
function places(): [place: string, description: string | null | undefined][] {
  return types.flatMap((type): [string, string | null | undefined][] => {
    const own: [string, string | null | undefined] = [type.name, type.description];
    if (isObjectType(type) || isInterfaceType(type)) {
      return [
        own,
        ...Object.values(type.getFields()).flatMap((field): [string, string | null | undefined][] => [
          [`${type.name}.${field.name}`, field.description],
          ...field.args.map((arg): [string, string | null | undefined] => [`${type.name}.${field.name}(${arg.name})`, arg.description]),
        ]),
      ];
    }
    if (isEnumType(type)) return [own, ...type.getValues().map((value): [string, string | null | undefined] => [`${type.name}.${value.name}`, value.description])];
    if (isInputObjectType(type)) {
      return [own, ...Object.values(type.getFields()).map((field): [string, string | null | undefined] => [`${type.name}.${field.name}`, field.description])];
    }
    return [own];
  });
}

/** Every field that answers with a page of a list, by its place. */
function lists(): [place: string, field: GraphQLField<unknown, unknown>][] {
  return objects.flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => getNamedType(field.type).name.endsWith("Connection"))
      .map((field): [string, GraphQLField<unknown, unknown>] => [`${type.name}.${field.name}`, field]),
  );
}

test("the committed schema files are those that the services make", () => {
  expect(staleArtefacts()).toEqual([]);
});

test("a committed schema file that differs from the services is named, and no other", () => {
  const [plans, supergraph] = ["plans.graphql", "supergraph.graphql"].map((file) => readFileSync(path.join(PROJECT_DIR, "schema", file), "utf8"));
  expect(staleArtefacts({ "plans.graphql": plans!, "supergraph.graphql": `${supergraph!}# One line more.\n` })).toEqual(["schema/supergraph.graphql"]);
});

test("a schema file that was never committed is named", () => {
  expect(staleArtefacts({ "housing.graphql": "type Query" })).toEqual(["schema/housing.graphql"]);
});

test("every type, field, argument, enum value and input field is described", () => {
  expect(places().length).toBeGreaterThan(500);
  expect(places().filter(([, description]) => !description?.trim()).map(([place]) => place)).toEqual([]);
});

test("every list takes first, after and asOf", () => {
  expect(lists().length).toBeGreaterThan(20);
  const lacking = lists().flatMap(([place, field]) =>
    ["first", "after", "asOf"].filter((name) => !field.args.some((arg) => arg.name === name)).map((name) => `${place} takes no ${name}`),
  );
  expect(lacking).toEqual([]);
});

test("every list says how long it is, why it is incomplete, and where its page ends", () => {
  const lacking = objects
    .filter(({ name }) => name.endsWith("Connection"))
    .flatMap((type) => ["nodes", "edges", "pageInfo", "totalCount", "gaps"].filter((name) => !type.getFields()[name]).map((name) => `${type.name}.${name}`));
  expect(lacking).toEqual([]);
});

test("no door is called node or nodes: each noun has doors under its own name", () => {
  expect(Object.keys(root).filter((name) => ["node", "nodes"].includes(name.toLowerCase()))).toEqual([]);
});

test("each noun that is listed can be asked for by its id; what leads to a noun is reached through it", () => {
  const leading = objects.filter((type) => getNamedType(type.getFields()["thing"]?.type ?? api.getQueryType()!).name === "Thing").map(({ name }) => name);
  const listed = objects.filter(({ name }) => name.endsWith("Connection")).map(({ name }) => name.slice(0, -"Connection".length)).filter((name) => !leading.includes(name));
  expect(leading).toEqual(["KnownGap", "SearchHit"]);
  expect(listed.length).toBeGreaterThan(10);
  const unreachable = listed.filter(
    (noun) => !Object.values(root).some((field) => String(field.type) === noun && field.args.some((arg) => arg.name === "id" && String(arg.type) === "ID!")),
  );
  // What tells of a noun and is none itself: what an observation said, a grant as the standard writes it, why one cannot be, and that one is held back.
  expect(unreachable).toEqual(["ObservationRevision", "OpenGrant", "OpenGrantLeftOut", "SuppressedObservation"]);
});
