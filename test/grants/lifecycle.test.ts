import type { Viewer } from "../../kernel/authority/viewer.js";
import { AGREEMENT_STEPS, AgreementState } from "../../services/grants/granting/agreement/agreement-state.js";
import { APPLICATION_STEPS, ApplicationState } from "../../services/grants/granting/application/application-state.js";
import { refusalOf, startHub, type HubAnswer, type TestHub } from "../support/hub.js";
import { administrator, analyst, app, grantOfficer, member, steward } from "../support/people.js";

/*
 * A grant from the application to its closure, by the API alone: every step that is open, every step that is not, and
 * who may take it. Fenland and Peterborough lie in Cambridgeshire, Plymouth in Devon and Cornwall.
 */

let hub: TestHub;
beforeAll(async () => void (hub = await startHub()));
afterAll(() => hub.close());

const AREA = "pcc-area-cambridgeshire";
const officer = grantOfficer(AREA);
const fenland = member("partnership-fenland");
const FUND = "fund-cambridgeshire-pcc-safer-peterborough";
const COUNCIL = "organisation-fenland-district-council";
let keys = 0;
const newKey = (): string => `lifecycle-${String(++keys)}`;

/** Calls a mutation. `shows` is what is asked of the answer. */
async function act(viewer: Viewer, verb: string, input: object, expectedVersion: number | null, { shows = "id version", key = newKey() }: { shows?: string; key?: string } = {}): Promise<HubAnswer> {
  const type = `${verb[0]!.toUpperCase()}${verb.slice(1)}Input`;
  const names: Record<string, string> = { RecordAwardInput: "AwardInput", RecordPaymentInput: "AwardMoneyInput", ClawBackInput: "AwardMoneyInput", DraftClaimInput: "ClaimInput", SubmitClaimInput: "SubmissionInput", DecideClaimInput: "DecisionInput", PayClaimInput: "ClaimPaymentInput", RecordServiceInput: "ServiceInput", RecordServiceOutcomeInput: "ServiceOutcomeInput", RecordCommissioningPlanInput: "CommissioningPlanInput", SubmitReturnInput: "ReturnInput" };
  const [takes, gives] = expectedVersion === null ? ["", ""] : [", $expectedVersion: Int!", "expectedVersion: $expectedVersion, "];
  return hub.as(viewer).ask(`mutation($input: ${names[type] ?? type}!${takes}, $key: ID!) { ${verb}(input: $input, ${gives}idempotencyKey: $key) { ${shows} } }`, { input, key, ...(expectedVersion === null ? {} : { expectedVersion }) });
}

/** The same, where it must not be refused; answers what was written. */
async function done(viewer: Viewer, verb: string, input: object, expectedVersion: number | null, shows?: string): Promise<HubAnswer["data"]> {
  const answer = await act(viewer, verb, input, expectedVersion, shows ? { shows } : {});
  if (answer.errors) throw new Error(`${verb}: ${JSON.stringify(answer.errors)}`);
  return answer.data[verb] as Record<string, unknown>;
}

const applying = (more: object = {}) => ({
  fund: FUND,
  partnership: "partnership-fenland",
  applicant: COUNCIL,
  purpose: "Street pastors in Wisbech",
  annualAmounts: [{ year: "2024/25", amount: "10000.01" }, { year: "2023/24", amount: "5000.00" }],
  on: "2023-01-10",
  ...more,
});

/** An award of its own with its agreement, AWARDED on 1 March 2023. */
async function awarded(more: object = {}): Promise<string> {
  const input = { fund: FUND, partnership: "partnership-fenland", recipient: COUNCIL, awarded: "15000.01", annualAmounts: [{ year: "2023/24", amount: "5000.00" }, { year: "2024/25", amount: "10000.01" }], purpose: "Street pastors", ...more };
  const { id } = await done(officer, "recordAward", input, 0);
  await done(officer, "openAgreement", { award: id, on: "2023-03-01" }, null);
  return id as string;
}

/** Pays money of an award; its agreement must be at work. */
async function pay(award: string, amount = "0.50"): Promise<void> {
  const answer = await act(officer, "recordPayment", { award, amount, on: "2023-03-02" }, null, { shows: "id" });
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
}

