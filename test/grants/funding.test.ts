/** What money did: the funding of partnerships, priorities, actions, outcomes, objectives, pledges and services, each penny once. */
import { grantOfficer, member } from "../support/people.js";
import { MoneyRows, type MoneyRowOfTest } from "../support/money-rows.js";
import { drawFrom } from "../support/busy-clients.js";
import { refusalOf, startHub, type Asker, type TestHub } from "../support/hub.js";

const AREA = "pcc-area-cambridgeshire";
const FUND = "fund-money";
const TAIL = "document,section,as_printed,known_from";
const officer = grantOfficer(AREA);

let hub: TestHub;
let rows: MoneyRows;

/** What the tree of each partnership is, by the cells that its files hold. */
const TREE: { id: string; kind: Kind; parents: string[]; hidden?: true }[] = [];
type Kind = "partnership" | "service" | "priority" | "workProgramme" | "action" | "outcome" | "pccObjective" | "pledge";

/** Puts the tree of a partnership into files: two priorities, one with a work programme, actions and outcomes at each level, and an outcome that stands under two priorities. */
function tree(p: string): Record<string, string[]> {
  const plan = `plan-${p}`;
  const own = (kind: Kind, id: string, parents: string[], hidden?: true): string => {
    TREE.push({ id, kind, parents, ...(hidden ? { hidden } : {}) });
    return id;
  };
  const [p1, p2, w1] = [own("priority", `priority-${p}-1`, []), own("priority", `priority-${p}-2`, []), own("workProgramme", `work-programme-${p}-1`, [`priority-${p}-1`])];
  const actions: [string, string, string, true?][] = [["1", p1, w1], ["2", p1, ""], ["3", p2, ""], ["4", p2, "", true]];
  const outcomes: [string, string, string, string, true?][] = [["1", p1, w1, ""], ["2", "", "", `action-${p}-1`], ["3", p1, "", ""], ["4", p2, "", `action-${p}-2`], ["5", p2, "", `action-${p}-3`], ["6", "", "", `action-${p}-4`, true]];
  return {
    "plans/plans": [`${plan},partnership-${p},Plan ${p},MULTI_YEAR 2015-04-01..2018-03-31,,,,,,2012-01-01`],
    "plans/priorities": [p1, p2].map((id, i) => `${id},${plan},${i + 1},PRIORITY,Priority ${i + 1},topic-alcohol,,,,,,,2012-01-01`),
    "plans/work-programmes": [`${w1},${plan},${p1},1,a,Programme,,,,,,NOT_STATED,,,,,,,2012-01-01`],
    "plans/actions": actions.map(([n, priority, programme, hidden]) => `${own("action", `action-${p}-${n}`, [priority, programme].filter(Boolean), hidden)},${plan},${priority},${programme},,${n},Action ${n},,${hidden ? "PARTNERSHIP" : ""},,,,2012-01-01`),
    "plans/outcomes": outcomes.map(([n, priority, programme, action, hidden]) => `${own("outcome", `outcome-${p}-${n}`, [priority, programme, action].filter(Boolean), hidden)},${plan},${priority},${programme},${action},${n},,Outcome ${n},${hidden ? "PARTNERSHIP" : ""},,,,2012-01-01`),
    "grants/awards": [1, 2].map((n) => `award-${p}-${n},${FUND},partnership-${p},,300000.00,2015/16 100000.00; 2016/17 100000.00; 2017/18 100000.00,,${n === 2 ? "PARTNERSHIP" : ""},,,,2015-01-01`),
    "grants/services": [1, 2].map((n) => `service-${p}-${n},Service ${n},partnership-${p},,,,,,LOCAL,RUNNING,,,${FUND},,,,,2012-01-01`),
  };
}

const HEADERS: Record<string, string> = {
  "plans/plans": "id,partnership,title,period,vision,visibility",
  "plans/priorities": "id,plan,number,word,title,topics,continues,summary,visibility",
  "plans/work-programmes": "id,plan,priority,position,letter,title,title_in_delivery_plan,word_in_delivery_plan,summary,lead_organisations,lead_post,lead_status,leads,supporters,visibility",
  "plans/actions": "id,plan,priority,work_programme,position,number,title,outcome,visibility",
  "plans/outcomes": "id,plan,priority,work_programme,action,position,number,description,visibility",
  "grants/awards": "id,fund,partnership,recipient,awarded,annual_amounts,purpose,visibility",
  "grants/services": "id,name,partnership,commissioning_plan,purpose,need,provider,commissioners,scope,status,start,start_as_printed,fund,award",
};

/** Partnerships whose money is drawn at random, and one for each test that tells a story of its own. */
const DRAWN = ["a", "b"];
const TOLD = ["chain", "shared", "split", "silent", "days", "years", "returns", "walls", "late", "whole", "nested", "final"];

beforeAll(async () => {
  hub = await startHub();
  rows = new MoneyRows(hub.databaseUrl);
  const sound = ({ problems }: { problems: unknown[] }): void => expect(problems.slice(0, 2)).toEqual([]);
  const names = [...DRAWN, ...TOLD];
  sound(await hub.importCsv("plans/partnerships", `id,name,place,pcc_area,gss_code,${TAIL}\n${names.map((p) => `partnership-${p},Partnership ${p},Place ${p},${AREA},,,,,2012-01-01`).join("\n")}\n`));
  sound(await hub.importCsv("grants/funds", `id,name,funder,purpose,${TAIL}\n${FUND},Money,,,,,,2010-01-01\n`));
  const files = names.map(tree);
  for (const [what, header] of Object.entries(HEADERS)) sound(await hub.importCsv(what, `${header},${TAIL}\n${files.flatMap((file) => file[what]!).join("\n")}\n`));
  for (const n of ["3", "4", "1"]) TREE.push({ id: `pcc-objective-cambridgeshire-${n}`, kind: "pccObjective", parents: [] });
  for (const { id, objective } of await hub.sql<{ id: string; objective: string }>("select id, pcc_objective_id as objective from plans.pledge where pcc_area_id = $1", [AREA])) TREE.push({ id, kind: "pledge", parents: [objective] });
  await hub.fetchFacts();
});
afterAll(async () => {
  await rows.close();
  await hub.close();
});

// Rows, as short as a story needs them.

