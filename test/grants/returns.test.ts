/** Returns, as a grant officer expects them and a partnership makes them: the profile, what is due, what came, and when. */
import { randomUUID } from "node:crypto";
import type { Viewer } from "../../kernel/authority/viewer.js";
import { refusalOf, startHub, type HubAnswer, type TestHub } from "../support/hub.js";
import { administrator, analyst, app, grantOfficer, member, steward } from "../support/people.js";
import { workbook } from "../support/workbooks.js";

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub("documents");
  await hub.fetchFacts();
});
afterAll(() => hub.close());

const AWARD = "award-plymouth-2017-19";
const officer = grantOfficer("pcc-area-devon-and-cornwall");
const plymouth = member("partnership-plymouth");
const quarter = (year: number, q: number) => {
  const [from, to] = [["04-01", "06-30"], ["07-01", "09-30"], ["10-01", "12-31"], ["01-01", "03-31"]][q - 1]!.map((day) => `${year + (q === 4 ? 1 : 0)}-${day}`);
  return { kind: "FINANCIAL_QUARTER", from, to };
};

const SET = `mutation($input: ProfileInput!, $expectedVersion: Int!, $key: ID!) {
  setProfile(input: $input, expectedVersion: $expectedVersion, idempotencyKey: $key) { id version period { label } planned { pounds } visibility partnership { id } award { id } }
}`;
const EXPECT = `mutation($input: ExpectedReturnsInput!, $expectedVersion: Int!, $key: ID!) {
  expectReturns(input: $input, expectedVersion: $expectedVersion, idempotencyKey: $key) { id version kind period { label from to } dueOn status receivedOn }
}`;
const RECORD = `mutation($input: SpendReturnInput!, $expectedVersion: Int!, $key: ID!) {
  recordReturn(input: $input, expectedVersion: $expectedVersion, idempotencyKey: $key) { id version period { label } spend { pounds } forecast { pounds } varianceReason receivedOn final visibility gaps { field reason } }
}`;
const TAKE = `mutation($csv: String, $json: String, $xlsx: String, $key: ID!) {
  importReturns(csv: $csv, json: $json, xlsxBase64: $xlsx, idempotencyKey: $key) { read written unchanged refused problems { line column code message action } }
}`;
type Told = Record<string, unknown>;
const write = (viewer: Viewer, mutation: string, input: Told, expectedVersion = 0, key: string = randomUUID()): Promise<HubAnswer> => hub.as(viewer).ask(mutation, { input, expectedVersion, key });
const counts = () => hub.sql("select (select count(*) from grants.profile_line) p, (select count(*) from grants.return_expectation) e, (select count(*) from grants.spend_return) r, (select count(*) from grants.write_request) w");
const today = new Date().toISOString().slice(0, 10);

