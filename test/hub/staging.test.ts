/** The tables that files and acts are staged in stand as long as their connection: nothing of one stays for the next, and they wear out no disk. */
import pg from "pg";
import { startHub, type TestHub } from "../support/hub.js";
import { done } from "../support/ledger-verbs.js";
import { grantOfficer } from "../support/people.js";
import { until } from "../support/processes.js";
import { testRolesOf } from "../support/service-sql.js";

const FUNDS = "id,name,funder,purpose,document,section,as_printed,known_from";
const fund = (id: string, { name = id, purpose = "?NOT_STATED: The leaflet gives no purpose.", funder = "organisation-a" } = {}): string => `${id},${name},${funder},${purpose},,,,`;
const file = (...rows: string[]): string => [FUNDS, ...rows, ""].join("\n");

let hub: TestHub;
beforeEach(async () => void (hub = await startHub("empty")));
afterEach(() => hub.close());

/** Imports funds, and answers how many rows became versions. */
async function written(...rows: string[]): Promise<number> {
  const report = await hub.importCsv("grants/funds", file(...rows));
  expect(report.problems).toEqual([]);
  return report.written;
}

test("a file that was refused, a long one and one that said nothing new leave nothing to the next", async () => {
  expect(await hub.importCsv("grants/funds", file(fund("fund-a"), fund("fund-a"), fund("fund-b")))).toMatchObject({ refused: 1, written: 0 });
  expect(await written(fund("fund-c"))).toBe(1);
  expect(await written(...Array.from({ length: 1_200 }, (_, n) => fund(`fund-many-${n}`)))).toBe(1_200);
  expect(await written(fund("fund-c"))).toBe(0);
  expect(await written(fund("fund-c", { name: "Another name" }), fund("fund-d"))).toBe(2);
  expect(await hub.sql("select count(*)::int as n from grants.fund where known_to is null")).toEqual([{ n: 1_202 }]);
  expect(await hub.sql("select id from grants.fund where id in ('fund-a', 'fund-b')")).toEqual([]);
});

test("what an act is judged by, PostgreSQL has thought out before", async () => {
  await hub.close();
  hub = await startHub();
  const officer = hub.as(grantOfficer("pcc-area-cambridgeshire"));
  const amounts = { awarded: "100.00", annualAmounts: [{ year: "2016/17", amount: "100.00" }] };
  await done(officer, "recordAward", { fund: "fund-cambridgeshire-pcc-safer-peterborough", partnership: "partnership-peterborough", ...amounts });
  const { pool } = hub.service("grants").database;
  // The answer leaves a moment before the connection is free.
  await until(() => pool.idleCount === pool.totalCount, "The connections were not free");
  const connections = await Promise.all(Array.from({ length: pool.totalCount }, () => pool.connect()));
  const prepared = await Promise.all(connections.map((each) => each.query("select from pg_prepared_statements where statement like 'select line, n, detail from (%staged_grants_award s %'")));
  connections.forEach((each) => each.release());
  expect(prepared.map(({ rowCount }) => rowCount)).toContain(2);
});

test("a file comes in on a connection that stood before its table gained a column", async () => {
  expect(await written(fund("fund-a"))).toBe(1);
  const owner = new pg.Client({ connectionString: hub.databaseUrl, options: `-c role=${testRolesOf("grants").owner}` });
  await owner.connect();
  await owner.query("alter table grants.fund add column later text");
  await owner.end();
  expect(await written(fund("fund-a", { name: "Another name" }), fund("fund-b"))).toBe(2);
});

test("long texts of files take no more room the more files there are", async () => {
  const size = async (): Promise<number> => {
    const [tables] = await hub.sql<{ bytes: number }>("select sum(pg_table_size(oid))::int as bytes from pg_class where relname in ('staged_file_grants_fund', 'standing_grants_fund')");
    return tables!.bytes;
  };
  // Letters that compress badly.
  const long = (n: number): string => Array.from({ length: 8_000 }, (_, i) => (Math.imul(n * 8_000 + i + 1, 2_654_435_761) >>> 0).toString(36)).join("");
  for (let n = 0; n < 40; n++) await written(fund("fund-a", { purpose: long(n) }));
  expect(await size()).toBeLessThan(3_000_000);
});
