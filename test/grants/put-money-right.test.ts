/** The how-to that puts money right, followed to the letter. */
import { examplesOf, follow } from "../support/how-to.js";
import { startHub, type TestHub } from "../support/hub.js";

let hub: TestHub;
beforeAll(async () => void (hub = await startHub()));
afterAll(() => hub.close());

const examples = examplesOf("put-money-right");
/** What the text says that the partnership does. */
const ITS_OWN = ["draftClaim", "submitClaim"];
/** What the examples call what a verb answers first. */
const CALLED: Record<string, string> = { recordAward: "award", allocate: "allocation", recordPayment: "payment", passOn: "passed", draftClaim: "claim", setProfile: "profileLine", expectReturns: "returnExpectation" };

test("what was wrong of money is put right by the examples of the how-to, and an earlier day shows it as it was", async () => {
  const ids: Record<string, string> = {};
  const told: string[] = [];
  let seen: unknown;
  expect(examples).toHaveLength(24);
  await follow(hub, examples, ITS_OWN, (verb, answered) => {
    const said = [answered].flat()[0] as { id?: string; state?: string; status?: string; visibility?: string; withdrawn?: boolean; payments?: { nodes: { id: string }[] } };
    if (CALLED[verb] && said.id) ids[CALLED[verb]] ??= said.id;
    if (said.payments) ids["claimPayment"] = said.payments.nodes[0]!.id;
    for (const each of [said.state, said.withdrawn ? "withdrawn" : undefined, said.status]) if (each) told.push(each);
    if (verb === "award") seen = said;
    return ids;
  });
  expect(told).toEqual(["DRAFT", "DRAFT", "SUBMITTED", "QUERIED", "QUERIED", "SUBMITTED", "APPROVED", "PAID", "PAID", "withdrawn", "MISSING", "WITHDRAWN"]);
  expect(seen).toEqual({
    visibility: "PARTNERSHIP",
    balance: { paidIn: { pounds: "3200.00" }, passedOn: { pounds: "2500.00" }, due: { pounds: "0.00" } },
    ledgerEntries: { totalCount: 9 },
    profile: { nodes: [{ withdrawn: true }, { withdrawn: false }] },
    reporting: { expected: 0, missing: 4, late: 0 },
  });
  // It is hidden from anyone else with all that hangs on it.
  const { data } = await hub.ask("query($id: ID!) { award(id: $id) { id } ledgerEntries(where: { award: [$id] }) { totalCount } returnExpectations(where: { award: [$id] }) { totalCount } }", { id: ids["award"] });
  expect(data).toEqual({ award: null, ledgerEntries: { totalCount: 0 }, returnExpectations: { totalCount: 0 } });
  expect(await hub.sql("select kind, counts_as, amount_pence from grants.ledger_entry where kind = 'CORRECTION' order by known_from")).toMatchObject([
    { counts_as: "PASS_ON", amount_pence: "520000" },
    { counts_as: "PAYMENT", amount_pence: "520000" },
    { counts_as: "PAYMENT", amount_pence: "70000" },
  ]);
});