/** Brings the agreement of an award to a state by open steps, each on a day after the one before; answers its version. */
async function brought(award: string, ...states: (AgreementState | [AgreementState, object])[]): Promise<number> {
  let version = ((await hub.as(officer).ask(`query($id: ID!) { award(id: $id) { agreement { version } } }`, { id: award })).data.award as { agreement: { version: number } }).agreement.version;
  for (const each of states) {
    const [state, more] = typeof each === "string" ? [each, {}] : each;
    const at = `2023-0${3 + Math.floor(version / 28)}-${String(1 + (version % 28)).padStart(2, "0")}`;
    const said = { AGREED: { reasons: "It lets people feel safe at night.", withoutConditions: true }, SUSPENDED: { note: "No return came." }, TERMINATED: { note: "The scheme ended." }, CLAWBACK: { note: "Money was left over.", clawback: "0.50" } }[state as string] ?? {};
    if (state === AgreementState.RECONCILED) await finalReturn(award);
    version = (await done(officer, "moveAgreement", { award, state, on: at, ...said, ...more }, version))["version"] as number;
    if (state === AgreementState.ACTIVE && (await hub.sql("select from grants.ledger_entry where award_id = $1", [award])).length === 0) await pay(award);
  }
  return version;
}

async function finalReturn(award: string): Promise<void> {
  const csv = `id,award,allocation,period,spend,forecast,variance_reason,received_on,final,document,section,as_printed,known_from\nspend-return-of-${award},${award},,FINANCIAL_YEAR 2024/25,10000.01,,,2025-04-30,YES,,,,\n`;
  const report = await hub.importCsv("grants/spend-returns", csv);
  if (report.problems.length) throw new Error(JSON.stringify(report.problems));
}

const AGREEMENT = `query($id: ID!, $asOf: Date) { award(id: $id, asOf: $asOf) { awarded { pounds } annualAmounts { year amount { pounds } } visibility version
  application { id state } agreement { version state stateOn agreedOn publishedOn note reasons withoutConditions visibility clawback { pounds } nextStates }
  conditions { nodes { number text status evidence reason visibility } } variations { nodes { number reason before { pounds } after { pounds } beforeAmounts { year amount { pounds } } variedOn } } } }`;
const seen = async (id: string, who: { ask: TestHub["ask"] } = hub.as(officer)) => (await who.ask(AGREEMENT, { id })).data.award;

