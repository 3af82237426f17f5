/** Spending beside plan, as an officer watches it over the years: what came when, what it comes to, and what is to be looked at. */
import { startHub, type HubAnswer, type TestHub } from "../support/hub.js";
import { member } from "../support/people.js";

let hub: TestHub;

const PERIODS: Record<string, string> = { Q1: "06-30", Q2: "09-30", Q3: "12-31", Q4: "03-31" };
const end = (year: string, quarter: string): string => `${Number(year.slice(0, 4)) + (quarter === "Q4" ? 1 : 0)}-${PERIODS[quarter]!}`;

beforeAll(async () => {
  hub = await startHub("documents");
  const send = async (what: string, header: string, rows: string[]): Promise<void> => {
    // What stands before the bar fills the first columns; after it stands since when it is known.
    const columns = header.split(",").length + 3;
    const lines = rows.map((row) => row.split("|") as [string, string]).map(([cells, knownFrom]) => [...Object.assign(Array<string>(columns).fill(""), cells.split(",")), knownFrom].join(","));
    const report = await hub.importCsv(what, `${header},document,section,as_printed,known_from\n${lines.join("\n")}\n`);
    expect(report).toMatchObject({ written: rows.length, problems: [] });
  };
  const years = ["2014/15", "2015/16", "2016/17"];
  const fund = "fund-tried";
  await send("plans/partnerships", "id,name,place,pcc_area,gss_code", [`partnership-tried,Tried,Tried,pcc-area-cambridgeshire|2014-01-01`]);
  await send("grants/funds", "id,name,funder,purpose", [`fund-tried,Tried,|2014-01-01`]);
  await send("grants/awards", "id,fund,partnership,recipient,awarded,annual_amounts,purpose", [
    ...years.map((year) => `award-tried-${year.slice(0, 4)},${fund},partnership-tried,,1000.00,${year} 1000.00|${year.slice(0, 4)}-04-01`),
    `award-parts,${fund},partnership-tried,,400.00,2014/15 400.00|2014-04-01`,
  ]);
  await send("grants/allocations", "id,award,year,amount,service,recipient,parent,purpose,attributed_level,attributed_to", [1, 2].map((n) => `allocation-parts-${n},award-parts,2014/15,25.00,,,,,UNATTRIBUTED|2014-04-01`));
  const line = (award: string, year: string, quarter: string, pounds: string): string => `profile-line-${award}-${year.slice(0, 4)}-${quarter.toLowerCase()},award-${award},,FINANCIAL_QUARTER ${year} ${quarter},${pounds}|${year.slice(0, 4)}-04-01`;
  await send("grants/profile-lines", "id,award,allocation,period,planned", years.flatMap((year) => ["Q1", "Q2", "Q3", "Q4"].map((quarter) => line(`tried-${year.slice(0, 4)}`, year, quarter, "250.00"))));
  await send("grants/return-expectations", "id,award,allocation,kind,period,due_on", [
    ...["Q1", "Q2", "Q3", "Q4"].map((quarter) => `return-expectation-2014-${quarter.toLowerCase()},award-tried-2014,,SPEND,FINANCIAL_QUARTER 2014/15 ${quarter},${end("2014/15", quarter).slice(0, 4)}-${{ Q1: "07-31", Q2: "10-31", Q3: "12-31", Q4: "04-30" }[quarter]!}|2014-04-01`),
    `return-expectation-2014-final,award-tried-2014,,FINAL,FINANCIAL_YEAR 2014/15,2015-05-31|2014-04-01`,
  ]);
  const told = (award: string, year: string, quarter: string, spend: string, received: string, more: { forecast?: string; reason?: string; final?: string; allocation?: string } = {}): string =>
    `spend-return-${award}-${year.slice(0, 4)}-${quarter.toLowerCase()}${more.allocation ?? ""},award-${award},${more.allocation ?? ""},FINANCIAL_QUARTER ${year} ${quarter},${spend},${more.forecast ?? ""},${more.reason ?? ""},${received},${more.final ?? "NO"}|${received}`;
  await send("grants/spend-returns", "id,award,allocation,period,spend,forecast,variance_reason,received_on,final", [
    // In time on the last day, a day late, and never; the final one in time.
    told("tried-2014", "2014/15", "Q1", "250.00", "2014-07-31", { forecast: "750.00" }),
    told("tried-2014", "2014/15", "Q2", "100.00", "2014-11-01", { forecast: "500.00", reason: "Posts were empty." }),
    told("tried-2014", "2014/15", "Q4", "599.99", "2015-04-30", { final: "YES" }),
    told("tried-2015", "2015/16", "Q1", "200.00", "2015-07-10", { forecast: "700.00" }),
    told("tried-2015", "2015/16", "Q2", "274.99", "2015-10-10"),
    told("tried-2016", "2016/17", "Q4", "1000.01", "2017-04-10", { final: "YES" }),
  ]);
});
afterAll(() => hub.close());

