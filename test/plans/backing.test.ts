/** Lists of actions, outcomes and pledges by the money behind them: chosen before they are paged, as plans keeps it of what grants publishes. */
import { startHub, type Asker, type TestHub } from "../support/hub.js";
import { MoneyRows, type MoneyRowOfTest } from "../support/money-rows.js";
import { analyst, member } from "../support/people.js";

const AREA = "pcc-area-cambridgeshire";
const TAIL = "document,section,as_printed,known_from";
let hub: TestHub;
let rows: MoneyRows;

beforeAll(async () => {
  hub = await startHub();
  rows = new MoneyRows(hub.databaseUrl);
  const load = async (what: string, header: string, lines: string[]): Promise<void> => {
    const { problems } = await hub.importCsv(what, `${header},${TAIL}\n${lines.join("\n")}\n`);
    expect(problems.slice(0, 2)).toEqual([]);
  };
  const known = ",,,2012-01-01";
  await load("plans/partnerships", "id,name,place,pcc_area,gss_code", [`partnership-m,Partnership m,Place,${AREA},,${known}`]);
  await load("plans/plans", "id,partnership,title,period,vision", [`plan-m,partnership-m,Plan,FINANCIAL_YEAR 2016/17,,${known}`]);
  await load("plans/priorities", "id,plan,number,word,title,topics,continues,summary", [`priority-m,plan-m,1,PRIORITY,Priority,topic-alcohol,,,${known}`]);
  await load("plans/actions", "id,plan,priority,work_programme,position,number,title,outcome", [1, 2, 3, 4, 5, 6].map((n) => `action-m-${n},plan-m,priority-m,,,${n},Action ${n},,${known}`));
  await load("plans/outcomes", "id,plan,priority,work_programme,action,position,number,description", [1, 2, 3, 4].map((n) => `outcome-m-${n},plan-m,priority-m,,action-m-${[1, 5, 3, 6][n - 1]!},${n},,Outcome ${n},${known}`));
  await load("plans/measure-links", "id,plan,work_programme,outcome,position,measure,indicator,role,polarity", [`measure-link-m-1,plan-m,,outcome-m-1,1,Measure,indicator-asb-incidents,PRIMARY,,${known}`, `measure-link-m-2,plan-m,,outcome-m-2,2,Words,,CONTEXT,,${known}`]);
  await load("plans/progress-updates", "id,action,project,period,narrative,rag,carry_over", [
    `progress-m-1,action-m-1,,FINANCIAL_YEAR 2016/17,Goes on.,GREEN,CARRIED_OVER,${known}`,
    `progress-m-2,action-m-2,,FINANCIAL_YEAR 2016/17,Goes on.,GREEN,CARRIED_OVER,${known}`,
    `progress-m-3,action-m-3,,FINANCIAL_YEAR 2016/17,Is over.,GREEN,NOT_STATED,${known}`,
  ]);
  await load("grants/funds", "id,name,funder,purpose", [`fund-m,Money,,,,,,2010-01-01`]);
  await load("grants/awards", "id,fund,partnership,recipient,awarded,annual_amounts,purpose", [`award-m-1,fund-m,partnership-m,,1000.00,2016/17 1000.00,,${known}`]);
  await hub.fetchFacts();
});
afterAll(async () => {
  await rows.close();
  await hub.close();
});

let serial = 0;
function allocation(pence: number, level: string, ids: string[], more: Record<string, unknown> = {}): MoneyRowOfTest & { row: { id: string } } {
  const amount = { amount_pence: pence, amount_currency: "GBP" };
  return { table: "allocation", row: { id: `allocation-m-${++serial}`, of_partnership: "partnership-m", award_id: "award-m-1", year: "2016/17", ...amount, attributed_level: level, attributed_ids: ids, ...more } };
}
function returned(pence: number, allocationId: string, more: Record<string, unknown> = {}): MoneyRowOfTest {
  const period = { period_kind: "FINANCIAL_QUARTER", period_from: "2016-04-01", period_to: "2016-06-30" };
  return { table: "spend_return", row: { id: `spend-return-m-${++serial}`, of_partnership: "partnership-m", award_id: "award-m-1", allocation_id: allocationId, ...period, spend_pence: pence, spend_currency: "GBP", received_on: "2016-07-10", final: false, ...more } };
}

/** The ids of this partnership's things that a filter leaves, page by page. */
async function found(list: "actions" | "outcomes" | "pledges", where: string, { asker = hub, first = 100, asOf }: { asker?: Asker; first?: number; asOf?: string } = {}): Promise<string[]> {
  const ids: string[] = [];
  const scope = list === "pledges" ? `pccArea: ["${AREA}"]` : 'plan: ["plan-m"]';
  for (let after: string | null = null, more = true; more; ) {
    const { data, errors } = await asker.ask(`query($after: String, $asOf: Date) { list: ${list}(where: { ${scope}, ${where} }, first: ${first}, after: $after, asOf: $asOf) { totalCount nodes { id backing { funded spent upToDateAt } } pageInfo { hasNextPage endCursor } } }`, { after, asOf });
    expect(errors).toBeUndefined();
    ids.push(...(data.list.nodes as { id: string }[]).map(({ id }) => id));
    expect(data.list.totalCount).toBeGreaterThanOrEqual(ids.length);
    ({ hasNextPage: more, endCursor: after } = data.list.pageInfo as { hasNextPage: boolean; endCursor: string | null });
  }
  return ids.map((id) => id.replace(/^(action|outcome)-m-/, "$1 ")).toSorted();
}