let serial = 0;
const next = (noun: string): string => `${noun}-${++serial}`;
const gbp = (name: string, pence: number): Record<string, unknown> => ({ [`${name}_pence`]: pence, [`${name}_currency`]: "GBP" });

interface Attribution {
  level: "ACTION" | "OUTCOME" | "OBJECTIVE" | "PLEDGE";
  ids: string[];
  shares?: string[];
  /** What falls to each, as the table keeps it beside. */
  parts?: number[];
}

function allocation(p: string, pence: number, to?: Attribution, more: Record<string, unknown> = {}): MoneyRowOfTest & { row: { id: string } } {
  return {
    table: "allocation",
    row: {
      id: next("allocation"), of_partnership: `partnership-${p}`, award_id: `award-${p}-1`, year: "2016/17", ...gbp("amount", pence),
      attributed_level: to?.level ?? "UNATTRIBUTED", attributed_ids: to?.ids ?? [], attributed_shares: to?.shares ?? null, attributed_pence: to?.parts ?? null, ...more,
    },
  };
}

function entry(p: string, kind: string, from: string, to: string, pence: number, more: Record<string, unknown> = {}): MoneyRowOfTest {
  return { table: "ledger_entry", row: { id: next("ledger-entry"), of_partnership: `partnership-${p}`, award_id: `award-${p}-1`, kind, from_node: from, to_node: to, ...gbp("amount", pence), on_day: "2016-06-01", ...more } };
}

function returned(p: string, pence: number, allocationId: string | null, more: Record<string, unknown> = {}): MoneyRowOfTest {
  const quarter = { period_kind: "FINANCIAL_QUARTER", period_from: "2016-04-01", period_to: "2016-06-30" };
  return { table: "spend_return", row: { id: next("spend-return"), of_partnership: `partnership-${p}`, award_id: `award-${p}-1`, allocation_id: allocationId, ...quarter, ...gbp("spend", pence), received_on: "2016-07-10", final: false, ...more } };
}

function claim(p: string, pence: number, state: string, more: Record<string, unknown> = {}): MoneyRowOfTest {
  return { table: "claim", row: { id: next("claim"), of_partnership: `partnership-${p}`, award_id: `award-${p}-1`, ...gbp("amount", pence), state, state_on: "2016-05-01", ...more } };
}

// Questions.

const SUMS = ["awarded", "allocated", "paid", "spent", "forecast", "committed", "remaining", "unattributed", "unattributedSpent", "shared", "sharedSpent"] as const;
type Sums = Record<(typeof SUMS)[number], string | null>;
const MONEY = SUMS.map((each) => `${each} { pounds }`).join(" ");

async function fundingOf(asker: Asker, kind: Kind, id: string, { year, asOf }: { year?: string; asOf?: string } = {}): Promise<Sums & { years: Record<string, Sums>; gaps: { field: string; reason: string; explanation: string }[]; upToDateAt: string | null }> {
  const { data, errors } = await asker.ask(`query($id: ID!, $year: FinancialYear, $asOf: Date) { thing: ${kind}(id: $id, asOf: $asOf) { funding(year: $year) { ${MONEY} byYear { year ${MONEY} } upToDateAt gaps { field reason explanation } } } }`, { id, year, asOf });
  expect(errors).toBeUndefined();
  const plain = (sums: Record<string, { pounds: string } | null>): Sums => Object.fromEntries(SUMS.map((each) => [each, sums[each]?.pounds ?? null])) as Sums;
  const { byYear, upToDateAt, gaps, ...sums } = data.thing.funding;
  return { ...plain(sums), years: Object.fromEntries(byYear.map((each: { year: string } & Record<string, never>) => [each.year, plain(each)])), upToDateAt, gaps };
}

describe("a penny down the chain", () => {
  test("an action's money is its work programme's, its priority's and its partnership's, once each, and what was passed on is where the next allocation says", async () => {
    const top = allocation("chain", 100_000, { level: "ACTION", ids: ["action-chain-1"] }, { service_id: "service-chain-1" });
    const part = allocation("chain", 30_000, { level: "OUTCOME", ids: ["outcome-chain-5"] }, { parent_id: top.row.id, service_id: "service-chain-2" });
    const silent = allocation("chain", 20_000, undefined, { parent_id: top.row.id });
    await rows.write([top, part, silent]);
    await rows.write([
      entry("chain", "PAYMENT", FUND, "award-chain-1", 90_000),
      entry("chain", "PASS_ON", "award-chain-1", top.row.id, 80_000),
      entry("chain", "PASS_ON", top.row.id, part.row.id, 25_000),
      entry("chain", "PASS_ON", top.row.id, silent.row.id, 10_000),
      entry("chain", "REFUND", silent.row.id, top.row.id, 1_000),
      entry("chain", "CLAWBACK", "award-chain-1", FUND, 5_000),
      returned("chain", 40_000, top.row.id),
      returned("chain", 15_000, part.row.id),
      returned("chain", 50_000, null),
      claim("chain", 7_000, "APPROVED", { allocation_id: part.row.id }),
      claim("chain", 9_000, "SUBMITTED"),
    ]);
    const asker = hub.as(officer);
    const [outcome, action, programme, first, second, partnership, service, passedOn] = await Promise.all([
      fundingOf(asker, "outcome", "outcome-chain-5"), fundingOf(asker, "action", "action-chain-1"), fundingOf(asker, "workProgramme", "work-programme-chain-1"),
      fundingOf(asker, "priority", "priority-chain-1"), fundingOf(asker, "priority", "priority-chain-2"), fundingOf(asker, "partnership", "partnership-chain"),
      fundingOf(asker, "service", "service-chain-1"), fundingOf(asker, "service", "service-chain-2"),
    ]);
    expect(outcome).toMatchObject({ allocated: "300.00", paid: "250.00", spent: "150.00", committed: "70.00", remaining: "150.00", shared: "0.00", awarded: null, unattributed: null });
    // 1,000 less 300 that was passed on to the outcome of another action; what says nothing stays where its parent is.
    for (const each of [action, programme, first]) expect(each).toMatchObject({ allocated: "700.00", paid: "550.00", spent: "250.00", committed: null, remaining: "450.00" });
    expect(second).toMatchObject({ allocated: "300.00", paid: "250.00", spent: "150.00", committed: "70.00" });
    expect(partnership).toMatchObject({ awarded: "600000.00", allocated: "1000.00", paid: "850.00", spent: "500.00", committed: "70.00", remaining: "599500.00", unattributed: "599000.00", shared: "0.00" });
    expect(service).toMatchObject({ allocated: "1000.00", paid: "800.00", spent: "400.00", committed: "70.00", shared: "0.00" });
    expect(passedOn).toMatchObject({ allocated: "300.00", paid: "250.00", spent: "150.00" });
  });

  test("a correction takes an entry back", async () => {
    const { row } = allocation("chain", 50_00, { level: "ACTION", ids: ["action-chain-2"] });
    const payment = entry("chain", "PAYMENT", FUND, "award-chain-1", 30_00);
    const pass = entry("chain", "PASS_ON", "award-chain-1", row.id, 20_00);
    await rows.write([{ table: "allocation", row }, payment, pass]);
    const before = await fundingOf(hub.as(officer), "partnership", "partnership-chain");
    await rows.write([
      entry("chain", "CORRECTION", row.id, "award-chain-1", 20_00, { corrects_id: pass.row.id }),
      entry("chain", "CORRECTION", "award-chain-1", FUND, 30_00, { corrects_id: payment.row.id }),
    ]);
    expect(await fundingOf(hub.as(officer), "action", "action-chain-2")).toMatchObject({ allocated: "50.00", paid: "0.00", spent: null });
    expect(Number((await fundingOf(hub.as(officer), "partnership", "partnership-chain")).paid)).toBe(Number(before.paid) - 30);
  });
});