async function asked(question: string, asker: Pick<TestHub, "ask"> = hub): Promise<HubAnswer["data"]> {
  const { data, errors } = await asker.ask(question);
  expect(errors).toBeUndefined();
  return data;
}

describe("what became of what was expected", () => {
  test.each([
    // The day before it is due, that day, and the day after, for each that came or did not.
    ["2014-03-31", []],
    ["2014-07-30", ["Q1 EXPECTED", "Q2 EXPECTED", "Q3 EXPECTED", "Q4 EXPECTED", "FINAL EXPECTED"]],
    ["2014-07-31", ["Q1 ON_TIME", "Q2 EXPECTED", "Q3 EXPECTED", "Q4 EXPECTED", "FINAL EXPECTED"]],
    ["2014-10-31", ["Q1 ON_TIME", "Q2 EXPECTED", "Q3 EXPECTED", "Q4 EXPECTED", "FINAL EXPECTED"]],
    ["2014-11-01", ["Q1 ON_TIME", "Q2 LATE", "Q3 EXPECTED", "Q4 EXPECTED", "FINAL EXPECTED"]],
    ["2014-12-31", ["Q1 ON_TIME", "Q2 LATE", "Q3 EXPECTED", "Q4 EXPECTED", "FINAL EXPECTED"]],
    ["2015-01-01", ["Q1 ON_TIME", "Q2 LATE", "Q3 MISSING", "Q4 EXPECTED", "FINAL EXPECTED"]],
    ["2015-04-30", ["Q1 ON_TIME", "Q2 LATE", "Q3 MISSING", "Q4 ON_TIME", "FINAL ON_TIME"]],
  ])("as of %s", async (asOf, expected) => {
    const { award, returnExpectations } = await asked(`{
      award(id: "award-tried-2014", asOf: "${asOf}") { returnExpectations { nodes { kind period { label } status } } }
      returnExpectations(asOf: "${asOf}", where: { partnership: ["partnership-tried"], status: [LATE, MISSING] }) { totalCount nodes { kind period { label } status receivedOn award { id } } }
    }`);
    const named = ({ kind, period, status }: { kind: string; period: { label: string }; status: string }): string => `${kind === "FINAL" ? kind : period.label.slice(0, 2)} ${status}`;
    expect((award?.returnExpectations.nodes ?? []).map(named)).toEqual(expected);
    const late = expected.filter((each) => /LATE|MISSING/.test(each));
    expect(returnExpectations.nodes.map(named)).toEqual(late);
    expect(returnExpectations.totalCount).toBe(late.length);
  });

  test("is counted for an award, its partnership and its fund, for a year or some days", async () => {
    const REPORTING = "asOf expected onTime late missing total rate";
    const { award, partnership, fund } = await asked(`{
      award(id: "award-tried-2014", asOf: "2015-01-01") { all: reporting { ${REPORTING} } q3: reporting(period: { from: "2014-10-01", to: "2014-12-31" }, kind: SPEND) { ${REPORTING} } }
      partnership(id: "partnership-tried", asOf: "2015-04-30") { reporting(year: "2014/15") { ${REPORTING} } none: reporting(year: "2015/16") { ${REPORTING} } }
      fund(id: "fund-tried") { reporting(asOf: "2014-11-01", year: "2014/15") { ${REPORTING} } }
    }`);
    expect(award).toEqual({
      all: { asOf: "2015-01-01", expected: 2, onTime: 1, late: 1, missing: 1, total: 5, rate: "33.3" },
      q3: { asOf: "2015-01-01", expected: 0, onTime: 0, late: 0, missing: 1, total: 1, rate: "0.0" },
    });
    expect(partnership).toEqual({
      reporting: { asOf: "2015-04-30", expected: 0, onTime: 3, late: 1, missing: 1, total: 5, rate: "60.0" },
      none: { asOf: "2015-04-30", expected: 0, onTime: 0, late: 0, missing: 0, total: 0, rate: null },
    });
    expect(fund.reporting).toEqual({ asOf: "2014-11-01", expected: 3, onTime: 1, late: 1, missing: 0, total: 5, rate: "50.0" });
  });

  test("costs one statement for all that are asked for", async () => {
    const answer = await hub.measure(`{ awards(where: { partnership: ["partnership-tried"] }) { nodes { reporting { missing } spending { year spent { pounds } } returnExpectations { nodes { status receivedOn spendReturn { id flags } } } } } }`);
    expect(answer.errors).toBeUndefined();
    // The awards, how returns are made, what was spent, the expectations, what became of them, the returns that answer them and their flags.
    expect(answer.statements).toHaveLength(7);
  });
});

