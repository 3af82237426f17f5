/** What is settled of an award stays: its fund and recipient once it is agreed or paid from, and its money moves as far as its agreement lets it, whoever writes past the hub. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Viewer } from "../../kernel/authority/viewer.js";
import { today } from "../../kernel/values/day.js";
import { refusalOf, startHub, type Asker, type TestHub } from "../support/hub.js";
import { call, done } from "../support/ledger-verbs.js";
import { grantOfficer, member, steward } from "../support/people.js";
import { insertion, ServiceSql } from "../support/service-sql.js";

const AREA = "pcc-area-cambridgeshire";
const FUND = "fund-cambridgeshire-pcc-safer-peterborough";
const OTHER_FUND = "fund-cambridgeshire-pcc-youth-fund";
const COUNCIL = "organisation-peterborough-city-council";
const YEAR = "2016/17";
const [asOfficer, asSteward, asMember] = [grantOfficer(AREA), steward(AREA), member("partnership-peterborough")];

let hub: TestHub;
let sql: ServiceSql;
let officer: Asker;
beforeAll(async () => {
  hub = await startHub();
  sql = new ServiceSql(hub.databaseUrl);
  officer = hub.as(asOfficer);
});
afterAll(async () => {
  await sql.close();
  await hub.close();
});

const awardInput = (more: object = {}): object => ({ fund: FUND, partnership: "partnership-peterborough", recipient: COUNCIL, awarded: "1000.00", annualAmounts: [{ year: YEAR, amount: "1000.00" }], ...more });
const given = async (more: object = {}): Promise<string> => ((await done(officer, "recordAward", awardInput(more))) as { id: string }).id;
const change = (award: string, more: object, version: number) => call(officer, "recordAward", { award, ...awardInput(more) }, version);

/** An agreement as a file states it. */
async function agreed(award: string, state: string, { clawback = "", on = "2016-05-01" } = {}): Promise<void> {
  const report = await hub.importCsv("grants/agreements", `id,award,state,state_on,reasons,without_conditions,agreed_on,published_on,note,clawback,document,section,as_printed,known_from,visibility\nagreement-of-${award},${award},${state},${on},,,,,,${clawback},,,,,PARTNERSHIP\n`);
  expect(report.problems).toEqual([]);
}

async function current(table: string, id: string): Promise<Record<string, unknown>> {
  return (await hub.sql<{ row: Record<string, unknown> }>(`select to_jsonb(t) - ${table === "allocation" ? "'partnership_id'" : "'{}'::text[]"} as row from grants.${table} t where id = $1 and known_to is null`, [id]))[0]!.row;
}

/** The guard that holds where a row is inserted past all of the hub's code; `closes` ends the version before it. */
async function guard(viewer: Viewer, table: string, row: Record<string, unknown>, closes = false): Promise<string> {
  return sql.as("grants", viewer, async (client) => {
    try {
      if (closes) await client.query(`update grants.${table} set known_to = $2 where id = $1 and known_to is null`, [row["id"], row["known_from"]]);
      await client.query(...insertion(`grants.${table}`, row));
      return "taken";
    } catch (error) {
      const { code, constraint } = error as { code: string; constraint?: string };
      return constraint ?? code;
    }
  });
}
const next = (row: Record<string, unknown>, more: object): Record<string, unknown> => ({ ...row, version: (row["version"] as number) + 1, known_from: "2999-01-01T00:00:00Z", ...more });

