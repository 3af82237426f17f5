/** The ledger: what is set aside, claimed, paid, passed on, given back and corrected, to the penny; and what each step refuses. */
import { randomUUID } from "node:crypto";
import { today } from "../../kernel/values/day.js";
import { administrator, analyst, app, grantOfficer, member, steward } from "../support/people.js";
import { refusalOf, startHub, type Asker, type TestHub } from "../support/hub.js";
import { call, done } from "../support/ledger-verbs.js";
import { attempt, DENIED, insertion, ServiceSql } from "../support/service-sql.js";

let hub: TestHub;
let officer: Asker;
let chief: Asker;
let claimant: Asker;
let sql: ServiceSql;
beforeAll(async () => {
  hub = await startHub();
  officer = hub.as(grantOfficer("pcc-area-cambridgeshire"));
  chief = hub.as(administrator("pcc-area-cambridgeshire"));
  claimant = hub.as(member("partnership-peterborough"));
  sql = new ServiceSql(hub.databaseUrl);
});
afterAll(async () => {
  await sql.close();
  await hub.close();
});

const FUND = "fund-cambridgeshire-pcc-safer-peterborough";
const YEAR = "2016/17";

/** A new award for Peterborough of one year. */
async function given(pounds = "1000.00", more: object = {}): Promise<string> {
  const input = { fund: FUND, partnership: "partnership-peterborough", awarded: pounds, annualAmounts: [{ year: YEAR, amount: pounds }], ...more };
  return ((await done(officer, "recordAward", input)) as { id: string }).id;
}
const allocated = async (award: string, amount: string, more: object = {}): Promise<string> => ((await done(officer, "allocate", { award, year: YEAR, amount, ...more })) as { id: string }).id;

/** A claim that was taken as far as a state. */
async function claimOf(award: string, amount: string, as: "DRAFT" | "SUBMITTED" | "APPROVED" | "PAID" = "DRAFT", more: object = {}): Promise<string> {
  const { id } = (await done(claimant, "draftClaim", { award, amount, purpose: "Work done", ...more })) as { id: string };
  if (as !== "DRAFT") await done(claimant, "submitClaim", { claim: id }, 1);
  if (as === "APPROVED" || as === "PAID") await done(officer, "decideClaim", { claim: id, decision: "APPROVED" }, 2);
  if (as === "PAID") await done(officer, "payClaim", { claim: id }, 3);
  return id;
}

/** An award's balance in pounds, by field. */
async function balanceOf(award: string, asker: Asker = officer): Promise<Record<string, string | null> | null> {
  const fields = ["paidIn", "passedOn", "refunded", "clawedBack", "retained", "claimed", "approved", "due", "available"];
  const { data } = await asker.ask(`query($id: ID!) { award(id: $id) { balance { ${fields.map((each) => `${each} { pounds }`).join(" ")} } } }`, { id: award });
  const balance = data.award.balance as Record<string, { pounds: string } | null> | null;
  return balance && Object.fromEntries(Object.entries(balance).map(([name, money]) => [name, money && money.pounds]));
}

async function allocationBalance(id: string): Promise<Record<string, string> | null> {
  const fields = ["received", "passedOn", "refunded", "givenBack", "retained", "claimed", "approved", "due"];
  const { data } = await officer.ask(`query($id: ID!) { allocation(id: $id) { balance { ${fields.map((each) => `${each} { pounds }`).join(" ")} } } }`, { id });
  const balance = data.allocation.balance as Record<string, { pounds: string }> | null;
  return balance && Object.fromEntries(Object.entries(balance).map(([name, { pounds }]) => [name, pounds]));
}