const SPENDING = `year awarded { pounds } planned { pounds } plannedToDate { pounds } spent { pounds } spentTo variance { pounds } variancePercent outturn { pounds } underspend { pounds } underspendPercent isUnderspent missingReturns underspentYears flags gaps { field reason }`;
const pounds = (amount: string | null): object | null => (amount === null ? null : { pounds: amount });

describe("what was spent of a year's money", () => {
  test("stands beside its plan to the same day, with what it is expected to come to", async () => {
    const { award } = await asked(`{ award(id: "award-tried-2014") { early: spending(asOf: "2014-11-01") { ${SPENDING} } spending { ${SPENDING} } } }`);
    expect(award.early).toEqual([
      {
        year: "2014/15",
        awarded: pounds("1000.00"),
        planned: pounds("1000.00"),
        plannedToDate: pounds("500.00"),
        spent: pounds("350.00"),
        spentTo: "2014-09-30",
        variance: pounds("-150.00"),
        variancePercent: "-30.0",
        outturn: pounds("850.00"),
        underspend: pounds("150.00"),
        underspendPercent: "15.0",
        isUnderspent: true,
        missingReturns: 0,
        underspentYears: 1,
        flags: ["FAR_FROM_PROFILE", "UNDERSPEND"],
        gaps: [],
      },
    ]);
    // Exactly 5 percent and a penny are left.
    expect(award.spending[0]).toMatchObject({ spent: pounds("949.99"), spentTo: "2015-03-31", variance: pounds("-50.01"), variancePercent: "-5.0", outturn: pounds("949.99"), underspend: pounds("50.01"), underspendPercent: "5.0", isUnderspent: true, missingReturns: 1, flags: ["UNDERSPEND", "RETURN_MISSING"] });
  });

  test("says how many returns are missing behind an underspend, on any day and of the whole partnership", async () => {
    await hub.fetchFacts();
    const { award, partnership } = await asked(`{
      award(id: "award-tried-2014") { inTime: spending(asOf: "2014-12-31") { missingReturns flags } overdue: spending(asOf: "2015-01-01") { missingReturns isUnderspent flags } }
      partnership(id: "partnership-tried") { spending { year missingReturns } reporting(year: "2014/15") { missing } pccArea { reporting(year: "2014/15", period: { from: "2014-10-01", to: "2014-12-31" }) { missing total } } }
    }`);
    expect(award).toEqual({ inTime: [{ missingReturns: 0, flags: ["FAR_FROM_PROFILE", "UNDERSPEND"] }], overdue: [{ missingReturns: 1, isUnderspent: true, flags: ["FAR_FROM_PROFILE", "UNDERSPEND", "RETURN_MISSING"] }] });
    expect(partnership.spending.map(({ missingReturns }: { missingReturns: number }) => missingReturns)).toEqual([1, 0, 0]);
    // The third quarter's, and the final one of the whole year.
    expect(partnership.pccArea.reporting).toEqual({ missing: 1, total: 2 });
  });

  test("says why it cannot tell, and tells nothing returned from 0.00", async () => {
    const { parts, open } = await asked(`{ parts: award(id: "award-parts") { spending { ${SPENDING} } } open: award(id: "award-tried-2015") { before: spending(asOf: "2015-07-10") { ${SPENDING} } spending { ${SPENDING} } } }`);
    expect(parts.spending).toEqual([
      expect.objectContaining({ planned: null, plannedToDate: null, spent: null, spentTo: null, variance: null, outturn: null, underspend: null, underspendPercent: null, isUnderspent: null, underspentYears: 0, flags: [], gaps: [{ field: "planned", reason: "NOT_HELD" }, { field: "spent", reason: "NOT_HELD" }] }),
    ]);
    expect(open.before[0]).toMatchObject({ outturn: pounds("900.00"), isUnderspent: true, flags: ["FAR_FROM_PROFILE", "VARIANCE_UNEXPLAINED", "UNDERSPEND"] });
    // The newest return says nothing of what is still to come.
    expect(open.spending[0]).toMatchObject({ spent: pounds("474.99"), variancePercent: "-5.0", outturn: null, isUnderspent: null, flags: [], gaps: [{ field: "outturn", reason: "NOT_HELD" }] });
  });

  test("above what is given is flagged and not refused", async () => {
    const { award } = await asked(`{ award(id: "award-tried-2016") { spending { ${SPENDING} } spendReturns { nodes { flags } } } }`);
    expect(award.spending[0]).toMatchObject({ spent: pounds("1000.01"), underspend: pounds("-0.01"), isUnderspent: false, flags: ["ABOVE_WHAT_IS_GIVEN"] });
    // The one return is for the last quarter alone: four times what was planned for it.
    expect(award.spendReturns.nodes).toEqual([{ flags: ["ABOVE_WHAT_IS_GIVEN", "FAR_FROM_PROFILE", "VARIANCE_UNEXPLAINED"] }]);
  });

  test("of all awards of a partnership adds up, and of the years before it the underspends are counted", async () => {
    const { partnership } = await asked(`{ partnership(id: "partnership-tried") { spending { year awards awarded { pounds } spent { pounds } variance { pounds } outturn { pounds } underspentYears gaps { field explanation } } } }`);
    expect(partnership.spending).toEqual([
      { year: "2014/15", awards: 2, awarded: pounds("1400.00"), spent: pounds("949.99"), variance: pounds("-50.01"), outturn: null, underspentYears: 0, gaps: [{ field: "outturn", explanation: "Not every award of the year has a return." }] },
      { year: "2015/16", awards: 1, awarded: pounds("1000.00"), spent: pounds("474.99"), variance: pounds("-25.01"), outturn: null, underspentYears: 0, gaps: [{ field: "outturn", explanation: "The newest return says nothing of what is still to come." }] },
      { year: "2016/17", awards: 1, awarded: pounds("1000.00"), spent: pounds("1000.01"), variance: pounds("0.01"), outturn: pounds("1000.01"), underspentYears: 0, gaps: [] },
    ]);
  });
});