describe("the fund and the recipient", () => {
  const awards = (award: string, fund: string, recipient: string): string =>
    `id,fund,partnership,recipient,awarded,annual_amounts,purpose,document,section,as_printed,known_from\n${award},${fund},partnership-peterborough,${recipient},1000.00,${YEAR} 1000.00,,,,,\n`;

  test("of an award that is neither agreed nor paid from can be changed", async () => {
    const award = await given();
    await done(officer, "recordAward", { award, ...awardInput({ fund: OTHER_FUND, recipient: "organisation-fenland-district-council" }) }, 1);
    await agreed(award, "AWARDED");
    expect((await change(award, {}, 2)).errors).toBeUndefined();
  });

  test.each(["agreed", "paid from"])("of an award that is %s stay as they are, by verb, by file and in the database", async (how) => {
    const award = await given();
    if (how === "agreed") await agreed(award, "AGREED");
    else await done(officer, "recordPayment", { award, amount: "1.00" });
    expect(refusalOf(await change(award, { fund: OTHER_FUND }, 1), "AWARD_SETTLED").field).toBe("input.fund");
    for (const recipient of ["organisation-fenland-district-council", null]) expect(refusalOf(await change(award, { recipient }, 1), "AWARD_SETTLED").field).toBe("input.recipient");
    expect(await hub.importCsv("grants/awards", awards(award, OTHER_FUND, COUNCIL))).toMatchObject({ written: 0, problems: [{ line: 2, column: "fund", code: "AWARD_SETTLED" }] });
    expect(await hub.importCsv("grants/awards", awards(award, FUND, "organisation-elsewhere"))).toMatchObject({ written: 0, problems: [{ line: 2, column: "recipient", code: "AWARD_SETTLED" }] });
    const row = await current("award", award);
    for (const more of [{ fund_id: OTHER_FUND }, { recipient_id: "organisation-elsewhere" }, { recipient_id: null }]) {
      for (const viewer of [asOfficer, asSteward]) expect([more, await guard(viewer, "award", next(row, more), true)]).toEqual([more, "AWARD_SETTLED"]);
    }
    expect(await guard(asOfficer, "award", next(row, { purpose: "Said otherwise" }), true)).toBe("taken");
    // What else is said of it changes as before.
    expect((await change(award, { purpose: "Said otherwise" }, 1)).errors).toBeUndefined();
  });

  test("a recipient that plans knows nothing of is named by nobody but the hub itself; one that stands so is left", async () => {
    expect(refusalOf(await call(officer, "recordAward", awardInput({ recipient: "organisation-of-nobody" })), "UNKNOWN_REFERENCE")).toMatchObject({ field: "input.recipient", message: expect.stringContaining("organisation-of-nobody") as string });
    const imported = "award-to-somebody-unknown";
    expect(await hub.importCsv("grants/awards", awards(imported, FUND, "organisation-of-nobody"))).toMatchObject({ written: 1, problems: [] });
    expect((await change(imported, { recipient: "organisation-of-nobody", purpose: "Said otherwise" }, 1)).errors).toBeUndefined();
  });

  test("a recipient that was not stated can still be stated, and a payment that was corrected settles nothing", async () => {
    const award = await given({ recipient: null });
    const { id } = await done(officer, "recordPayment", { award, amount: "1.00" });
    expect((await change(award, {}, 1)).errors).toBeUndefined();
    refusalOf(await change(award, { fund: OTHER_FUND }, 2), "AWARD_SETTLED");
    await done(officer, "correctEntry", { entry: id, reason: "Never sent" });
    expect((await change(award, { fund: OTHER_FUND }, 2)).errors).toBeUndefined();
  });
});

