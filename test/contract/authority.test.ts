/** Who may call what: the doors of the real schema, the committed list, and what a call of each role comes to are one and the same. */
import { readFileSync } from "node:fs";
import { isEnumType, isInputObjectType, isListType, isNonNullType, isObjectType, type GraphQLArgument, type GraphQLField, type GraphQLInputType, type GraphQLOutputType } from "graphql";
import { asHub } from "../../kernel/authority/asking.js";
import { type Admission } from "../../kernel/authority/may-call.js";
import { PUBLIC_VIEWER, Role, ROLES, SCOPES, type Viewer } from "../../kernel/authority/viewer.js";
import { openLog } from "../../kernel/process/log.js";
import { openSubgraph } from "../../kernel/subgraph/running-subgraph.js";
import type { Subgraph } from "../../kernel/subgraph/subgraph.js";
import { services } from "../../services/index.js";
import { TEST_SETTINGS } from "../support/database.js";
import { startHub, type HubAnswer, type TestHub } from "../support/hub.js";
import { administrator, analyst, app, grantOfficer, member, steward } from "../support/people.js";

const committed = JSON.parse(readFileSync(new URL("../../schema/authority.json", import.meta.url), "utf8")) as Record<string, Record<string, string[]>>;

let hub: TestHub;
beforeAll(async () => void (hub = await startHub()));
afterAll(() => hub.close());

/** Somebody of each role; an app once with each scope, and once with both. */
const CALLERS: { called: string; viewer: Viewer }[] = [
  { called: "PUBLIC", viewer: PUBLIC_VIEWER },
  { called: "MEMBER", viewer: member("partnership-fenland") },
  { called: "GRANT_OFFICER", viewer: grantOfficer("pcc-area-cambridgeshire") },
  { called: "ANALYST", viewer: analyst("pcc-area-cambridgeshire") },
  { called: "STEWARD", viewer: steward("pcc-area-cambridgeshire") },
  { called: "ADMINISTRATOR", viewer: administrator("pcc-area-cambridgeshire") },
  ...[...SCOPES.map((scope) => [scope]), [...SCOPES]].map((scopes) => ({ called: `APP with ${scopes.join(" and ")}`, viewer: app("partnership-fenland", ...scopes) })),
];

/** A door with the call that it takes. */
interface Door {
  name: string;
  admits: readonly string[];
  call: string;
}

/** The doors of a service's real schema, as the list writes them. */
function doorsOf({ schema }: Subgraph): { name: string; field: GraphQLField<unknown, unknown> }[] {
  const roots = [schema.getQueryType(), schema.getMutationType()].filter((type) => type != null);
  // Fields of the federation: none of the gateway's schema, and what they show is decided by the rows.
  return roots.flatMap((type) => Object.values(type.getFields()).filter(({ name }) => !name.startsWith("_")).map((field) => ({ name: `${type.name}.${field.name}`, field })));
}

/** The least that the schema takes: a value for every argument that must be there, of the right form and of no sense. */
function callOf({ name, field }: { name: string; field: GraphQLField<unknown, unknown> }): string {
  const needed = field.args.filter((argument) => isNonNullType(argument.type));
  const args = needed.length ? `(${needed.map((argument) => `${argument.name}: ${valueOf(argument.type)}`).join(", ")})` : "";
  return `${name.startsWith("Mutation.") ? "mutation" : "query"} { answer: ${field.name}${args} ${selectionOf(field.type)} }`;
}

function valueOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return valueOf(type.ofType);
  if (isListType(type)) return `[${valueOf(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) {
    const needed: GraphQLArgument[] = Object.values(type.getFields()).filter((each) => isNonNullType(each.type));
    return `{ ${needed.map((each) => `${each.name}: ${valueOf(each.type)}`).join(", ")} }`;
  }
  const values: Record<string, string> = { ID: '"nothing-of-this-name"', String: '"nothing"', Int: "0", Float: "0.0", Boolean: "false", Date: '"2016-01-01"', FinancialYear: '"2016/17"', Decimal: '"1.00"' };
  const value = values[type.name];
  if (value === undefined) throw new Error(`Say what a ${type.name} looks like.`);
  return value;
}

function selectionOf(type: GraphQLOutputType): string {
  if (isNonNullType(type) || isListType(type)) return selectionOf(type.ofType);
  return isObjectType(type) ? "{ __typename }" : "";
}

const doors: Door[] = services.flatMap((service) => doorsOf(service).map((door) => ({ name: door.name, admits: committed[service.name]?.[door.name] ?? [], call: callOf(door) })));

/** Whether the list lets a viewer through. */
function admitted(admits: readonly string[], { role, scopes }: Viewer): boolean {
  return admits.includes("ANYONE") || admits.includes(role) || scopes.some((scope) => admits.includes(`${role} ${scope}`));
}

function codes({ errors = [] }: HubAnswer): unknown[] {
  return errors.map(({ extensions }) => extensions["code"]);
}

test("each door of the real schema stands in the committed list, and each line of the list is a door", () => {
  const real = Object.fromEntries(services.map((service) => [service.name, doorsOf(service).map(({ name }) => name).toSorted()]));
  expect(Object.fromEntries(Object.entries(committed).map(([service, list]) => [service, Object.keys(list).toSorted()]))).toEqual(real);
  expect(doors.filter(({ name }) => name.startsWith("Mutation.")).length).toBeGreaterThanOrEqual(5);
});

test("the list names roles of the closed list alone, and every mutation names its roles one by one", () => {
  const known = ["ANYONE", ...ROLES, ...SCOPES.map((scope) => `APP ${scope}`)];
  for (const { name, admits } of doors) {
    expect(admits).not.toHaveLength(0);
    expect(admits.filter((each) => !known.includes(each))).toEqual([]);
    if (name.startsWith("Mutation.")) expect(admits.filter((each) => each === "ANYONE" || each === "PUBLIC" || each === Role.ANALYST)).toEqual([]);
  }
});

test("the gateway has the doors of the services and no other", async () => {
  const { data } = await hub.ask("{ __schema { queryType { fields { name } } mutationType { fields { name } } } }");
  const there = Object.entries(data.__schema as Record<string, { fields: { name: string }[] }>).flatMap(([type, { fields }]) => fields.map(({ name }) => `${type === "queryType" ? "Query" : "Mutation"}.${name}`));
  expect(there.toSorted()).toEqual(doors.map(({ name }) => name).toSorted());
});

describe.each(CALLERS)("$called", ({ viewer }) => {
  const asker = (): Pick<TestHub, "ask"> => (viewer.role === Role.PUBLIC ? hub : hub.as(viewer));

  test("is let through each door that the list opens, and turned away from all others", async () => {
    const judged: Record<string, string> = {};
    for (const { name, call } of doors) {
      const answer = await asker().ask(call);
      const refused = codes(answer).includes("NOT_YOUR_DOOR");
      // What is let through is answered, or refused for what it says: the values have no sense. It is never a fault.
      expect({ name, codes: codes(answer).filter((code) => code === "FAULT" || code === "GRAPHQL_VALIDATION_FAILED") }).toEqual({ name, codes: [] });
      if (refused) expect({ name, data: answer.data }).toEqual({ name, data: { answer: null } });
      judged[name] = refused ? "turned away" : "let through";
    }
    expect(judged).toEqual(Object.fromEntries(doors.map(({ name, admits }) => [name, admitted(admits, viewer) ? "let through" : "turned away"])));
  });
});

test("a subgraph asked past the gateway keeps its doors as well", async () => {
  for (const service of services) {
    const { name } = service;
    for (const { viewer } of CALLERS) {
      for (const door of doorsOf(service).filter((each) => each.name.startsWith("Mutation."))) {
        const { errors = [] } = await hub.service(name).ask({ query: callOf(door) }, { ...asHub(), viewer });
        const refused = errors.some(({ extensions }) => extensions?.["code"] === "NOT_YOUR_DOOR");
        expect({ door: door.name, viewer: viewer.subject, refused }).toEqual({ door: door.name, viewer: viewer.subject, refused: !admitted(committed[name]![door.name]!, viewer) });
      }
    }
  }
});

test.each<[string, (admissions: Map<string, Admission>) => void, string]>([
  ["was opened to a role more", (admissions) => admissions.set("Mutation.recordAward", { roles: [Role.GRANT_OFFICER, Role.MEMBER] }), "Mutation.recordAward"],
  ["was opened to anyone", (admissions) => admissions.set("Mutation.importGrantsFile", { roles: ROLES }), "Mutation.importGrantsFile"],
  ["was closed to a role", (admissions) => admissions.set("Query.awards", { roles: ROLES.filter((role) => role !== Role.PUBLIC) }), "Query.awards"],
  ["was added", (admissions) => admissions.set("Mutation.deleteAward", { roles: [Role.ADMINISTRATOR] }), "Mutation.deleteAward"],
  ["was taken away", (admissions) => admissions.delete("Query.fund"), "Query.fund"],
])("a service in which a door %s past the list does not start", async (_, change, door) => {
  const grants = services.find(({ name }) => name === "grants")!;
  const admissions = new Map(grants.admissions);
  change(admissions);
  const opening = openSubgraph({ ...grants, admissions }, hub.databaseUrl, TEST_SETTINGS, openLog("silent"));
  await expect(opening).rejects.toThrow(`Who may call ${door} of grants is not as schema/authority.json says.`);
});

test("a door that does not say who may call it does not even make a schema", async () => {
  const { admissionsOf } = await import("../../kernel/authority/may-call.js");
  const grants = services.find(({ name }) => name === "grants")!;
  // The schema that a service serves is made of its text: nothing in it says who may call.
  expect(() => admissionsOf(grants.schema)).toThrow("Say with @MayCall who may call");
});