describe("money that reaches two", () => {
  test("is shown at each as shared and added nowhere; where both lie under one, it is that one's own", async () => {
    // Both actions lie under the first priority; one of them in its work programme.
    const { row } = allocation("shared", 80_000, { level: "ACTION", ids: ["action-shared-1", "action-shared-2"] });
    await rows.write([{ table: "allocation", row }, returned("shared", 12_345, row.id)]);
    const asker = hub.as(officer);
    for (const [kind, id] of [["action", "action-shared-1"], ["action", "action-shared-2"], ["workProgramme", "work-programme-shared-1"]] as const) {
      expect(await fundingOf(asker, kind, id)).toMatchObject({ allocated: "0.00", shared: "800.00", spent: "0.00", sharedSpent: "123.45", remaining: "0.00" });
    }
    expect(await fundingOf(asker, "priority", "priority-shared-1")).toMatchObject({ allocated: "800.00", shared: "0.00", spent: "123.45", sharedSpent: "0.00", remaining: "676.55" });
    expect(await fundingOf(asker, "priority", "priority-shared-2")).toMatchObject({ allocated: null, shared: null });
  });

  test("an outcome that stands under two priorities is each one's shared money, and wholly its own", async () => {
    await rows.write([allocation("shared", 11_100, { level: "OUTCOME", ids: ["outcome-shared-4"] }, { year: "2017/18" })]);
    const asker = hub.as(officer);
    const year = "2017/18";
    expect(await fundingOf(asker, "outcome", "outcome-shared-4", { year })).toMatchObject({ allocated: "111.00", shared: "0.00" });
    expect(await fundingOf(asker, "action", "action-shared-2", { year })).toMatchObject({ allocated: "111.00", shared: "0.00" });
    for (const n of [1, 2]) expect(await fundingOf(asker, "priority", `priority-shared-${n}`, { year })).toMatchObject({ allocated: "0.00", shared: "111.00" });
  });

  test("of a pledge is its objective's, whichever partnership it is for", async () => {
    await rows.write([allocation("shared", 4_000, { level: "PLEDGE", ids: ["pledge-cambridgeshire-drugs"] }, { year: "2015/16" }), allocation("split", 1_000, { level: "OBJECTIVE", ids: ["pcc-objective-cambridgeshire-3"] }, { year: "2015/16" })]);
    expect(await fundingOf(hub, "pledge", "pledge-cambridgeshire-drugs", { year: "2015/16" })).toMatchObject({ allocated: "40.00" });
    expect(await fundingOf(hub, "pccObjective", "pcc-objective-cambridgeshire-3", { year: "2015/16" })).toMatchObject({ allocated: "50.00", shared: "0.00" });
  });
});

test("shares split to the penny by the largest remainder, and the earlier gets it where remainders are equal", async () => {
  const thirds = { level: "ACTION", ids: ["action-split-1", "action-split-2", "action-split-3"], shares: ["33.33", "33.33", "33.34"], parts: [3333, 3333, 3335] } as const;
  const { row } = allocation("split", 10_001, { ...thirds, ids: [...thirds.ids], shares: [...thirds.shares], parts: [...thirds.parts] });
  await rows.write([{ table: "allocation", row }, returned("split", 100, row.id), returned("split", 1, row.id, { period_from: "2016-07-01", period_to: "2016-09-30" })]);
  const asker = hub.as(officer);
  const found = await Promise.all(thirds.ids.map((id) => fundingOf(asker, "action", id)));
  // Of 10001 they are 3333.33, 3333.33 and 3334.3334; of 101, whose two pennies go to the third and the first, 33.66, 33.66 and 33.67.
  expect(found.map(({ allocated }) => allocated)).toEqual(["33.33", "33.33", "33.35"]);
  expect(found.map(({ spent }) => spent)).toEqual(["0.34", "0.33", "0.34"]);
  expect(await fundingOf(asker, "priority", "priority-split-1")).toMatchObject({ allocated: "66.66", spent: "0.67", shared: "0.00" });
});

test("where more came back in a year than went out, what came back is split likewise", async () => {
  const { row } = allocation("split", 10_000, { level: "ACTION", ids: ["action-split-2", "action-split-4"], shares: ["50.00", "50.00"], parts: [5_000, 5_000] }, { year: "2015/16" });
  await rows.write([{ table: "allocation", row }]);
  await rows.write([
    entry("split", "PAYMENT", FUND, "award-split-1", 10_000, { on_day: "2015-06-01" }),
    entry("split", "PASS_ON", "award-split-1", row.id, 10_000, { on_day: "2015-06-01" }),
    entry("split", "REFUND", row.id, "award-split-1", 101, { on_day: "2017-06-01" }),
  ]);
  const [first, second] = await Promise.all(["action-split-2", "action-split-4"].map((id) => fundingOf(hub.as(officer), "action", id, { year: "2017/18" })));
  expect([first!.paid, second!.paid]).toEqual(["-0.51", "-0.50"]);
  expect((await fundingOf(hub.as(officer), "action", "action-split-4")).paid).toBe("49.50");
});

