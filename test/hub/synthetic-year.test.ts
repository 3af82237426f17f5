import { readFileSync } from "node:fs";
import path from "node:path";
import { loadSynthetic } from "../../data/load-synthetic.js";
import { yearOfGrants } from "../../data/synthetic.js";
import { PROJECT_DIR } from "../../kernel/process/config.js";
import { openLog } from "../../kernel/process/log.js";
import { services } from "../../services/index.js";
import { member } from "../support/people.js";
import { startHub, type HubAnswer, type TestHub } from "../support/hub.js";
import { Processes } from "../support/processes.js";

/*
 * The worked year is asked what an officer asks. Its figures are added up here by hand, from the sums that the generator
 * writes down, and by no code of the hub.
 */

const processes = new Processes();
const PAGE = readFileSync(path.join(PROJECT_DIR, "docs/how-to/try-a-year-of-grants.md"), "utf8");
const pounds = (sum: string) => ({ pounds: sum });
let hub: TestHub;

beforeAll(async () => {
  hub = await startHub("empty");
  for await (const { read, written, unchanged, refused } of load()) expect({ written, unchanged, refused }).toEqual({ written: read, unchanged: 0, refused: 0 });
  await hub.fetchFacts();
});

afterAll(async () => {
  await processes.clear();
  await hub.close();
});

const load = () => loadSynthetic(services.map(({ name }) => hub.service(name)), yearOfGrants(), openLog("silent"));

async function asked(question: string, variables: Record<string, unknown> = {}): Promise<HubData> {
  const { data, errors } = await hub.ask(question, variables);
  expect(errors).toBeUndefined();
  return data;
}

async function saved(slug: string, variables: Record<string, unknown> = {}): Promise<HubData> {
  const { data, errors } = await hub.askSaved(slug, variables);
  expect(errors).toBeUndefined();
  return data;
}

type HubData = HubAnswer["data"];

test("one award goes from application to closure, with its balance to the penny", async () => {
  const { award } = await asked(`{ award(id: "award-synthetic-year-1") {
    awarded { pounds } application { state requested { pounds } } agreement { state stateOn publishedOn } publication { status }
    conditions { nodes { number status } } variations { nodes { before { pounds } after { pounds } } } claims { nodes { state amount { pounds } } }
    balance { paidIn { pounds } clawedBack { pounds } passedOn { pounds } refunded { pounds } retained { pounds } due { pounds } available { pounds } }
    allocations { nodes { id parent { id } attributions { thing share amount { pounds } } balance { received { pounds } passedOn { pounds } refunded { pounds } retained { pounds } } } }
    ledgerEntries { nodes { kind } }
  } }`);
  const { claims, allocations, ledgerEntries, ...rest } = award;
  expect(rest).toEqual({
    awarded: pounds("57500.01"),
    application: { state: "AWARDED", requested: pounds("60000.01") },
    agreement: { state: "CLOSED", stateOn: "2024-05-20", publishedOn: "2023-04-28" },
    publication: { status: "COMPLETE" },
    conditions: { nodes: [{ number: 1, status: "MET" }] },
    variations: { nodes: [{ before: pounds("60000.01"), after: pounds("57500.01") }] },
    // Paid 20,000.01, 22,500.00 and 15,000.00; passed on to one 40,000.01 and to the other 17,500.00.
    balance: { paidIn: pounds("57500.01"), clawedBack: pounds("0.00"), passedOn: pounds("57500.01"), refunded: pounds("0.00"), retained: pounds("0.00"), due: null, available: null },
  });
  // Whether there are claims that are not shown, a stranger does not learn.
  const { award: owned } = await asked(`{ award(id: "award-synthetic-year-1") { partnership { id } } }`);
  const own = await hub.as(member(owned.partnership.id)).ask(`{ award(id: "award-synthetic-year-1") { balance { due { pounds } available { pounds } } } }`);
  expect(own.data.award.balance).toEqual({ due: pounds("0.00"), available: pounds("0.00") });
  expect(claims.nodes.map((each: HubData) => `${each.state} ${each.amount.pounds}`).toSorted()).toEqual(["PAID 15000.00", "PAID 20000.01", "PAID 22500.00", "REJECTED 600.00"]);
  expect(ledgerEntries.nodes.filter(({ kind }: HubData) => kind === "CORRECTION")).toHaveLength(1);
  const balances = Object.fromEntries(allocations.nodes.map(({ id, balance }: HubData) => [id.slice("allocation-synthetic-year-".length), Object.values(balance).map((each) => (each as HubData).pounds)]));
  // Received, passed on, refunded, retained: what was first passed on by mistake is in none of them.
  expect(balances).toEqual({
    "1-a": ["40000.01", "25000.00", "400.00", "15400.01"],
    "1-a-1": ["15000.00", "0.00", "0.00", "15000.00"],
    "1-a-2": ["10000.00", "0.00", "0.00", "9600.00"],
    "1-b": ["17500.00", "0.00", "0.00", "17500.00"],
  });
  // 33.33 percent of 40,000.01 is 13,332.003333; the penny that is left goes to the other.
  expect(allocations.nodes[0].attributions).toEqual([
    { thing: "action-synthetic-year-1-1", share: "33.33", amount: pounds("13332.00") },
    { thing: "action-synthetic-year-1-2", share: "66.67", amount: pounds("26668.01") },
  ]);
});