describe("the profile", () => {
  const lines = (...planned: string[]): object[] => planned.map((pounds, i) => ({ period: quarter(2017, i + 1), planned: pounds }));
  const profile = (more: Told = {}): Told => ({ award: AWARD, year: "2017/18", lines: lines("100142.00", "100142.00", "100142.00", "100142.00"), ...more });

  test("is set by an officer, line by line, and seen by whoever sees the award", async () => {
    const key = randomUUID();
    const answer = await write(officer, SET, profile(), 0, key);
    expect(answer.errors).toBeUndefined();
    expect(answer.data.setProfile).toHaveLength(4);
    expect(answer.data.setProfile[3]).toMatchObject({ version: 1, period: { label: "Q4 2017/18" }, planned: { pounds: "100142.00" }, visibility: "PUBLISHED", partnership: { id: "partnership-plymouth" }, award: { id: AWARD } });
    expect(await write(officer, SET, profile(), 0, key)).toEqual(answer);
    refusalOf(await write(officer, SET, profile({ lines: lines("1.00") }), 0, key), "IDEMPOTENCY_KEY_REUSED");
    const { data } = await hub.ask(`{ award(id: "${AWARD}") { profile { nodes { planned { pounds } } } } }`);
    expect(data.award.profile.nodes).toHaveLength(4);
  });

  test("is changed by who knows how it stands: lines that are the same stay, and whoever was slower is told", async () => {
    const late = await write(officer, SET, profile({ lines: lines("1.00") }));
    expect(refusalOf(late, "VERSION_MOVED").field).toBe("expectedVersion");
    expect(late.errors![0]!.extensions["currentVersion"]).toBe(4);
    const changed = await write(officer, SET, profile({ lines: lines("100142.00", "90142.00") }), 4);
    expect(changed.data.setProfile.map(({ version }: { version: number }) => version)).toEqual([1, 2]);
    const both = await Promise.all(["1.00", "2.00"].map((pounds) => write(officer, SET, profile({ lines: lines(pounds) }), 5)));
    expect(both.filter(({ errors }) => errors).map((lost) => refusalOf(lost, "VERSION_MOVED").field)).toEqual(["expectedVersion"]);
  });

  test.each<[string, string, Told, string]>([
    ["a year for which the award gives nothing", "PERIOD_OUTSIDE_YEAR", { year: "2016/17", lines: [{ period: quarter(2016, 1), planned: "1.00" }] }, "input.year"],
    ["a line of another year", "PERIOD_OUTSIDE_YEAR", { lines: [{ period: quarter(2018, 1), planned: "1.00" }] }, "input.lines.0.period"],
    ["a line that overlaps one that stands", "DAYS_IN_COMMON", { lines: [{ period: { kind: "MONTH", from: "2017-05-01", to: "2017-05-31" }, planned: "1.00" }] }, "input.lines.0.period"],
    ["a line that overlaps a later one that stands", "DAYS_IN_COMMON", { lines: [{ period: { kind: "CUSTOM", from: "2018-03-31", to: "2018-03-31" }, planned: "1.00" }] }, "input.lines.0.period"],
    ["two lines that overlap", "DAYS_IN_COMMON", { year: "2018/19", lines: [{ period: quarter(2018, 1), planned: "1.00" }, { period: { kind: "MONTH", from: "2018-06-01", to: "2018-06-30" }, planned: "1.00" }] }, "input.lines.0.period"],
    ["a rolling period", "PERIOD_NOT_ADDABLE", { lines: [{ period: { kind: "ROLLING_12M", from: "2017-04-01", to: "2018-03-31" }, planned: "1.00" }] }, "input.lines.0.period"],
    ["fractions of a penny", "MALFORMED_MONEY", { lines: [{ period: quarter(2017, 1), planned: "1.005" }] }, "input.lines.0.planned"],
    ["a negative sum", "MALFORMED_MONEY", { lines: [{ period: quarter(2017, 1), planned: "-1.00" }] }, "input.lines.0.planned"],
    ["no line", "PROFILE_SIZE_OUT_OF_RANGE", { lines: [] }, "input.lines"],
    ["a malformed year", "MALFORMED_FINANCIAL_YEAR", { year: "2017" }, "input.year"],
    ["an award that there is none of", "UNKNOWN_REFERENCE", { award: "award-nobodys" }, "input.award"],
    ["a NUL", "MALFORMED_TEXT", { award: "award-\u0000" }, "input.award"],
  ])("refuses %s: %s", async (_, code, more, field) => {
    const before = await counts();
    const stands = more["year"] === "2018/19" || more["award"] ? 0 : 6;
    expect(refusalOf(await write(officer, SET, profile(more), stands), code).field).toBe(field);
    expect(await counts()).toEqual(before);
  });

  test("is an officer's of the area alone to set", async () => {
    const before = await counts();
    for (const viewer of [plymouth, app("partnership-plymouth", "returns:write"), analyst("pcc-area-devon-and-cornwall"), steward("pcc-area-devon-and-cornwall"), administrator("pcc-area-devon-and-cornwall")]) {
      refusalOf(await write(viewer, SET, profile()), "NOT_YOUR_DOOR");
      refusalOf(await write(viewer, EXPECT, { award: AWARD }), "NOT_YOUR_DOOR");
    }
    expect(refusalOf(await write(grantOfficer("pcc-area-cambridgeshire"), SET, profile({ year: "2018/19", lines: [{ period: quarter(2018, 1), planned: "1.00" }] })), "OUTSIDE_YOUR_REACH").field).toBe("input.award");
    expect(refusalOf(await write(grantOfficer("pcc-area-cambridgeshire"), EXPECT, { award: AWARD }), "OUTSIDE_YOUR_REACH").field).toBe("input.award");
    expect(await counts()).toEqual(before);
  });
});