test("nothing recorded is null with a reason; zero is zero", async () => {
  const asker = hub.as(officer);
  const nothing = await fundingOf(asker, "action", "action-silent-1");
  expect(SUMS.map((each) => nothing[each])).toEqual(SUMS.map(() => null));
  expect(nothing.years).toEqual({});
  expect(nothing.gaps.map(({ field }) => field).toSorted()).toEqual([...SUMS].toSorted());
  expect(nothing.gaps.find(({ field }) => field === "spent")).toMatchObject({ reason: "NOT_HELD", explanation: "No return of spend is recorded." });
  expect(nothing.gaps.find(({ field }) => field === "awarded")).toMatchObject({ reason: "NOT_SPLIT" });
  const { row } = allocation("silent", 0, { level: "ACTION", ids: ["action-silent-2"] });
  await rows.write([{ table: "allocation", row }, returned("silent", 0, row.id, { ...gbp("forecast", 0) }), claim("silent", 100, "REJECTED", { allocation_id: row.id })]);
  const zero = await fundingOf(asker, "action", "action-silent-2");
  expect(zero).toMatchObject({ allocated: "0.00", spent: "0.00", forecast: "0.00", committed: "0.00", remaining: "0.00", shared: "0.00", sharedSpent: "0.00", paid: null });
  expect(zero.gaps.map(({ field }) => field)).toEqual(["awarded", "paid", "unattributed"]);
  // What is allocated and of which nobody returned anything is not known to be unspent.
  await rows.write([allocation("silent", 5_000, { level: "ACTION", ids: ["action-silent-3"] })]);
  expect(await fundingOf(asker, "action", "action-silent-3")).toMatchObject({ allocated: "50.00", spent: null, remaining: null });
});

test("of the documents' money Peterborough's is unattributed, as its plan does not split it, and nobody returned anything", async () => {
  const found = await fundingOf(hub, "partnership", "partnership-peterborough", { year: "2015/16" });
  expect(found).toMatchObject({ awarded: "132339.00", unattributed: "132339.00", allocated: null, paid: null, spent: null, remaining: null, shared: null });
  expect(found.gaps.map(({ field }) => field)).toContain("remaining");
});

test("an award that nobody split is unattributed, to the penny, and an over-allocation takes nothing away from it", async () => {
  const asker = hub.as(officer);
  expect(await fundingOf(asker, "partnership", "partnership-late", { year: "2016/17" })).toMatchObject({ awarded: "200000.00", unattributed: "200000.00", allocated: null });
  await rows.write([{ table: "over_allocation", row: { id: next("over-allocation"), of_partnership: "partnership-late", award_id: "award-late-1", year: "2016/17", ...gbp("excess", 500_000), reason: "Approved.", approved_on: "2016-04-01" } }]);
  await rows.write([allocation("late", 10_100_000, { level: "ACTION", ids: ["action-late-1"] }), allocation("late", 300_000)]);
  // One award is wholly allocated, and 3,000 of it to nothing; the other is not allocated at all.
  expect(await fundingOf(asker, "partnership", "partnership-late", { year: "2016/17" })).toMatchObject({ awarded: "200000.00", allocated: "104000.00", unattributed: "103000.00" });
});

test("sums are of the year asked for, and of each year: of payments the day, of returns the last day, of claims the period", async () => {
  const { row } = allocation("years", 10_000, { level: "ACTION", ids: ["action-years-1"] }, { year: "2015/16" });
  const later = allocation("years", 20_000, { level: "ACTION", ids: ["action-years-1"] }, { year: "2016/17" });
  await rows.write([
    { table: "allocation", row }, later,
    entry("years", "PAYMENT", FUND, "award-years-1", 10_000, { on_day: "2016-03-31" }),
    entry("years", "PASS_ON", "award-years-1", row.id, 6_000, { on_day: "2016-03-31" }),
    entry("years", "PASS_ON", "award-years-1", later.row.id, 3_000, { on_day: "2016-04-01" }),
    returned("years", 100, row.id, { period_from: "2016-01-01", period_to: "2016-03-31" }),
    returned("years", 2_000, later.row.id, { period_from: "2016-04-01", period_to: "2016-06-30", ...gbp("forecast", 9_999) }),
    returned("years", 3_000, later.row.id, { period_from: "2016-07-01", period_to: "2016-09-30", ...gbp("forecast", 4_000) }),
    claim("years", 500, "APPROVED", { allocation_id: row.id, period_kind: "FINANCIAL_QUARTER", period_from: "2016-01-01", period_to: "2016-03-31", state_on: "2016-04-20" }),
  ]);
  const asker = hub.as(officer);
  const all = await fundingOf(asker, "action", "action-years-1");
  expect(all).toMatchObject({ allocated: "300.00", paid: "90.00", spent: "51.00", forecast: "91.00", committed: "5.00", remaining: "249.00" });
  // The year before was told of to its end.
  expect(Object.keys(all.years)).toEqual(["2015/16", "2016/17"]);
  expect(all.years["2015/16"]).toMatchObject({ allocated: "100.00", paid: "60.00", spent: "1.00", forecast: "1.00", committed: "5.00" });
  expect(all.years["2016/17"]).toMatchObject({ allocated: "200.00", paid: "30.00", spent: "50.00", forecast: "90.00", committed: null });
  const { years, ...one } = await fundingOf(asker, "action", "action-years-1", { year: "2016-2017" });
  expect(one).toMatchObject(all.years["2016/17"]!);
  expect(years).toEqual({ "2016/17": all.years["2016/17"] });
  expect(await fundingOf(asker, "action", "action-years-1", { year: "2017/18" })).toMatchObject({ allocated: null, years: {} });
  const refused = await asker.ask(`{ action(id: "action-years-1") { funding(year: "2016") { allocated { pounds } } } }`);
  expect(refusalOf(refused, "MALFORMED_FINANCIAL_YEAR").field).toBe("year");
});

