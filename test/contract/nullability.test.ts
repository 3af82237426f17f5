/** What another service answers may be missing while that service is down: the supergraph must allow null there. */
import "reflect-metadata";
import { Kind, parse, type ConstDirectiveNode, type FieldDefinitionNode, type ObjectTypeDefinitionNode, type TypeNode } from "graphql";
import { readSupergraph } from "../../gateway/supergraph.js";
import { services } from "../../services/index.js";

const types = parse(readSupergraph()).definitions.filter(
  (definition): definition is ObjectTypeDefinitionNode => definition.kind === Kind.OBJECT_TYPE_DEFINITION,
);

function graphOf(directive: ConstDirectiveNode): string | null {
  const graph = directive.arguments?.find(({ name }) => name.value === "graph")?.value;
  return graph?.kind === Kind.ENUM ? graph.value : null;
}

function named(name: string, directives: readonly ConstDirectiveNode[] = []): ConstDirectiveNode[] {
  return directives.filter((directive) => directive.name.value === name);
}

/** The services that know the type by a key; none where it is no entity. */
function keyedIn(type: ObjectTypeDefinitionNode): string[] {
  const keyed = named("join__type", type.directives).filter((directive) => directive.arguments?.some(({ name }) => name.value === "key"));
  return [...new Set(keyed.map((directive) => graphOf(directive)!))];
}

/** The services that answer a field: those it names, or all that hold its type. */
function answeredBy(type: ObjectTypeDefinitionNode, field: FieldDefinitionNode): string[] {
  const own = named("join__field", field.directives)
    .filter((directive) => !directive.arguments?.some(({ name }) => name.value === "external"))
    .map(graphOf)
    .filter((graph) => graph !== null);
  return own.length ? own : [...new Set(named("join__type", type.directives).map((directive) => graphOf(directive)!))];
}

/** The service that owns an entity: the one that answers most of its fields. Others know its key and may add to it. */
function ownerOf(type: ObjectTypeDefinitionNode): string {
  const answers = (graph: string): number => (type.fields ?? []).filter((field) => answeredBy(type, field).includes(graph)).length;
  return keyedIn(type).toSorted((a, b) => answers(b) - answers(a))[0]!;
}

function thingOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : thingOf(type.type);
}

/** Whether one thing may be null: the field itself, or where it is a list, each of its rows. */
function mayBeNull(type: TypeNode): boolean {
  if (type.kind === Kind.NAMED_TYPE) return true;
  return type.kind === Kind.LIST_TYPE ? mayBeNull(type.type) : type.type.kind === Kind.LIST_TYPE && mayBeNull(type.type);
}

const entities = types.filter((type) => keyedIn(type).length > 0);
const owners = new Map(entities.map((type) => [type.name.value, ownerOf(type)]));

/** The fields that a service adds to what another owns. */
const added = entities
  .filter((type) => keyedIn(type).length > 1)
  .flatMap((type) =>
    (type.fields ?? [])
      .filter((field) => !answeredBy(type, field).includes(owners.get(type.name.value)!))
      .map((field) => ({ place: `${type.name.value}.${field.name.value}`, field })),
  );

/** The fields that lead from one service to what another owns. */
const leading = types.flatMap((type) =>
  (type.fields ?? [])
    .filter((field) => owners.has(thingOf(field.type)) && answeredBy(type, field).some((graph) => graph !== owners.get(thingOf(field.type))))
    .map((field) => ({ place: `${type.name.value}.${field.name.value}`, field })),
);

test("each thing that several services know belongs to the one whose noun it is", () => {
  const known = entities.filter((type) => keyedIn(type).length > 1).map((type) => [type.name.value, owners.get(type.name.value)]);
  const noun = ({ name, nouns }: (typeof services)[number]): [string, string][] => nouns.map((each) => [each.name, name.toUpperCase()]);
  const owned = Object.fromEntries(services.flatMap(noun));
  expect(Object.fromEntries(known)).toEqual(Object.fromEntries(known.map(([name]) => [name, owned[name!]])));
  // What others refer to, and what search leads to.
  expect(known.map(([name]) => name)).toEqual(expect.arrayContaining(["Document", "Organisation", "Partnership", "Plan", "Award", "Indicator", "PccArea"]));
});

test("what a service adds to a thing that another owns may be null", () => {
  expect(added.map(({ place }) => place)).toEqual(expect.arrayContaining(["Partnership.awards", "Partnership.observations", "Partnership.targets", "Plan.awards", "Indicator.measuredFor", "Partnership.statedSums"]));
  expect(added.filter(({ field }) => field.type.kind === Kind.NON_NULL_TYPE).map(({ place }) => place)).toEqual([]);
});

test("what leads from one service to a thing that another owns may be null", () => {
  expect(leading.map(({ place }) => place)).toEqual(expect.arrayContaining(["Award.partnership", "Award.recipient", "Observation.partnership", "Target.partnership", "MeasureLink.indicator"]));
  expect(leading.filter(({ field }) => !mayBeNull(field.type)).map(({ place }) => place)).toEqual([]);
});