describe("what is expected", () => {
  test("is a return for each quarter of the award's years, some days after it, and a final one", async () => {
    const answer = await write(officer, EXPECT, { award: AWARD, dueAfterDays: 28, finalDueAfterDays: 90 });
    expect(answer.errors).toBeUndefined();
    const expected = answer.data.expectReturns as { kind: string; period: { label: string }; dueOn: string; status: string; version: number }[];
    expect(expected.map(({ kind, period, dueOn }) => `${kind} ${period.label} by ${dueOn}`)).toEqual([
      "SPEND Q1 2017/18 by 2017-07-28",
      "SPEND Q2 2017/18 by 2017-10-28",
      "SPEND Q3 2017/18 by 2018-01-28",
      "SPEND Q4 2017/18 by 2018-04-28",
      "SPEND Q1 2018/19 by 2018-07-28",
      "SPEND Q2 2018/19 by 2018-10-28",
      "SPEND Q3 2018/19 by 2019-01-28",
      "SPEND Q4 2018/19 by 2019-04-28",
      "FINAL 2017/18 to 2018/19 by 2019-06-29",
    ]);
    expect(new Set(expected.map(({ status }) => status))).toEqual(new Set(["MISSING"]));
    const moved = await write(officer, EXPECT, { award: AWARD, dueAfterDays: 28, finalDueAfterDays: 91 }, 9);
    expect(moved.data.expectReturns.map(({ version }: { version: number }) => version)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 2]);
    expect(refusalOf(await write(officer, EXPECT, { award: AWARD }, 9), "VERSION_MOVED").field).toBe("expectedVersion");
  });

  test.each<[Told, string, string]>([
    [{ dueAfterDays: -1 }, "DAYS_OUT_OF_RANGE", "input.dueAfterDays"],
    [{ finalDueAfterDays: 367 }, "DAYS_OUT_OF_RANGE", "input.finalDueAfterDays"],
    [{ award: "award-nobodys" }, "UNKNOWN_REFERENCE", "input.award"],
    [{ allocation: "award-1" }, "MALFORMED_ID", "input.allocation"],
  ])("%j is refused: %s", async (more, code, field) => {
    expect(refusalOf(await write(officer, EXPECT, { award: AWARD, ...more }), code).field).toBe(field);
  });
});