test("the return of a whole and of its parts in the same days counts the parts, and of the whole what goes beyond", async () => {
  const { row } = allocation("returns", 10_000, { level: "ACTION", ids: ["action-returns-1"] });
  await rows.write([
    { table: "allocation", row },
    returned("returns", 3_000, null, { ...gbp("forecast", 5_000) }),
    returned("returns", 1_000, row.id, { ...gbp("forecast", 2_000) }),
    // Days of which the whole says nothing.
    returned("returns", 500, row.id, { period_from: "2016-07-01", period_to: "2016-09-30" }),
    // A part that says more than the whole.
    returned("returns", 10, null, { period_from: "2017-04-01", period_to: "2017-06-30" }),
    returned("returns", 90, row.id, { period_from: "2017-04-01", period_to: "2017-06-30" }),
  ]);
  const asker = hub.as(officer);
  expect((await fundingOf(asker, "partnership", "partnership-returns")).years).toMatchObject({ "2016/17": { spent: "35.00", forecast: "85.00" }, "2017/18": { spent: "0.90" } });
  expect((await fundingOf(asker, "action", "action-returns-1")).years).toMatchObject({ "2016/17": { spent: "15.00", forecast: null }, "2017/18": { spent: "0.90" } });
});

describe("what is returned of a whole and not split", () => {
  const NOT_KNOWN = { field: "remaining", reason: "NOT_SPLIT", explanation: "£40.00 was returned of an award, or an allocation, as a whole: nobody said how much of it is for this." };

  test("is shown at each thing that may have it: nothing is known to remain there, until the returns of the parts tell of the same days", async () => {
    const asker = hub.as(officer);
    const [first, second, before] = [allocation("whole", 10_000, { level: "ACTION", ids: ["action-whole-1"] }, { service_id: "service-whole-1" }), allocation("whole", 5_000, { level: "ACTION", ids: ["action-whole-3"] }), allocation("whole", 2_000, { level: "ACTION", ids: ["action-whole-1"] }, { year: "2015/16" })];
    const april = returned("whole", 1_000, first.row.id, { period_kind: "MONTH", period_to: "2016-04-30", ...gbp("forecast", 8_000) });
    await rows.write([first, second, before, april, returned("whole", 500, before.row.id, { period_from: "2016-01-01", period_to: "2016-03-31" })]);
    expect(await fundingOf(asker, "action", "action-whole-1")).toMatchObject({ spent: "15.00", forecast: "95.00", remaining: "105.00", unattributedSpent: "0.00" });
    // The quarter of the whole award: of its 50 the return of April takes 10.
    await rows.write([returned("whole", 5_000, null)]);
    for (const [kind, id] of [["action", "action-whole-1"], ["priority", "priority-whole-1"]] as const) {
      const found = await fundingOf(asker, kind, id);
      expect(found).toMatchObject({ allocated: "120.00", spent: "15.00", forecast: null, remaining: null, unattributedSpent: "40.00" });
      // Of the year before all is told.
      expect(found.years).toMatchObject({ "2015/16": { spent: "5.00", remaining: "15.00", unattributedSpent: "0.00" }, "2016/17": { spent: "10.00", remaining: null, unattributedSpent: "40.00" } });
      expect(found.gaps).toContainEqual(NOT_KNOWN);
      expect(found.gaps.map(({ field, reason }) => `${field} ${reason}`)).toEqual(expect.arrayContaining(["spent NOT_SPLIT", "forecast NOT_SPLIT"]));
    }
    expect(await fundingOf(asker, "action", "action-whole-3")).toMatchObject({ allocated: "50.00", spent: null, remaining: null, unattributedSpent: "40.00", gaps: expect.arrayContaining([NOT_KNOWN]) });
    expect(await fundingOf(asker, "partnership", "partnership-whole")).toMatchObject({ spent: "55.00", remaining: "599945.00", unattributedSpent: "40.00" });
    const cost = async (): Promise<unknown> => (await asker.ask(`{ service(id: "service-whole-1") { funding(year: "2016/17") { spent { pounds } remaining { pounds } unattributedSpent { pounds } } costPerOutput(year: "2016/17") { spent { pounds } costPerUnit reason } } }`)).data.service;
    expect(await cost()).toEqual({ funding: { spent: { pounds: "10.00" }, remaining: null, unattributedSpent: { pounds: "40.00" } }, costPerOutput: [{ spent: { pounds: "10.00" }, costPerUnit: null, reason: "SPEND_NOT_SPLIT" }] });
    // The rest of the quarter: what the whole tells beyond its parts is of some other.
    await rows.write([returned("whole", 1_500, first.row.id, { period_from: "2016-05-01", ...gbp("forecast", 7_000) })]);
    expect(await fundingOf(asker, "action", "action-whole-1")).toMatchObject({ spent: "30.00", forecast: "100.00", remaining: "90.00", unattributedSpent: "0.00" });
    expect(await fundingOf(asker, "action", "action-whole-3")).toMatchObject({ spent: null, remaining: null, unattributedSpent: "25.00" });
    expect(await cost()).toMatchObject({ funding: { remaining: { pounds: "75.00" }, unattributedSpent: { pounds: "0.00" } }, costPerOutput: [{ reason: "NO_OUTPUT_RECORDED" }] });
  });

  test("of an allocation that was passed on is open for what it and its part are for, and not for what both stand under", async () => {
    const asker = hub.as(officer);
    const top = allocation("nested", 10_000, { level: "ACTION", ids: ["action-nested-1"] }, { service_id: "service-nested-1" });
    const part = allocation("nested", 3_000, { level: "ACTION", ids: ["action-nested-2"] }, { parent_id: top.row.id, service_id: "service-nested-2" });
    const silent = allocation("nested", 1_000, undefined, { parent_id: top.row.id });
    await rows.write([top, silent]);
    await rows.write([returned("nested", 4_000, top.row.id)]);
    // What says nothing of its own is for what its parent is for.
    expect(await fundingOf(asker, "action", "action-nested-1")).toMatchObject({ spent: "40.00", remaining: "60.00", unattributedSpent: "0.00" });
    await rows.write([part]);
    expect(await fundingOf(asker, "action", "action-nested-1")).toMatchObject({ allocated: "70.00", spent: "40.00", remaining: null, unattributedSpent: "40.00" });
    expect(await fundingOf(asker, "action", "action-nested-2")).toMatchObject({ allocated: "30.00", spent: null, remaining: null, unattributedSpent: "40.00" });
    // Both actions stand under the priority; the service passed the part on.
    expect(await fundingOf(asker, "priority", "priority-nested-1")).toMatchObject({ allocated: "100.00", spent: "40.00", remaining: "60.00", unattributedSpent: "0.00" });
    expect(await fundingOf(asker, "service", "service-nested-1")).toMatchObject({ spent: "40.00", remaining: "60.00", unattributedSpent: "0.00" });
    expect(await fundingOf(asker, "service", "service-nested-2")).toMatchObject({ spent: null, remaining: null, unattributedSpent: "40.00" });
    expect(await fundingOf(asker, "partnership", "partnership-nested")).toMatchObject({ spent: "40.00", unattributedSpent: "0.00" });
  });

  test("may be of what two things share, whose own money it leaves alone", async () => {
    const shared = allocation("nested", 700, { level: "ACTION", ids: ["action-nested-3", "action-nested-4"] }, { year: "2017/18" });
    const own = allocation("nested", 900, { level: "ACTION", ids: ["action-nested-3"] }, { year: "2017/18" });
    const days = { period_from: "2017-04-01", period_to: "2017-06-30" };
    await rows.write([shared, own, returned("nested", 100, own.row.id, days), returned("nested", 160, null, days)]);
    const found = await fundingOf(hub.as(officer), "action", "action-nested-3", { year: "2017/18" });
    expect(found).toMatchObject({ spent: "1.00", remaining: "8.00", unattributedSpent: "0.00", shared: "7.00", sharedSpent: "0.00" });
    expect(found.gaps.map(({ field, reason }) => `${field} ${reason}`)).toContain("sharedSpent NOT_SPLIT");
  });
});