test("any day of the year shows the award as it stood", async () => {
  const seen = async (asOf: string) => {
    const { award, application } = await asked(`query($asOf: Date) {
      application(id: "application-synthetic-year-1", asOf: $asOf) { state }
      award(id: "award-synthetic-year-1", asOf: $asOf) { awarded { pounds } agreement { state } balance { paidIn { pounds } retained { pounds } } conditions { nodes { status } } }
    }`, { asOf });
    return [application?.state, award?.awarded.pounds, award?.agreement.state, award?.balance?.paidIn.pounds, award?.balance?.retained.pounds, award?.conditions.nodes.map(({ status }: HubData) => status).join()];
  };
  expect(await seen("2023-01-15")).toEqual(Array(6).fill(undefined));
  expect(await seen("2023-02-10")).toEqual(["APPLICATION", ...Array(5).fill(undefined)]);
  expect(await seen("2023-03-25")).toEqual(["AWARDED", "60000.01", "AWARDED", undefined, undefined, ""]);
  // 10,200.01 were passed on by mistake, of 20,000.01.
  expect(await seen("2023-07-24")).toEqual(["AWARDED", "60000.01", "ACTIVE", "20000.01", "9800.00", "OPEN"]);
  expect(await seen("2023-07-25")).toEqual(["AWARDED", "60000.01", "ACTIVE", "20000.01", "0.00", "OPEN"]);
  expect(await seen("2023-10-05")).toEqual(["AWARDED", "57500.01", "VARIED", "20000.01", "0.00", "OPEN"]);
  expect(await seen("2024-05-19")).toEqual(["AWARDED", "57500.01", "RECONCILED", "57500.01", "0.00", "MET"]);
});