describe("allocations", () => {
  test("an officer sets parts of an award's year aside, and grants them onward", async () => {
    const award = await given();
    const top = await done(officer, "allocate", { award, year: "2016-17", amount: "600.00", recipient: "organisation-peterborough-city-council", purpose: "Street work" });
    expect(top).toMatchObject({ version: 1, year: YEAR, amount: { pounds: "600.00" }, attributedLevel: "UNATTRIBUTED", attributions: [], award: { id: award }, parent: null, visibility: "PARTNERSHIP", recipient: { id: "organisation-peterborough-city-council" } });
    const under = await done(officer, "allocate", { award, year: YEAR, amount: "600.00", parent: top.id });
    expect(under.parent).toEqual({ id: top.id });
    const { data } = await officer.ask(`query($id: ID!) { award(id: $id) { allocations { totalCount } allocationYears { year amount { pounds } allocated { pounds } left { pounds } isOverAllocated approvedExcess { pounds } } } allocation(id: "${top.id as string}") { grantedOnward { nodes { id } } partnership { id } } }`, { id: award });
    expect(data).toEqual({
      award: { allocations: { totalCount: 2 }, allocationYears: [{ year: YEAR, amount: { pounds: "1000.00" }, allocated: { pounds: "600.00" }, left: { pounds: "400.00" }, isOverAllocated: false, approvedExcess: null }] },
      allocation: { grantedOnward: { nodes: [{ id: under.id }] }, partnership: { id: "partnership-peterborough" } },
    });
  });

  test("shares of what it is attributed to are split to the penny; without shares the money is shared", async () => {
    const award = await given();
    const third = (thing: string, share: string) => ({ id: thing, share });
    const split = await done(officer, "allocate", { award, year: YEAR, amount: "100.00", attributedTo: { level: "ACTION", things: [third("action-a", "33.33"), third("action-b", "33.33"), third("action-c", "33.34")] } });
    expect(split.attributions).toEqual([{ thing: "action-a", share: "33.33", amount: { pence: "3333" } }, { thing: "action-b", share: "33.33", amount: { pence: "3333" } }, { thing: "action-c", share: "33.34", amount: { pence: "3334" } }]);
    const shared = await done(officer, "allocate", { award, year: YEAR, amount: "50.00", attributedTo: { level: "PLEDGE", things: [{ id: "pledge-a" }, { id: "pledge-b" }] } });
    expect(shared.attributions).toEqual([{ thing: "pledge-a", share: null, amount: null }, { thing: "pledge-b", share: null, amount: null }]);
    const one = await done(officer, "allocate", { award, year: YEAR, amount: "50.00", attributedTo: { level: "OBJECTIVE", things: [{ id: "pcc-objective-a" }] } });
    expect(one.attributions).toEqual([{ thing: "pcc-objective-a", share: null, amount: { pence: "5000" } }]);
  });

  test.each([
    ["a share sum of 99.99", { level: "ACTION", things: [{ id: "action-a", share: "50.00" }, { id: "action-b", share: "49.99" }] }, "SHARES_DO_NOT_SUM"],
    ["a share of nothing", { level: "ACTION", things: [{ id: "action-a", share: "100.00" }, { id: "action-b", share: "0.00" }] }, "SHARES_DO_NOT_SUM"],
    ["shares for some alone", { level: "ACTION", things: [{ id: "action-a", share: "100.00" }, { id: "action-b" }] }, "SHARES_DO_NOT_SUM"],
    ["one thing twice", { level: "ACTION", things: [{ id: "action-a", share: "50.00" }, { id: "action-a", share: "50.00" }] }, "SHARES_DO_NOT_SUM"],
    ["a thing of another level", { level: "ACTION", things: [{ id: "pledge-a" }] }, "MALFORMED_ID"],
    ["a level without a thing", { level: "PLEDGE", things: [] }, "MISSING_VALUE"],
    ["things that are UNATTRIBUTED", { level: "UNATTRIBUTED", things: [{ id: "action-a" }] }, "MISSING_VALUE"],
  ])("%s is refused", async (_, attributedTo, code) => {
    const answer = await call(officer, "allocate", { award: await given(), year: YEAR, amount: "100.00", attributedTo });
    expect(refusalOf(answer, code).field).toBe("input.attributedTo");
  });

  test("no more is allocated than the year gives, unless an administrator approved the excess", async () => {
    const award = await given();
    await allocated(award, "1000.00");
    expect(refusalOf(await call(officer, "allocate", { award, year: YEAR, amount: "0.01" }), "ALLOCATIONS_EXCEED_YEAR")).toMatchObject({ field: "input.amount", message: expect.stringContaining("1000.00") as string });
    expect(refusalOf(await call(officer, "allocate", { award, year: "2017/18", amount: "0.01" }), "PERIOD_OUTSIDE_YEAR").field).toBe("input.year");
    refusalOf(await call(officer, "approveOverAllocation", { award, year: YEAR, excess: "50.00", reason: "A late bid" }), "NOT_YOUR_DOOR");
    const approved = await done(chief, "approveOverAllocation", { award, year: YEAR, excess: "50.00", reason: "A late bid", approvedOn: "2016-05-01" });
    expect(approved).toMatchObject({ version: 1, excess: { pounds: "50.00" }, approvedOn: "2016-05-01" });
    const over = await allocated(award, "50.00");
    refusalOf(await call(officer, "allocate", { award, year: YEAR, amount: "0.01" }), "ALLOCATIONS_EXCEED_YEAR");
    // The approval cannot be taken back while it is used; after that it can.
    expect(refusalOf(await call(chief, "approveOverAllocation", { award, year: YEAR, excess: "49.99", reason: "Less" }, 1), "ALLOCATIONS_EXCEED_YEAR").field).toBe("input.excess");
    await done(officer, "changeAllocation", { allocation: over, amount: "0.00" }, 1);
    expect(await done(chief, "approveOverAllocation", { award, year: YEAR, excess: "0.00", reason: "Not needed" }, 1)).toMatchObject({ version: 2, excess: { pounds: "0.00" } });
    expect(refusalOf(await call(chief, "approveOverAllocation", { award, year: YEAR, excess: "1.00", reason: "Tomorrow", approvedOn: "2999-01-01" }, 2), "DAY_AHEAD").field).toBe("input.approvedOn");
  });

  test("what hangs under an allocation stays within it, in its award and its year", async () => {
    const [award, other] = [await given(), await given()];
    const top = await allocated(award, "100.00");
    await allocated(award, "60.00", { parent: top });
    expect(refusalOf(await call(officer, "allocate", { award, year: YEAR, amount: "40.01", parent: top }), "ALLOCATIONS_EXCEED_PARENT").field).toBe("input.amount");
    expect(refusalOf(await call(officer, "changeAllocation", { allocation: top, amount: "59.99" }, 1), "ALLOCATIONS_EXCEED_PARENT").field).toBe("input.amount");
    expect(refusalOf(await call(officer, "allocate", { award: other, year: YEAR, amount: "1.00", parent: top }), "REFERENCE_ASTRAY").field).toBe("input.parent");
    expect(refusalOf(await call(officer, "allocate", { award, year: "2017/18", amount: "1.00", parent: top }), "REFERENCE_ASTRAY").field).toBe("input.year");
  });

  test("an allocation is changed in what is said, and keeps the rest", async () => {
    const award = await given();
    const attributedTo = { level: "OUTCOME", things: [{ id: "outcome-a", share: "25.00" }, { id: "outcome-b", share: "75.00" }] };
    const { id } = await done(officer, "allocate", { award, year: YEAR, amount: "10.01", purpose: "First", recipient: "organisation-a", attributedTo });
    const changed = await done(officer, "changeAllocation", { allocation: id, amount: "20.02", recipient: null }, 1);
    expect(changed).toMatchObject({ id, version: 2, amount: { pounds: "20.02" }, purpose: "First", recipient: null, attributions: [{ share: "25.00", amount: { pence: "501" } }, { share: "75.00", amount: { pence: "1501" } }] });
    expect(refusalOf(await call(officer, "changeAllocation", { allocation: id, amount: "1.00" }, 1), "VERSION_MOVED").field).toBe("expectedVersion");
    expect(refusalOf(await call(officer, "changeAllocation", { allocation: "allocation-nowhere", amount: "1.00" }, 1), "UNKNOWN_REFERENCE").field).toBe("input.allocation");
  });
});

test.each(["12.345", "12.3", "-1.00", "99999999999999999.00", "1,000.00", "£5.00"])("the sum %s is no sum of money anywhere", async (amount) => {
  const award = await given();
  const allocation = await allocated(award, "1.00");
  for (const [verb, input] of [
    ["allocate", { award, year: YEAR, amount }],
    ["changeAllocation", { allocation, amount }],
    ["draftClaim", { award, amount }],
    ["recordPayment", { award, amount }],
    ["passOn", { allocation, amount }],
    ["refund", { allocation, amount }],
    ["clawBack", { award, amount }],
  ] as const) {
    expect(refusalOf(await call(officer, verb, input, verb === "changeAllocation" ? 1 : 0), "MALFORMED_MONEY").field).toBe("input.amount");
  }
  expect(refusalOf(await call(chief, "approveOverAllocation", { award, year: YEAR, excess: amount, reason: "No" }), "MALFORMED_MONEY").field).toBe("input.excess");
});

test("a claim of the past is drafted, submitted, decided and paid on its own days, and stays of the day of its draft while it is one", async () => {
  const award = await given();
  const { id: claim } = (await done(claimant, "draftClaim", { award, amount: "100.00", on: "2016-05-02" })) as { id: string };
  expect(refusalOf(await call(claimant, "draftClaim", { claim, award, amount: "90.00", on: "2016-05-01" }, 1), "DATES_OUT_OF_ORDER").field).toBe("input.on");
  expect(await done(claimant, "draftClaim", { claim, award, amount: "90.00", on: "2016-05-02" }, 1)).toMatchObject({ state: "DRAFT", stateOn: "2016-05-02", amount: { pounds: "90.00" } });
  expect(await done(claimant, "submitClaim", { claim, on: "2016-05-03" }, 2)).toMatchObject({ stateOn: "2016-05-03" });
  expect(await done(officer, "decideClaim", { claim, decision: "APPROVED", on: "2016-05-10" }, 3)).toMatchObject({ stateOn: "2016-05-10" });
  expect(await done(officer, "payClaim", { claim, on: "2016-05-12" }, 4)).toMatchObject({ state: "PAID", stateOn: "2016-05-12" });
  expect(refusalOf(await call(claimant, "draftClaim", { award, amount: "1.00", on: "9998-01-01" }), "DAY_AHEAD").field).toBe("input.on");
});

test.each(["draftClaim", "recordPayment", "clawBack"] as const)("%s of 0.00 moves nothing, and is refused", async (verb) => {
  expect(refusalOf(await call(officer, verb, { award: await given(), amount: "0.00" }), "AMOUNT_IS_ZERO").field).toBe("input.amount");
});

