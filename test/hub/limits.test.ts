import { refusalOf, startHub, type TestHub } from "../support/hub.js";

let hub: TestHub;
beforeAll(async () => void (hub = await startHub()));
afterAll(() => hub.close());

const times = (count: number, text: (i: number) => string): string => Array.from({ length: count }, (_, i) => text(i)).join(" ");

test("a question that goes round and round is refused before it is run", async () => {
  const deep = `{ partnerships { nodes { ${"plans { nodes { partnership { ".repeat(10)} name ${"} } }".repeat(10)} } } }`;
  const answer = await hub.measure(deep);
  expect(refusalOf(answer, "QUESTION_TOO_DEEP").message).toContain("the most is 15");
  expect(answer.statements).toEqual([]);
});

test("a connection with its nodes or edges counts as one level", async () => {
  const { errors } = await hub.ask("{ pccAreas { edges { node { partnerships { nodes { plans { edges { node { priorities { nodes { actions { nodes { projects { nodes { progress { nodes { gaps { provenance { document { title } } } } } } } } } } } } } } } } } } } }");
  expect(errors).toBeUndefined();
});

test("ten thousand aliases are refused, and so is a flood of directives", async () => {
  expect(refusalOf(await hub.ask(`{ ${times(2_000, (i) => `a${i}: __typename`)} }`), "TOO_MANY_ALIASES")).toBeDefined();
  expect(refusalOf(await hub.ask(`{ __typename ${times(500, () => "@include(if: true)")} }`), "TOO_MANY_DIRECTIVES")).toBeDefined();
  const { errors } = await hub.ask(`{ ${times(10_000, (i) => `a${i}: __typename`)} }`);
  expect(errors![0]!.extensions["code"]).toBe("GRAPHQL_PARSE_FAILED");
});

test("fragments that double each other are counted as written out", async () => {
  const fragments = times(20, (i) => `fragment F${i} on Partnership { ...F${i + 1} ...F${i + 1} }`);
  const answer = await hub.ask(`{ partnerships { nodes { ...F0 } } } ${fragments} fragment F20 on Partnership { name }`);
  expect(refusalOf(answer, "QUESTION_TOO_LARGE")).toBeDefined();
});

test("a fragment that holds itself is refused", async () => {
  const { errors } = await hub.ask("{ partnerships { nodes { ...F } } } fragment F on Partnership { plans { nodes { partnership { ...F } } } }");
  expect(errors![0]!.extensions["code"]).toBe("GRAPHQL_VALIDATION_FAILED");
});

test("a body beyond the limit is refused", async () => {
  const answer = await hub.gateway.app.inject({ method: "POST", url: "/graphql", payload: { query: `{ __typename } #${"x".repeat(2_000_000)}` } });
  expect(answer.statusCode).toBe(413);
});

test("the page's own question for the schema is within the limits", async () => {
  const { getIntrospectionQuery } = await import("graphql");
  const { data, errors } = await hub.ask(getIntrospectionQuery({ inputValueDeprecation: true }));
  expect(errors).toBeUndefined();
  expect(data.__schema.types.length).toBeGreaterThan(50);
});