describe("an application", () => {
  test("goes from the member's expression of interest to the officer's award, which is written with its agreement in one moment", async () => {
    const interest = await done(fenland, "submitApplication", applying({ state: "EXPRESSION_OF_INTEREST" }), 0, "id version state stateOn visibility requested { pounds } annualAmounts { year } period { label } applicant { id } nextStates");
    expect(interest).toMatchObject({
      version: 1,
      state: "EXPRESSION_OF_INTEREST",
      stateOn: "2023-01-10",
      visibility: "PARTNERSHIP",
      requested: { pounds: "15000.01" },
      annualAmounts: [{ year: "2023/24" }, { year: "2024/25" }],
      period: { label: "2023/24 to 2024/25" },
      applicant: { id: COUNCIL },
      nextStates: ["APPLICATION", "WITHDRAWN"],
    });
    const application = interest["id"] as string;
    expect(await done(fenland, "moveApplication", { application, state: "APPLICATION", on: "2023-01-20" }, 1, "version state purpose")).toMatchObject({ version: 2, state: "APPLICATION", purpose: "Street pastors in Wisbech" });
    // Until somebody judges it, it can still be worded otherwise.
    await done(fenland, "submitApplication", applying({ application, purpose: "Street pastors in Wisbech and March", on: "2023-01-21" }), 2);
    await done(officer, "moveApplication", { application, state: "ASSESSMENT", on: "2023-02-01" }, 3);
    const answer = await done(officer, "awardApplication", { application, on: "2023-03-01", annualAmounts: [{ year: "2023/24", amount: "5000.00" }], reasons: "Fewer assaults at night." }, 4, "version state stateOn award { id purpose recipient { id } fund { id } awarded { pounds } agreement { state stateOn reasons } application { id } }");
    expect(answer).toMatchObject({
      version: 5,
      state: "AWARDED",
      stateOn: "2023-03-01",
      award: { purpose: "Street pastors in Wisbech and March", recipient: { id: COUNCIL }, fund: { id: FUND }, awarded: { pounds: "5000.00" }, agreement: { state: "AWARDED", stateOn: "2023-03-01", reasons: "Fewer assaults at night." }, application: { id: application } },
    });
    // Everything that it was stands in its versions.
    const was = await hub.sql<{ state: string }>("select state from grants.application where id = $1 order by version", [application]);
    expect(was.map(({ state }) => state)).toEqual(["EXPRESSION_OF_INTEREST", "APPLICATION", "APPLICATION", "ASSESSMENT", "AWARDED"]);
  });

  test.each(Object.values(ApplicationState))("goes from %s where a step leads, and nowhere else", async (from) => {
    const route: Record<ApplicationState, ApplicationState[]> = {
      EXPRESSION_OF_INTEREST: [],
      APPLICATION: [ApplicationState.APPLICATION],
      ASSESSMENT: [ApplicationState.APPLICATION, ApplicationState.ASSESSMENT],
      AWARDED: [ApplicationState.APPLICATION, ApplicationState.ASSESSMENT, ApplicationState.AWARDED],
      DECLINED: [ApplicationState.APPLICATION, ApplicationState.ASSESSMENT, ApplicationState.DECLINED],
      WITHDRAWN: [ApplicationState.WITHDRAWN],
    };
    const step = (application: string, state: ApplicationState, version: number): Promise<HubAnswer> =>
      state === ApplicationState.AWARDED ? act(officer, "awardApplication", { application, on: "2023-03-01" }, version) : act(officer, "moveApplication", { application, state, on: "2023-03-01", reason: "As decided." }, version);
    for (const to of Object.values(ApplicationState)) {
      const { id } = await done(officer, "submitApplication", applying({ state: "EXPRESSION_OF_INTEREST" }), 0);
      let version = 1;
      for (const state of route[from]) expect((await step(id as string, state, version++)).errors).toBeUndefined();
      const answer = await step(id as string, to, version);
      if (APPLICATION_STEPS[from].includes(to)) expect(answer.errors).toBeUndefined();
      else expect(refusalOf(answer, "STEP_NOT_OPEN").field).toBe(to === ApplicationState.AWARDED ? "input.application" : "input.state");
      const [row] = await hub.sql<{ version: number }>("select version from grants.application where id = $1 and known_to is null", [id]);
      expect(row!.version).toBe(answer.errors ? version : version + 1);
    }
  });

  test("is its partnership's to make and to withdraw, and the office's to judge", async () => {
    const { id } = await done(fenland, "submitApplication", applying(), 0);
    expect(refusalOf(await act(fenland, "moveApplication", { application: id, state: "ASSESSMENT", on: "2023-02-01" }, 1), "NOT_YOUR_DOOR").field).toBe("input.state");
    refusalOf(await act(fenland, "awardApplication", { application: id, on: "2023-02-01" }, 1), "NOT_YOUR_DOOR");
    refusalOf(await act(app("partnership-fenland", "progress:write"), "submitApplication", applying(), 0), "NOT_YOUR_DOOR");
    for (const viewer of [analyst(AREA), steward(AREA), administrator(AREA)]) refusalOf(await act(viewer, "submitApplication", applying(), 0), "NOT_YOUR_DOOR");
    expect(refusalOf(await act(member("partnership-peterborough"), "submitApplication", applying(), 0), "OUTSIDE_YOUR_REACH").field).toBe("input.partnership");
    expect(refusalOf(await act(grantOfficer("pcc-area-devon-and-cornwall"), "moveApplication", { application: id, state: "ASSESSMENT", on: "2023-02-01" }, 1), "UNKNOWN_REFERENCE").field).toBe("input.application");
    const { id: published } = await done(fenland, "submitApplication", applying({ visibility: "PUBLISHED" }), 0);
    expect(refusalOf(await act(member("partnership-peterborough"), "moveApplication", { application: published, state: "WITHDRAWN", on: "2023-02-01" }, 1), "OUTSIDE_YOUR_REACH").field).toBe("input.application");
    await done(app("partnership-fenland", "claims:write"), "moveApplication", { application: id, state: "WITHDRAWN", on: "2023-02-01" }, 1);
    // Once it is judged its partnership changes it no more.
    await done(officer, "moveApplication", { application: published, state: "ASSESSMENT", on: "2023-02-01" }, 1);
    expect(refusalOf(await act(fenland, "submitApplication", applying({ application: published, on: "2023-02-02" }), 2), "STEP_NOT_OPEN").field).toBe("input.application");
  });

  test("is refused where it says what cannot be", async () => {
    const refused = async (more: object, code: string, field: string): Promise<void> => expect(refusalOf(await act(fenland, "submitApplication", applying(more), 0), code).field).toBe(field);
    await refused({ annualAmounts: [{ year: "2023/24", amount: "10.005" }] }, "MALFORMED_MONEY", "input.annualAmounts");
    await refused({ annualAmounts: [{ year: "2023/24", amount: "-10.00" }] }, "MALFORMED_MONEY", "input.annualAmounts");
    await refused({ annualAmounts: [{ year: "2023/24", amount: "92233720368547758.08" }] }, "MALFORMED_MONEY", "input.annualAmounts");
    await refused({ annualAmounts: [{ year: "2023/25", amount: "10.00" }] }, "MALFORMED_FINANCIAL_YEAR", "input.annualAmounts");
    await refused({ annualAmounts: [{ year: "2023/24", amount: "10.00" }, { year: "2023-24", amount: "10.00" }] }, "PERIODS_OVERLAP", "input.annualAmounts");
    await refused({ annualAmounts: [] }, "MISSING_VALUE", "input.annualAmounts");
    await refused({ fund: "fund-of-nobody" }, "UNKNOWN_REFERENCE", "input.fund");
    await refused({ on: "2023-02-30" }, "MALFORMED_DATE", "input.on");
    await refused({ on: "2999-01-01" }, "DAY_AHEAD", "input.on");
    await refused({ application: "application-of-nobody" }, "UNKNOWN_REFERENCE", "input.application");
    await refused({ application: "application\u0000" }, "MALFORMED_TEXT", "input.application");
    const { id } = await done(fenland, "submitApplication", applying(), 0);
    expect(refusalOf(await act(officer, "moveApplication", { application: id, state: "ASSESSMENT", on: "2023-01-09" }, 1), "DATES_OUT_OF_ORDER").field).toBe("input.on");
    await done(officer, "moveApplication", { application: id, state: "ASSESSMENT", on: "2023-01-10" }, 1);
    expect(refusalOf(await act(officer, "moveApplication", { application: id, state: "DECLINED", on: "2023-01-11", reason: " " }, 2), "MISSING_VALUE").field).toBe("input.reason");
  });
});

