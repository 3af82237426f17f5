/** Whatever hangs on an award is seen with it: by nobody who may not see the award, whatever was written when; and once it is published, its sums are whole for anybody. */
import { randomUUID } from "node:crypto";
import { PUBLIC_VIEWER, type Viewer } from "../../kernel/authority/viewer.js";
import { startHub, type Asker, type TestHub } from "../support/hub.js";
import { call, done } from "../support/ledger-verbs.js";
import { administrator, analyst, grantOfficer, member } from "../support/people.js";
import { ServiceSql } from "../support/service-sql.js";

const AREA = "pcc-area-cambridgeshire";
const FUND = "fund-cambridgeshire-pcc-safer-peterborough";
const YEAR = "2016/17";
const HANGING = ["agreement", "condition", "variation", "allocation", "over_allocation", "claim", "ledger_entry", "profile_line", "return_expectation", "spend_return"];
const INSIDE = { officer: grantOfficer(AREA), analyst: analyst(AREA), member: member("partnership-peterborough") };
const OUTSIDE = { anybody: PUBLIC_VIEWER, "member of another": member("partnership-fenland"), "officer of another": grantOfficer("pcc-area-devon-and-cornwall") };

let hub: TestHub;
let sql: ServiceSql;
let officer: Asker;
beforeAll(async () => {
  hub = await startHub();
  sql = new ServiceSql(hub.databaseUrl);
  officer = hub.as(INSIDE.officer);
});
afterAll(async () => {
  await sql.close();
  await hub.close();
});

const awardInput = { fund: FUND, partnership: "partnership-peterborough", recipient: "organisation-peterborough-city-council", purpose: "Street work", awarded: "1000.00", annualAmounts: [{ year: YEAR, amount: "1000.00" }] };
const given = async (visibility: "PUBLISHED" | "PARTNERSHIP"): Promise<string> => ((await done(officer, "recordAward", { ...awardInput, visibility })) as { id: string }).id;
const show = (award: string, visibility: "PUBLISHED" | "PARTNERSHIP", version: number) => done(officer, "recordAward", { award, ...awardInput, visibility }, version);
const allocated = async (award: string, amount: string, more: object = {}): Promise<string> => ((await done(officer, "allocate", { award, year: YEAR, amount, ...more })) as { id: string }).id;
const asked = (viewer: Viewer): Asker => (viewer.role === "PUBLIC" ? hub : hub.as(viewer));

/** Rows of an award that hang on it, each said to be published, for every noun that hangs on one. */
async function hungOn(award: string): Promise<void> {
  const file = async (what: string, header: string, row: string): Promise<void> => {
    const report = await hub.importCsv(`grants/${what}`, `${header},document,section,as_printed,known_from,visibility\n${row},,,,,PUBLISHED\n`);
    expect(report.problems).toEqual([]);
  };
  await file("agreements", "id,award,state,state_on,reasons,without_conditions,agreed_on,published_on,note,clawback", `agreement-of-${award},${award},ACTIVE,2016-05-01,,,,,,`);
  await file("conditions", "id,award,number,text,due_on,evidence,met_on,waived_on,reason", `condition-of-${award},${award},1,Report.,,,,,`);
  await file("variations", "id,award,number,reason,varied_on,before_amounts,after_amounts", `variation-of-${award},${award},1,,2016-10-01,${YEAR} 900.00,${YEAR} 1000.00`);
  await file("over-allocations", "id,award,year,excess,reason,approved_on", `over-allocation-of-${award},${award},${YEAR},10.00,Agreed by the board.,2016-06-01`);
  await file("allocations", "id,award,year,amount,service,recipient,parent,purpose,attributed_level,attributed_to", `allocation-of-${award},${award},${YEAR},60.00,,,,Lanterns for the precinct,ACTION,action-a`);
  await file("claims", "id,award,allocation,period,amount,state,on,reason,purpose", `claim-of-${award},${award},,,10.00,SUBMITTED,2016-06-01,,`);
  await file("ledger-entries", "id,award,kind,from,to,amount,on,claim,corrects,note", `ledger-entry-of-${award},${award},PAYMENT,${FUND},${award},100.00,2016-06-01,,,Lanterns paid`);
  await file("profile-lines", "id,award,allocation,period,planned", `profile-line-of-${award},${award},,FINANCIAL_YEAR ${YEAR},100.00`);
  await file("return-expectations", "id,award,allocation,kind,period,due_on", `return-expectation-of-${award},${award},,SPEND,FINANCIAL_YEAR ${YEAR},2017-05-01`);
  await file("spend-returns", "id,award,allocation,period,spend,forecast,variance_reason,received_on,final", `spend-return-of-${award},${award},allocation-of-${award},FINANCIAL_YEAR ${YEAR},50.00,,,2017-04-20,YES`);
}

/** How many rows of each noun a viewer's own connection to the database shows. */
const shown = async (viewer: Viewer, award: string): Promise<Record<string, number>> =>
  Object.fromEntries(await Promise.all(HANGING.map(async (noun) => [noun, (await sql.rows("grants", viewer, `select from grants.${noun} where award_id = $1 and known_to is null`, [award])).length])));
