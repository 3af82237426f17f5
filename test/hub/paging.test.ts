import { synthesise } from "../../data/synthetic.js";
import { refusalOf, startHub, type TestHub } from "../support/hub.js";

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub("empty");
  for (const [what, csv] of Object.entries(synthesise({ seed: 11, partnerships: 250 }))) await hub.importCsv(what, csv);
});
afterAll(() => hub.close());

const PAGE = `query Page($first: Int, $after: String, $orderBy: AwardOrder) {
  awards(first: $first, after: $after, orderBy: $orderBy) {
    nodes { id awarded { pence } } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount
  }
}`;

async function walk(first: number, orderBy?: object): Promise<{ id: string; awarded: { pence: string } }[]> {
  const rows: { id: string; awarded: { pence: string } }[] = [];
  let after: string | null = null;
  for (;;) {
    const { data, errors } = await hub.ask(PAGE, { first, after, orderBy });
    expect(errors).toBeUndefined();
    rows.push(...data.awards.nodes);
    if (!data.awards.pageInfo.hasNextPage) return rows;
    after = data.awards.pageInfo.endCursor as string;
  }
}

test("walking a list page by page shows each row once, in order, whatever the size of the page", async () => {
  const all = (await hub.sql<{ id: string }>("select id from grants.award order by awarded_pence desc, id desc")).map(({ id }) => id);
  for (const first of [1, 7, 100, 1_000].filter((size) => size > 1 || all.length < 60)) {
    expect((await walk(first, { field: "AWARDED", direction: "DESC" })).map(({ id }) => id)).toEqual(all);
  }
});

test("a page holds 100 rows where nothing is said, and says how many there are in all when asked", async () => {
  const { data } = await hub.ask("{ awards { nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage } } }");
  expect(data.awards.nodes).toHaveLength(100);
  expect(data.awards).toMatchObject({ totalCount: 500, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
});

test("rows written while a reader walks neither repeat nor hide others", async () => {
  const one = await hub.ask(PAGE, { first: 50, orderBy: { field: "AWARDED", direction: "ASC" } });
  const header = "id,fund,partnership,recipient,awarded,annual_amounts,purpose,document,section,as_printed,known_from";
  const report = await hub.importCsv("grants/awards", `${header}\naward-tiny,fund-synthetic,partnership-synthetic-0,,0.01,2015/16 0.01,,,,,2020-01-01\n`);
  expect(report.written).toBe(1);
  const two = await hub.ask(PAGE, { first: 50, after: one.data.awards.pageInfo.endCursor, orderBy: { field: "AWARDED", direction: "ASC" } });
  const expected = await hub.sql<{ id: string }>("select id from grants.award where id <> 'award-tiny' order by awarded_pence, id limit 100");
  expect([...one.data.awards.nodes, ...two.data.awards.nodes].map(({ id }: { id: string }) => id)).toEqual(expected.map(({ id }) => id));
});

test("the cursor of any row goes on after that row", async () => {
  const { data } = await hub.ask(PAGE, { first: 10 });
  const { data: next } = await hub.ask(PAGE, { first: 6, after: data.awards.edges[3].cursor });
  expect(next.awards.nodes.map(({ id }: { id: string }) => id)).toEqual(data.awards.nodes.slice(4).map(({ id }: { id: string }) => id));
});

test("a list under each of many partnerships is cut for each of them, and its cursor goes on within one", async () => {
  const { data } = await hub.ask("{ partnerships(first: 1000) { nodes { id observations(first: 2) { nodes { id } totalCount pageInfo { hasNextPage endCursor } } } } }");
  expect(data.partnerships.nodes).toHaveLength(250);
  for (const { observations } of data.partnerships.nodes) {
    expect(observations).toMatchObject({ totalCount: 6, pageInfo: { hasNextPage: true } });
    expect(observations.nodes).toHaveLength(2);
  }
  const [{ id, observations }] = data.partnerships.nodes;
  const { data: rest } = await hub.ask("query($id: ID!, $after: String) { partnership(id: $id) { observations(after: $after) { nodes { id } } } }", { id, after: observations.pageInfo.endCursor });
  const all = await hub.sql<{ id: string }>("select id from indicators.observation where partnership_id = $1 order by indicator_id, period_from, id", [id]);
  expect([...observations.nodes, ...rest.partnership.observations.nodes]).toEqual(all.map((row) => ({ id: row.id })));
});

test("lists of the same name under different things are each their own", async () => {
  const { data, errors } = await hub.ask(`{
    awards(first: 3) { nodes { id fund { awards { totalCount nodes { id } } } partnership { awards { totalCount nodes { id } } } } }
  }`);
  expect(errors).toBeUndefined();
  for (const { id, fund, partnership } of data.awards.nodes) {
    expect(fund.awards.totalCount).toBeGreaterThanOrEqual(500);
    expect(fund.awards.nodes).toHaveLength(100);
    expect(partnership.awards.nodes).toContainEqual({ id });
    expect(partnership.awards.totalCount).toBeLessThan(5);
  }
});

test.each([0, -1, 1_001])("a page of %i rows is refused, by the name of the argument", async (first) => {
  const answer = await hub.ask(PAGE, { first });
  expect(refusalOf(answer, "PAGE_SIZE_OUT_OF_RANGE")).toMatchObject({ field: "first", path: ["awards"] });
});

const madeFor = (parts: unknown): string => Buffer.from(JSON.stringify(parts)).toString("base64url");
test.each([
  ["words", "not a cursor"],
  ["nothing", ""],
  ["another order", madeFor(["PERIOD", "DESC", "2015-04-01", "award-1"])],
  ["too few values", madeFor(["PERIOD", "ASC", "2015-04-01"])],
  ["a value of the wrong kind", madeFor(["PERIOD", "ASC", "2015-02-31", "award-1"])],
  ["a value that is no text", madeFor(["PERIOD", "ASC", { a: 1 }, "award-1"])],
  ["a value with a NUL", madeFor(["PERIOD", "ASC", "2015-04-01", "a\u0000"])],
])("a cursor of %s is refused, by the name of the argument", async (_, after) => {
  const answer = await hub.ask(PAGE, { after, orderBy: { field: "PERIOD", direction: "ASC" } });
  expect(refusalOf(answer, "MALFORMED_CURSOR")).toMatchObject({ field: "after" });
});

test.each([
  ["nodes { id }", false],
  ["edges { node { id } } pageInfo { hasNextPage }", false],
  ["edges { place: cursor }", true],
  ["nodes { id } ...Where", true],
])("what a list is sorted by is read where %s asks for a cursor: %s", async (asked, read) => {
  const fragment = "fragment Where on AwardConnection { pageInfo { at: endCursor } }";
  const { data, errors, statements } = await hub.measure(`{ awards(first: 2) { ${asked} } } ${asked.includes("...") ? fragment : ""}`);
  expect(errors).toBeUndefined();
  expect(statements.some(({ text }) => text.includes('"cursor.0"'))).toBe(read);
  if (read) expect(data.awards.edges?.[0].place ?? data.awards.pageInfo.at).toMatch(/^[\w-]+$/);
});