test("while grants has told nothing, no thing is funded and none is not, and nothing is claimed", async () => {
  await hub.sql("update plans.projection set up_to_date_at = null where topic = 'funded'");
  expect(await found("actions", "funded: true")).toEqual([]);
  expect(await found("actions", "funded: false")).toEqual([]);
  const { data } = await hub.ask(`{ action(id: "action-m-1") { backing { funded spent upToDateAt } } }`);
  expect(data.action.backing).toEqual({ funded: null, spent: null, upToDateAt: null });
  await hub.fetchFacts();
  expect(await found("actions", "funded: false")).toHaveLength(6);
});

test("an action is funded by its own allocation or an outcome's, shared or not; not by one of nothing, nor by one that was passed on whole to others", async () => {
  const through = allocation(5_000, "ACTION", ["action-m-4"]);
  await rows.write([
    allocation(10_000, "ACTION", ["action-m-1", "action-m-5"]),
    allocation(2_000, "OUTCOME", ["outcome-m-3"]),
    allocation(0, "ACTION", ["action-m-2"]),
    through,
    allocation(5_000, "OUTCOME", ["outcome-m-4"], { parent_id: through.row.id }),
  ]);
  expect(await found("actions", "funded: true")).toEqual([]);
  await hub.fetchFacts();
  for (const first of [1, 2, 100]) {
    expect(await found("actions", "funded: true", { first })).toEqual(["action 1", "action 3", "action 5", "action 6"]);
    expect(await found("actions", "funded: false", { first })).toEqual(["action 2", "action 4"]);
  }
  expect(await found("actions", "carriedOver: true, funded: false")).toEqual(["action 2"]);
  expect(await found("actions", "carriedOver: true")).toEqual(["action 1", "action 2"]);
  expect(await found("actions", "carriedOver: false, funded: true")).toEqual(["action 3", "action 5", "action 6"]);
});

test("an outcome is spent on by a return of what names it, also where that was passed on without a word; a return of 0.00 is none", async () => {
  const named = allocation(3_000, "OUTCOME", ["outcome-m-2", "outcome-m-1"]);
  const passed = allocation(1_000, "UNATTRIBUTED", [], { parent_id: named.row.id });
  const idle = allocation(1_000, "OUTCOME", ["outcome-m-4"]);
  await rows.write([named, passed, idle, returned(900, passed.row.id), returned(0, idle.row.id)]);
  await hub.fetchFacts();
  expect(await found("outcomes", "spent: true")).toEqual(["outcome 1", "outcome 2"]);
  expect(await found("outcomes", "spent: false")).toEqual(["outcome 3", "outcome 4"]);
  // Evidence in words is no indicator.
  expect(await found("outcomes", "measured: true")).toEqual(["outcome 1"]);
  expect(await found("outcomes", "spent: true, measured: false")).toEqual(["outcome 2"]);
});

test("a pledge is backed by a grant that names it, whichever partnership it is for", async () => {
  const before = await found("pledges", "backed: false");
  expect(before).toContain("pledge-cambridgeshire-burglary");
  await rows.write([allocation(100, "PLEDGE", ["pledge-cambridgeshire-burglary"])]);
  await hub.fetchFacts();
  expect(await found("pledges", "backed: true")).toEqual(["pledge-cambridgeshire-burglary"]);
  expect(await found("pledges", "backed: false")).toEqual(before.filter((id) => id !== "pledge-cambridgeshire-burglary"));
});

test("what the caller may not see backs nothing, and on an earlier day it is what was known then", async () => {
  await rows.write([allocation(700, "ACTION", ["action-m-2"], { visibility: "PARTNERSHIP" })], "2017-01-01T00:00:00Z");
  await hub.fetchFacts();
  for (const asker of [hub.as(analyst(AREA)), hub.as(member("partnership-m"))]) {
    expect(await found("actions", "carriedOver: true, funded: false", { asker })).toEqual([]);
    expect(await found("actions", "carriedOver: true, funded: false", { asker, asOf: "2016-12-31" })).toEqual(["action 2"]);
  }
  for (const asker of [hub, hub.as(member("partnership-fenland"))]) expect(await found("actions", "carriedOver: true, funded: false", { asker })).toEqual(["action 2"]);
});

test("made anew it is what grants holds", async () => {
  const kept = "select id, version, kind, names, under, pence, known_from, known_to, of_partnership, visibility from plans.funded order by id, version";
  const held = `select id, version, 'ALLOCATION' as kind, attributed_ids as names, parent_id as under, amount_pence as pence, known_from, known_to, of_partnership, visibility from grants.allocation
    union all select id, version, 'SPEND_RETURN', '{}', allocation_id, spend_pence, known_from, known_to, of_partnership, visibility from grants.spend_return order by id, version`;
  expect(await hub.sql(kept)).toEqual(await hub.sql(held));
  await hub.sql("delete from plans.funded where pence > 1000");
  expect(await hub.courier("plans").rebuild("funded")).toBeGreaterThan(5);
  expect(await hub.sql(kept)).toEqual(await hub.sql(held));
});