describe("the agreement, in the database by itself", () => {
  /** One row of each, written while the award had no agreement. */
  async function moved(): Promise<{ award: string; rows: Record<"allocation" | "claim" | "payment" | "passed" | "refunded" | "clawed", Record<string, unknown>> }> {
    const award = await given();
    const allocation = ((await done(officer, "allocate", { award, year: YEAR, amount: "100.00" })) as { id: string }).id;
    const claim = ((await done(hub.as(asMember), "draftClaim", { award, amount: "5.00" })) as { id: string }).id;
    const entry = async (verb: "recordPayment" | "passOn" | "refund" | "clawBack", input: object) => current("ledger_entry", ((await done(officer, verb, { amount: "10.00", ...input })) as { id: string }).id);
    const payment = await entry("recordPayment", { award, amount: "100.00" });
    const passed = await entry("passOn", { allocation, amount: "20.00" });
    const refunded = await entry("refund", { allocation });
    const clawed = await entry("clawBack", { award });
    return { award, rows: { allocation: await current("allocation", allocation), claim: await current("claim", claim), payment, passed, refunded, clawed } };
  }
  const TABLES = { allocation: "allocation", claim: "claim", payment: "ledger_entry", passed: "ledger_entry", refunded: "ledger_entry", clawed: "ledger_entry" } as const;

  /** What of all that is taken in a state of the agreement, from somebody. */
  async function taken(viewer: Viewer, rows: Awaited<ReturnType<typeof moved>>["rows"]): Promise<string[]> {
    const found: string[] = [];
    for (const [what, table] of Object.entries(TABLES)) {
      const held = await guard(viewer, table, { ...rows[what as keyof typeof TABLES], id: `${table.replace("_", "-")}-${randomUUID()}`, version: 1, amount_pence: 500 });
      if (held === "taken") found.push(what);
      else expect([what, held]).toEqual([what, "AGREEMENT_NOT_OPEN"]);
    }
    return found;
  }

  test.each([
    ["AWARDED", ["allocation", "refunded"], ["allocation", "claim", "refunded"]],
    ["AGREED", ["allocation", "refunded"], ["allocation", "claim", "payment", "passed", "refunded", "clawed"]],
    ["ACTIVE", ["allocation", "claim", "payment", "passed", "refunded"], ["allocation", "claim", "payment", "passed", "refunded", "clawed"]],
    ["SUSPENDED", ["allocation", "refunded"], ["allocation", "claim", "payment", "passed", "refunded", "clawed"]],
    ["TERMINATED", ["payment", "passed", "refunded"], ["allocation", "claim", "payment", "passed", "refunded", "clawed"]],
    ["CLAWBACK", ["payment", "passed", "refunded", "clawed"], ["allocation", "claim", "payment", "passed", "refunded", "clawed"]],
    ["CLOSED", [], ["allocation", "claim", "payment", "passed", "refunded", "clawed"]],
  ])("while it is %s lets an officer write %j, and whoever imports the past %j", async (state, byOfficer, ofThePast) => {
    const { award, rows } = await moved();
    await agreed(award, state, state === "CLAWBACK" ? { clawback: "100.00" } : state === "CLOSED" ? { on: today() } : {});
    expect(await taken(asOfficer, rows)).toEqual(byOfficer);
    expect(await taken(asSteward, rows)).toEqual(ofThePast);
    // What is said anew of the same money moves none.
    expect(await guard(asOfficer, "allocation", next(rows.allocation, { purpose: "Said otherwise" }), true)).toBe("taken");
    expect(await guard(asOfficer, "allocation", next(rows.allocation, { amount_pence: 9_999 }), true)).toBe(byOfficer.includes("allocation") ? "taken" : "AGREEMENT_NOT_OPEN");
  });

  test("claws back no more than was demanded", async () => {
    const { award, rows } = await moved();
    await agreed(award, "CLAWBACK", { clawback: "15.00" });
    const back = (pence: number) => guard(asOfficer, "ledger_entry", { ...rows.clawed, id: `ledger-entry-${randomUUID()}`, amount_pence: pence });
    expect([await back(500), await back(501)]).toEqual(["taken", "CLAWBACK_NOT_DEMANDED"]);
  });

  test("a file pays nothing of an award that is not agreed, and says on which line", async () => {
    const award = await given();
    await agreed(award, "AWARDED");
    const file = `id,award,kind,from,to,amount,on,claim,corrects,note,document,section,as_printed,known_from\nledger-entry-early,${award},PAYMENT,${FUND},${award},1.00,2016-06-01,,,,,,,\n`;
    expect(await hub.importCsv("grants/ledger-entries", file)).toMatchObject({ written: 0, problems: [{ line: 2, column: "award", code: "AGREEMENT_NOT_OPEN" }] });
  });

  test("a file pays nothing of an award after the day on which it was closed, and says on which line", async () => {
    const award = await given();
    await agreed(award, "CLOSED");
    const file = (on: string): string => `id,award,kind,from,to,amount,on,claim,corrects,note,document,section,as_printed,known_from\nledger-entry-late-${on},${award},PAYMENT,${FUND},${award},1.00,${on},,,,,,,\n`;
    expect(await hub.importCsv("grants/ledger-entries", file("2016-05-02"))).toMatchObject({ written: 0, problems: [{ line: 2, column: "on", code: "DATES_OUT_OF_ORDER" }] });
    expect(await hub.importCsv("grants/ledger-entries", file("2016-05-01"))).toMatchObject({ written: 1, problems: [] });
    // What was booked wrongly is put right whenever that is found.
    const correction = `id,award,kind,from,to,amount,on,claim,corrects,note,document,section,as_printed,known_from\nledger-entry-corrected,${award},CORRECTION,${award},${FUND},1.00,2016-09-01,,ledger-entry-late-2016-05-01,,,,,\n`;
    expect(await hub.importCsv("grants/ledger-entries", correction)).toMatchObject({ written: 1, problems: [] });
  });

  test("a file closes an award no earlier than its money last moved, but for what was booked wrongly and taken back", async () => {
    const award = await given();
    const { id } = (await done(officer, "recordPayment", { award, amount: "1.00", on: "2016-05-02" })) as { id: string };
    const closing = `id,award,state,state_on,reasons,without_conditions,agreed_on,published_on,note,clawback,document,section,as_printed,known_from,visibility\nagreement-of-${award},${award},CLOSED,2016-05-01,,,,,,,,,,,PARTNERSHIP\n`;
    expect(await hub.importCsv("grants/agreements", closing)).toMatchObject({ written: 0, problems: [{ line: 2, column: "state_on", code: "DATES_OUT_OF_ORDER" }] });
    await done(officer, "correctEntry", { entry: id, reason: "Another award's" });
    await agreed(award, "CLOSED");
  });

  test("of an award that stands closed on an earlier day from before that was asked, other things can still be said", async () => {
    const award = await given();
    const { id } = (await done(officer, "recordPayment", { award, amount: "1.00", on: "2016-05-01" })) as { id: string };
    await agreed(award, "CLOSED");
    // As an older hub took it: past the rules of today.
    expect(await guard(asSteward, "ledger_entry", { ...(await current("ledger_entry", id)), id: `ledger-entry-${randomUUID()}`, on_day: "2016-06-01" })).toBe("taken");
    const noted = `id,award,state,state_on,reasons,without_conditions,agreed_on,published_on,note,clawback,document,section,as_printed,known_from,visibility\nagreement-of-${award},${award},CLOSED,2016-05-01,,,,,Looked at again,,,,,,PARTNERSHIP\n`;
    expect(await hub.importCsv("grants/agreements", noted)).toMatchObject({ written: 1, problems: [] });
  });
});