describe("claims", () => {
  test("a member drafts and submits, an officer queries and approves, and the payment goes with its entry", async () => {
    const award = await given();
    const draft = await done(claimant, "draftClaim", { award, amount: "250.00", period: { kind: "FINANCIAL_QUARTER", from: "2016-04-01", to: "2016-06-30" }, purpose: "Wages" });
    expect(draft).toMatchObject({ version: 1, state: "DRAFT", nextStates: ["SUBMITTED"], visibility: "PARTNERSHIP", payments: { nodes: [] } });
    const claim = draft.id as string;
    expect(await done(claimant, "draftClaim", { claim, award, amount: "260.00" }, 1)).toMatchObject({ version: 2, state: "DRAFT", amount: { pounds: "260.00" } });
    expect(await done(claimant, "submitClaim", { claim }, 2)).toMatchObject({ version: 3, state: "SUBMITTED" });
    expect(await done(officer, "decideClaim", { claim, decision: "QUERIED", reason: "Which month?" }, 3)).toMatchObject({ state: "QUERIED", reason: "Which month?", nextStates: ["SUBMITTED"] });
    expect(await done(claimant, "draftClaim", { claim, award, amount: "240.00", purpose: "Wages of May" }, 4)).toMatchObject({ state: "QUERIED", reason: "Which month?", purpose: "Wages of May" });
    await done(claimant, "submitClaim", { claim }, 5);
    await done(officer, "decideClaim", { claim, decision: "APPROVED" }, 6);
    expect(await balanceOf(award)).toMatchObject({ paidIn: "0.00", claimed: "240.00", approved: "240.00", due: "240.00", available: "760.00" });
    const paid = await done(officer, "payClaim", { claim, note: "By transfer" }, 7);
    expect(paid).toMatchObject({ version: 8, state: "PAID", nextStates: ["APPROVED"], payments: { nodes: [{ kind: "PAYMENT", amount: { pounds: "240.00" } }] } });
    expect(await balanceOf(award)).toMatchObject({ paidIn: "240.00", retained: "240.00", approved: "240.00", due: "0.00", available: "760.00" });
    const { data } = await officer.ask(`query($id: ID!) { claim(id: $id) { award { id } partnership { id } } ledgerEntries(where: { award: ["${award}"] }) { nodes { from to note claim { id state } } } }`, { id: claim });
    expect(data.ledgerEntries.nodes).toEqual([{ from: FUND, to: award, note: "By transfer", claim: { id: claim, state: "PAID" } }]);
  });

  test("to whom claims are hidden, their sums are unknown, and not nothing", async () => {
    const award = await given("1000.00", { visibility: "PUBLISHED" });
    await claimOf(award, "40.00", "APPROVED");
    await done(officer, "recordPayment", { award, amount: "1.00" });
    expect(await balanceOf(award, hub)).toMatchObject({ paidIn: "1.00", retained: "1.00", claimed: null, approved: null, due: null, available: null });
    for (const asker of [officer, claimant]) expect(await balanceOf(award, asker)).toMatchObject({ claimed: "40.00", approved: "40.00", due: "40.00", available: "959.00" });
  });

  test("what is drafted claims nothing; an award with nothing recorded has no balance, which is not 0.00", async () => {
    const award = await given();
    expect(await balanceOf(award)).toBeNull();
    await claimOf(award, "100.00");
    expect(await balanceOf(award)).toMatchObject({ claimed: "0.00", available: "1000.00" });
  });

  test("a step that does not lead on is refused, whoever takes it", async () => {
    const award = await given();
    const draft = await claimOf(award, "10.00");
    const decide = (claim: string, version: number) => call(officer, "decideClaim", { claim, decision: "APPROVED" }, version);
    expect(refusalOf(await decide(draft, 1), "STEP_NOT_OPEN")).toMatchObject({ field: "input.claim", message: expect.stringContaining("From DRAFT to APPROVED") as string });
    expect(refusalOf(await call(officer, "payClaim", { claim: draft }, 1), "STEP_NOT_OPEN").field).toBe("input.claim");
    const paid = await claimOf(award, "10.00", "PAID");
    for (const answer of [await decide(paid, 4), await call(officer, "payClaim", { claim: paid }, 4), await call(claimant, "submitClaim", { claim: paid }, 4), await call(claimant, "draftClaim", { claim: paid, award, amount: "1.00" }, 4)]) {
      expect(refusalOf(answer, "STEP_NOT_OPEN").field).toBe("input.claim");
    }
    const rejected = await claimOf(award, "10.00", "SUBMITTED");
    expect(refusalOf(await call(officer, "decideClaim", { claim: rejected, decision: "REJECTED" }, 2), "MISSING_VALUE").field).toBe("input.reason");
    await done(officer, "decideClaim", { claim: rejected, decision: "REJECTED", reason: "Not for this grant" }, 2);
    refusalOf(await call(claimant, "submitClaim", { claim: rejected }, 3), "STEP_NOT_OPEN");
    refusalOf(await decide(rejected, 2), "VERSION_MOVED");
    refusalOf(await decide("claim-nowhere", 1), "UNKNOWN_REFERENCE");
  });

  test("days follow each other, and none lies ahead", async () => {
    const award = await given();
    const claim = await claimOf(award, "10.00", "SUBMITTED");
    expect(refusalOf(await call(officer, "decideClaim", { claim, decision: "APPROVED", on: "2016-01-01" }, 2), "DATES_OUT_OF_ORDER").field).toBe("input.on");
    expect(refusalOf(await call(officer, "decideClaim", { claim, decision: "APPROVED", on: "2999-01-01" }, 2), "DAY_AHEAD").field).toBe("input.on");
    expect(refusalOf(await call(officer, "decideClaim", { claim, decision: "APPROVED", on: "2016-02-30" }, 2), "MALFORMED_DATE").field).toBe("input.on");
    await done(officer, "decideClaim", { claim, decision: "APPROVED" }, 2);
    expect(refusalOf(await call(officer, "payClaim", { claim, on: "2016-01-01" }, 3), "DATES_OUT_OF_ORDER").field).toBe("input.on");
    expect(refusalOf(await call(officer, "recordPayment", { award, amount: "1.00", on: "2999-01-01" }), "DAY_AHEAD").field).toBe("input.on");
  });

  test("what is approved and paid, less what was clawed back, never comes to more than the award", async () => {
    const award = await given();
    expect(refusalOf(await call(claimant, "submitClaim", { claim: await claimOf(award, "1000.01") }, 1), "CLAIM_EXCEEDS_AWARD").field).toBe("input.claim");
    const [first, second] = [await claimOf(award, "600.00", "SUBMITTED"), await claimOf(award, "400.01", "SUBMITTED")];
    await done(officer, "decideClaim", { claim: first, decision: "APPROVED" }, 2);
    expect(refusalOf(await call(officer, "decideClaim", { claim: second, decision: "APPROVED" }, 2), "CLAIM_EXCEEDS_AWARD").field).toBe("input.decision");
    // What is due is not paid away without a claim.
    expect(refusalOf(await call(officer, "recordPayment", { award, amount: "400.01" }), "PAYMENTS_EXCEED_AWARD").field).toBe("input.amount");
    await done(officer, "payClaim", { claim: first }, 3);
    await done(officer, "recordPayment", { award, amount: "400.00" });
    refusalOf(await call(officer, "recordPayment", { award, amount: "0.01" }), "PAYMENTS_EXCEED_AWARD");
    await done(officer, "clawBack", { award, amount: "500.00" });
    await done(officer, "decideClaim", { claim: second, decision: "APPROVED" }, 2);
    await done(officer, "payClaim", { claim: second }, 3);
    expect(await balanceOf(award)).toMatchObject({ paidIn: "1400.01", clawedBack: "500.00", retained: "900.01", available: "99.99" });
  });

  test("claims for an allocation stay within it", async () => {
    const award = await given();
    const allocation = await allocated(award, "100.00");
    await claimOf(award, "60.00", "PAID", { allocation });
    expect(refusalOf(await call(claimant, "submitClaim", { claim: await claimOf(award, "40.01", "DRAFT", { allocation }) }, 1), "CLAIM_EXCEEDS_AWARD").field).toBe("input.claim");
    expect(refusalOf(await call(officer, "changeAllocation", { allocation, amount: "59.99" }, 1), "CLAIM_EXCEEDS_AWARD").field).toBe("input.amount");
    expect(refusalOf(await call(claimant, "draftClaim", { award: await given(), amount: "1.00", allocation }), "REFERENCE_ASTRAY").field).toBe("input.allocation");
  });

  test("members and apps claim for their own partnership alone, and decide nothing", async () => {
    const award = await given();
    const program = hub.as(app("partnership-peterborough", "claims:write"));
    const claim = ((await done(program, "draftClaim", { award, amount: "5.00" })) as { id: string }).id;
    await done(program, "submitClaim", { claim }, 1);
    for (const asker of [claimant, program, hub.as(app("partnership-peterborough", "read", "progress:write")), hub.as(steward("pcc-area-cambridgeshire")), hub]) {
      refusalOf(await call(asker, "decideClaim", { claim, decision: "APPROVED" }, 2), "NOT_YOUR_DOOR");
      refusalOf(await call(asker, "recordPayment", { award, amount: "1.00" }), "NOT_YOUR_DOOR");
      refusalOf(await call(asker, "allocate", { award, year: YEAR, amount: "1.00" }), "NOT_YOUR_DOOR");
    }
    refusalOf(await call(hub.as(app("partnership-peterborough", "read", "progress:write")), "draftClaim", { award, amount: "1.00" }), "NOT_YOUR_DOOR");
    // Another's award that is not published is not there; one that is published is not theirs.
    const fenland = hub.as(member("partnership-fenland"));
    expect(refusalOf(await call(fenland, "draftClaim", { award, amount: "1.00" }), "UNKNOWN_REFERENCE").field).toBe("input.award");
    expect(refusalOf(await call(fenland, "draftClaim", { award: "award-peterborough-2015-16", amount: "1.00" }), "OUTSIDE_YOUR_REACH").field).toBe("input.award");
    const devon = hub.as(grantOfficer("pcc-area-devon-and-cornwall"));
    expect(refusalOf(await call(devon, "recordPayment", { award: "award-peterborough-2015-16", amount: "1.00" }), "OUTSIDE_YOUR_REACH").field).toBe("input.award");
    expect(refusalOf(await call(devon, "allocate", { award: "award-peterborough-2015-16", year: "2015/16", amount: "1.00" }), "OUTSIDE_YOUR_REACH").field).toBe("input.award");
    expect(refusalOf(await call(devon, "decideClaim", { claim, decision: "APPROVED" }, 2), "UNKNOWN_REFERENCE").field).toBe("input.claim");
    expect(await hub.sql("select version from grants.claim where id = $1 and known_to is null", [claim])).toEqual([{ version: 2 }]);
  });
});