const every = (n: number): Record<string, number> => Object.fromEntries(HANGING.map((noun) => [noun, n]));

const LISTS = `query($award: ID!) {
  award(id: $award) { id }
  allocations(where: { award: [$award] }) { totalCount }
  overAllocations(where: { award: [$award] }) { totalCount }
  claims(where: { award: [$award] }) { totalCount }
  ledgerEntries(where: { award: [$award] }) { totalCount }
  agreements(where: { award: [$award] }) { totalCount }
  spendReturns(where: { award: [$award] }) { totalCount }
  returnExpectations(where: { award: [$award] }) { totalCount }
}`;
const counts = async (asker: Asker, award: string): Promise<[boolean, number[]]> => {
  const { data, errors } = await asker.ask(LISTS, { award });
  expect(errors).toBeUndefined();
  const { award: itself, ...lists } = data as Record<string, { totalCount: number }> & { award: unknown };
  return [itself !== null, Object.values(lists).map(({ totalCount }) => totalCount)];
};

test("an award that is hidden takes all that hangs on it along, whenever that was written and however visible it was", async () => {
  const award = await given("PUBLISHED");
  await hungOn(award);
  const found = async (asker: Asker): Promise<string[]> => {
    await hub.fetchFacts();
    return ((await asker.ask(`{ search(text: "lanterns") { nodes { kind } } }`)).data.search.nodes as { kind: string }[]).map(({ kind }) => kind).toSorted();
  };
  const kept = async (viewer: Viewer): Promise<number> => (await sql.rows("plans", viewer, "select from plans.funded where award_id = $1", [award])).length;
  for (const viewer of [...Object.values(INSIDE), ...Object.values(OUTSIDE)]) {
    expect([viewer.subject, await shown(viewer, award)]).toEqual([viewer.subject, every(1)]);
    expect([viewer.subject, await counts(asked(viewer), award)]).toEqual([viewer.subject, [true, [1, 1, 1, 1, 1, 1, 1]]]);
  }
  expect([await found(hub), await kept(PUBLIC_VIEWER)]).toEqual([["ALLOCATION", "LEDGER_ENTRY"], 2]);

  await show(award, "PARTNERSHIP", 1);
  for (const viewer of Object.values(INSIDE)) {
    expect([viewer.subject, await shown(viewer, award)]).toEqual([viewer.subject, every(1)]);
    expect([viewer.subject, await counts(asked(viewer), award)]).toEqual([viewer.subject, [true, [1, 1, 1, 1, 1, 1, 1]]]);
  }
  for (const viewer of Object.values(OUTSIDE)) {
    expect([viewer.subject, await shown(viewer, award)]).toEqual([viewer.subject, every(0)]);
    expect([viewer.subject, await counts(asked(viewer), award)]).toEqual([viewer.subject, [false, [0, 0, 0, 0, 0, 0, 0]]]);
  }
  // Nor by the copies that plans keeps.
  expect([await found(hub), await kept(PUBLIC_VIEWER)]).toEqual([[], 0]);
  expect([await found(hub.as(INSIDE.member)), await kept(INSIDE.member)]).toEqual([["ALLOCATION", "LEDGER_ENTRY"], 2]);

  await show(award, "PUBLISHED", 2);
  expect(await shown(PUBLIC_VIEWER, award)).toEqual(every(1));
  expect([await found(hub), await kept(PUBLIC_VIEWER)]).toEqual([["ALLOCATION", "LEDGER_ENTRY"], 2]);
  // Nobody who is not told of sees anything.
  expect(await sql.rows("grants", null, "select from grants.ledger_entry")).toEqual([]);
});

const SUMS = `query($award: ID!) { award(id: $award) {
  balance { paidIn { pounds } passedOn { pounds } retained { pounds } }
  allocationYears { allocated { pounds } approvedExcess { pounds } }
  allocations { nodes { id amount { pounds } balance { received { pounds } retained { pounds } } } }
} }`;

