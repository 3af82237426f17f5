import { asHub } from "../../kernel/authority/asking.js";
import { refusalOf, startHub, type TestHub } from "../support/hub.js";

let hub: TestHub;
beforeAll(async () => void (hub = await startHub()));
afterAll(() => hub.close());

test("an unknown id answers null", async () => {
  const { data, errors } = await hub.ask(`{ partnership(id: "partnership-nowhere") { name } award(id: "") { id } plan(id: "a\\u0000b") { title } indicator(id: "indicator-${"x".repeat(5_000)}") { name } }`);
  expect(errors).toBeUndefined();
  expect(data).toEqual({ partnership: null, award: null, plan: null, indicator: null });
});

test("an unknown plan to compare with is no plan to compare with", async () => {
  const { data, errors } = await hub.ask(`{ plan(id: "plan-peterborough-2016-17") { comparison(with: "plan-nowhere") { changes { change } } } }`);
  expect(errors).toBeUndefined();
  expect(data.plan.comparison).toBeNull();
});

test("a subgraph asked for a thing by half a key refuses", async () => {
  const ask = (representation: object) =>
    hub.service("plans").ask({ query: "query($r: [_Any!]!) { _entities(representations: $r) { ... on Partnership { name } } }", variables: { r: [{ __typename: "Partnership", ...representation }] } }, asHub());
  const codes = await Promise.all([{ id: "partnership-fenland" }, { id: "partnership-fenland", asOf: "zzz" }, { id: "partnership-fenland", asOf: null }, { asOf: "2020-01-01" }, { id: 7, asOf: "2020-01-01" }].map(ask));
  expect(codes.map(({ errors }) => errors?.[0]?.extensions?.["code"])).toEqual(["MALFORMED_DATE", "MALFORMED_DATE", "MALFORMED_DATE", "MALFORMED_ID", "MALFORMED_ID"]);
  expect((await ask({ id: "partnership-nowhere", asOf: "2020-01-01" })).errors).toBeUndefined();
});

test("two questions in one request without saying which are the caller's own mistake", async () => {
  expect((await hub.ask("query A { __typename } query B { __typename }")).errors![0]!.extensions["code"]).not.toBe("FAULT");
});

test.each(["2015-02-31", "0000-01-01", "9999-12-31", "2015-13-01", "31/03/2015", "yesterday", "", "2015-1-1", "20150-01-01"])('the day "%s" is refused, by the name of the argument', async (asOf) => {
  const given = JSON.stringify(asOf);
  expect(refusalOf(await hub.ask(`{ partnerships(asOf: ${given}) { nodes { id } } }`), "MALFORMED_DATE")).toMatchObject({ field: "asOf", path: ["partnerships"] });
  expect(refusalOf(await hub.ask("query($asOf: Date) { partnerships(asOf: $asOf) { nodes { id } } }", { asOf }), "MALFORMED_DATE").field).toBe("asOf");
  expect(refusalOf(await hub.ask(`{ partnerships { nodes { awards(asOf: ${given}) { nodes { id } } } } }`), "MALFORMED_DATE").field).toBe("asOf");
});

test.each(["2015/17", "0000/01", "0999/00", "9999/00", "2015", "15/16", "2015/2017", "2015-6", ""])('the financial year "%s" is refused, by the name of the argument', async (year) => {
  const answer = await hub.ask("query($year: FinancialYear) { awards(where: { year: $year }) { nodes { id } } }", { year });
  expect(refusalOf(answer, "MALFORMED_FINANCIAL_YEAR").field).toBe("where.year");
});

test.each(["2015/16", "2015-16", "2015-2016"])('the financial year may be written "%s"', async (year) => {
  const { data } = await hub.ask("query($year: FinancialYear) { awards(where: { year: $year }) { nodes { id } } }", { year });
  expect(data.awards.nodes).toEqual([{ id: "award-peterborough-2015-16" }]);
});

test("a period that ends before it begins is refused, and so is a day in it that does not exist", async () => {
  const ask = (from: string, to: string) => hub.ask("query($period: PeriodRange) { observations(where: { period: $period }) { nodes { id } } }", { period: { from, to } });
  expect(refusalOf(await ask("2015-04-01", "2015-03-31"), "MALFORMED_PERIOD").field).toBe("where.period");
  expect(refusalOf(await ask("2015-04-31", "2016-03-31"), "MALFORMED_DATE").field).toBe("where.period.from");
});

test("one period that has no such days is refused", async () => {
  const ask = (kind: string, from: string, to: string) => hub.ask("query($period: PeriodInput) { observations(where: { periodIs: $period }) { nodes { id } } }", { period: { kind, from, to } });
  expect(refusalOf(await ask("MONTH", "2015-04-01", "2015-04-29"), "MALFORMED_PERIOD").field).toBe("where.periodIs");
  expect(refusalOf(await ask("FINANCIAL_YEAR", "2015-01-01", "2015-12-31"), "MALFORMED_PERIOD").field).toBe("where.periodIs");
  expect(refusalOf(await ask("MONTH", "2015-02-01", "2015-02-29"), "MALFORMED_DATE").field).toBe("where.periodIs.to");
});

test("a filter that no text can match is refused, not a fault", async () => {
  const answer = await hub.ask(`{ documents(where: { publisher: "a\\u0000" }) { nodes { id } } }`);
  expect(refusalOf(answer, "MALFORMED_FILTER").field).toBe("where.publisher");
});

test("an empty list in a filter matches nothing", async () => {
  const { data } = await hub.ask("{ partnerships(where: { id: [] }) { totalCount nodes { id } } }");
  expect(data.partnerships).toEqual({ totalCount: 0, nodes: [] });
});

test.each([
  ["a field that is not there", "{ partnerships { nodes { nome } } }"],
  ["a code that is not in the list", "{ documents(where: { kind: [NOVEL] }) { nodes { id } } }"],
  ["text that is no GraphQL", "{ partnerships { "],
  ["a number where text belongs", "{ partnerships(asOf: 2015) { nodes { id } } }"],
])("%s is answered with a code, and nothing of the inside", async (_, query) => {
  const { errors } = await hub.ask(query);
  expect(errors).toHaveLength(1);
  expect(errors![0]!.extensions["code"]).toMatch(/^(GRAPHQL_(PARSE|VALIDATION)_FAILED|BAD_USER_INPUT)$/);
  expect(JSON.stringify(errors)).not.toMatch(/node_modules|stacktrace|\.ts:/);
});

test("the schema has no global node field", async () => {
  const { data } = await hub.ask("{ __schema { queryType { fields { name } } } }");
  const names = data.__schema.queryType.fields.map(({ name }: { name: string }) => name);
  expect(names).toEqual(expect.arrayContaining(["partnership", "partnerships", "award", "indicator"]));
  expect(names).not.toEqual(expect.arrayContaining(["node"]));
});

test("a fault is told by a request id alone", async () => {
  // The table is taken away behind the hub's back: no caller can cause this.
  await hub.sql("alter table grants.fund rename to fund_away");
  const { data, errors } = await hub.ask("{ funds { nodes { name } } partnerships { totalCount } }");
  await hub.sql("alter table grants.fund_away rename to fund");
  expect(data).toEqual({ funds: null, partnerships: { totalCount: 7 } });
  expect(errors).toEqual([{ message: expect.stringContaining("request") as string, path: ["funds", "nodes"], extensions: expect.objectContaining({ code: "FAULT", requestId: expect.any(String) as string }) as object }]);
  expect(JSON.stringify(errors)).not.toMatch(/relation|grants\.fund|select/);
});