describe("movements of money", () => {
  test("what comes in at a node goes out of it or stays there, along the whole chain", async () => {
    const award = await given();
    const top = await allocated(award, "600.00");
    const under = await allocated(award, "200.00", { parent: top });
    expect(await done(officer, "recordPayment", { award, amount: "500.00", on: "2016-05-01", note: "First half" })).toMatchObject({ version: 1, kind: "PAYMENT", countsAs: "PAYMENT", from: FUND, to: award, on: "2016-05-01", amount: { pounds: "500.00" } });
    expect(refusalOf(await call(officer, "passOn", { allocation: top, amount: "500.01" }), "MONEY_NOT_THERE")).toMatchObject({ field: "input.amount", message: expect.stringContaining("There: 500.00") as string });
    expect(await done(officer, "passOn", { allocation: top, amount: "400.00" })).toMatchObject({ kind: "PASS_ON", from: award, to: top });
    expect(await done(officer, "passOn", { allocation: under, amount: "150.00" })).toMatchObject({ from: top, to: under });
    expect(await done(officer, "refund", { allocation: under, amount: "50.00" })).toMatchObject({ kind: "REFUND", from: under, to: top });
    refusalOf(await call(officer, "refund", { allocation: under, amount: "100.01" }), "MONEY_NOT_THERE");
    await done(officer, "refund", { allocation: top, amount: "100.00" });
    refusalOf(await call(officer, "clawBack", { award, amount: "200.01" }), "MONEY_NOT_THERE");
    expect(await done(officer, "clawBack", { award, amount: "200.00" })).toMatchObject({ kind: "CLAWBACK", from: award, to: FUND });
    expect(await balanceOf(award)).toMatchObject({ paidIn: "500.00", passedOn: "400.00", refunded: "100.00", clawedBack: "200.00", retained: "0.00", available: "700.00" });
    expect(await allocationBalance(top)).toMatchObject({ received: "400.00", passedOn: "150.00", refunded: "50.00", givenBack: "100.00", retained: "200.00" });
    expect(await allocationBalance(under)).toMatchObject({ received: "150.00", passedOn: "0.00", givenBack: "50.00", retained: "100.00" });
    expect(await allocationBalance(await allocated(award, "1.00"))).toBeNull();
  });

  test("no more is passed on than was allocated", async () => {
    const award = await given();
    const allocation = await allocated(award, "100.00");
    await done(officer, "recordPayment", { award, amount: "500.00" });
    expect(refusalOf(await call(officer, "passOn", { allocation, amount: "100.01" }), "PASSED_ON_EXCEEDS_ALLOCATION").field).toBe("input.amount");
    await done(officer, "passOn", { allocation, amount: "100.00" });
    expect(refusalOf(await call(officer, "changeAllocation", { allocation, amount: "99.99" }, 1), "PASSED_ON_EXCEEDS_ALLOCATION").field).toBe("input.amount");
  });

  test("an entry is corrected once, by its exact reverse, and only where its money still is", async () => {
    const award = await given();
    const allocation = await allocated(award, "300.00");
    const payment = await done(officer, "recordPayment", { award, amount: "300.00", on: "2016-05-01" });
    const passed = await done(officer, "passOn", { allocation, amount: "300.00" });
    expect(refusalOf(await call(officer, "correctEntry", { entry: payment.id, reason: "Twice" }), "MONEY_NOT_THERE").field).toBe("input.entry");
    const correction = await done(officer, "correctEntry", { entry: passed.id, reason: "The wrong project" });
    expect(correction).toMatchObject({ kind: "CORRECTION", countsAs: "PASS_ON", from: allocation, to: award, amount: { pounds: "300.00" }, corrects: { id: passed.id }, note: "The wrong project" });
    expect(refusalOf(await call(officer, "correctEntry", { entry: passed.id, reason: "Again" }), "ENTRY_STANDS").field).toBe("input.entry");
    expect(refusalOf(await call(officer, "correctEntry", { entry: correction.id, reason: "Back" }), "ENTRY_STANDS").field).toBe("input.entry");
    expect(refusalOf(await call(officer, "correctEntry", { entry: payment.id, reason: "Early", on: "2016-04-30" }), "DATES_OUT_OF_ORDER").field).toBe("input.on");
    expect(refusalOf(await call(officer, "correctEntry", { entry: payment.id, reason: " " }), "MISSING_VALUE").field).toBe("input.reason");
    await done(officer, "correctEntry", { entry: payment.id, reason: "Never sent", on: "2016-05-01" });
    expect(await balanceOf(award)).toMatchObject({ paidIn: "0.00", passedOn: "0.00", retained: "0.00", available: "1000.00" });
    expect(await allocationBalance(allocation)).toMatchObject({ received: "0.00", retained: "0.00" });
  });

  test("a claim whose payment is corrected is APPROVED again, and is paid again", async () => {
    const award = await given("100.00");
    const claim = await claimOf(award, "100.00", "PAID");
    const payment = async (): Promise<string> => (await hub.sql<{ id: string }>("select id from grants.ledger_entry e where claim_id = $1 and not exists (select from grants.ledger_entry c where c.corrects_id = e.id)", [claim]))[0]!.id;
    const first = await payment();
    await done(officer, "correctEntry", { entry: first, reason: "Sent to the wrong account" });
    const { data } = await officer.ask(`{ claim(id: "${claim}") { version state reason nextStates payments { totalCount } } }`);
    expect(data.claim).toEqual({ version: 5, state: "APPROVED", reason: "Sent to the wrong account", nextStates: ["PAID"], payments: { totalCount: 1 } });
    // What is due is kept for it: nothing else is paid of the award.
    expect(await balanceOf(award)).toMatchObject({ paidIn: "0.00", approved: "100.00", due: "100.00", available: "0.00" });
    refusalOf(await call(officer, "recordPayment", { award, amount: "0.01" }), "PAYMENTS_EXCEED_AWARD");
    expect(refusalOf(await call(officer, "decideClaim", { claim, decision: "REJECTED", reason: "After all" }, 5), "STEP_NOT_OPEN").field).toBe("input.claim");
    expect(await done(officer, "payClaim", { claim }, 5)).toMatchObject({ version: 6, state: "PAID", reason: null });
    expect(refusalOf(await call(officer, "correctEntry", { entry: first, reason: "Again" }), "ENTRY_STANDS").field).toBe("input.entry");
    // As often as it takes.
    await done(officer, "correctEntry", { entry: await payment(), reason: "Once more" });
    await done(officer, "payClaim", { claim }, 7);
    expect(await balanceOf(award)).toMatchObject({ paidIn: "100.00", retained: "100.00", due: "0.00", available: "0.00" });
    expect((await officer.ask(`{ claim(id: "${claim}") { version state payments { totalCount } } }`)).data.claim).toEqual({ version: 8, state: "PAID", payments: { totalCount: 3 } });
  });

  test("a claim's payment whose money has gone on is not corrected, and the claim stays PAID", async () => {
    const award = await given("100.00");
    const allocation = await allocated(award, "100.00");
    const claim = await claimOf(award, "100.00", "PAID");
    await done(officer, "passOn", { allocation, amount: "0.01" });
    const [entry] = await hub.sql<{ id: string }>("select id from grants.ledger_entry where claim_id = $1", [claim]);
    refusalOf(await call(officer, "correctEntry", { entry: entry!.id, reason: "Wrong" }), "MONEY_NOT_THERE");
    expect(await hub.sql("select version, state from grants.claim where id = $1 and known_to is null", [claim])).toEqual([{ version: 4, state: "PAID" }]);
  });

  test("a file takes back a claim's payment only with the payment that took its place", async () => {
    const award = await given("100.00");
    const claim = await claimOf(award, "100.00", "PAID");
    const [paid] = await hub.sql<{ id: string; on: string }>(`select id, on_day::text as on from grants.ledger_entry where claim_id = $1`, [claim]);
    const file = (...rows: string[]): string => ["id,award,kind,from,to,amount,on,claim,corrects,note,document,section,as_printed,known_from,visibility", ...rows, ""].join("\n");
    const back = `ledger-entry-back-${claim},${award},CORRECTION,${award},${FUND},100.00,${paid!.on},,${paid!.id},Wrong,,,,,PARTNERSHIP`;
    const again = `ledger-entry-again-${claim},${award},PAYMENT,${FUND},${award},100.00,${paid!.on},${claim},,,,,,,PARTNERSHIP`;
    expect(await hub.importCsv("grants/ledger-entries", file(back))).toMatchObject({ written: 0, problems: [{ line: 2, column: "corrects", code: "CLAIM_STAYS_PAID", message: expect.stringContaining(claim) as string }] });
    expect(await hub.importCsv("grants/ledger-entries", file(again))).toMatchObject({ written: 0, problems: [{ line: 2, column: "claim", code: "ENTRY_ASTRAY" }, { line: 2, column: "amount", code: "PAYMENTS_EXCEED_AWARD" }] });
    const claims = (state: string): string => `id,award,allocation,period,amount,state,on,reason,purpose,document,section,as_printed,known_from\n${claim},${award},,,100.00,${state},${paid!.on},,Work done,,,,\n`;
    expect(await hub.importCsv("grants/claims", claims("APPROVED"))).toMatchObject({ written: 0, problems: [{ line: 2, column: "state", code: "STEP_NOT_OPEN" }, { line: 2, column: "amount", code: "CLAIM_EXCEEDS_AWARD" }] });
    expect(await hub.importCsv("grants/ledger-entries", file(back, again))).toMatchObject({ written: 2, problems: [] });
    expect(await balanceOf(award)).toMatchObject({ paidIn: "100.00", retained: "100.00", due: "0.00" });
  });

  test("a balance shows what was known on the day that is asked of", async () => {
    const award = "award-peterborough-2015-16";
    const file = (rows: string[]): string => ["id,award,kind,from,to,amount,on,claim,corrects,note,document,section,as_printed,known_from", ...rows, ""].join("\n");
    const rows = [`ledger-entry-first,${award},PAYMENT,${FUND},${award},100.00,2016-09-01,,,,,,,2016-09-02`, `ledger-entry-second,${award},PAYMENT,${FUND},${award},23.45,2016-10-01,,,,,,,2016-10-02`];
    expect(await hub.importCsv("grants/ledger-entries", file(rows))).toMatchObject({ written: 2, problems: [] });
    const ask = async (asOf: string): Promise<string | null> => (await hub.ask(`{ award(id: "${award}", asOf: "${asOf}") { balance { paidIn { pounds } } } }`)).data.award.balance?.paidIn.pounds ?? null;
    expect([await ask("2016-09-01"), await ask("2016-09-02"), await ask("2016-10-01"), await ask("2016-10-02")]).toEqual([null, "100.00", "100.00", "123.45"]);
    // The same file again says nothing new; a changed entry is none that the ledger takes.
    expect(await hub.importCsv("grants/ledger-entries", file(rows))).toMatchObject({ written: 0, unchanged: 2, problems: [] });
    expect(await hub.importCsv("grants/ledger-entries", file([rows[0]!.replace("100.00", "99.00")]))).toMatchObject({ written: 0, problems: [{ column: "id", code: "ENTRY_STANDS" }] });
  });
});

