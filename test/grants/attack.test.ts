/** What somebody would try on open grants and on money: files that say other than they show, and a database that waits another way. */
import { createHash } from "node:crypto";
import pg from "pg";
import { inTransaction } from "../../kernel/database/transaction.js";
import { asHub } from "../../kernel/authority/asking.js";
import { grantOfficer, steward } from "../support/people.js";
import { refusalOf, startHub, type TestHub } from "../support/hub.js";

const cambridgeshire = "pcc-area-cambridgeshire";
const HEADER = "id,pcc_area,identifier,title,description,currency,amount,award_date,funder_org_id,funder_name,recipient_org_id,recipient_name,recipient_type,programme_code,programme_title,planned_start,planned_end,regrant_type,other,document,section,as_printed,known_from";
const row = (other: string): string => `published-grant-one,${cambridgeshire},360G-example-1,Beds,Beds in winter,GBP,1.00,2019-06-30,GB-CHC-1164883,Trust,GB-COH-09876543,Shelter,,,,,,,"${other.replaceAll('"', '""')}",,,,`;

let hub: TestHub;
beforeEach(async () => void (hub = await startHub("documents", { publisher: { prefix: "360G-example", name: "Example", identifier: null, licence: "https://example.org/" } })));
afterEach(() => hub.close());

const FILE = `mutation ($csv: String!, $key: ID!) { importGrantsFile(file: PUBLISHED_GRANTS, csv: $csv, idempotencyKey: $key) { written problems { line column code message } } }`;
let keys = 0;
const send = async (other: string): Promise<{ written: number; problems: { code: string; column: string; message: string }[] }> =>
  (await hub.as(steward(cambridgeshire)).ask(FILE, { csv: `${HEADER}\n${row(other)}\n`, key: `attack-${++keys}-of-tests` })).data.importGrantsFile;

test("a row of the hub's own columns holds no individual, no person, and nothing that the standard or its columns contradict", async () => {
  const deep = `{"a":${"[".repeat(3000)}${"]".repeat(3000)}}`;
  for (const [other, code, at] of [
    ['{"recipientIndividual":{"id":"1","name":"Somebody"}}', "GRANT_TO_INDIVIDUAL", "/recipientIndividual"],
    ['{"recipientOrganization":[{"contactName":"Somebody"}]}', "PERSON_NAMED", "/recipientOrganization/0/contactName"],
    ['{"fundingOrganization":"Trust"}', "NOT_OF_THE_STANDARD", "/fundingOrganization"],
    ['{"amountAwarded":1000000}', "NOT_OF_THE_STANDARD", "/amountAwarded"],
    ['{"title":"Another"}', "NOT_OF_THE_STANDARD", "/title"],
    [deep, "MALFORMED_JSON", "too deep"],
  ] as const) {
    const { written, problems } = await send(other);
    expect([other.slice(0, 60), written, problems.map(({ column, code }) => [column, code])]).toEqual([other.slice(0, 60), 0, [["other", code]]]);
    expect(problems[0]!.message).toContain(at);
  }
  expect(await send('{"awardDate":"2019-06-30T10:00:00Z","recipientOrganization":[{"postalCode":"PE1 1AA"}],"note":"As it was"}')).toEqual({ written: 1, problems: [] });
  expect((await hub.ask("{ openGrantsChecks(where: { source: [PUBLISHED_GRANT] }) { rule } }")).errors).toBeUndefined();
});

test("an id that a package would get is not taken before by a file of another area, nor for another grant", async () => {
  const elsewhere = "pcc-area-devon-and-cornwall";
  const packed = JSON.stringify({ version: "1.4", grants: [{ id: "360G-example-9", title: "Beds", description: "Beds in winter", currency: "GBP", amountAwarded: 1, awardDate: "2019-06-30", fundingOrganization: [{ id: "GB-CHC-1164883", name: "Trust" }], recipientOrganization: [{ id: "GB-COH-09876543", name: "Shelter" }] }] });
  const PACKAGE = `mutation ($json: String!, $key: ID!) { importOpenGrants(json: $json, idempotencyKey: $key) { written problems { code } } }`;
  // What the id will be is no secret: it is made of the area and the identifier.
  const id = `published-grant-${createHash("sha256").update(JSON.stringify([cambridgeshire, "360G-example-9"])).digest("hex").slice(0, 32)}`;
  const file = (area: string, identifier: string): string => `${HEADER}\n${row("{}").replace("published-grant-one", id).replace(cambridgeshire, area).replace("360G-example-1", identifier)}\n`;
  const sent = async (area: string, csv: string): Promise<unknown> => (await hub.as(steward(area)).ask(FILE, { csv, key: `attack-${++keys}-of-tests` })).data.importGrantsFile;
  const refused = { written: 0, problems: [expect.objectContaining({ line: 2, column: "id", code: "MALFORMED_ID" }) as unknown] };
  expect(await sent(elsewhere, file(elsewhere, "360G-example-9"))).toEqual(refused);
  expect(await sent(cambridgeshire, file(cambridgeshire, "360G-example-1"))).toEqual(refused);
  expect((await hub.as(steward(cambridgeshire)).ask(PACKAGE, { json: packed, key: "attack-package-of-tests" })).data.importOpenGrants).toEqual({ written: 1, problems: [] });
  // The same grant by a file of its own area is the same grant.
  expect(await sent(cambridgeshire, file(cambridgeshire, "360G-example-9").replace("Beds,Beds", "Bed,Beds"))).toEqual({ written: 1, problems: [] });
  expect(await hub.sql("select id, version, title from grants.published_grant where known_to is null")).toEqual([{ id, version: 2, title: "Bed" }]);
});