test("once the final return came, or the return of the year's last day, of a thing or of all the award, the year comes to what was spent", async () => {
  const [own, year, whole] = [1, 2, 3].map((n) => allocation("final", 10_000, { level: "ACTION", ids: [`action-final-${n}`] }, { award_id: `award-final-${n === 3 ? 2 : 1}` }));
  const quarter = (n: number): Record<string, string> => ({ period_from: QUARTERS[n]![0], period_to: QUARTERS[n]![1] });
  const forecast = (pounds: number): Record<string, unknown> => gbp("forecast", pounds);
  await rows.write([own!, year!, whole!, ...[own!, year!].map(({ row }) => returned("final", 2_000, row.id, { ...forecast(5_000) })), returned("final", 2_000, whole!.row.id, { award_id: "award-final-2", ...forecast(5_000) })]);
  const asker = hub.as(officer);
  const found = async (n: number): Promise<unknown[]> => Object.values(await fundingOf(asker, "action", `action-final-${n}`)).slice(3, 5);
  expect(await Promise.all([1, 2, 3].map(found))).toEqual([["20.00", "70.00"], ["20.00", "70.00"], ["20.00", "70.00"]]);
  await rows.write([
    returned("final", 1_000, own!.row.id, { ...quarter(1), final: true, ...forecast(900) }),
    returned("final", 500, year!.row.id, { period_from: "2017-01-01", period_to: "2017-03-31" }),
    returned("final", 0, null, { ...quarter(2), award_id: "award-final-2", final: true }),
  ]);
  expect(await Promise.all([1, 2, 3].map(found))).toEqual([["30.00", "30.00"], ["25.00", "25.00"], ["20.00", "20.00"]]);
  const { data } = await asker.ask(`{ awards(where: { partnership: "partnership-final" }) { nodes { id spending(year: "2016/17") { outturn { pounds } } } } }`);
  expect(data.awards.nodes.map(({ spending }: { spending: { outturn: unknown }[] }) => spending[0]!.outturn)).toEqual([{ pounds: "55.00" }, { pounds: "20.00" }]);
});

test("on an earlier day it is what was known then", async () => {
  const { row } = allocation("days", 10_000, { level: "ACTION", ids: ["action-days-1"] });
  await rows.write([{ table: "allocation", row }], "2016-05-01T00:00:00Z");
  await rows.write([{ table: "allocation", row: { ...row, attributed_ids: ["action-days-3"], amount_pence: 12_000 } }], "2016-08-01T00:00:00Z");
  await rows.write([returned("days", 4_000, row.id)], "2016-09-01T00:00:00Z");
  const asker = hub.as(officer);
  const on = async (asOf: string): Promise<(string | null)[]> => {
    const found = await Promise.all(["action-days-1", "action-days-3"].map((id) => fundingOf(asker, "action", id, { asOf })));
    const { allocated, spent } = await fundingOf(asker, "partnership", "partnership-days", { asOf });
    return [...found.map((each) => each.allocated), allocated, spent];
  };
  expect(await on("2016-04-30")).toEqual([null, null, null, null]);
  expect(await on("2016-05-01")).toEqual(["100.00", null, "100.00", null]);
  expect(await on("2016-07-31")).toEqual(["100.00", null, "100.00", null]);
  expect(await on("2016-08-01")).toEqual([null, "120.00", "120.00", null]);
  expect(await on("2016-09-01")).toEqual([null, "120.00", "120.00", "40.00"]);
});

describe("what the caller may not see", () => {
  const askers = (): [string, Asker][] => [["anyone", hub], ["a member of another partnership", hub.as(member("partnership-a"))], ["an officer of another area", hub.as(grantOfficer("pcc-area-devon-and-cornwall"))]];

  test("is not counted: neither a partnership's own allocation, nor a return of it, nor what is attributed to a hidden action", async () => {
    const hidden = { visibility: "PARTNERSHIP" };
    const open = allocation("walls", 10_000, { level: "ACTION", ids: ["action-walls-3"] });
    const kept = allocation("walls", 5_000, { level: "ACTION", ids: ["action-walls-3"] }, hidden);
    const ofHidden = allocation("walls", 2_000, { level: "ACTION", ids: ["action-walls-4"] });
    await rows.write([open, kept, ofHidden, returned("walls", 1_000, open.row.id), returned("walls", 300, open.row.id, { ...hidden, period_from: "2016-07-01", period_to: "2016-09-30" })]);
    for (const asker of [hub.as(officer), hub.as(member("partnership-walls"))]) {
      expect(await fundingOf(asker, "action", "action-walls-3")).toMatchObject({ allocated: "150.00", spent: "13.00" });
      expect(await fundingOf(asker, "priority", "priority-walls-2")).toMatchObject({ allocated: "170.00", spent: "13.00" });
      expect(await fundingOf(asker, "partnership", "partnership-walls")).toMatchObject({ awarded: "600000.00", allocated: "170.00", spent: "13.00" });
    }
    for (const [, asker] of askers()) {
      expect(await fundingOf(asker, "action", "action-walls-3")).toMatchObject({ allocated: "100.00", spent: "10.00" });
      expect(await fundingOf(asker, "priority", "priority-walls-2")).toMatchObject({ allocated: "100.00", spent: "10.00" });
      expect(await fundingOf(asker, "partnership", "partnership-walls")).toMatchObject({ awarded: "300000.00", allocated: "120.00", spent: "10.00" });
      expect((await asker.ask(`{ action(id: "action-walls-4") { funding { allocated { pounds } } } }`)).data.action).toBeNull();
    }
  });
});