test("a year's funding of a service is split over its funds by largest remainder, and set anew as a whole", async () => {
  const plymouth = hub.as(grantOfficer("pcc-area-devon-and-cornwall"));
  const service = "service-plymouth-domestic-abuse";
  const other = "fund-cambridgeshire-pcc-safer-peterborough";
  const set = (shares: object[], version = 0) => ({ input: { service, year: "2017/18", total: "100.01", shares }, version });
  const { input } = set([{ fund: "fund-devon-and-cornwall-pcc-plymouth", share: "66.67" }, { fund: other, share: "33.33" }]);
  expect(await done(plymouth, "setServiceFunding", input)).toMatchObject({ version: 1, total: { pence: "10001" }, shares: [{ share: "66.67", amount: { pence: "6668" } }, { fund: { id: other }, share: "33.33", amount: { pence: "3333" } }] });
  for (const shares of [[{ fund: other, share: "99.99" }], [{ fund: other, share: "50.00" }, { fund: other, share: "50.00" }]]) {
    expect(refusalOf(await call(plymouth, "setServiceFunding", set(shares).input, 1), "SHARES_DO_NOT_SUM").field).toBe("input.shares");
  }
  expect(refusalOf(await call(plymouth, "setServiceFunding", set([{ fund: "fund-nowhere", share: "100.00" }]).input, 1), "UNKNOWN_REFERENCE").field).toBe("input.shares");
  expect(refusalOf(await call(plymouth, "setServiceFunding", set([{ fund: "100", share: "100.00" }]).input, 1), "MALFORMED_ID").field).toBe("input.shares");
  expect(refusalOf(await call(plymouth, "setServiceFunding", set([{ fund: other, share: "100.00" }]).input, 0), "VERSION_MOVED").field).toBe("expectedVersion");
  refusalOf(await call(officer, "setServiceFunding", set([{ fund: other, share: "100.00" }]).input, 1), "OUTSIDE_YOUR_REACH");
  const { data } = await hub.ask(`{ service(id: "${service}") { fundings { nodes { year total { pounds } shares { fund { id } } } } } serviceFundings(where: { severalFunders: true, year: "2017/18" }) { totalCount } none: serviceFundings(where: { severalFunders: false }) { totalCount } }`);
  expect(data).toMatchObject({ service: { fundings: { nodes: [{ year: "2017/18", total: { pounds: "100.01" } }] } }, serviceFundings: { totalCount: 1 }, none: { totalCount: 0 } });
});