describe("what is withdrawn", () => {
  const withdraw = (noun: "ReturnExpectation" | "ProfileLine", input: Told, version: number, viewer: Viewer = officer) =>
    write(viewer, `mutation($input: Withdraw${noun}Input!, $expectedVersion: Int!, $key: ID!) { withdraw${noun}(input: $input, expectedVersion: $expectedVersion, idempotencyKey: $key) { version withdrawnReason ${noun === "ProfileLine" ? "withdrawn planned { pounds }" : "status"} period { label } } }`, input, version);

  test("is not expected from then on, and was before; it can be expected again", async () => {
    const csv = "id,fund,partnership,recipient,awarded,annual_amounts,purpose,document,section,as_printed,known_from\naward-withdrawn,fund-devon-and-cornwall-pcc-plymouth,partnership-plymouth,?NOT_STATED: Nobody says.,10.00,2018/19 10.00,Less than it was,,,,2018-04-01\n";
    expect(await hub.importCsv("grants/awards", csv)).toMatchObject({ problems: [] });
    const file = (known: string, ends = "", cells = ""): string => `id,award,allocation,kind,period,due_on,document,section,as_printed,known_from${ends}\nreturn-expectation-withdrawn,award-withdrawn,,SPEND,FINANCIAL_QUARTER 2018/19 Q1,2018-07-30,,,,${known}${cells}\n`;
    expect(await hub.importCsv("grants/return-expectations", file("2018-04-02"))).toMatchObject({ written: 1, problems: [] });
    const returnExpectation = "return-expectation-withdrawn";
    expect(refusalOf(await withdraw("ReturnExpectation", { returnExpectation, reason: " " }, 1), "MISSING_VALUE").field).toBe("input.reason");
    expect(refusalOf(await withdraw("ReturnExpectation", { returnExpectation: "return-expectation-of-nobody", reason: "No" }, 1), "UNKNOWN_REFERENCE").field).toBe("input.returnExpectation");
    expect(refusalOf(await withdraw("ReturnExpectation", { returnExpectation, reason: "No" }, 1, grantOfficer("pcc-area-cambridgeshire")), "OUTSIDE_YOUR_REACH").field).toBe("input.returnExpectation");
    refusalOf(await withdraw("ReturnExpectation", { returnExpectation, reason: "No" }, 1, plymouth), "NOT_YOUR_DOOR");
    refusalOf(await withdraw("ReturnExpectation", { returnExpectation, reason: "No" }, 2), "VERSION_MOVED");
    const done = await withdraw("ReturnExpectation", { returnExpectation, reason: "The grant began in July." }, 1);
    expect(done.data.withdrawReturnExpectation).toEqual({ version: 2, status: "WITHDRAWN", withdrawnReason: "The grant began in July.", period: { label: "Q1 2018/19" } });
    expect(refusalOf(await withdraw("ReturnExpectation", { returnExpectation, reason: "Again" }, 2), "WITHDRAWN_ALREADY").field).toBe("input.returnExpectation");
    const asked = async (asOf: string | null): Promise<unknown> => {
      const { data } = await hub.ask(
        `query($asOf: Date) { award(id: "award-withdrawn", asOf: $asOf) { reporting { expected missing late rate } overdue: returnExpectations(where: { status: [MISSING, LATE] }) { totalCount } returnExpectations { nodes { status withdrawnReason } } } }`,
        { asOf },
      );
      const { reporting, overdue, returnExpectations } = data.award;
      return [reporting, overdue.totalCount, returnExpectations.nodes];
    };
    expect(await asked("2018-08-01")).toEqual([{ expected: 0, missing: 1, late: 0, rate: "0.0" }, 1, [{ status: "MISSING", withdrawnReason: null }]]);
    expect(await asked(null)).toEqual([{ expected: 0, missing: 0, late: 0, rate: null }, 0, [{ status: "WITHDRAWN", withdrawnReason: "The grant began in July." }]]);
    // A file that does not speak of it leaves it; one that withdraws says why; expectReturns leaves it too, unless it is told otherwise.
    expect(await hub.importCsv("grants/return-expectations", file("2018-04-02"))).toMatchObject({ written: 0, problems: [] });
    expect(await hub.importCsv("grants/return-expectations", file("", ",withdrawn,withdrawn_reason", ",YES,").replace("-withdrawn,award", "-other,award"))).toMatchObject({ problems: [{ column: "withdrawn_reason", code: "MISSING_VALUE" }] });
    const statuses = async (more: Told, version: number): Promise<string[]> => (await write(officer, EXPECT, { award: "award-withdrawn", ...more }, version)).data.expectReturns.map(({ status }: { status: string }) => status);
    expect(await statuses({}, 2)).toEqual(["WITHDRAWN", "MISSING", "MISSING", "MISSING", "MISSING"]);
    expect(await statuses({ withdrawnToo: true }, 6)).toEqual(["MISSING", "MISSING", "MISSING", "MISSING", "MISSING"]);
  });

  test("is planned no more: its days are free for other lines, and no sum counts it; set again it stands again", async () => {
    const planned = async (): Promise<unknown> => (await hub.as(officer).ask(`{ award(id: "award-withdrawn") { spending { planned { pounds } } } }`)).data.award.spending[0].planned;
    const set = (lines: object[], version: number) => write(officer, SET, { award: "award-withdrawn", year: "2018/19", lines }, version);
    const first = await set([{ period: quarter(2018, 1), planned: "4.00" }, { period: quarter(2018, 2), planned: "6.00" }], 0);
    const profileLine = first.data.setProfile[0].id as string;
    expect(await planned()).toEqual({ pounds: "10.00" });
    expect(refusalOf(await withdraw("ProfileLine", { profileLine, reason: "No" }, 1, grantOfficer("pcc-area-cambridgeshire")), "OUTSIDE_YOUR_REACH").field).toBe("input.profileLine");
    expect((await withdraw("ProfileLine", { profileLine, reason: "It begins in May." }, 1)).data.withdrawProfileLine).toEqual({ version: 2, withdrawn: true, withdrawnReason: "It begins in May.", planned: { pounds: "4.00" }, period: { label: "Q1 2018/19" } });
    expect(refusalOf(await withdraw("ProfileLine", { profileLine, reason: "Again" }, 2), "WITHDRAWN_ALREADY").field).toBe("input.profileLine");
    expect(await planned()).toEqual({ pounds: "6.00" });
    const may = { kind: "MONTH", from: "2018-05-01", to: "2018-05-31" };
    expect((await set([{ period: may, planned: "3.00" }], 3)).errors).toBeUndefined();
    expect(await planned()).toEqual({ pounds: "9.00" });
    expect(refusalOf(await set([{ period: quarter(2018, 1), planned: "4.00" }], 4), "DAYS_IN_COMMON").field).toBe("input.lines.0.period");
    await withdraw("ProfileLine", { profileLine: (await hub.sql<{ id: string }>("select id from grants.profile_line where award_id = 'award-withdrawn' and period_kind = 'MONTH'"))[0]!.id, reason: "The quarter after all" }, 1);
    expect((await set([{ period: quarter(2018, 1), planned: "4.00" }], 5)).data.setProfile).toMatchObject([{ id: profileLine, version: 3 }]);
    expect(await planned()).toEqual({ pounds: "10.00" });
    expect(await hub.sql("select version, withdrawn, withdrawn_reason from grants.profile_line where id = $1 order by version", [profileLine])).toEqual([
      { version: 1, withdrawn: false, withdrawn_reason: null },
      { version: 2, withdrawn: true, withdrawn_reason: "It begins in May." },
      { version: 3, withdrawn: false, withdrawn_reason: "It begins in May." },
    ]);
  });
});

