/** What the money ledger refuses of days and years: money that moves before its award was agreed, what is told of years that the award gives nothing for, and awards of nothing; by verb, by file and in the database. */
import { randomUUID } from "node:crypto";
import type { Viewer } from "../../kernel/authority/viewer.js";
import { refusalOf, startHub, type Asker, type HubAnswer, type TestHub } from "../support/hub.js";
import { call, done } from "../support/ledger-verbs.js";
import { administrator, grantOfficer, member, steward } from "../support/people.js";
import { insertion, ServiceSql } from "../support/service-sql.js";

const AREA = "pcc-area-cambridgeshire";
const FUND = "fund-cambridgeshire-pcc-safer-peterborough";
const YEAR = "2016/17";
const asOfficer = grantOfficer(AREA);
const QUARTER = { kind: "FINANCIAL_QUARTER", from: "2017-04-01", to: "2017-06-30" };

let hub: TestHub;
let sql: ServiceSql;
let officer: Asker;
let claimant: Asker;
beforeAll(async () => {
  hub = await startHub();
  sql = new ServiceSql(hub.databaseUrl);
  officer = hub.as(asOfficer);
  claimant = hub.as(member("partnership-peterborough"));
});
afterAll(async () => {
  await sql.close();
  await hub.close();
});

const awardInput = (pounds: string, more: object = {}): object => ({ fund: FUND, partnership: "partnership-peterborough", awarded: pounds, annualAmounts: [{ year: YEAR, amount: pounds }], ...more });
const given = async (pounds = "1000.00"): Promise<string> => ((await done(officer, "recordAward", awardInput(pounds))) as { id: string }).id;
const act = (asker: Asker, verb: string, type: string, input: object, expectedVersion: number | null = 0): Promise<HubAnswer> => {
  const [takes, gives] = expectedVersion === null ? ["", ""] : [", $expectedVersion: Int!", "expectedVersion: $expectedVersion, "];
  return asker.ask(`mutation($input: ${type}!${takes}, $key: ID!) { ${verb}(input: $input, ${gives}idempotencyKey: $key) { id version } }`, { input, key: randomUUID(), ...(expectedVersion === null ? {} : { expectedVersion }) });
};
const send = (what: string, columns: string, row: string) => hub.importCsv(`grants/${what}`, `${columns},document,section,as_printed,known_from,visibility\n${row},,,,,PARTNERSHIP\n`);
const agreed = async (award: string, on: string, state = "ACTIVE", clawback = ""): Promise<void> =>
  expect(await send("agreements", "id,award,state,state_on,reasons,without_conditions,agreed_on,published_on,note,clawback", `agreement-of-${award},${award},${state},2016-06-01,,,${on},,,${clawback}`)).toMatchObject({ problems: [] });
const row = async (table: string, id: string): Promise<Record<string, unknown>> =>
  (await hub.sql<{ row: Record<string, unknown> }>(`select to_jsonb(t) - ${table === "allocation" ? "'partnership_id'" : "'{}'::text[]"} as row from grants.${table} t where id = $1 and known_to is null`, [id]))[0]!.row;
/** What the database by itself says to a row. */
const guard = (viewer: Viewer, table: string, values: Record<string, unknown>): Promise<string> =>
  sql.as("grants", viewer, async (client) => {
    try {
      await client.query(...insertion(`grants.${table}`, { ...values, id: `${table.replace("_", "-")}-${randomUUID()}`, version: 1 }));
      return "taken";
    } catch (error) {
      return (error as { constraint?: string }).constraint ?? String(error);
    }
  });