describe("an agreement", () => {
  const ROUTES: Record<AgreementState, AgreementState[]> = {
    AWARDED: [],
    AGREED: [AgreementState.AGREED],
    ACTIVE: [AgreementState.AGREED, AgreementState.ACTIVE],
    VARIED: [AgreementState.AGREED, AgreementState.ACTIVE, AgreementState.VARIED],
    SUSPENDED: [AgreementState.AGREED, AgreementState.ACTIVE, AgreementState.SUSPENDED],
    TERMINATED: [AgreementState.AGREED, AgreementState.ACTIVE, AgreementState.SUSPENDED, AgreementState.TERMINATED],
    FINAL_RETURN_DUE: [AgreementState.AGREED, AgreementState.ACTIVE, AgreementState.FINAL_RETURN_DUE],
    RECONCILED: [AgreementState.AGREED, AgreementState.ACTIVE, AgreementState.FINAL_RETURN_DUE, AgreementState.RECONCILED],
    CLAWBACK: [AgreementState.AGREED, AgreementState.ACTIVE, AgreementState.CLAWBACK],
    CLOSED: [AgreementState.AGREED, AgreementState.ACTIVE, AgreementState.SUSPENDED, AgreementState.TERMINATED, AgreementState.CLOSED],
  };
  const vary = async (award: string, on: string): Promise<HubAnswer> => act(officer, "varyAward", { award, on, reason: "More nights", annualAmounts: [{ year: "2023/24", amount: "5000.00" }, { year: "2024/25", amount: "12000.00" }] }, (await seen(award))["version"] as number);

  test.each(Object.values(AgreementState))("goes from %s where a step leads, and nowhere else", async (from) => {
    const everywhere = Object.values(AgreementState);
    for (const to of everywhere) {
      const award = await awarded();
      const [before, last] = [ROUTES[from].slice(0, -1), ROUTES[from].at(-1)];
      let version = await brought(award, ...(last === AgreementState.VARIED ? before : ROUTES[from]));
      if (last === AgreementState.VARIED) {
        expect((await vary(award, "2023-03-20")).errors).toBeUndefined();
        version++;
      }
      const open = AGREEMENT_STEPS[from].includes(to);
      // What is to come back must have come back before it is closed: see the test of the claw-back.
      if (from === AgreementState.CLAWBACK && open) continue;
      if (to === AgreementState.VARIED) {
        const answer = await vary(award, "2023-03-21");
        if (open) expect(answer.errors).toBeUndefined();
        else expect(refusalOf(answer, "STEP_NOT_OPEN").field).toBe("input.award");
        expect(refusalOf(await act(officer, "moveAgreement", { award, state: to, on: "2023-03-22" }, open ? version + 1 : version), "STEP_NOT_OPEN").field).toBe("input.state");
        continue;
      }
      if (to === AgreementState.RECONCILED && open) await finalReturn(award);
      const said = { note: "As agreed.", ...(to === AgreementState.AGREED ? { reasons: "Safer nights.", withoutConditions: true } : {}), ...(to === AgreementState.CLAWBACK ? { clawback: "0.01" } : {}) };
      const answer = await act(officer, "moveAgreement", { award, state: to, on: "2023-03-25", ...said }, version, { shows: "version state stateOn" });
      if (open) expect(answer.data.moveAgreement).toEqual({ version: version + 1, state: to, stateOn: "2023-03-25" });
      else expect(refusalOf(answer, "STEP_NOT_OPEN").field).toBe("input.state");
    }
  });

  test("is agreed only with conditions, recipient, purpose and reasons, and says which of them it lacks", async () => {
    const award = await awarded({ recipient: null, purpose: null });
    const agree = (more: object = {}) => act(officer, "moveAgreement", { award, state: "AGREED", on: "2023-03-02", ...more }, 1);
    const none = refusalOf(await agree(), "ITEMS_MISSING");
    expect(none.field).toBe("input.state");
    expect(none.message).toContain("CONDITIONS, RECIPIENT, PURPOSE, REASONS");
    await done(officer, "recordAward", { award, fund: FUND, partnership: "partnership-fenland", recipient: COUNCIL, awarded: "15000.01", annualAmounts: [{ year: "2023/24", amount: "5000.00" }, { year: "2024/25", amount: "10000.01" }], purpose: "Street pastors" }, 1);
    expect(refusalOf(await agree({ reasons: "Safer nights." }), "ITEMS_MISSING").message).toContain("Missing: CONDITIONS.");
    expect(refusalOf(await agree({ withoutConditions: true }), "ITEMS_MISSING").message).toContain("Missing: REASONS.");
    expect(refusalOf(await agree({ withoutConditions: false, reasons: "Safer nights." }), "ITEMS_MISSING").message).toContain("Missing: CONDITIONS.");
    await done(officer, "setCondition", { award, text: "Report each quarter." }, 0);
    expect(refusalOf(await agree({ withoutConditions: true, reasons: "Safer nights." }), "CONDITIONS_CONTRADICTED").field).toBe("input.withoutConditions");
    expect((await agree({ reasons: "Safer nights." })).errors).toBeUndefined();
    expect((await seen(award))["agreement"]).toMatchObject({ state: "AGREED", agreedOn: "2023-03-02", reasons: "Safer nights." });
  });

  test("keeps its days in order, says why it is held, ended or asked back, and wants a sum to come back", async () => {
    const award = await awarded();
    const version = await brought(award, AgreementState.AGREED, AgreementState.ACTIVE);
    const refused = async (input: object, code: string, field: string): Promise<void> => expect(refusalOf(await act(officer, "moveAgreement", { award, on: "2023-04-01", ...input }, version), code).field).toBe(field);
    await refused({ state: "SUSPENDED" }, "MISSING_VALUE", "input.note");
    await refused({ state: "CLAWBACK", clawback: "1.00" }, "MISSING_VALUE", "input.note");
    await refused({ state: "CLAWBACK", note: "Left over" }, "MISSING_VALUE", "input.clawback");
    await refused({ state: "CLAWBACK", note: "Left over", clawback: "0.00" }, "MALFORMED_MONEY", "input.clawback");
    await refused({ state: "CLAWBACK", note: "Left over", clawback: "0.51" }, "MONEY_NOT_THERE", "input.clawback");
    await refused({ state: "CLAWBACK", note: "Left over", clawback: "1.005" }, "MALFORMED_MONEY", "input.clawback");
    await refused({ state: "SUSPENDED", note: "Late", clawback: "1.00" }, "MISSING_VALUE", "input.clawback");
    await refused({ state: "FINAL_RETURN_DUE", on: "2023-03-02" }, "DATES_OUT_OF_ORDER", "input.on");
    await refused({ state: "FINAL_RETURN_DUE", on: "2999-03-02" }, "DAY_AHEAD", "input.on");
    await refused({ state: "FINAL_RETURN_DUE", on: "in May" }, "MALFORMED_DATE", "input.on");
    await refused({ state: "SUSPENDED", note: "=1+1" }, "FORMULA_CELL", "input.note");
  });

  test("is the officer's of its area, opened once for an award, and moved by whoever knows where it is", async () => {
    const award = await awarded();
    const step = { award, state: "AGREED", on: "2023-03-02", reasons: "Safer nights.", withoutConditions: true };
    for (const viewer of [fenland, analyst(AREA), steward(AREA), administrator(AREA), app("partnership-fenland", "claims:write", "returns:write")]) refusalOf(await act(viewer, "moveAgreement", step, 1), "NOT_YOUR_DOOR");
    expect(refusalOf(await act(grantOfficer("pcc-area-devon-and-cornwall"), "moveAgreement", step, 1), "UNKNOWN_REFERENCE").field).toBe("input.award");
    expect(refusalOf(await act(officer, "moveAgreement", { ...step, award: "award-plymouth-2017-19" }, 1), "OUTSIDE_YOUR_REACH").field).toBe("input.award");
    expect(refusalOf(await act(officer, "openAgreement", { award: "award-plymouth-2017-19", on: "2023-03-01" }, null), "OUTSIDE_YOUR_REACH").field).toBe("input.award");
    expect(refusalOf(await act(officer, "openAgreement", { award, on: "2023-03-01" }, null), "AGREEMENT_THERE").field).toBe("input.award");
    expect(refusalOf(await act(officer, "moveAgreement", { ...step, award: "award-peterborough-2015-16" }, 1), "AGREEMENT_MISSING").field).toBe("input.award");
    const moved = await act(officer, "moveAgreement", step, 2);
    expect(moved.errors![0]!.extensions).toMatchObject({ code: "VERSION_MOVED", field: "expectedVersion", currentVersion: 1 });
    const key = newKey();
    const twice = await Promise.all([1, 2, 3].map(() => act(officer, "moveAgreement", step, 1, { key })));
    for (const answer of twice) expect(answer).toEqual(twice[0]);
    expect(twice[0]!.data.moveAgreement).toMatchObject({ version: 2 });
    expect(refusalOf(await act(officer, "moveAgreement", { ...step, note: "Otherwise" }, 1, { key }), "IDEMPOTENCY_KEY_REUSED").field).toBe("idempotencyKey");
    // Of two who take a step at once one wins.
    const both = await Promise.all([1, 2].map((n) => act(officer, "moveAgreement", { award, state: "ACTIVE", on: "2023-03-03", note: `Step ${n}` }, 2)));
    expect(both.filter(({ errors }) => errors).map(({ errors }) => errors![0]!.extensions["code"])).toEqual(["VERSION_MOVED"]);
  });

  test("is reconciled once the final return is there", async () => {
    const award = await awarded();
    const version = await brought(award, AgreementState.AGREED, AgreementState.ACTIVE, AgreementState.FINAL_RETURN_DUE);
    const reconcile = () => act(officer, "moveAgreement", { award, state: "RECONCILED", on: "2023-04-02" }, version);
    const refused = refusalOf(await reconcile(), "STILL_OPEN");
    expect(refused.field).toBe("input.state");
    await finalReturn(award);
    expect((await reconcile()).errors).toBeUndefined();
    await done(officer, "moveAgreement", { award, state: "CLOSED", on: "2023-04-03" }, version + 1);
    expect((await seen(award))["agreement"]).toMatchObject({ state: "CLOSED", nextStates: [] });
  });
});