test("what was written while an award was hidden is seen once it is published, and every sum is whole", async () => {
  const award = await given("PARTNERSHIP");
  const allocation = await allocated(award, "60.00");
  await done(hub.as(administrator(AREA)), "approveOverAllocation", { award, year: YEAR, excess: "5.00", reason: "A late bid for beacons" });
  await done(officer, "recordPayment", { award, amount: "100.00", note: "Beacons paid" });
  await done(officer, "passOn", { allocation, amount: "40.00" });
  const found = async (viewer: Viewer): Promise<string[]> => ((await asked(viewer).ask(`{ search(text: "beacons") { nodes { kind } } }`)).data.search.nodes as { kind: string }[]).map(({ kind }) => kind).toSorted();
  await hub.fetchFacts();
  for (const viewer of Object.values(OUTSIDE)) expect([viewer.subject, await counts(asked(viewer), award), await found(viewer)]).toEqual([viewer.subject, [false, [0, 0, 0, 0, 0, 0, 0]], []]);
  await show(award, "PUBLISHED", 1);
  await hub.fetchFacts();
  for (const viewer of [...Object.values(INSIDE), ...Object.values(OUTSIDE)]) expect([viewer.subject, await found(viewer)]).toEqual([viewer.subject, ["LEDGER_ENTRY", "OVER_ALLOCATION"]]);
  await done(officer, "passOn", { allocation, amount: "20.00" });

  const whole = {
    balance: { paidIn: { pounds: "100.00" }, passedOn: { pounds: "60.00" }, retained: { pounds: "40.00" } },
    allocationYears: [{ allocated: { pounds: "60.00" }, approvedExcess: { pounds: "5.00" } }],
    allocations: { nodes: [{ id: allocation, amount: { pounds: "60.00" }, balance: { received: { pounds: "60.00" }, retained: { pounds: "60.00" } } }] },
  };
  for (const viewer of [...Object.values(INSIDE), ...Object.values(OUTSIDE)]) expect([viewer.subject, (await asked(viewer).ask(SUMS, { award })).data.award]).toEqual([viewer.subject, whole]);
  // It was published by whoever published the award, as the audit shows.
  expect(await hub.sql("select version, visibility from grants.allocation where id = $1 order by version", [allocation])).toEqual([{ version: 1, visibility: "PARTNERSHIP" }, { version: 2, visibility: "PUBLISHED" }]);
  expect(await hub.sql("select role, verb from grants.audit_entry where noun = 'allocation' and id = $1 and version = 2", [allocation])).toEqual([{ role: "GRANT_OFFICER", verb: "recordAward" }]);
  await hub.fetchFacts();
  expect(await sql.rows("plans", PUBLIC_VIEWER, "select from plans.funded where award_id = $1 and known_to is null", [award])).toHaveLength(1);
});

test("publishing an award publishes neither what its partnership keeps to itself nor what was kept while it was published", async () => {
  const award = await given("PUBLISHED");
  const kept = await allocated(award, "10.00", { visibility: "PARTNERSHIP" });
  await show(award, "PARTNERSHIP", 1);
  const later = await allocated(award, "20.00");
  const claim = await done(hub.as(INSIDE.member), "draftClaim", { award, amount: "5.00" });
  await show(award, "PUBLISHED", 2);
  const { data } = await hub.ask(`query($award: ID!) { award(id: $award) { allocations { nodes { id } } claims { totalCount } } }`, { award });
  expect(data.award).toEqual({ allocations: { nodes: [{ id: later }] }, claims: { totalCount: 0 } });
  const { data: inside } = await officer.ask(`query($award: ID!) { award(id: $award) { allocations { nodes { id } } claims { nodes { id } } } }`, { award });
  expect((inside.award.allocations.nodes as { id: string }[]).map(({ id }) => id).toSorted()).toEqual([kept, later].toSorted());
  expect(inside.award.claims.nodes).toEqual([{ id: claim.id }]);
});

test("whoever publishes an award by a file, or says on which day its agreement was published, publishes what hangs on it", async () => {
  const byFile = await given("PARTNERSHIP");
  const first = await allocated(byFile, "10.00");
  const report = await hub.importCsv("grants/awards", `id,fund,partnership,recipient,awarded,annual_amounts,purpose,document,section,as_printed,known_from,visibility\n${byFile},${FUND},partnership-peterborough,organisation-peterborough-city-council,1000.00,${YEAR} 1000.00,Street lights,,,,,PUBLISHED\n`);
  expect(report).toMatchObject({ written: 1, problems: [] });
  expect((await hub.ask(`{ allocation(id: "${first}") { id visibility } }`)).data.allocation).toEqual({ id: first, visibility: "PUBLISHED" });

  const byVerb = await given("PARTNERSHIP");
  const second = await allocated(byVerb, "10.00");
  const verb = (name: string, type: string, input: object, version?: number) =>
    officer.ask(`mutation($input: ${type}!, $key: ID!) { ${name}(input: $input${version === undefined ? "" : `, expectedVersion: ${version}`}, idempotencyKey: $key) { version } }`, { input, key: randomUUID() });
  await verb("openAgreement", "OpenAgreementInput", { award: byVerb, on: "2016-04-01", reasons: "Safer streets", withoutConditions: true });
  await verb("moveAgreement", "MoveAgreementInput", { award: byVerb, state: "AGREED", on: "2016-04-02" }, 1);
  expect((await hub.ask(`{ allocation(id: "${second}") { id } }`)).data.allocation).toBeNull();
  expect((await verb("publishAgreement", "PublishAgreementInput", { award: byVerb, on: "2016-04-03" }, 2)).errors).toBeUndefined();
  expect((await hub.ask(`{ allocation(id: "${second}") { id } }`)).data.allocation).toEqual({ id: second });
  // A version that follows is as visible as the one before.
  await done(officer, "changeAllocation", { allocation: second, amount: "11.00" }, 2);
  expect((await hub.ask(`{ allocation(id: "${second}") { version visibility } }`)).data.allocation).toEqual({ version: 3, visibility: "PUBLISHED" });
  expect((await call(officer, "changeAllocation", { allocation: second, amount: "12.00" }, 2)).errors?.[0]?.extensions["code"]).toBe("VERSION_MOVED");
});