describe("the day on which an award was agreed", () => {
  test("comes before all money that is paid, passed on or clawed back", async () => {
    const award = await given();
    const allocation = ((await done(officer, "allocate", { award, year: YEAR, amount: "100.00" })) as { id: string }).id;
    await agreed(award, "2016-05-02");
    const early = async (verb: "recordPayment" | "passOn" | "clawBack", input: object): Promise<void> =>
      expect(refusalOf(await call(officer, verb, { ...input, amount: "10.00", on: "2016-05-01" }), "DATES_OUT_OF_ORDER")).toMatchObject({ field: "input.on", message: expect.stringContaining("agreed on 2016-05-02") as string });
    await early("recordPayment", { award });
    const { id } = await done(officer, "recordPayment", { award, amount: "20.00", on: "2016-05-02" });
    await early("passOn", { allocation });
    await done(officer, "passOn", { allocation, amount: "5.00", on: "2016-05-02" });
    const payment = await row("ledger_entry", id as string);
    for (const viewer of [asOfficer, steward(AREA)]) expect([await guard(viewer, "ledger_entry", { ...payment, on_day: "2016-05-01" }), await guard(viewer, "ledger_entry", payment)]).toEqual(["DATES_OUT_OF_ORDER", "taken"]);
    const entry = (name: string, kind: string, from: string, to: string, on: string) => send("ledger-entries", "id,award,kind,from,to,amount,on,claim,corrects,note", `ledger-entry-${name},${award},${kind},${from},${to},1.00,${on},,,`);
    for (const [kind, from, to] of [["PAYMENT", FUND, award], ["PASS_ON", award, allocation], ["CLAWBACK", award, FUND]] as const) {
      expect(await entry(`early-${kind.toLowerCase().replace("_", "-")}`, kind, from, to, "2016-05-01")).toMatchObject({ written: 0, problems: [{ line: 2, column: "on", code: "DATES_OUT_OF_ORDER" }] });
    }
    expect(await entry("in-time", "PAYMENT", FUND, award, "2016-05-02")).toMatchObject({ written: 1, problems: [] });
  });

  test("is not asked of an award without an agreement, or where nobody knows it; and what was wrong before it is still put right", async () => {
    const award = await given();
    const { id } = await done(officer, "recordPayment", { award, amount: "10.00", on: "2016-04-30" });
    await agreed(award, "");
    await done(officer, "recordPayment", { award, amount: "10.00", on: "2016-04-30" });
    const other = await given();
    const paid = await done(officer, "recordPayment", { award: other, amount: "10.00", on: "2016-04-30" });
    await agreed(other, "2016-05-02");
    for (const entry of [id, paid.id]) await done(officer, "correctEntry", { entry, reason: "Never sent", on: "2016-05-01" });
  });

  test("comes before a claw-back by verb, and so does the day on which that was demanded", async () => {
    const award = await given();
    await done(officer, "recordPayment", { award, amount: "10.00", on: "2016-04-30" });
    await agreed(award, "2016-05-02", "CLAWBACK", "10.00");
    for (const on of ["2016-05-01", "2016-05-31"]) expect(refusalOf(await call(officer, "clawBack", { award, amount: "1.00", on }), "DATES_OUT_OF_ORDER").field).toBe("input.on");
    await done(officer, "clawBack", { award, amount: "1.00", on: "2016-06-01" });
  });
});

