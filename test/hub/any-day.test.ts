import { addDays } from "../../kernel/values/day.js";
import { startHub, type TestHub } from "../support/hub.js";

let hub: TestHub;
beforeAll(async () => void (hub = await startHub()));
afterAll(() => hub.close());

/** Everything that is reached from everything else. */
const QUESTION = `query AnyDay($asOf: Date) {
  pccAreas(asOf: $asOf) { nodes { name partnerships { nodes { name } } objectives { nodes { title pccArea { name } } gaps { reason } } } }
  documents(asOf: $asOf) { nodes { title } }
  partnerships(asOf: $asOf) { nodes { name pccArea { name } indicators { nodes { name } } gaps { field provenance { document { title } } } } }
  plans(asOf: $asOf) {
    nodes {
      title partnership { name } awards { nodes { awarded { pounds } } } comparison { before { title } changes { before { title } after { title } } }
      priorities { nodes { title plan { title } continues { title } } }
      actions { nodes { title plan { title } priority { title } projects { nodes { description leadOrganisations { name } action { title } progress { nodes { deliveryRag project { position } } } } } } }
    }
  }
  awards(asOf: $asOf) { nodes { fund { name funder { name } } partnership { name } recipient { name } provenance { document { title } } } }
  observations(asOf: $asOf, first: 1000) { nodes { value indicator { name } partnership { name } area { name } survey { name } } }
  targets(asOf: $asOf) { nodes { kind indicator { name } partnership { name } area { name } } }
  areas(asOf: $asOf, first: 1000) { nodes { name parent { name } partnership { name } pccArea { name } gaps { field } populations { nodes { count } gaps { reason } } } }
  surveys(asOf: $asOf) { nodes { name area { name } partnership { name } observations { nodes { value } } } }
  vulnerableWards(asOf: $asOf) { nodes { crimeType ward { name } plan { title } partnership { name } } }
}`;

test("on every day on which something became known, and on the day before, everything that was known leads to what was known", async () => {
  const tables = await hub.sql<{ place: string }>("select table_schema || '.' || table_name as place from information_schema.columns where column_name = 'known_from'");
  const days = new Set<string>();
  for (const { place } of tables) {
    for (const { day } of await hub.sql<{ day: string }>(`select distinct (known_from at time zone 'UTC')::date::text as day from ${place}`)) days.add(day).add(addDays(day, -1));
  }
  expect(days.size).toBeGreaterThan(8);
  for (const asOf of days) {
    const { errors, data } = await hub.ask(QUESTION, { asOf });
    expect({ asOf, errors }).toEqual({ asOf, errors: undefined });
    for (const { partnership } of data.plans.nodes) expect(partnership).not.toBeNull();
  }
});

test("before anything was known the hub knows nothing, and says so without a fault", async () => {
  const { errors, data } = await hub.ask(QUESTION, { asOf: "1990-01-01" });
  expect(errors).toBeUndefined();
  for (const list of Object.values(data as Record<string, { nodes: unknown[] }>)) expect(list.nodes).toEqual([]);
});

test("who led a project is known on the day on which the project is", async () => {
  const { data } = await hub.ask(`{ actions(asOf: "2015-06-01", where: { number: "1.2.1" }) { nodes { projects { nodes { leadOrganisations { name } } } } } }`);
  expect(data.actions.nodes[0].projects.nodes[0].leadOrganisations).toEqual([{ name: "Office of the Police and Crime Commissioner (Cambridgeshire)" }]);
});