test("a file of awards waits for a variation of one of them that began before, and not the other way round", async () => {
  const award = await given();
  await agreed(award, "ACTIVE");
  const client = new pg.Client({ connectionString: hub.databaseUrl });
  await client.connect();
  const waiting = async (n: number): Promise<void> => {
    for (;;) {
      const { rows } = await client.query<{ n: number }>("select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())");
      if (rows[0]!.n === n) return;
      await sleep(20);
    }
  };
  try {
    // Somebody writes an agreement: the variation has taken its award, and waits for the noun.
    await client.query(`begin; select pg_advisory_xact_lock(hashtext('write "grants"."agreement"'))`);
    const input = { award, on: "2016-06-01", reason: "More to do", annualAmounts: [{ year: YEAR, amount: "1100.00" }] };
    const variation = officer.ask(`mutation($input: VaryAwardInput!, $key: ID!) { varyAward(input: $input, expectedVersion: 1, idempotencyKey: $key) { number } }`, { input, key: randomUUID() });
    await waiting(1);
    const file = `id,fund,partnership,recipient,awarded,annual_amounts,purpose,document,section,as_printed,known_from\n${award},${FUND},partnership-peterborough,${COUNCIL},1000.00,${YEAR} 1000.00,Said anew,,,,\n`;
    const report = hub.importCsv("grants/awards", file);
    await waiting(2);
    await client.query("commit");
    expect((await variation).data).toEqual({ varyAward: { number: 1 } });
    // Judged by what the variation left.
    expect(await report).toMatchObject({ written: 0, problems: [{ line: 2, column: "annual_amounts", code: "VARIATION_NEEDED" }] });
  } finally {
    await client.end();
  }
});