test("what is to come back has come back, and every claim is settled, before a grant is closed", async () => {
  const award = await awarded();
  let version = await brought(award, AgreementState.AGREED, AgreementState.ACTIVE);
  const claim = await done(fenland, "draftClaim", { award, amount: "100.00" }, 0);
  await done(fenland, "submitClaim", { claim: claim["id"] }, 1);
  version = await brought(award, AgreementState.CLAWBACK);
  const close = (on = "2023-05-01") => act(officer, "moveAgreement", { award, state: "CLOSED", on }, version);
  expect(refusalOf(await close(), "STILL_OPEN").message).toContain("Claims that are not settled: 1.");
  await done(officer, "decideClaim", { claim: claim["id"], decision: "REJECTED", reason: "It is asked back." }, 2);
  expect(refusalOf(await close(), "STILL_OPEN").message).toContain("Still to come back: 0.50.");
  await done(officer, "clawBack", { award, amount: "0.49", on: "2023-04-20" }, null, "id");
  expect(refusalOf(await close(), "STILL_OPEN").message).toContain("Still to come back: 0.01.");
  await done(officer, "clawBack", { award, amount: "0.01", on: "2023-04-21" }, null, "id");
  // No money moves once it is closed: so neither did any after the day that it is closed on.
  expect(refusalOf(await close("2023-04-20"), "DATES_OUT_OF_ORDER")).toMatchObject({ field: "input.on", message: expect.stringContaining("Its money moved on 2023-04-21.") as string });
  expect((await close()).errors).toBeUndefined();
  expect(refusalOf(await act(officer, "recordPayment", { award, amount: "1.00" }, null, { shows: "id" }), "AGREEMENT_NOT_OPEN").field).toBe("input.award");
});