test("the same key does a thing once, however often it is sent and whoever is first", async () => {
  const award = await given();
  const input = { award, amount: "10.00" };
  const answers = await Promise.all(Array.from({ length: 8 }, () => call(officer, "recordPayment", input, 0, "payment-sent-often")));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(answers[0]!.errors).toBeUndefined();
  expect(await balanceOf(award)).toMatchObject({ paidIn: "10.00" });
  expect(refusalOf(await call(officer, "recordPayment", { ...input, amount: "11.00" }, 0, "payment-sent-often"), "IDEMPOTENCY_KEY_REUSED").field).toBe("idempotencyKey");
});

test("an award is not made smaller than what is allocated, paid and approved of it", async () => {
  const award = await given();
  const smaller = (pounds: string, version: number) =>
    call(officer, "recordAward", { award, fund: FUND, partnership: "partnership-peterborough", awarded: pounds, annualAmounts: [{ year: YEAR, amount: pounds }] }, version);
  await allocated(award, "300.00");
  refusalOf(await smaller("299.99", 1), "ALLOCATIONS_EXCEED_YEAR");
  await done(officer, "recordPayment", { award, amount: "400.00" });
  refusalOf(await smaller("399.99", 1), "PAYMENTS_EXCEED_AWARD");
  await claimOf(award, "100.00", "APPROVED");
  refusalOf(await smaller("499.99", 1), "CLAIM_EXCEEDS_AWARD");
  expect((await smaller("500.00", 1)).errors).toBeUndefined();
});

describe("an award with an agreement", () => {
  const OPEN = `mutation($input: OpenAgreementInput!, $key: ID!) { openAgreement(input: $input, idempotencyKey: $key) { version } }`;
  const MOVE = `mutation($input: MoveAgreementInput!, $expectedVersion: Int!, $key: ID!) { moveAgreement(input: $input, expectedVersion: $expectedVersion, idempotencyKey: $key) { version } }`;

  /** Takes the agreement of a new award from state to state, each on a day of its own. */
  async function agreed(...states: string[]): Promise<{ award: string; move: (state: string, more?: object) => ReturnType<Asker["ask"]> }> {
    const award = await given("1000.00", { recipient: "organisation-peterborough-city-council", purpose: "Street work" });
    await officer.ask(OPEN, { input: { award, on: "2016-04-01" }, key: randomUUID() });
    let version = 1;
    const move = async (state: string, more: object = {}) => {
      const said = { AGREED: { reasons: "Safer streets", withoutConditions: true }, CLAWBACK: { clawback: "100.00" } }[state] ?? {};
      const input = { award, state, on: `2016-04-${String(version + 1).padStart(2, "0")}`, note: "By a test", ...said, ...more };
      const answer = await officer.ask(MOVE, { input, expectedVersion: version, key: randomUUID() });
      if (!answer.errors) version++;
      return answer;
    };
    for (const state of states) expect((await move(state)).errors).toBeUndefined();
    return { award, move };
  }

  test("is claimed from while it runs, and paid until it is closed", async () => {
    const { award, move } = await agreed("AGREED");
    const allocation = await allocated(award, "500.00");
    expect(refusalOf(await call(claimant, "draftClaim", { award, amount: "1.00" }), "AGREEMENT_NOT_OPEN")).toMatchObject({ field: "input.award", message: expect.stringContaining("It is AGREED") as string });
    expect(refusalOf(await call(officer, "recordPayment", { award, amount: "1.00" }), "AGREEMENT_NOT_OPEN").field).toBe("input.award");
    await move("ACTIVE");
    const [paid, late] = [await claimOf(award, "200.00", "PAID"), await claimOf(award, "10.00", "SUBMITTED")];
    await done(officer, "passOn", { allocation, amount: "150.00" });
    await move("SUSPENDED");
    expect(refusalOf(await call(officer, "decideClaim", { claim: late, decision: "APPROVED" }, 2), "AGREEMENT_NOT_OPEN").field).toBe("input.claim");
    expect(refusalOf(await call(officer, "passOn", { allocation, amount: "1.00" }), "AGREEMENT_NOT_OPEN").field).toBe("input.allocation");
    await done(officer, "refund", { allocation, amount: "150.00" });
    await move("TERMINATED");
    expect(refusalOf(await move("CLOSED"), "STILL_OPEN")).toMatchObject({ field: "input.state", message: expect.stringContaining("not settled: 1") as string });
    await done(officer, "decideClaim", { claim: late, decision: "REJECTED", reason: "Too late" }, 2);
    expect((await move("CLOSED", { on: today() })).errors).toBeUndefined();
    for (const [verb, input, field] of [
      ["allocate", { award, year: YEAR, amount: "1.00" }, "input.award"],
      ["changeAllocation", { allocation, amount: "1.00" }, "input.allocation"],
      ["recordPayment", { award, amount: "1.00" }, "input.award"],
      ["refund", { allocation, amount: "1.00" }, "input.allocation"],
      ["clawBack", { award, amount: "1.00" }, "input.award"],
    ] as const) {
      expect(refusalOf(await call(officer, verb, input, verb === "changeAllocation" ? 1 : 0), "AGREEMENT_NOT_OPEN").field).toBe(field);
    }
    const { data } = await officer.ask(`query($id: ID!) { claim(id: $id) { payments { nodes { id } } } }`, { id: paid });
    expect(refusalOf(await call(officer, "correctEntry", { entry: data.claim.payments.nodes[0].id, reason: "Late" }), "AGREEMENT_NOT_OPEN").field).toBe("input.entry");
  });

  test("is clawed back by what was demanded, and closed when that has come", async () => {
    const { award, move } = await agreed("AGREED", "ACTIVE");
    await done(officer, "recordPayment", { award, amount: "300.00" });
    expect(refusalOf(await call(officer, "clawBack", { award, amount: "1.00" }), "AGREEMENT_NOT_OPEN").field).toBe("input.award");
    await move("CLAWBACK");
    expect(refusalOf(await call(officer, "clawBack", { award, amount: "1.00", on: "2016-04-03" }), "DATES_OUT_OF_ORDER")).toMatchObject({ field: "input.on", message: expect.stringContaining("2016-04-04") as string });
    await done(officer, "clawBack", { award, amount: "60.00" });
    expect(refusalOf(await call(officer, "clawBack", { award, amount: "40.01" }), "CLAWBACK_NOT_DEMANDED")).toMatchObject({ field: "input.amount", message: expect.stringContaining("40.00") as string });
    expect(refusalOf(await move("CLOSED"), "STILL_OPEN").message).toContain("40.00");
    await done(officer, "clawBack", { award, amount: "40.00" });
    expect((await move("CLOSED", { on: today() })).errors).toBeUndefined();
    expect(await balanceOf(award)).toMatchObject({ paidIn: "300.00", clawedBack: "100.00", retained: "200.00" });
  });
});