test("the flags of a return compare it with what is planned for the same days, and with the years of its award", async () => {
  const { spendReturns } = await asked(`{ spendReturns(where: { award: ["award-tried-2014", "award-tried-2015"] }) { nodes { id flags } } }`);
  expect(Object.fromEntries(spendReturns.nodes.map(({ id, flags }: { id: string; flags: string[] }) => [id.slice("spend-return-tried-".length), flags]))).toEqual({
    "2014-2014-q1": [],
    "2014-2014-q2": ["FAR_FROM_PROFILE"],
    "2014-2014-q4": ["FAR_FROM_PROFILE", "VARIANCE_UNEXPLAINED"],
    "2015-2015-q1": ["FAR_FROM_PROFILE", "VARIANCE_UNEXPLAINED"],
    // Exactly ten percent more than planned, less a penny.
    "2015-2015-q2": [],
  });
  const report = await hub.importCsv("grants/spend-returns", `award,allocation,period,spend,forecast,variance_reason,received_on,final,document,section,as_printed,known_from\naward-tried-2014,,MONTH 2015-04,1.00,,,2015-05-01,NO,,,,\n`);
  expect(report).toMatchObject({ written: 1, problems: [] });
  const outside = await asked(`{ spendReturns(where: { award: ["award-tried-2014"], year: "2015/16" }) { nodes { flags } } }`);
  expect(outside.spendReturns.nodes).toEqual([{ flags: ["OUTSIDE_THE_YEARS_OF_THE_AWARD"] }]);
});

test("what is returned of the award as a whole holds what is returned of its parts for the same days", async () => {
  const header = "award,allocation,period,spend,forecast,variance_reason,received_on,final,document,section,as_printed,known_from";
  const send = (...rows: string[]) => hub.importCsv("grants/spend-returns", `${header}\n${rows.join("\n")}\n`);
  const spent = async (): Promise<unknown> => (await asked(`{ award(id: "award-parts") { spending { spent { pounds } } } }`)).award.spending[0].spent;
  expect(await send("award-parts,allocation-parts-1,FINANCIAL_QUARTER 2014/15 Q1,10.00,,,2014-07-01,NO,,,,", "award-parts,allocation-parts-2,FINANCIAL_QUARTER 2014/15 Q1,20.00,,,2014-07-01,NO,,,,")).toMatchObject({ written: 2, problems: [] });
  expect(await spent()).toEqual(pounds("30.00"));
  const flags = async (): Promise<unknown> => (await asked(`{ spendReturns(where: { award: "award-parts" }) { nodes { allocation { id } period { label } flags } } }`)).spendReturns.nodes;
  expect(await flags()).toEqual(expect.arrayContaining([1, 2].map((n) => ({ allocation: { id: `allocation-parts-${n}` }, period: { label: "Q1 2014/15" }, flags: [] }))));
  expect(await send("award-parts,,MONTH 2014-06,100.00,,,2014-07-01,NO,,,,", "award-parts,allocation-parts-1,FINANCIAL_QUARTER 2014/15 Q2,15.01,,,2014-10-01,NO,,,,")).toMatchObject({ written: 2, problems: [] });
  expect(await spent()).toEqual(pounds("115.01"));
  // Of the first allocation a penny more than it is of.
  expect(await flags()).toContainEqual({ allocation: { id: "allocation-parts-1" }, period: { label: "Q2 2014/15" }, flags: ["ABOVE_WHAT_IS_GIVEN"] });
  // Of no other award's.
  expect((await send("award-tried-2014,allocation-parts-1,MONTH 2014-12,1.00,,,2015-01-01,NO,,,,")).problems).toEqual([expect.objectContaining({ line: 2, column: "allocation", code: "REFERENCE_ASTRAY" })]);
});

