import { startHub, type TestHub } from "../support/hub.js";

let hub: TestHub;
beforeAll(async () => void (hub = await startHub()));
afterAll(() => hub.close());

const QUESTION = "{ observations(first: 1000) { nodes { id partnership { name pccArea { name } } provenance { document { title } } } } }";

test("a thing that many rows refer to is asked of its service once, and stands at each of its places", async () => {
  const { data, errors, representations } = await hub.measure(QUESTION);
  expect(errors).toBeUndefined();
  const expected = await hub.sql(`
    select o.id, case when p.id is not null then json_build_object('name', p.name, 'pccArea', json_build_object('name', a.name)) end as partnership,
      json_build_object('document', json_build_object('title', d.title)) as provenance
    from indicators.observation o left join plans.partnership p on p.id = o.partnership_id left join plans.pcc_area a on a.id = p.pcc_area_id join plans.document d on d.id = o.document_id
    order by o.indicator_id, coalesce(o.period_from, '0001-01-01'), o.id`);
  expect(data.observations.nodes).toEqual(expected);
  // Seven partnerships and six documents, of 239 rows.
  expect(representations).toBe(13);
});

test("where it cannot be answered, each of its places says so", async () => {
  // The table is taken away behind the hub's back: no caller can cause this.
  await hub.sql("alter table plans.partnership rename to partnership_away");
  const { data, errors } = await hub.ask("{ observations(first: 5) { nodes { id partnership { name } } } }");
  await hub.sql("alter table plans.partnership_away rename to partnership");
  expect(data.observations.nodes).toHaveLength(5);
  for (const { partnership } of data.observations.nodes) expect(partnership).toBeNull();
  const places = errors!.map(({ path }) => path!.join(".")).toSorted();
  expect(places).toEqual([0, 1, 2, 3, 4].map((place) => `observations.nodes.${place}.partnership`));
});