test("a variation changes the award, tells how and why, and the agreement with it; the amounts of an agreed grant change in no other way", async () => {
  const award = await awarded();
  const change = (amount: string, version: number) => ({ award, fund: FUND, partnership: "partnership-fenland", recipient: COUNCIL, purpose: "Street pastors", awarded: amount, annualAmounts: [{ year: "2023/24", amount }], version });
  const { version: first, ...otherAmounts } = change("5.00", 1);
  expect((await act(officer, "recordAward", otherAmounts, first)).errors).toBeUndefined();
  const version = await brought(award, AgreementState.AGREED, AgreementState.ACTIVE);
  expect(refusalOf(await act(officer, "recordAward", { ...otherAmounts, awarded: "6.00", annualAmounts: [{ year: "2023/24", amount: "6.00" }] }, 2), "VARIATION_NEEDED").field).toBe("input.annualAmounts");
  // All else of the award can still be mended.
  await done(officer, "recordAward", { ...otherAmounts, purpose: "Street pastors in March" }, 2);
  const varied = await done(officer, "varyAward", { award, on: "2023-05-01", reason: "More nights", annualAmounts: [{ year: "2023-24", amount: "4.99" }, { year: "2024/25", amount: "7.02" }] }, 3, "version number reason variedOn before { pounds } after { pounds } afterAmounts { year amount { pounds } } award { awarded { pounds } purpose }");
  expect(varied).toEqual({
    version: 1,
    number: 1,
    reason: "More nights",
    variedOn: "2023-05-01",
    before: { pounds: "5.00" },
    after: { pounds: "12.01" },
    afterAmounts: [{ year: "2023/24", amount: { pounds: "4.99" } }, { year: "2024/25", amount: { pounds: "7.02" } }],
    award: { awarded: { pounds: "12.01" }, purpose: "Street pastors in March" },
  });
  expect(await seen(award)).toMatchObject({ awarded: { pounds: "12.01" }, version: 4, agreement: { version: version + 1, state: "VARIED", stateOn: "2023-05-01", note: "More nights" } });
  expect(refusalOf(await act(officer, "varyAward", { award, on: "2023-05-02", reason: "Again", annualAmounts: [{ year: "2023/24", amount: "1.00" }] }, 4), "STEP_NOT_OPEN").field).toBe("input.award");
  await done(officer, "moveAgreement", { award, state: "ACTIVE", on: "2023-05-02" }, version + 1);
  const refused = async (more: object, code: string, field: string): Promise<void> =>
    expect(refusalOf(await act(officer, "varyAward", { award, on: "2023-05-03", reason: "Again", annualAmounts: [{ year: "2023/24", amount: "1.00" }], ...more }, 4), code).field).toBe(field);
  await refused({ reason: " " }, "MISSING_VALUE", "input.reason");
  await refused({ on: "2023-05-01" }, "DATES_OUT_OF_ORDER", "input.on");
  await refused({ annualAmounts: [{ year: "2023/24", amount: "1.001" }] }, "MALFORMED_MONEY", "input.annualAmounts");
  await refused({ annualAmounts: [] }, "MISSING_VALUE", "input.annualAmounts");
  refusalOf(await act(officer, "varyAward", { award, on: "2023-05-03", reason: "Again", annualAmounts: [{ year: "2023/24", amount: "1.00" }] }, 3), "VERSION_MOVED");
  // A refused variation leaves nothing of itself.
  expect(await seen(award)).toMatchObject({ version: 4, agreement: { version: version + 2 }, variations: { nodes: [{ number: 1 }] } });
  const second = await done(officer, "varyAward", { award, on: "2023-05-03", reason: "Again", annualAmounts: [{ year: "2023/24", amount: "1.00" }] }, 4, "number before { pounds } after { pounds }");
  expect(second).toEqual({ number: 2, before: { pounds: "12.01" }, after: { pounds: "1.00" } });
});