describe("a return", () => {
  const told = (more: Told = {}): Told => ({ award: AWARD, period: quarter(2017, 1), spend: "90000.00", forecast: "300000.00", varianceReason: "Recruitment took longer.", ...more });

  test("is made by the partnership, for its and the Commissioner's eyes, and was received today", async () => {
    const answer = await write(plymouth, RECORD, told());
    expect(answer.errors).toBeUndefined();
    expect(answer.data.recordReturn).toMatchObject({ version: 1, spend: { pounds: "90000.00" }, forecast: { pounds: "300000.00" }, receivedOn: today, final: false, visibility: "PARTNERSHIP", gaps: [] });
    const LIST = `{ award(id: "${AWARD}") { returnExpectations(where: { period: { from: "2017-04-01", to: "2017-06-30" }, kind: SPEND }) { nodes { status receivedOn spendReturn { spend { pounds } } } } } }`;
    const of = async (asker: Pick<TestHub, "ask">): Promise<unknown> => (await asker.ask(LIST)).data.award.returnExpectations.nodes;
    expect(await of(hub.as(plymouth))).toEqual([{ status: "LATE", receivedOn: today, spendReturn: { spend: { pounds: "90000.00" } } }]);
    // The award is published, and so is what is expected of it: that the return came is no secret, what it says is.
    expect(await of(hub)).toEqual([{ status: "LATE", receivedOn: today, spendReturn: null }]);
    expect(await of(hub.as(member("partnership-fenland")))).toEqual([{ status: "LATE", receivedOn: today, spendReturn: null }]);
  });

  test("is corrected by its award and period, and was received when it first was", async () => {
    const paper = await write(officer, RECORD, told({ period: quarter(2017, 2), receivedOn: "2017-10-20" }));
    expect(paper.data.recordReturn).toMatchObject({ version: 1, receivedOn: "2017-10-20" });
    const corrected = await write(plymouth, RECORD, told({ period: quarter(2017, 2), spend: "0.00", forecast: null }), 1);
    expect(corrected.errors).toBeUndefined();
    expect(corrected.data.recordReturn).toMatchObject({ id: paper.data.recordReturn.id, version: 2, spend: { pounds: "0.00" }, forecast: null, receivedOn: "2017-10-20", gaps: [{ field: "forecast", reason: "NOT_STATED" }] });
    expect(refusalOf(await write(plymouth, RECORD, told({ period: quarter(2017, 2) }), 1), "VERSION_MOVED").field).toBe("expectedVersion");
  });

  test.each<[string, Told, string, string]>([
    ["days that another return tells of", { period: { kind: "MONTH", from: "2017-06-01", to: "2017-06-30" } }, "DAYS_IN_COMMON", "input.period"],
    ["a rolling period", { period: { kind: "ROLLING_12M", from: "2018-04-01", to: "2019-03-31" } }, "PERIOD_NOT_ADDABLE", "input.period"],
    ["a period over two years", { period: { kind: "CUSTOM", from: "2018-03-01", to: "2018-04-30" } }, "PERIOD_NOT_ADDABLE", "input.period"],
    ["a period that is not over", { period: { kind: "CUSTOM", from: "2019-04-01", to: "2019-04-30" }, receivedOn: "2019-04-29" }, "DATES_OUT_OF_ORDER", "input.receivedOn"],
    ["a day to come", { period: quarter(2018, 1), receivedOn: "9000-01-01" }, "DATES_OUT_OF_ORDER", "input.receivedOn"],
    ["fractions of a penny", { period: quarter(2018, 1), spend: "0.001" }, "MALFORMED_MONEY", "input.spend"],
    ["a negative forecast", { period: quarter(2018, 1), forecast: "-1.00" }, "MALFORMED_MONEY", "input.forecast"],
    ["more than 64 bits", { period: quarter(2018, 1), spend: "92233720368547758.08" }, "MALFORMED_MONEY", "input.spend"],
    ["days that are no such period", { period: { kind: "MONTH", from: "2018-04-01", to: "2018-04-29" } }, "MALFORMED_PERIOD", "input.period"],
    ["an award that there is none of", { award: "award-nobodys" }, "UNKNOWN_REFERENCE", "input.award"],
    ["a NUL", { allocation: "allocation-\u0000" }, "MALFORMED_TEXT", "input.allocation"],
  ])("of %s is refused", async (_, more, code, field) => {
    const before = await counts();
    expect(refusalOf(await write(officer, RECORD, told(more)), code).field).toBe(field);
    expect(await counts()).toEqual(before);
  });

  test("is dated by its sending where the partnership sends it", async () => {
    for (const viewer of [plymouth, app("partnership-plymouth", "returns:write")]) {
      expect(refusalOf(await write(viewer, RECORD, told({ period: quarter(2018, 1), receivedOn: "2018-07-01" })), "NOT_YOURS_TO_DATE").field).toBe("input.receivedOn");
    }
  });

  test("of another partnership's award is refused, and so is whoever may not make one", async () => {
    const before = await counts();
    for (const viewer of [member("partnership-fenland"), app("partnership-fenland", "returns:write"), grantOfficer("pcc-area-cambridgeshire")]) {
      expect(refusalOf(await write(viewer, RECORD, told({ period: quarter(2018, 2) })), "OUTSIDE_YOUR_REACH").field).toBe("input.award");
    }
    for (const viewer of [analyst("pcc-area-devon-and-cornwall"), steward("pcc-area-devon-and-cornwall"), app("partnership-plymouth", "read", "progress:write")]) {
      refusalOf(await write(viewer, RECORD, told({ period: quarter(2018, 2) })), "NOT_YOUR_DOOR");
    }
    expect(await counts()).toEqual(before);
    const byProgram = await write(app("partnership-plymouth", "returns:write"), RECORD, told({ period: quarter(2018, 2) }));
    expect(byProgram.errors).toBeUndefined();
  });
});