describe("a year for which the award gives nothing", () => {
  test("is refused to allocations, approvals, claims, profiles and returns, and each says where", async () => {
    const award = await given();
    const asked = [
      [await call(officer, "allocate", { award, year: "2017/18", amount: "0.00" }), "input.year"],
      [await call(hub.as(administrator(AREA)), "approveOverAllocation", { award, year: "2017/18", excess: "1.00", reason: "More" }), "input.year"],
      [await call(claimant, "draftClaim", { award, amount: "1.00", period: QUARTER }), "input.period"],
      [await call(claimant, "draftClaim", { award, amount: "1.00", period: { kind: "CUSTOM", from: "2017-03-01", to: "2017-04-01" } }), "input.period"],
      [await act(officer, "setProfile", "ProfileInput", { award, year: "2017/18", lines: [{ period: QUARTER, planned: "1.00" }] }), "input.year"],
      [await act(claimant, "recordReturn", "SpendReturnInput", { award, period: QUARTER, spend: "1.00" }), "input.period"],
    ] as const;
    for (const [answer, field] of asked) expect(refusalOf(answer, "PERIOD_OUTSIDE_YEAR").field).toBe(field);
    expect(refusalOf(asked[5][0], "PERIOD_OUTSIDE_YEAR").message).toContain("The award gives money for 2016/17.");
  });

  test("is refused to files of them on the line", async () => {
    const award = await given();
    const files: [what: string, columns: string, cells: string, column: string][] = [
      ["allocations", "id,award,year,amount,service,recipient,parent,purpose,attributed_level,attributed_to", `allocation-x,${award},2017/18,0.00,,,,,UNATTRIBUTED,`, "year"],
      ["over-allocations", "id,award,year,excess,reason,approved_on", `over-allocation-x,${award},2017/18,1.00,More,2017-05-01`, "year"],
      ["claims", "id,award,allocation,period,amount,state,on,reason,purpose", `claim-x,${award},,FINANCIAL_YEAR 2017/18,1.00,DRAFT,2017-06-01,,`, "period"],
      ["profile-lines", "id,award,allocation,period,planned", `profile-line-x,${award},,FINANCIAL_QUARTER 2017/18 Q1,1.00`, "period"],
      ["return-expectations", "id,award,allocation,kind,period,due_on", `return-expectation-x,${award},,SPEND,FINANCIAL_QUARTER 2017/18 Q1,2017-07-30`, "period"],
      ["spend-returns", "id,award,allocation,period,spend,forecast,variance_reason,received_on,final", `spend-return-x,${award},,MONTH 2017-04,1.00,,,2017-06-01,NO`, "period"],
    ];
    for (const [what, columns, cells, column] of files) expect([what, await send(what, columns, cells)]).toMatchObject([what, { written: 0, problems: [{ line: 2, column, code: "PERIOD_OUTSIDE_YEAR" }] }]);
  });

  test("is refused by the database itself; what stood before the award was varied is still corrected", async () => {
    const award = await given();
    const inTime = { ...QUARTER, from: "2016-04-01", to: "2016-06-30" };
    const written = {
      allocation: ((await done(officer, "allocate", { award, year: YEAR, amount: "0.00" })) as { id: string }).id,
      claim: ((await done(claimant, "draftClaim", { award, amount: "1.00", period: inTime })) as { id: string }).id,
      over_allocation: ((await done(hub.as(administrator(AREA)), "approveOverAllocation", { award, year: YEAR, excess: "1.00", reason: "More" })) as { id: string }).id,
      profile_line: (await act(officer, "setProfile", "ProfileInput", { award, year: YEAR, lines: [{ period: inTime, planned: "1.00" }] })).data.setProfile[0].id as string,
      spend_return: (await act(claimant, "recordReturn", "SpendReturnInput", { award, period: inTime, spend: "1.00" })).data.recordReturn.id as string,
    };
    for (const [table, id] of Object.entries(written)) {
      const stands = await row(table, id);
      const elsewhere = table.endsWith("allocation") ? { year: "2017/18" } : { period_from: "2017-04-01", period_to: "2017-06-30" };
      const writer = table === "over_allocation" ? administrator(AREA) : asOfficer;
      expect([table, await guard(writer, table, { ...stands, ...elsewhere }), await guard(writer, table, stands)]).toEqual([table, "PERIOD_OUTSIDE_YEAR", table === "over_allocation" ? "over_allocation_of_year_current" : "taken"]);
    }
    await done(officer, "recordAward", { award, ...awardInput("1000.00", { annualAmounts: [{ year: "2015/16", amount: "1000.00" }] }) }, 1);
    expect((await act(claimant, "recordReturn", "SpendReturnInput", { award, period: inTime, spend: "0.00" }, 1)).errors).toBeUndefined();
    await done(claimant, "submitClaim", { claim: written.claim }, 1);
  });
});

test("an award may pause for a year: its returns are expected all the same", async () => {
  const input = awardInput("10.00", { annualAmounts: [{ year: YEAR, amount: "4.00" }, { year: "2018/19", amount: "6.00" }] });
  const award = ((await done(officer, "recordAward", input)) as { id: string }).id;
  const expects = `mutation($input: ExpectedReturnsInput!, $key: ID!) { expectReturns(input: $input, expectedVersion: 0, idempotencyKey: $key) { kind period { from to } } }`;
  const { data, errors } = await officer.ask(expects, { input: { award }, key: randomUUID() });
  expect(errors).toBeUndefined();
  expect(data.expectReturns).toContainEqual({ kind: "FINAL", period: { from: "2016-04-01", to: "2019-03-31" } });
});