describe("the tree that the attribution rests on", () => {
  test("shows its age, which partnerships and services do not need", async () => {
    expect((await fundingOf(hub, "priority", "priority-a-1")).upToDateAt).toMatch(/^\d{4}-/);
    expect((await fundingOf(hub, "partnership", "partnership-a")).upToDateAt).toBeNull();
    expect((await fundingOf(hub, "service", "service-a-1")).upToDateAt).toBeNull();
  });

  test("where it is behind, an action's own money stands, its priority's comes with the tree, and a rebuild brings it all", async () => {
    await hub.importCsv("plans/actions", `${HEADERS["plans/actions"]!},${TAIL}\naction-late-9,plan-late,priority-late-2,,,9,Action 9,,,,,,2012-01-01\n`);
    await rows.write([allocation("late", 7_700, { level: "ACTION", ids: ["action-late-9"] }, { year: "2015/16" })]);
    const found = async (): Promise<(string | null)[]> => Promise.all([fundingOf(hub, "action", "action-late-9"), fundingOf(hub, "priority", "priority-late-2")].map(async (each) => (await each).allocated));
    const before = await fundingOf(hub, "priority", "priority-late-2");
    expect(await found()).toEqual(["77.00", null]);
    await hub.fetchFacts();
    expect(await found()).toEqual(["77.00", "77.00"]);
    expect((await fundingOf(hub, "priority", "priority-late-2")).upToDateAt! > before.upToDateAt!).toBe(true);
    await hub.sql("delete from grants.attributable");
    expect(await found()).toEqual(["77.00", null]);
    await hub.courier("grants").rebuild("attributable");
    expect(await found()).toEqual(["77.00", "77.00"]);
  });
});

// The independent model: each allocation's own pence, walked up the tree name by name.

interface DrawnAllocation {
  id: string;
  p: string;
  award: string;
  year: string;
  pence: number;
  parent: string | null;
  to: Attribution | undefined;
  hidden: boolean;
  service: string | null;
}

interface DrawnReturn {
  award: string;
  allocation: string | null;
  quarter: number;
  pence: number;
}

const drawn: { allocations: DrawnAllocation[]; returns: DrawnReturn[] } = { allocations: [], returns: [] };
const node = (id: string): (typeof TREE)[number] | undefined => TREE.find((each) => each.id === id);

/** All of a kind that a name stands under, itself included, as far as the viewer sees the way. */
function tops(name: string, kind: Kind, all: boolean): Set<string> {
  const found = new Set<string>();
  const walk = (id: string): void => {
    const at = node(id);
    if (at?.kind === kind) found.add(id);
    if (!at || (at.hidden && !all)) return;
    for (const parent of at.parents) walk(parent);
  };
  walk(name);
  return found;
}

/** The largest remainder, by taking pennies one at a time. */
function parted(pence: number, shares: string[]): number[] {
  const exact = shares.map((share) => BigInt(pence) * BigInt(Math.round(Number(share) * 100)));
  const parts = exact.map((each) => Number(each / 10_000n));
  const rests = exact.map((each) => Number(each % 10_000n));
  for (let left = pence - parts.reduce((a, b) => a + b, 0); left > 0; left--) {
    const i = rests.indexOf(Math.max(...rests));
    parts[i]!++;
    rests[i] = -1;
  }
  return parts;
}

/** The allocations that a viewer sees: of an award that is hidden none, however visible they are. */
const seenBy = (all: boolean): DrawnAllocation[] => drawn.allocations.filter(({ hidden, award }) => all || !(hidden || HIDDEN_AWARD.test(award)));
const HIDDEN_AWARD = /^award-.*-2$/;

function modelOf(kind: Kind, thing: string, all: boolean): { allocated: number | null; shared: number | null; spent: number | null; sharedSpent: number | null } {
  const seen = seenBy(all);
  const byId = new Map(seen.map((each) => [each.id, each]));
  const told = (each: DrawnAllocation): Attribution | undefined => each.to ?? (each.parent !== null && byId.has(each.parent) ? told(byId.get(each.parent)!) : undefined);
  const originOf = (each: DrawnAllocation): string => (each.to || each.parent === null || !byId.has(each.parent) ? each.id : originOf(byId.get(each.parent)!));
  const own = { allocated: new Map<string, number>(), spent: new Map<string, number>() };
  const to = new Map<string, Attribution>();
  const add = (sums: Map<string, number>, key: string, pence: number): void => void sums.set(key, (sums.get(key) ?? 0) + pence);
  for (const each of seen) {
    const attribution = told(each);
    if (!attribution) continue;
    const key = `${originOf(each)} ${each.year}`;
    to.set(key, attribution);
    add(own.allocated, key, each.pence - seen.filter(({ parent }) => parent === each.id).reduce((sum, { pence }) => sum + pence, 0));
    // Quarters are told one by one: what the parts of this one tell of a quarter is theirs.
    const path = (id: string | null): string[] => (id === null || !byId.has(id) ? (id === null ? [] : [id]) : [...path(byId.get(id)!.parent), id]);
    const mine = drawn.returns.filter(({ allocation: of }) => of === each.id);
    if (!mine.length) continue;
    let net = mine.reduce((sum, { pence }) => sum + pence, 0);
    for (const part of drawn.returns) {
      const way = path(part.allocation);
      if (part.allocation === each.id || !way.includes(each.id)) continue;
      const nearest = way.slice(0, -1).toReversed().find((id) => drawn.returns.some((whole) => whole.allocation === id && whole.quarter === part.quarter));
      if (nearest === each.id) net -= part.pence;
    }
    add(own.spent, key, Math.max(net, 0));
  }
  const sum = (sums: Map<string, number>): { own: number | null; shared: number | null } => {
    let [mine, shared, any] = [0, 0, false];
    for (const [key, pence] of sums) {
      const { ids, shares } = to.get(key)!;
      const parts = shares ? parted(pence, shares).map((part, i) => ({ names: [ids[i]!], part })) : [{ names: ids, part: pence }];
      // A return or an allocation that comes anywhere near the thing makes its sums known.
      if (!ids.some((name) => tops(name, kind, all).has(thing))) continue;
      any = true;
      for (const { names, part } of parts) {
        const reached = names.map((name) => tops(name, kind, all));
        if (reached.every((each) => each.size === 1 && each.has(thing))) mine += part;
        else if (reached.some((each) => each.has(thing))) shared += part;
      }
    }
    return any ? { own: mine, shared } : { own: null, shared: null };
  };
  const allocated = sum(own.allocated);
  const spent = sum(own.spent);
  return { allocated: allocated.own, shared: allocated.shared, spent: spent.own, sharedSpent: spent.shared };
}