describe("a file of returns", () => {
  const COLUMNS = ["award", "allocation", "period", "spend", "forecast", "variance_reason", "received_on", "final", "document", "section", "as_printed", "known_from"];
  const row = (period: string, spend: string, more: Record<string, string> = {}): string[] => COLUMNS.map((name) => ({ award: AWARD, period, spend, final: "NO", ...more })[name] ?? "");
  const csv = (...rows: string[][]): string => [COLUMNS, ...rows].map((cells) => `${cells.join(",")}\n`).join("");
  const send = async (viewer: Viewer, file: Record<string, string>, key: string = randomUUID()) => (await hub.as(viewer).ask(TAKE, { ...file, key })).data.importReturns;

  test("comes in whole, without ids, and once: sent again it changes nothing, and a changed row corrects the return of its period", async () => {
    const file = csv(row("MONTH 2018-10", "1.00"), row("MONTH 2018-11", "2.00", { forecast: "5.00" }));
    const key = randomUUID();
    const taken = await send(plymouth, { csv: file }, key);
    expect(taken).toEqual({ read: 2, written: 2, unchanged: 0, refused: 0, problems: [] });
    expect(await send(plymouth, { csv: file }, key)).toEqual(taken);
    // As by mutation: for the partnership and its Commissioner, since it does not say otherwise.
    expect(await hub.sql("select distinct visibility from grants.spend_return where award_id = $1 and period_from in ('2018-10-01', '2018-11-01')", [AWARD])).toEqual([{ visibility: "PARTNERSHIP" }]);
    expect(await send(plymouth, { csv: file })).toEqual({ read: 2, written: 0, unchanged: 2, refused: 0, problems: [] });
    const corrected = csv(row("MONTH 2018-10", "1.00"), row("MONTH 2018-11", "3.00", { forecast: "5.00" }));
    expect(await send(officer, { csv: corrected })).toEqual({ read: 2, written: 1, unchanged: 1, refused: 0, problems: [] });
    const stands = await hub.sql("select version, spend_pence, known_to is null as current, received_on::text from grants.spend_return where award_id = $1 and period_from = '2018-11-01' order by version", [AWARD]);
    expect(stands).toEqual([
      { version: 1, spend_pence: "200", current: false, received_on: today },
      { version: 2, spend_pence: "300", current: true, received_on: today },
    ]);
  });

  test("may be a workbook or JSON, and says the same", async () => {
    const rows = [row("MONTH 2018-12", "4.00")];
    const xlsx = Buffer.from(workbook({ sheets: [{ name: "spend-returns", rows: [COLUMNS, ...rows] }] })).toString("base64");
    expect(await send(plymouth, { xlsx })).toMatchObject({ read: 1, written: 1, problems: [] });
    const json = JSON.stringify(rows.map((cells) => Object.fromEntries(cells.map((cell, i) => [COLUMNS[i]!, cell]))));
    expect(await send(plymouth, { json })).toMatchObject({ read: 1, unchanged: 1, problems: [] });
    expect(await send(plymouth, { csv: csv(...rows) })).toMatchObject({ read: 1, unchanged: 1, problems: [] });
  });

  test("with a problem comes to nothing, and says where each is", async () => {
    const before = await counts();
    const shape = await send(plymouth, { csv: csv(row("MONTH 2019-01", "1.005"), row("ROLLING_12M 2018-02-01..2019-01-31", "1.00"), row("MONTH 2019-02", "1.00", { final: "true" })) });
    expect(shape).toMatchObject({ written: 0, refused: 3 });
    expect(shape.problems.map(({ line, column, code }: Told) => [line, column, code])).toEqual([
      [2, "spend", "MALFORMED_MONEY"],
      [3, "period", "PERIOD_NOT_ADDABLE"],
      [4, "final", "UNKNOWN_CODE"],
    ]);
    const together = await send(plymouth, {
      csv: csv(
        row("MONTH 2019-01", "1.00"),
        row("MONTH 2019-01", "2.00"),
        row("CUSTOM 2018-12-31..2018-12-31", "1.00"),
        row("MONTH 2019-02", "1.00", { received_on: "2019-03-01" }),
        row("MONTH 2019-03", "1.00", { known_from: "2019-04-01" }),
        row("MONTH 2019-04", "1.00", { award: "award-peterborough-2015-16" }),
      ),
    });
    expect(together.written).toBe(0);
    const found = new Set(together.problems.map(({ line, column, code }: Told) => `${String(line)} ${String(column)} ${String(code)}`));
    for (const each of ["3 award DUPLICATE_ROW", "4 period DAYS_IN_COMMON", "5 received_on NOT_YOURS_TO_DATE", "6 known_from NOT_YOURS_TO_DATE", "7 award OUTSIDE_YOUR_REACH"]) expect(found).toContain(each);
    for (const { action } of together.problems) expect(action).toEqual(expect.any(String));
    expect(await counts()).toEqual(before);
  });

  test("is judged in each column, also in the few that a row before left empty", async () => {
    const before = await counts();
    const full = [...COLUMNS, "visibility"];
    const cells = (more: Record<string, string>): string => full.map((name) => ({ award: AWARD, spend: "1.00", forecast: "2.00", variance_reason: "Late start", received_on: today, final: "NO", section: "Table 1", as_printed: "1", visibility: "PARTNERSHIP", ...more })[name] ?? "").join(",");
    const file = [full.join(","), cells({ period: "MONTH 2019-01" }), cells({ period: "MONTH 2019-02", allocation: "allocation-nowhere" }), ""].join("\n");
    expect(await send(plymouth, { csv: file })).toMatchObject({ written: 0, problems: [{ line: 3, column: "allocation", code: "UNKNOWN_REFERENCE" }] });
    expect(await counts()).toEqual(before);
  });

  test("names no new return: the hub does, so that no partnership takes an id that another would use", async () => {
    const before = await counts();
    const named = (id: string, spend = "1.00"): string => csv(row("MONTH 2019-01", spend)).replace("award,", "id,award,").replace(AWARD, `${id},${AWARD}`);
    for (const viewer of [plymouth, app("partnership-plymouth", "returns:write")]) {
      expect(await send(viewer, { csv: named("spend-return-fenland-2019-q1") })).toMatchObject({ written: 0, problems: [{ line: 2, column: "id", code: "UNKNOWN_REFERENCE" }] });
    }
    expect(await counts()).toEqual(before);
    // Its own it may correct by the id, and a steward brings in what a document names.
    expect(await hub.importCsv("grants/spend-returns", named("spend-return-plymouth-2019-01"))).toMatchObject({ written: 1, problems: [] });
    expect(await send(plymouth, { csv: named("spend-return-plymouth-2019-01", "2.00") })).toMatchObject({ written: 1, problems: [] });
  });

  test("is one file, and through no other's door", async () => {
    const file = csv(row("MONTH 2019-01", "1.00"));
    expect(refusalOf(await hub.as(plymouth).ask(TAKE, { csv: file, json: "[]", key: randomUUID() }), "ONE_FILE_NEEDED").field).toBe("csv");
    refusalOf(await hub.as(plymouth).ask(`mutation($csv: String!, $key: ID!) { importGrantsFile(file: SPEND_RETURNS, csv: $csv, idempotencyKey: $key) { read } }`, { csv: file, key: randomUUID() }), "NOT_YOUR_DOOR");
    for (const viewer of [analyst("pcc-area-devon-and-cornwall"), app("partnership-plymouth", "read")]) refusalOf(await hub.as(viewer).ask(TAKE, { csv: file, key: randomUUID() }), "NOT_YOUR_DOOR");
    refusalOf(await hub.ask(TAKE, { csv: file, key: randomUUID() }), "NOT_YOUR_DOOR");
    expect(await send(member("partnership-fenland"), { csv: file })).toMatchObject({ written: 0, problems: [{ line: 2, column: "award", code: "OUTSIDE_YOUR_REACH" }] });
  });
});