describe("the database by itself", () => {
  /** Rows as they lie there, with what a test says of them. */
  async function rows(): Promise<{ award: string; allocation: string; claim: string; entry: Record<string, unknown>; claimRow: Record<string, unknown>; allocationRow: Record<string, unknown> }> {
    const award = await given();
    const allocation = await allocated(award, "100.00");
    const claim = await claimOf(award, "50.00", "SUBMITTED");
    const { id } = await done(officer, "recordPayment", { award, amount: "100.00" });
    const one = async (table: string, row: string): Promise<Record<string, unknown>> => (await hub.sql<{ row: Record<string, unknown> }>(`select to_jsonb(t) - 'partnership_id' as row from grants.${table} t where id = $1 and known_to is null`, [row]))[0]!.row;
    return { award, allocation, claim, entry: await one("ledger_entry", id as string), claimRow: await one("claim", claim), allocationRow: await one("allocation", allocation) };
  }
  const asOfficer = grantOfficer("pcc-area-cambridgeshire");
  const next = (row: Record<string, unknown>, more: object): Record<string, unknown> => ({ ...row, version: (row["version"] as number) + 1, known_from: "2999-01-01T00:00:00Z", ...more });
  let n = 0;
  const another = (row: Record<string, unknown>, more: object): Record<string, unknown> => ({ ...row, id: `${String(row["id"])}-${String(++n)}`, ...more });

  /** The guard that holds where a row is inserted, past all of the hub's code. */
  async function guard(table: string, row: Record<string, unknown>, closes?: string): Promise<string> {
    return sql.as("grants", asOfficer, async (client) => {
      if (closes) await client.query(`update grants.${table} set known_to = '2999-01-01T00:00:00Z' where id = $1 and known_to is null`, [closes]);
      try {
        await client.query(...insertion(`grants.${table}`, row));
        await client.query("set constraints all immediate");
        return "taken";
      } catch (error) {
        const { code, constraint } = error as { code: string; constraint?: string };
        return constraint ?? code;
      }
    });
  }

  test("keeps allocations within their year, their parent and their place", async () => {
    const { allocationRow: row, allocation } = await rows();
    expect(await guard("allocation", another(row, { amount_pence: 90_000 }))).toBe("taken");
    expect(await guard("allocation", another(row, { amount_pence: 90_001 }))).toBe("ALLOCATIONS_EXCEED_YEAR");
    expect(await guard("allocation", another(row, { parent_id: allocation, amount_pence: 10_001 }))).toBe("ALLOCATIONS_EXCEED_PARENT");
    expect(await guard("allocation", another(row, { parent_id: "allocation-nowhere" }))).toBe("REFERENCE_ASTRAY");
    expect(await guard("allocation", another(row, { parent_id: allocation, year: "2017/18" }))).toBe("REFERENCE_ASTRAY");
    expect(await guard("allocation", { ...another(row, {}), parent_id: `${String(row["id"])}-${String(n)}` })).toBe("REFERENCE_ASTRAY");
    expect(await guard("allocation", next(row, { year: "2017/18" }), allocation)).toBe("REFERENCE_ASTRAY");
    expect(await guard("allocation", another(row, { attributed_level: "ACTION" }))).toBe("SHARES_DO_NOT_SUM");
    const split = { attributed_level: "ACTION", attributed_ids: ["action-a", "action-b"], attributed_shares: [50, 50], attributed_pence: [5_000, 5_000] };
    expect(await guard("allocation", another(row, split))).toBe("taken");
    expect(await guard("allocation", another(row, { ...split, attributed_shares: [50, 49.99] }))).toBe("SHARES_DO_NOT_SUM");
    expect(await guard("allocation", another(row, { ...split, attributed_pence: [5_000, 4_999] }))).toBe("SHARES_DO_NOT_SUM");
    expect(await guard("allocation", another(row, { amount_currency: "EUR" }))).toBe("allocation_amount_is_in_pounds");
    expect(await guard("allocation", another(row, { amount_pence: -1 }))).toBe("allocation_amount_is_not_negative");
  });

  test("lets no money out of a node that did not come in, and no more into an award than was given", async () => {
    const { entry: row, award, allocation } = await rows();
    const passed = { kind: "PASS_ON", from_node: award, to_node: allocation };
    expect(await guard("ledger_entry", another(row, passed))).toBe("taken");
    expect(await guard("ledger_entry", another(row, { ...passed, amount_pence: 10_001 }))).toBe("MONEY_NOT_THERE");
    expect(await guard("ledger_entry", another(row, { kind: "REFUND", from_node: allocation, to_node: award }))).toBe("MONEY_NOT_THERE");
    expect(await guard("ledger_entry", another(row, { amount_pence: 90_000 }))).toBe("taken");
    expect(await guard("ledger_entry", another(row, { amount_pence: 90_001 }))).toBe("PAYMENTS_EXCEED_AWARD");
    for (const astray of [{ kind: "PASS_ON" }, { kind: "CLAWBACK" }, { kind: "GIFT" }, { from_node: allocation }, { to_node: "award-peterborough-2015-16" }, { kind: "CORRECTION" }, { corrects_id: row["id"] }, { claim_id: "claim-nowhere" }]) {
      expect({ astray, guard: await guard("ledger_entry", another(row, astray)) }).toEqual({ astray, guard: "ENTRY_ASTRAY" });
    }
    expect(await guard("ledger_entry", another(row, { amount_pence: 0 }))).toBe("AMOUNT_IS_ZERO");
    expect(await guard("ledger_entry", another(row, { amount_currency: "EUR" }))).toBe("ledger_entry_amount_is_in_pounds");
  });

  test("has an entry stand, and be corrected once by its exact reverse", async () => {
    const { entry: row, award } = await rows();
    const reverse = { kind: "CORRECTION", corrects_id: row["id"], from_node: award, to_node: FUND };
    expect(await guard("ledger_entry", another(row, reverse))).toBe("taken");
    for (const [more, held] of [[{ amount_pence: 9_999 }, "ENTRY_ASTRAY"], [{ from_node: FUND, to_node: award }, "ENTRY_ASTRAY"], [{ on_day: "2000-01-01" }, "ENTRY_ASTRAY"]] as const) expect(await guard("ledger_entry", another(row, { ...reverse, ...more }))).toBe(held);
    expect(await guard("ledger_entry", next(row, { note: "Changed" }), row["id"] as string)).toBe("ENTRY_STANDS");
    const { id } = await done(officer, "correctEntry", { entry: row["id"], reason: "Wrong" });
    expect(await guard("ledger_entry", another(row, reverse))).toMatch(/ledger_entry_is_corrected_once|MONEY_NOT_THERE/);
    expect(await guard("ledger_entry", another(row, { kind: "CORRECTION", corrects_id: id as string }))).toBe("ENTRY_ASTRAY");
  });

  test("takes a claim by its steps alone, pays it with its entry alone, and holds what is approved within the award", async () => {
    const { claimRow: row, claim, award } = await rows();
    for (const state of ["DRAFT", "PAID", "LOST"]) expect(await guard("claim", next(row, { state }), claim)).toBe("STEP_NOT_OPEN");
    expect(await guard("claim", next(row, { state: "APPROVED" }), claim)).toBe("taken");
    expect(await guard("claim", next(row, { state: "APPROVED", state_on: "2016-01-01" }), claim)).toBe("DATES_OUT_OF_ORDER");
    expect(await guard("claim", next(row, { state: "APPROVED", amount_pence: 5_001 }), claim)).toBe("STEP_NOT_OPEN");
    expect(await guard("claim", another(row, { version: 1, state: "APPROVED" }))).toBe("STEP_NOT_OPEN");
    await done(officer, "decideClaim", { claim, decision: "APPROVED" }, 2);
    expect(await guard("claim", next({ ...row, version: 3 }, { state: "PAID" }), claim)).toBe("ENTRY_ASTRAY");
    const [large] = [await claimOf(award, "850.00", "SUBMITTED")];
    const [largeRow] = await hub.sql<{ row: Record<string, unknown> }>("select to_jsonb(t) as row from grants.claim t where id = $1 and known_to is null", [large]);
    expect(await guard("claim", next(largeRow!.row, { state: "APPROVED" }), large)).toBe("taken");
    await done(officer, "recordPayment", { award, amount: "1.00" });
    expect(await guard("claim", next(largeRow!.row, { state: "APPROVED" }), large)).toBe("CLAIM_EXCEEDS_AWARD");
  });

  test("takes a claim back from PAID with the correction of its entry, and an entry that pays one with the claim", async () => {
    const award = await given();
    const claim = await claimOf(award, "50.00", "PAID");
    const [{ entry, row } = { entry: {}, row: {} }] = await hub.sql<{ entry: Record<string, unknown>; row: Record<string, unknown> }>(
      "select to_jsonb(e) as entry, to_jsonb(c) as row from grants.claim c join grants.ledger_entry e on e.claim_id = c.id where c.id = $1 and c.known_to is null", [claim]);
    const reverse = another(entry, { kind: "CORRECTION", claim_id: null, corrects_id: entry["id"], from_node: award, to_node: FUND });
    const back = next(row, { state: "APPROVED" });
    const stepBack = async (...written: [string, Record<string, unknown>][]): Promise<string> =>
      sql.as("grants", asOfficer, async (client) => {
        try {
          for (const [table, each] of written) {
            if (table === "claim") await client.query("update grants.claim set known_to = $2 where id = $1 and known_to is null", [claim, each["known_from"]]);
            await client.query(...insertion(`grants.${table}`, each));
          }
          await client.query("set constraints all immediate");
          return "taken";
        } catch (error) {
          return (error as { constraint?: string }).constraint ?? String(error);
        }
      });
    expect(await stepBack(["claim", back])).toBe("STEP_NOT_OPEN");
    expect(await stepBack(["ledger_entry", reverse])).toBe("ENTRY_ASTRAY");
    expect(await stepBack(["ledger_entry", reverse], ["claim", back])).toBe("taken");
    expect(await stepBack(["ledger_entry", another(entry, {})])).toBe("ENTRY_ASTRAY");
    // Back, and PAID again without another entry.
    expect(await stepBack(["ledger_entry", reverse], ["claim", back], ["claim", next(back, { state: "PAID", known_from: "2999-01-02T00:00:00Z" })])).toBe("ENTRY_ASTRAY");
    // Back, and on without the first entry having been taken back.
    expect(await stepBack(["claim", back], ["claim", next(back, { state: "PAID", known_from: "2999-01-02T00:00:00Z" })])).toBe("STEP_NOT_OPEN");
    expect(await stepBack(["ledger_entry", reverse], ["claim", back], ["claim", next(back, { state: "PAID", known_from: "2999-01-02T00:00:00Z" })], ["ledger_entry", another(entry, {})])).toBe("taken");
  });

  test("lets members write claims alone, and none that is decided", async () => {
    const { claimRow, entry, allocationRow } = await rows();
    const peterborough = member("partnership-peterborough");
    const tried = (viewer: Parameters<typeof sql.as>[1], table: string, row: Record<string, unknown>) => sql.as("grants", viewer, (client) => attempt(client, ...insertion(`grants.${table}`, row)));
    expect(await tried(peterborough, "claim", another(claimRow, { version: 1 }))).toBe(1);
    expect(await tried(peterborough, "claim", another(claimRow, { version: 1, state: "APPROVED" }))).toBe("23514");
    expect(await tried(app("partnership-peterborough", "claims:write"), "claim", another(claimRow, { version: 1 }))).toBe(1);
    for (const viewer of [app("partnership-peterborough", "read", "returns:write"), analyst("pcc-area-cambridgeshire"), member("partnership-fenland"), grantOfficer("pcc-area-devon-and-cornwall")]) {
      expect(await tried(viewer, "claim", another(claimRow, { version: 1 }))).toBe(DENIED);
    }
    expect(await tried(peterborough, "ledger_entry", another(entry, {}))).toBe(DENIED);
    expect(await tried(peterborough, "allocation", another(allocationRow, {}))).toBe(DENIED);
  });
});
