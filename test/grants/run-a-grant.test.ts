import { examplesOf, follow } from "../support/how-to.js";
import { refusalOf, startHub, type TestHub } from "../support/hub.js";
import { grantOfficer, member } from "../support/people.js";

/* The how-to is followed to the letter. At its end the grant is closed, and nobody used anything but the API. */

let hub: TestHub;
beforeAll(async () => void (hub = await startHub()));
afterAll(() => hub.close());

const examples = examplesOf("run-a-grant");
/** What the text says that the partnership does. */
const ITS_OWN = ["submitApplication", "draftClaim", "submitClaim", "recordReturn"];
/** What the examples call what a verb answers. */
const CALLED: Record<string, string> = { recordCommissioningPlan: "commissioningPlan", recordService: "service", submitApplication: "application", setCondition: "condition", allocate: "allocation", draftClaim: "claim" };

test("a grant goes from commissioning to closure by the examples of the how-to, and an earlier day shows it as it was", async () => {
  const ids: Record<string, string> = {};
  const states: string[] = [];
  let whole: unknown;
  expect(examples).toHaveLength(27);
  await follow(hub, examples, ITS_OWN, (verb, answered) => {
    const said = answered as { id?: string; state?: string; award?: { id?: string } };
    if (verb === "moveAgreement") states.push(said.state!);
    if (verb === "award") whole = said;
    Object.assign(ids, CALLED[verb] ? { [CALLED[verb]]: said.id! } : {}, said.award?.id ? { award: said.award.id } : {});
    return ids;
  });
  expect(states).toEqual(["AGREED", "ACTIVE", "ACTIVE", "FINAL_RETURN_DUE", "RECONCILED", "CLAWBACK", "CLOSED"]);
  expect(whole).toEqual({
    awarded: { pounds: "12000.00" },
    application: { state: "AWARDED" },
    agreement: { state: "CLOSED", stateOn: "2024-05-20", publishedOn: "2023-04-20" },
    conditions: { nodes: [{ number: 1, text: "Report after the summer.", status: "MET" }] },
    variations: { nodes: [{ number: 1, reason: "A second night each week", after: { pounds: "12000.00" } }] },
    publication: { status: "COMPLETE" },
    balance: { paidIn: { pounds: "8000.00" }, clawedBack: { pounds: "500.00" }, retained: { pounds: "0.00" } },
  });
  // Each step is a version, and each version stands in the audit under the verb that wrote it.
  const verbs = await hub.sql<{ verb: string; state: string }>("select verb, after ->> 'state' as state from grants.audit_entry where noun = 'agreement' order by n");
  expect(verbs.map(({ verb, state }) => `${verb} ${state}`)).toEqual([
    "awardApplication AWARDED",
    "moveAgreement AGREED",
    "publishAgreement AGREED",
    "moveAgreement ACTIVE",
    "varyAward VARIED",
    "moveAgreement ACTIVE",
    "moveAgreement FINAL_RETURN_DUE",
    "moveAgreement RECONCILED",
    "moveAgreement CLAWBACK",
    "moveAgreement CLOSED",
  ]);
  // What is published anyone sees, and yesterday nobody knew of it.
  const seen = (asOf: string | null) => hub.ask("query($id: ID!, $asOf: Date) { award(id: $id, asOf: $asOf) { agreement { state } } }", { id: ids["award"], asOf });
  expect((await seen(null)).data.award).toEqual({ agreement: { state: "CLOSED" } });
  expect((await seen("2024-05-20")).data.award).toBeNull();
  const service = await hub.as(member("partnership-fenland")).ask("query($id: ID!) { service(id: $id) { need provider { name } commissioningPlan { title evidence } outcomes { nodes { number outcome measure } } } }", { id: ids["service"] });
  expect(service.data.service).toMatchObject({ need: "Assaults at night", commissioningPlan: { title: "Commissioning plan 2023/24" }, outcomes: { nodes: [{ number: 1, outcome: "Fewer assaults at night" }] } });
});