test("many lines and many expectations are found by their ids on one connection, each noun by an index of its own", async () => {
  const years = Array.from({ length: 14 }, (_, n) => `${2020 + n}/${21 + n} 1.00`).join("; ");
  const award = "award-plymouth-of-many-years";
  expect(
    await hub.importCsv("grants/awards", ["id,fund,partnership,recipient,awarded,annual_amounts,purpose,document,section,as_printed,known_from", `${award},fund-devon-and-cornwall-pcc-plymouth,partnership-plymouth,?NOT_STATED: Nobody says.,14.00,${years},Many years,,,,`, ""].join("\n")),
  ).toMatchObject({ problems: [], written: 1 });
  const lines = Array.from({ length: 60 }, (_, n) => {
    const day = new Date(Date.UTC(2020, 3, 1 + n)).toISOString().slice(0, 10);
    return { period: { kind: "POINT", from: day, to: day }, planned: n ? "0.00" : "1.00" };
  });
  expect((await write(officer, SET, { award, year: "2020/21", lines })).data.setProfile).toHaveLength(60);
  expect((await write(officer, EXPECT, { award })).data.expectReturns).toHaveLength(57);
  const indexes = await hub.sql("select distinct t.relname as staged, i.relname as found_by from pg_index x join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid where t.relname in ('staged_grants_profile_line', 'staged_grants_return_expectation') order by 1");
  expect(indexes).toEqual(["profile_line", "return_expectation"].map((noun) => ({ staged: `staged_grants_${noun}`, found_by: `staged_grants_${noun}_by_id` })));
});
