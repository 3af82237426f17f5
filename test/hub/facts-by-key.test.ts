/** What services keep of each other is taken in by its key: however much is kept, a thousand facts more go through none of it row by row. */
import { synthesise } from "../../data/synthetic.js";
import { asHub } from "../../kernel/authority/asking.js";
import { startHub, type TestHub } from "../support/hub.js";
import { ServiceSql } from "../support/service-sql.js";
import { services } from "../../services/index.js";

/** A node of a plan, as PostgreSQL explains it. */
interface PlanNode {
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Join Filter"?: number;
  Plans?: PlanNode[];
}

let hub: TestHub;
let sql: ServiceSql;
beforeAll(async () => {
  hub = await startHub("empty");
  sql = new ServiceSql(hub.databaseUrl);
  for (const [what, csv] of Object.entries(synthesise({ seed: 5, partnerships: 60, actions: 1 }))) expect(await hub.importCsv(what, csv)).toMatchObject({ problems: [] });
  await hub.fetchFacts();
});
afterAll(async () => {
  await sql.close();
  await hub.close();
});

/** The rows that the busiest node of a plan looked at. */
const most = (node: PlanNode): number =>
  Math.max(node["Actual Loops"] * (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Join Filter"] ?? 0)), ...(node.Plans ?? []).map(most));

const kept = services.flatMap((service) => service.projections.map((projection) => ({ service: service.name, ...projection })));

test.each(kept)("$service keeps $topic so", async ({ service, topic, source, table, rows, take }) => {
  const { facts } = await hub.service(source).facts({ topic, after: null }, asHub());
  const [{ count } = { count: 0 }] = await hub.sql<{ count: number }>(`select count(*)::int as count from ${table} where ${rows ?? "true"}`);
  const told = JSON.stringify(facts.map(({ id, version, fact }) => ({ id, version, fact })));
  const looked = await sql.as(service, { ...asHub().viewer }, async (client) => {
    const busiest: number[] = [];
    for (const statement of take) {
      const { rows: [explained] } = await client.query<{ "QUERY PLAN": { Plan: PlanNode }[] }>(`explain (analyze, format json) ${statement}`, [told]);
      busiest.push(most(explained!["QUERY PLAN"][0]!.Plan));
    }
    return busiest;
  });
  // No more than what is kept and what was told, a few times: not the one times the other.
  expect(Math.max(...looked)).toBeLessThanOrEqual(5 * (count + facts.length));
  if (topic === "attributable") expect(Math.min(count, facts.length)).toBeGreaterThanOrEqual(1_000);
});