describe("what is commissioned", () => {
  const officer = grantOfficer("pcc-area-cambridgeshire");
  let keys = 0;
  const record = (who: Parameters<TestHub["as"]>[0], verb: string, input: object, expectedVersion = 0, key = `commissioning-${++keys}`) =>
    hub.as(who).ask(`mutation($input: ${verb.slice("record".length)}Input!, $expectedVersion: Int!, $key: ID!) { ${verb}(input: $input, expectedVersion: $expectedVersion, idempotencyKey: $key) { id version visibility } }`, { input, expectedVersion, key });
  const plan = { partnership: "partnership-fenland", title: "A plan" };
  const service = { partnership: "partnership-fenland", status: "PLANNED", commissioners: ["organisation-fenland-district-council"], start: { kind: "MONTH", from: "2023-04-01", to: "2023-04-30" } };

  test("is the officer's of the area to record and to change", async () => {
    for (const [verb, input] of [["recordCommissioningPlan", plan], ["recordService", service]] as const) {
      for (const viewer of [member("partnership-fenland"), { ...officer, role: "ANALYST" as never }, { ...officer, role: "STEWARD" as never }]) refusalOf(await record(viewer, verb, input), "NOT_YOUR_DOOR");
      expect(refusalOf(await record(grantOfficer("pcc-area-devon-and-cornwall"), verb, input), "OUTSIDE_YOUR_REACH").field).toBe("input.partnership");
      const first = await record(officer, verb, input, 0, `commissioning-same-${verb}`);
      expect(first.data[verb]).toMatchObject({ version: 1, visibility: "PARTNERSHIP" });
      expect(await record(officer, verb, input, 0, `commissioning-same-${verb}`)).toEqual(first);
      const changed = { ...input, [verb === "recordService" ? "service" : "commissioningPlan"]: first.data[verb].id, purpose: "For the nights" };
      refusalOf(await record(officer, verb, changed, 0), "VERSION_MOVED");
      expect((await record(officer, verb, changed, 1)).data[verb]).toMatchObject({ id: first.data[verb].id, version: 2 });
    }
  });

  test("is refused where it names what is not there, another's, or what cannot be", async () => {
    expect(refusalOf(await record(officer, "recordCommissioningPlan", { ...plan, award: "award-peterborough-2015-16" }), "REFERENCE_ASTRAY").field).toBe("input.award");
    expect(refusalOf(await record(officer, "recordCommissioningPlan", { ...plan, made: { kind: "MONTH", from: "2023-04-02", to: "2023-04-30" } }), "MALFORMED_PERIOD").field).toBe("input.made");
    expect(refusalOf(await record(officer, "recordService", { ...service, commissioningPlan: "commissioning-plan-of-nobody" }), "UNKNOWN_REFERENCE").field).toBe("input.commissioningPlan");
    expect(refusalOf(await record(officer, "recordService", { ...service, commissioners: ["somebody"] }), "MALFORMED_ID").field).toBe("input.commissioners");
    expect(refusalOf(await record(officer, "recordService", { ...service, service: "service\u0000" }, 1), "MALFORMED_TEXT").field).toBe("input.service");
    const made = await record(officer, "recordService", service);
    const outcome = { service: made.data.recordService.id as string, outcome: "Quiet nights" };
    const recorded = await record(officer, "recordServiceOutcome", outcome);
    expect(recorded.data.recordServiceOutcome).toMatchObject({ version: 1, visibility: "PARTNERSHIP" });
    expect(refusalOf(await record(officer, "recordServiceOutcome", { ...outcome, number: 1 }), "DUPLICATE_ROW").field).toBe("input.service");
    expect((await record(officer, "recordServiceOutcome", outcome)).data.recordServiceOutcome).toMatchObject({ version: 1 });
    refusalOf(await record(grantOfficer("pcc-area-devon-and-cornwall"), "recordServiceOutcome", outcome), "UNKNOWN_REFERENCE");
    refusalOf(await record(member("partnership-fenland"), "recordServiceOutcome", outcome), "NOT_YOUR_DOOR");
  });
});