test("every state of the lifecycle is in it", async () => {
  const { applications, agreements, conditions, claims, returnExpectations, ledgerEntries, awards } = await asked(`{
    applications { nodes { state reason } } agreements { nodes { id state clawback { pounds } } } conditions { nodes { status } } claims { nodes { state } }
    returnExpectations(first: 100) { nodes { id status } } ledgerEntries(first: 100) { nodes { kind } }
    awards { nodes { id balance { clawedBack { pounds } retained { pounds } } } }
  }`);
  const told = (list: HubData, field: string): string => [...new Set<string>(list.nodes.map((each: HubData) => each[field] as string))].toSorted().join(" ");
  expect(told(applications, "state")).toBe("AWARDED DECLINED WITHDRAWN");
  expect(Object.fromEntries(agreements.nodes.map(({ id, state }: HubData) => [id.at(-1), state]))).toEqual({ 1: "CLOSED", 2: "ACTIVE", 3: "CLAWBACK", 4: "ACTIVE", 5: "TERMINATED", 6: "AWARDED" });
  expect(told(conditions, "status")).toBe("MET OPEN OVERDUE WAIVED");
  expect(told(claims, "state")).toBe("APPROVED DRAFT PAID QUERIED REJECTED SUBMITTED");
  expect(told(ledgerEntries, "kind")).toBe("CLAWBACK CORRECTION PASS_ON PAYMENT REFUND");
  const returns = Object.fromEntries(returnExpectations.nodes.map(({ id, status }: HubData) => [id.slice("return-expectation-synthetic-year-".length), status]));
  expect(returns).toMatchObject({ "1-1": "ON_TIME", "1-2": "LATE", "1-final": "ON_TIME", "2-2": "MISSING", "2-3": "LATE", "2-final": "MISSING", "3-4": "LATE" });
  // 9,000.00 are to come back, 6,000.00 have.
  expect(agreements.nodes.find(({ state }: HubData) => state === "CLAWBACK").clawback).toEqual(pounds("9000.00"));
  expect(awards.nodes.find(({ id }: HubData) => id === "award-synthetic-year-3").balance).toEqual({ clawedBack: pounds("6000.00"), retained: pounds("0.00") });
});

test("the saved questions find what is to be looked at", async () => {
  const { awards } = await saved("allocations-against-award");
  const over = awards.nodes.flatMap(({ id, allocationYears }: HubData) => allocationYears.filter((each: HubData) => each.isOverAllocated).map((each: HubData) => ({ id, ...each })));
  expect(over).toEqual([
    { id: "award-synthetic-year-4", year: "2023/24", amount: pounds("20000.00"), allocated: pounds("21500.00"), left: pounds("-1500.00"), isOverAllocated: true, approvedExcess: pounds("1500.00"), approvalReason: "Synthetic: some of it is never spent." },
  ]);

  const { pccArea } = await saved("spend-against-profile", { pccArea: "pcc-area-synthetic-year", year: "2023/24" });
  // What the award and one of its allocations both return of the same days counts once.
  const spending = pccArea.partnerships.nodes.flatMap(({ awards: its }: HubData) => its.nodes).flatMap((each: HubData) => each.spending.map((year: HubData) => ({ id: each.id, ...year })));
  expect(spending).toHaveLength(5);
  expect(spending.find(({ id }: HubData) => id === "award-synthetic-year-1")).toMatchObject({ spent: pounds("57500.01"), isUnderspent: false });
  expect(spending.filter(({ isUnderspent }: HubData) => isUnderspent)).toMatchObject([
    { id: "award-synthetic-year-3", planned: pounds("45000.00"), spent: pounds("36000.00"), underspend: pounds("9000.00"), underspendPercent: "20.0" },
  ]);

  const gaps = (await saved("publication-gaps")).awards.nodes.map(({ id, publication }: HubData) => [id, publication.status, publication.missingItems.join()]);
  expect(gaps).toEqual([["award-synthetic-year-2", "INCOMPLETE", "PURPOSE,REASONS"], ["award-synthetic-year-4", "LATE", ""]]);

  const { serviceFundings } = await saved("multi-funder-services");
  expect(serviceFundings.nodes.map(({ service, total, shares }: HubData) => [service.id, total.pounds, ...shares.map((each: HubData) => `${each.fund.id} ${each.amount.pounds}`)])).toEqual([
    ["service-synthetic-year-1", "66666.67", "fund-synthetic-year-safety 40000.00", "fund-synthetic-year-council 26666.67"],
  ]);
});