test("a package of values that take memory and no characters is as long as it is", async () => {
  const PACKAGE = `mutation ($json: String!, $key: ID!) { importOpenGrants(json: $json, idempotencyKey: $key) { written problems { line code } } }`;
  for (const many of ["null", "[]", "true", "{}"]) {
    const json = `{"version":"1.4","grants":[{"id":"360G-example-many","much":[${Array(130_000).fill(many).join(",")}]}]}`;
    expect((await hub.as(steward(cambridgeshire)).ask(PACKAGE, { json, key: `attack-many-${++keys}-of-tests` })).data.importOpenGrants).toEqual({ written: 0, problems: [{ line: 1, code: "CELL_TOO_LONG" }] });
  }
});

test("a field of an imported grant that begins like a formula is no formula at the head of the table", async () => {
  expect(await send('{"=1+1|cmd":"=2+2"}')).toEqual({ written: 1, problems: [] });
  const { text } = await hub.read("/360giving.csv?source=imported");
  const [head = "", first = ""] = text.split("\r\n");
  expect(head).toContain(",'=1+1|cmd");
  expect(first).toContain(",'=2+2");
});

test("a writer sees what the one before wrote, whatever the database does by itself", async () => {
  const direct = new pg.Client({ connectionString: hub.databaseUrl });
  await direct.connect();
  await direct.query(`do $$ begin execute format('alter database %I set default_transaction_isolation = ''serializable''', current_database()); end $$`);
  await direct.end();
  const { database } = hub.service("grants");
  const levels = await Promise.all(
    Array.from({ length: 5 }, () => inTransaction(database, asHub(), "look", async (client) => (await client.query<{ level: string; own: string }>("select current_setting('transaction_isolation') as level, current_setting('default_transaction_isolation') as own")).rows[0]!)),
  );
  expect(levels.map(({ own }) => own)).toContain("serializable");
  expect(new Set(levels.map(({ level }) => level))).toEqual(new Set(["read committed"]));
});

test("an officer does not show money at what another area's partnership or Commissioner sees to", async () => {
  await hub.fetchFacts();
  const devon = hub.as(grantOfficer("pcc-area-devon-and-cornwall"));
  const recorded = await devon.ask(`mutation { recordAward(input: { fund: "fund-devon-and-cornwall-pcc-plymouth", partnership: "partnership-plymouth", awarded: "1000.00", annualAmounts: [{ year: "2014/15", amount: "1000.00" }], visibility: PUBLISHED }, expectedVersion: 0, idempotencyKey: "attack-award-1") { id } }`);
  const ALLOCATE = "mutation ($input: AllocationInput!, $key: ID!) { allocate(input: $input, idempotencyKey: $key) { id } }";
  const [objective] = await hub.sql<{ id: string }>("select id from grants.attributable where kind = 'PCC_OBJECTIVE' and pcc_area_id = 'pcc-area-cambridgeshire' order by id limit 1");
  for (const [level, id] of [["ACTION", "action-fenland-2014-15-1-2-1"], ["OBJECTIVE", objective!.id]]) {
    const input = { award: recorded.data.recordAward.id as string, year: "2014/15", amount: "1000.00", attributedTo: { level, things: [{ id }] } };
    expect(refusalOf(await devon.ask(ALLOCATE, { input, key: `attack-of-${level}` }), "OUTSIDE_YOUR_REACH").field).toBe("input.attributedTo");
  }
  expect((await hub.ask(`{ action(id: "action-fenland-2014-15-1-2-1") { funding { allocated { pounds } } } }`)).data.action.funding.allocated).toBeNull();
});

test("a file changes no amount of an agreed award either, but for what its newest variation says", async () => {
  const [fund, partnership] = ["fund-cambridgeshire-pcc-safer-peterborough", "partnership-peterborough"];
  const ends = "document,section,as_printed,known_from";
  const award = (pounds: string): string => `id,fund,partnership,recipient,awarded,annual_amounts,purpose,${ends}\naward-agreed,${fund},${partnership},,${pounds},2015/16 ${pounds},,,,,\n`;
  await hub.importCsv("grants/awards", award("1000.00"));
  expect(await hub.importCsv("grants/agreements", `id,award,state,state_on,reasons,without_conditions,agreed_on,published_on,note,clawback,${ends}\nagreement-agreed,award-agreed,ACTIVE,2015-05-01,,,,,,,,,,\n`)).toMatchObject({ written: 1 });
  const refused = await hub.importCsv("grants/awards", award("5000.00"));
  expect(refused).toMatchObject({ written: 0, problems: [{ column: "annual_amounts", code: "VARIATION_NEEDED" }] });
  expect(refused.problems[0]!.message).toContain("ACTIVE");
  expect(await hub.importCsv("grants/variations", `id,award,number,reason,varied_on,before_amounts,after_amounts,${ends}\nvariation-agreed,award-agreed,1,,2015-10-01,2015/16 1000.00,2015/16 5000.00,,,,\n`)).toMatchObject({ written: 1 });
  expect(await hub.importCsv("grants/awards", award("5000.00"))).toMatchObject({ written: 1, problems: [] });
});

test("one request checks open grants five times at most", async () => {
  const times = (n: number): string => `{ ${Array.from({ length: n }, (_, i) => `c${i}: openGrantsChecks { rule }`).join(" ")} }`;
  expect((await hub.ask(times(5))).errors).toBeUndefined();
  refusalOf(await hub.ask(times(6)), "TOO_MANY_SEARCHES");
});