describe("an award of nothing", () => {
  test("is refused to whoever records it, by verb, by file and in the database", async () => {
    expect(refusalOf(await call(officer, "recordAward", awardInput("0.00")), "AMOUNT_IS_ZERO").field).toBe("input.awarded");
    const award = await given();
    expect(refusalOf(await call(officer, "recordAward", { award, ...awardInput("0.00") }, 1), "AMOUNT_IS_ZERO").field).toBe("input.awarded");
    expect(await send("awards", "id,fund,partnership,recipient,awarded,annual_amounts,purpose", `award-of-nothing,${FUND},partnership-peterborough,,0.00,${YEAR} 0.00,`)).toMatchObject({ written: 0, problems: [{ line: 2, column: "awarded", code: "AMOUNT_IS_ZERO" }] });
    expect(await guard(asOfficer, "award", { ...(await row("award", award)), awarded_pence: 0 })).toBe("AMOUNT_IS_ZERO");
    // A year of it may give nothing.
    expect((await call(officer, "recordAward", awardInput("5.00", { annualAmounts: [{ year: YEAR, amount: "5.00" }, { year: "2017/18", amount: "0.00" }] }))).errors).toBeUndefined();
  });

  test("is refused to whoever awards an application or varies an award, at the amounts that they give", async () => {
    const applied = await act(officer, "submitApplication", "SubmitApplicationInput", { fund: FUND, partnership: "partnership-peterborough", purpose: "Street work", annualAmounts: [{ year: YEAR, amount: "0.00" }], on: "2016-01-10" });
    const application = applied.data.submitApplication.id as string;
    await act(officer, "moveApplication", "MoveApplicationInput", { application, state: "ASSESSMENT", on: "2016-01-11" }, 1);
    for (const more of [{}, { annualAmounts: [{ year: YEAR, amount: "0.00" }] }]) expect(refusalOf(await act(officer, "awardApplication", "AwardApplicationInput", { application, on: "2016-02-01", ...more }, 2), "AMOUNT_IS_ZERO").field).toBe("input.annualAmounts");
    expect((await act(officer, "awardApplication", "AwardApplicationInput", { application, on: "2016-02-01", annualAmounts: [{ year: YEAR, amount: "0.01" }] }, 2)).errors).toBeUndefined();
    const award = await given();
    await agreed(award, "2016-05-02");
    const vary = (amount: string) => officer.ask("mutation($input: VaryAwardInput!, $key: ID!) { varyAward(input: $input, expectedVersion: 1, idempotencyKey: $key) { id } }", { input: { award, on: "2016-07-01", reason: "Less", annualAmounts: [{ year: YEAR, amount }] }, key: randomUUID() });
    expect(refusalOf(await vary("0.00"), "AMOUNT_IS_ZERO").field).toBe("input.annualAmounts");
    // What would leave too little of it says so at the same place.
    await done(officer, "allocate", { award, year: YEAR, amount: "600.00" });
    await done(officer, "recordPayment", { award, amount: "700.00" });
    expect(refusalOf(await vary("599.99"), "ALLOCATIONS_EXCEED_YEAR")).toMatchObject({ field: "input.annualAmounts", message: expect.stringContaining("Allocated already: 2016/17 600.00.") as string });
    expect(refusalOf(await vary("699.99"), "PAYMENTS_EXCEED_AWARD")).toMatchObject({ field: "input.annualAmounts", message: expect.stringContaining("Paid: 700.00.") as string });
    const claim = await done(claimant, "draftClaim", { award, amount: "100.00" });
    await done(claimant, "submitClaim", { claim: claim.id }, 1);
    await done(officer, "decideClaim", { claim: claim.id, decision: "APPROVED" }, 2);
    expect(refusalOf(await vary("799.99"), "CLAIM_EXCEEDS_AWARD").field).toBe("input.annualAmounts");
    expect((await vary("800.00")).errors).toBeUndefined();
  });
});