test("an action shows what was allocated to it, what was paid and spent of it, and what is shared beside", async () => {
  const sums = "funding { allocated { pounds } paid { pounds } shared { pounds } spent { pounds } }";
  const { one, two, outcome, partnership } = await asked(`{
    one: action(id: "action-synthetic-year-1-1") { ${sums} } two: action(id: "action-synthetic-year-1-2") { ${sums} }
    outcome(id: "outcome-synthetic-year-1-1") { ${sums} } partnership(id: "partnership-synthetic-year-1") { funding { awarded { pounds } allocated { pounds } paid { pounds } } }
  }`);
  // Of 40,000.01 are 25,000.00 granted onward; what is left, 15,000.01, is split 33.33 to 66.67, and so are the 15,400.01
  // that stayed after 400.00 came back.
  expect(one.funding).toEqual({ allocated: pounds("19999.50"), paid: pounds("20132.82"), shared: pounds("0.00"), spent: pounds("11000.00") });
  expect(two.funding).toEqual({ allocated: pounds("20000.51"), paid: pounds("19867.19"), shared: pounds("0.00"), spent: null });
  expect(outcome.funding).toMatchObject({ allocated: pounds("0.00"), shared: pounds("17500.00"), spent: null });
  expect(partnership.funding).toEqual({ awarded: pounds("75750.76"), allocated: pounds("67500.01"), paid: pounds("62500.01") });
});

test("every row calls itself synthetic, and nothing of it is seen where the synthetic is left out", async () => {
  for (const { what, pieces } of yearOfGrants()) {
    const [, ...lines] = Buffer.concat([...pieces()]).toString().trimEnd().split("\n");
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect(`${what} ${line}`).toMatch(/ [a-z-]+-synthetic-year\b.*,document-synthetic-year,Synthetic,,20\d\d-\d\d-\d\d$/);
      if (/\/(documents|funds|organisations|partnerships|pcc-areas|plans|services|topics|actions)$/.test(what)) expect(line).toContain("Synthetic ");
    }
  }
  const lists = ["partnerships", "pccAreas", "organisations", "plans", "actions", "funds", "awards", "applications", "agreements", "conditions", "variations", "services", "serviceFundings", "allocations", "overAllocations", "claims", "ledgerEntries", "profileLines", "returnExpectations", "spendReturns", "gaps"];
  const counts = await asked(`{ ${lists.map((list) => `with_${list}: ${list}(synthetic: true) { totalCount } without_${list}: ${list}(synthetic: false) { totalCount }`).join("\n")} }`);
  for (const list of lists) {
    expect({ list, with: counts[`with_${list}`].totalCount > 0 }).toEqual({ list, with: true });
    expect({ list, without: counts[`without_${list}`].totalCount }).toEqual({ list, without: 0 });
  }
});

test("the questions of the page are answered", async () => {
  const questions = [...PAGE.matchAll(/^```graphql\n([\s\S]*?)^```$/gm)].map(([, question]) => question!);
  expect(questions).toHaveLength(3);
  for (const question of questions) for (const value of Object.values(await asked(question))) expect(value).not.toBeNull();
});

test("a second time finds nothing new, and the command takes no seed for it", async () => {
  const ended = await processes.run({ file: "commands/synthesise.ts", args: ["year"], settings: { DATABASE_URL: hub.databaseUrl } });
  expect({ code: ended.code, stderr: ended.code ? ended.stderr : "" }).toEqual({ code: 0, stderr: "" });
  expect(ended.stdout).toContain("grants/ledger-entries: 25 read, 0 written, 25 unchanged\n");
  expect(ended.stdout).not.toMatch(/ [1-9]\d* written/);
  const seeded = await processes.run({ file: "commands/synthesise.ts", args: ["year", "--seed", "2"], settings: { DATABASE_URL: hub.databaseUrl } });
  expect(seeded).toMatchObject({ code: 1, stdout: "" });
  expect(seeded.stderr).toContain("it takes no seed");
});