test("a condition is open until its day, then overdue, until it is met or given up", async () => {
  const award = await awarded();
  const first = await done(officer, "setCondition", { award, text: "Report each quarter.", dueOn: "2023-06-30" }, 0, "id version number status visibility award { id }");
  expect(first).toMatchObject({ version: 1, number: 1, status: "OVERDUE", visibility: "PARTNERSHIP", award: { id: award } });
  const second = await done(officer, "setCondition", { award, text: "Name a lead." }, 0, "id number status");
  expect(second).toMatchObject({ number: 2, status: "OPEN" });
  await done(officer, "setCondition", { award, condition: first["id"], text: "Report every quarter.", dueOn: "2999-06-30" }, 1, "number status");
  expect((await seen(award))["conditions"]).toMatchObject({ nodes: [{ number: 1, text: "Report every quarter.", status: "OPEN" }, { number: 2, status: "OPEN" }] });
  const other = await awarded();
  expect(refusalOf(await act(officer, "setCondition", { award: other, condition: first["id"], text: "Else." }, 2), "UNKNOWN_REFERENCE").field).toBe("input.condition");
  expect(refusalOf(await act(officer, "setCondition", { award, text: "By when?", dueOn: "soon" }, 0), "MALFORMED_DATE").field).toBe("input.dueOn");

  const meet = (more: object = {}, version = 2) => act(officer, "meetCondition", { condition: first["id"], on: "2023-07-01", evidence: "Four reports", ...more }, version);
  expect(refusalOf(await meet({ on: "2999-01-01" }), "DAY_AHEAD").field).toBe("input.on");
  expect(refusalOf(await meet({ evidence: "" }), "MISSING_VALUE").field).toBe("input.evidence");
  expect(refusalOf(await meet({ condition: "condition-of-nobody" }), "UNKNOWN_REFERENCE").field).toBe("input.condition");
  refusalOf(await meet({}, 1), "VERSION_MOVED");
  refusalOf(await act(fenland, "meetCondition", { condition: first["id"], on: "2023-07-01", evidence: "Four reports" }, 2), "NOT_YOUR_DOOR");
  expect((await meet()).errors).toBeUndefined();
  expect(refusalOf(await meet({}, 3), "CONDITION_SETTLED").field).toBe("input.condition");
  expect(refusalOf(await act(officer, "waiveCondition", { condition: first["id"], on: "2023-07-02", reason: "Not needed" }, 3), "CONDITION_SETTLED").field).toBe("input.condition");
  expect(refusalOf(await act(officer, "waiveCondition", { condition: second["id"], on: "2023-07-02", reason: "" }, 1), "MISSING_VALUE").field).toBe("input.reason");
  await done(officer, "waiveCondition", { condition: second["id"], on: "2023-07-02", reason: "The post was cut" }, 1);
  expect((await seen(award))["conditions"]).toMatchObject({ nodes: [{ status: "MET", evidence: "Four reports" }, { status: "WAIVED", reason: "The post was cut" }] });
  const listed = await hub.as(officer).ask(`query($award: [ID!]) { met: conditions(where: { award: $award, status: [MET] }) { nodes { number } } open: conditions(where: { award: $award, status: [OPEN, OVERDUE] }) { totalCount } }`, { award: [award] });
  expect(listed.data).toEqual({ met: { nodes: [{ number: 1 }] }, open: { totalCount: 0 } });

  await brought(other, AgreementState.AGREED);
  expect(refusalOf(await act(officer, "setCondition", { award: other, text: "One more." }, 0), "CONDITIONS_CONTRADICTED").field).toBe("input.award");
  await brought(other, AgreementState.ACTIVE, AgreementState.SUSPENDED, AgreementState.TERMINATED, AgreementState.CLOSED);
  expect(refusalOf(await act(officer, "setCondition", { award: other, text: "One more." }, 0), "STEP_NOT_OPEN").field).toBe("input.award");
});

