import { startHub, type TestHub } from "../support/hub.js";

let hub: TestHub;
beforeAll(async () => void (hub = await startHub()));
afterAll(() => hub.close());

test("one subject is asked across partnerships that word it differently", async () => {
  const { data } = await hub.ask(`{ priorities(where: { topics: ["topic-domestic-abuse"] }) { nodes { plan { partnership { name } } topics { id name description } } } }`);
  expect(new Set(data.priorities.nodes.map(({ plan }: { plan: { partnership: { name: string } } }) => plan.partnership.name)).size).toBeGreaterThan(1);
  for (const { topics } of data.priorities.nodes) expect(topics).toContainEqual({ id: "topic-domestic-abuse", name: "Domestic abuse", description: "Domestic abuse." });
});

test("the topics of many priorities are read in one statement, in the order of the row", async () => {
  const { data, statements } = await hub.measure("{ priorities(first: 100) { nodes { id topics { name } } } }");
  expect(statements.length).toBe(2);
  const rows = await hub.sql<{ id: string; topics: object[] }>(`
    select p.id, (select json_agg(json_build_object('name', t.name) order by place) from unnest(p.topic_ids) with ordinality as listed(id, place) join plans.topic t using (id)) as topics
    from plans.priority p order by p.plan_id, p.number, p.id`);
  expect(data.priorities.nodes).toEqual(rows);
});

test("a topic is a thing with versions: another name is known from now, and the old one as of before", async () => {
  const was = `topic-arson,Arson,Arson and deliberate fires.,,Reference data: the hub's own list of topics,,2011-01-01`;
  const report = await hub.importCsv("plans/topics", `id,name,description,document,section,as_printed,known_from\n${was.replace("Arson,", "Arson and fires,")}\n`);
  expect(report).toMatchObject({ written: 1, problems: [] });
  const { data } = await hub.ask(`{ now: topic(id: "topic-arson") { name version } then: topic(id: "topic-arson", asOf: "2020-01-01") { name version } topics { totalCount } none: topic(id: "topic-nowhere") { name } }`);
  expect(data).toEqual({ now: { name: "Arson and fires", version: 2 }, then: { name: "Arson", version: 1 }, topics: { totalCount: 21 }, none: null });
});

test("a plan's rating scheme stands in the order of its key, and says which colours were lost", async () => {
  const { data } = await hub.ask(`{ plan(id: "plan-fenland-2014-15") { ragScheme { totalCount nodes { position level meaning colour gaps { field reason } } } } plymouth: plans(where: { partnership: ["partnership-plymouth"] }) { nodes { ragScheme { nodes { id } } } } }`);
  const gaps = [{ field: "colour", reason: "LOST_IN_SOURCE" }];
  expect(data.plan.ragScheme.totalCount).toBe(3);
  expect(data.plan.ragScheme.nodes).toEqual(
    ["minimum risk of failure", "small-medium risk", "medium-high risk"].map((level, i): object => ({ position: i + 1, level, meaning: expect.any(String) as string, colour: null, gaps })),
  );
  expect(data.plymouth.nodes[0].ragScheme.nodes).toEqual([]);
});
