import { HUB_VIEWER, PUBLIC_VIEWER, type Viewer } from "../../kernel/authority/viewer.js";
import { startHub, type TestHub } from "../support/hub.js";
import { administrator, analyst, app, grantOfficer, member, steward } from "../support/people.js";
import { attempt, DENIED, insertion, ServiceSql } from "../support/service-sql.js";

/* The ledger in plain SQL under the service's own role: the database itself holds who writes what and who sees it, whatever the hub's code does. */

let hub: TestHub;
let sql: ServiceSql;
const AREA = "pcc-area-cambridgeshire";
const OTHER_AREA = "pcc-area-devon-and-cornwall";
const NOUNS = ["allocation", "over_allocation", "claim", "ledger_entry"] as const;
const [officer, itsSteward, itsAdministrator] = [grantOfficer(AREA), steward(AREA), administrator(AREA)];
const peterborough = member("partnership-peterborough");
const itsApp = app("partnership-peterborough", "claims:write");
const outsiders = [member("partnership-fenland"), app("partnership-peterborough", "returns:write"), analyst(AREA), PUBLIC_VIEWER, grantOfficer(OTHER_AREA), steward(OTHER_AREA), administrator(OTHER_AREA)];
const rows = new Map<string, Record<string, unknown>>();

beforeAll(async () => {
  hub = await startHub();
  sql = new ServiceSql(hub.databaseUrl);
  const send = async (what: string, columns: string, row: string): Promise<void> => {
    const report = await hub.importCsv(`grants/${what}`, `${columns},document,section,as_printed,known_from,visibility\n${row},,,,,PARTNERSHIP\n`);
    expect(report.problems).toEqual([]);
  };
  const fund = "fund-cambridgeshire-pcc-safer-peterborough";
  await send("awards", "id,fund,partnership,recipient,awarded,annual_amounts,purpose", `award-one,${fund},partnership-peterborough,,100.00,2015/16 100.00,`);
  await send("allocations", "id,award,year,amount,service,recipient,parent,purpose,attributed_level,attributed_to", "allocation-one,award-one,2015/16,10.00,,,,,UNATTRIBUTED,");
  await send("over-allocations", "id,award,year,excess,reason,approved_on", "over-allocation-one,award-one,2015/16,10.00,Agreed by the board.,2015-06-01");
  await send("claims", "id,award,allocation,period,amount,state,on,reason,purpose", "claim-one,award-one,,,10.00,DRAFT,2015-06-01,,");
  await send("ledger-entries", "id,award,kind,from,to,amount,on,claim,corrects,note", `ledger-entry-one,award-one,PAYMENT,${fund},award-one,10.00,2015-06-01,,,`);
  for (const noun of NOUNS) rows.set(noun, (await hub.sql<{ row: Record<string, unknown> }>(`select to_jsonb(t) - 'partnership_id' as row from grants.${noun} t where id like '%-one'`))[0]!.row);
  rows.get("over_allocation")!["year"] = "2016/17";
  // The award gives nothing for that year: no excess of it is approved.
  rows.get("over_allocation")!["excess_pence"] = "0";
});

afterAll(async () => {
  await sql.close();
  await hub.close();
});

/** Inserts another of a noun. */
const insert = (viewer: Viewer, noun: string, more: object = {}) => sql.attempt("grants", viewer, ...insertion(`grants.${noun}`, { ...rows.get(noun)!, id: `${noun}-new`, ...more }));

test("allocations and entries are the office's to write, approvals an administrator's, and drafts of claims the partnership's too", async () => {
  const writers: Record<string, Viewer[]> = {
    allocation: [officer, itsSteward, itsAdministrator, HUB_VIEWER],
    ledger_entry: [officer, itsSteward, itsAdministrator, HUB_VIEWER],
    over_allocation: [itsAdministrator, HUB_VIEWER],
    claim: [peterborough, itsApp, officer, itsSteward, itsAdministrator, HUB_VIEWER],
  };
  const everybody = [peterborough, itsApp, officer, itsSteward, itsAdministrator, HUB_VIEWER, ...outsiders];
  for (const noun of NOUNS) {
    // Of an award that the writer cannot see, the guard of entries speaks before the wall does.
    for (const viewer of everybody) expect([noun, viewer.subject, (await insert(viewer, noun)) === 1]).toEqual([noun, viewer.subject, writers[noun]!.includes(viewer)]);
    // Of whom the award is, and of nobody else.
    expect(await insert(HUB_VIEWER, noun, { of_partnership: "partnership-fenland" })).toBe(DENIED);
  }
});

test("what is kept to the partnership is seen by it and by its Commissioner's office, and by nobody else", async () => {
  for (const noun of NOUNS) {
    const seenBy = (viewer: Viewer) => sql.as("grants", viewer, async (client) => (await client.query(`select from grants.${noun} where id like '%-one'`)).rowCount);
    for (const viewer of [peterborough, itsApp, officer, analyst(AREA), itsSteward, itsAdministrator]) expect([noun, await seenBy(viewer)]).toEqual([noun, 1]);
    for (const viewer of [PUBLIC_VIEWER, member("partnership-fenland"), grantOfficer(OTHER_AREA), analyst(OTHER_AREA), administrator(OTHER_AREA)]) expect([noun, await seenBy(viewer)]).toEqual([noun, 0]);
  }
});

test("an entry of the ledger stands: it is neither changed, deleted nor given a second version", async () => {
  for (const viewer of [officer, HUB_VIEWER]) {
    for (const change of ["update grants.ledger_entry set amount_pence = 1", "delete from grants.ledger_entry"]) {
      expect([change, typeof (await sql.as("grants", viewer, (client) => attempt(client, change)))]).toEqual([change, "string"]);
    }
    const again = await sql.as("grants", viewer, async (client) => {
      const ended = await attempt(client, "update grants.ledger_entry set known_to = '2090-01-01T00:00:00Z' where id = 'ledger-entry-one' and known_to is null");
      return ended === 1 ? attempt(client, ...insertion("grants.ledger_entry", { ...rows.get("ledger_entry")!, version: 2, known_from: "2090-01-01T00:00:00Z" })) : ended;
    });
    expect(typeof again).toBe("string");
  }
});