test("an allocation and what it passed on are told of twice and counted once, in spending as in funding", async () => {
  const send = async (what: string, header: string, ...rows: string[]): Promise<void> =>
    expect(await hub.importCsv(what, `${header},document,section,as_printed,known_from\n${rows.map((row) => `${row},,,,2014-04-01`).join("\n")}\n`)).toMatchObject({ written: rows.length, problems: [] });
  await send("plans/partnerships", "id,name,place,pcc_area,gss_code", "partnership-nested,Nested,Nested,pcc-area-cambridgeshire,");
  await send("grants/awards", "id,fund,partnership,recipient,awarded,annual_amounts,purpose", "award-nested,fund-tried,partnership-nested,,400.00,2014/15 400.00,");
  await send("grants/allocations", "id,award,year,amount,service,recipient,parent,purpose,attributed_level,attributed_to",
    "allocation-nested-top,award-nested,2014/15,300.00,,,,,UNATTRIBUTED,", "allocation-nested-part,award-nested,2014/15,200.00,,,allocation-nested-top,,UNATTRIBUTED,", "allocation-nested-deep,award-nested,2014/15,100.00,,,allocation-nested-part,,UNATTRIBUTED,");
  await send("grants/profile-lines", "id,award,allocation,period,planned",
    "profile-line-nested-top,award-nested,allocation-nested-top,FINANCIAL_YEAR 2014/15,300.00", "profile-line-nested-deep,award-nested,allocation-nested-deep,FINANCIAL_QUARTER 2014/15 Q1,25.00");
  const returns = "id,award,allocation,period,spend,forecast,variance_reason,received_on,final";
  const both = async (): Promise<unknown[]> => {
    const { award, partnership } = await asked(`{ award(id: "award-nested") { spending { planned { pounds } spent { pounds } outturn { pounds } } } partnership(id: "partnership-nested") { spending { spent { pounds } } funding(year: "2014/15") { spent { pounds } } } }`);
    const [{ planned, spent, outturn }] = award.spending;
    expect(partnership.spending[0].spent).toEqual(spent);
    expect(partnership.funding.spent).toEqual(spent);
    return [planned?.pounds, spent?.pounds, outturn?.pounds ?? null];
  };
  // Of the 50 of the whole the part spent 30, and of those what it passed on 12.
  await send("grants/spend-returns", returns,
    "spend-return-nested-1,award-nested,allocation-nested-top,FINANCIAL_QUARTER 2014/15 Q1,50.00,90.00,,2014-07-01,NO", "spend-return-nested-2,award-nested,allocation-nested-part,FINANCIAL_QUARTER 2014/15 Q1,30.00,40.00,,2014-07-01,NO",
    "spend-return-nested-3,award-nested,allocation-nested-deep,FINANCIAL_QUARTER 2014/15 Q1,12.00,20.00,,2014-07-01,NO");
  expect(await both()).toEqual(["300.00", "50.00", "140.00"]);
  // Days of which the whole says nothing are the part's.
  await send("grants/spend-returns", returns, "spend-return-nested-4,award-nested,allocation-nested-deep,FINANCIAL_QUARTER 2014/15 Q2,7.00,,,2014-10-01,NO");
  expect((await both())[1]).toBe("57.00");
});

test("a member of another partnership sees the status of what is published, as everybody does", async () => {
  const { returnExpectations } = await asked(`{ returnExpectations(asOf: "2015-01-01", where: { award: ["award-tried-2014"], status: MISSING }) { nodes { period { label } } } }`, hub.as(member("partnership-fenland")));
  expect(returnExpectations.nodes).toEqual([{ period: { label: "Q3 2014/15" } }]);
});