const QUARTERS = [["2016-04-01", "2016-06-30"], ["2016-07-01", "2016-09-30"], ["2016-10-01", "2016-12-31"]] as const;

describe.each([1, 2, 3, 4, 5, 6])("money attributed at random (seed %i)", (seed) => {
  const draw = drawFrom(seed * 7919);
  const pick = <T>(from: readonly T[]): T => from[draw(from.length)]!;

  function attribution(p: string, pence: number): Attribution | undefined {
    if (!draw(5)) return undefined;
    const [level, names] = pick<[Attribution["level"], string[]]>([
      ["ACTION", TREE.filter(({ id, kind }) => kind === "action" && id.startsWith(`action-${p}-`)).map(({ id }) => id)],
      ["OUTCOME", TREE.filter(({ id, kind }) => kind === "outcome" && id.startsWith(`outcome-${p}-`)).map(({ id }) => id)],
      ["OBJECTIVE", TREE.filter(({ kind }) => kind === "pccObjective").map(({ id }) => id)],
      ["PLEDGE", TREE.filter(({ kind }) => kind === "pledge").map(({ id }) => id)],
    ]);
    const ids = [...names].toSorted(() => draw(3) - 1).slice(0, 1 + draw(3));
    if (draw(2)) return { level, ids };
    const cuts = ids.map(() => 1 + draw(5_000));
    const whole = cuts.reduce((a, b) => a + b, 0);
    const hundredths = cuts.map((cut) => Math.max(1, Math.floor((cut * 10_000) / whole)));
    hundredths[0]! += 10_000 - hundredths.reduce((a, b) => a + b, 0);
    const shares = hundredths.map((each) => (each / 100).toFixed(2));
    return { level, ids, shares, parts: parted(pence, shares) };
  }

  test("is at every thing of every kind what an independent model makes of it, for whoever asks, and no penny is there twice", async () => {
    const p = pick(DRAWN);
    const award = `award-${p}-${1 + draw(2)}`;
    const written: MoneyRowOfTest[] = [];
    for (let n = 1 + draw(4); n > 0; n--) {
      const add = (pence: number, parent: DrawnAllocation | null): DrawnAllocation => {
        const to = attribution(p, pence);
        const each: DrawnAllocation = { id: "", p, award, year: "2016/17", pence, parent: parent?.id ?? null, to, hidden: draw(4) === 0, service: draw(2) ? `service-${p}-${1 + draw(2)}` : null };
        const row = allocation(p, pence, to, { award_id: award, parent_id: each.parent, service_id: each.service, visibility: each.hidden ? "PARTNERSHIP" : "PUBLISHED" });
        each.id = row.row.id;
        written.push(row);
        drawn.allocations.push(each);
        for (const [quarter, [from, to_]] of QUARTERS.entries()) {
          if (draw(3)) continue;
          const spend = draw(1 + Math.floor(pence / 3));
          written.push(returned(p, spend, each.id, { award_id: award, period_from: from, period_to: to_ }));
          drawn.returns.push({ award, allocation: each.id, quarter, pence: spend });
        }
        return each;
      };
      const top = add(1 + draw(200_000), null);
      for (let left = top.pence, k = draw(3); k > 0 && left > 1; k--) {
        const child = add(draw(left), top);
        left -= child.pence;
        if (child.pence > 1 && !draw(2)) add(draw(child.pence), child);
      }
    }
    await rows.write(written.filter(({ table }) => table === "allocation"));
    await rows.write(written.filter(({ table }) => table !== "allocation"));

    for (const [asker, all] of [[hub.as(officer), true], [hub, false]] as const) {
      const kinds: Record<string, Kind> = { priorities: "priority", workProgrammes: "workProgramme", actions: "action", outcomes: "outcome", pccObjectives: "pccObjective", pledges: "pledge" };
      const sums = "funding(year: \"2016/17\") { allocated { pence } shared { pence } spent { pence } sharedSpent { pence } }";
      const { data, errors } = await asker.ask(`{ ${Object.keys(kinds).map((list) => `${list}(first: 1000) { nodes { id ${sums} } }`).join(" ")} partnerships(first: 1000) { nodes { id ${sums} } } }`);
      expect(errors).toBeUndefined();
      let compared = 0;
      for (const [list, kind] of Object.entries(kinds)) {
        for (const { id, funding } of data[list].nodes as { id: string; funding: Record<string, { pence: string } | null> }[]) {
          if (!/-(a|b)-\d$/.test(id) && kind !== "pledge" && kind !== "pccObjective") continue;
          const found = Object.fromEntries(Object.entries(funding).map(([name, sum]) => [name, sum && Number(sum.pence)]));
          expect({ id, ...found }).toEqual({ id, ...modelOf(kind, id, all) });
          compared++;
        }
      }
      expect(compared).toBeGreaterThan(20);
      // The partnership: the sum of what stands at the top of each chain that is seen.
      const seen = seenBy(all);
      for (const each of DRAWN) {
        const tops = seen.filter(({ p: of, parent }) => of === each && !seen.some(({ id }) => id === parent)).reduce((sum, { pence }) => sum + pence, 0);
        const found = (data.partnerships.nodes as { id: string; funding: { allocated: { pence: string } | null } }[]).find(({ id }) => id === `partnership-${each}`)!;
        expect(Number(found.funding.allocated?.pence ?? 0)).toBe(tops);
      }
    }
  });
});