test("what is published of a grant anyone may see, from the day on which it is said to be", async () => {
  const award = await awarded();
  await done(officer, "setCondition", { award, text: "Report each quarter." }, 0);
  const publish = (more: object = {}, version = 2) => act(officer, "publishAgreement", { award, on: "2023-03-20", ...more }, version, { shows: "version publishedOn visibility" });
  expect(refusalOf(await publish({}, 1), "STEP_NOT_OPEN").field).toBe("input.award");
  await done(officer, "moveAgreement", { award, state: "AGREED", on: "2023-03-10", reasons: "Safer nights." }, 1);
  expect(refusalOf(await publish({ on: "2023-03-09" }), "DATES_OUT_OF_ORDER").field).toBe("input.on");
  expect(refusalOf(await publish({ withoutConditions: true }), "CONDITIONS_CONTRADICTED").field).toBe("input.withoutConditions");
  expect(await seen(award, hub)).toBeNull();
  expect((await publish()).data.publishAgreement).toEqual({ version: 3, publishedOn: "2023-03-20", visibility: "PUBLISHED" });
  expect(await seen(award, hub)).toMatchObject({ visibility: "PUBLISHED", agreement: { publishedOn: "2023-03-20", state: "AGREED" }, conditions: { nodes: [{ visibility: "PUBLISHED" }] } });
  refusalOf(await act(fenland, "publishAgreement", { award, on: "2023-03-20" }, 3), "NOT_YOUR_DOOR");
});
