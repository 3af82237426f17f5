/** Targets: whether each kind is met, by which value, and when that cannot be told. */
import { startHub, type TestHub } from "../support/hub.js";

let hub: TestHub;

const TARGETS = "id,indicator,partnership,place,period,kind,value,value_low,value_high,change_percent,change_number,baseline_value,baseline_period,document,section,as_printed,known_from";
const VALUES = "id,indicator,partnership,place,period,reported_under,qualifier,value,numerator,denominator,base,status,document,section,as_printed,known_from";

/** An indicator of its own for each case: what is promised for 2015/16, and the value of that year. */
interface Case {
  promised: string;
  value?: string;
  period?: string;
  before?: string;
  type?: string;
}

const cases: Record<string, [Case, code: string, notKnown: string | null]> = {
  "a maximum that is kept": [{ promised: "MAX,43,,,,,,", value: "EQ,43" }, "MET", null],
  "a maximum that is passed": [{ promised: "MAX,43,,,,,,", value: "EQ,44" }, "NOT_MET", null],
  "a minimum that is reached": [{ promised: "MIN,85,,,,,,", value: "EQ,85" }, "MET", null],
  "a minimum that is missed": [{ promised: "MIN,85,,,,,,", value: "EQ,81" }, "NOT_MET", null],
  "a range that holds the value": [{ promised: "RANGE,,10,20,,,,", value: "EQ,20" }, "MET", null],
  "a range that does not": [{ promised: "RANGE,,10,20,,,,", value: "EQ,9" }, "NOT_MET", null],
  "a fall in percent": [{ promised: "CHANGE_PERCENT,,,,-10,,200,FINANCIAL_YEAR 2014/15", value: "EQ,180" }, "MET", null],
  "a fall that is too small": [{ promised: "CHANGE_PERCENT,,,,-10,,200,FINANCIAL_YEAR 2014/15", value: "EQ,181" }, "NOT_MET", null],
  "a rise in number": [{ promised: "CHANGE_NUMBER,,,,,95,1938,FINANCIAL_YEAR 2014/15", value: "EQ,2033" }, "MET", null],
  "a change whose baseline was measured and is not stated": [{ promised: "CHANGE_PERCENT,,,,-10,,,FINANCIAL_YEAR 2014/15", value: "EQ,181", before: "EQ,200" }, "NOT_MET", null],
  "a change of an indicator whose values are changes": [{ promised: "CHANGE_PERCENT,,,,-10,,,", value: "EQ,-12", type: "CHANGE_PERCENT" }, "MET", null],
  "a target at odds with itself that is met either way": [{ promised: "CHANGE_PERCENT,,,,5,95,1938,FINANCIAL_YEAR 2014/15", value: "EQ,2100" }, "MET", null],
  "a target at odds with itself that is met one way alone": [{ promised: "CHANGE_PERCENT,,,,5,95,1938,FINANCIAL_YEAR 2014/15", value: "EQ,2034" }, "NOT_KNOWN", "INCONSISTENT"],
  "nothing but to watch": [{ promised: "MONITOR_ONLY,,,,,,115,FINANCIAL_YEAR 2014/15", value: "EQ,100" }, "MONITOR_ONLY", null],
  "over a minimum": [{ promised: "MIN,600,,,,,,", value: "GE,600" }, "MET", null],
  "over something less than the minimum": [{ promised: "MIN,600,,,,,,", value: "GE,500" }, "NOT_KNOWN", "QUALIFIED"],
  "over more than the maximum": [{ promised: "MAX,43,,,,,,", value: "GE,50" }, "NOT_MET", null],
  "below the maximum": [{ promised: "MAX,43,,,,,,", value: "LE,43" }, "MET", null],
  "around the maximum": [{ promised: "MAX,43,,,,,,", value: "APPROX,40" }, "NOT_KNOWN", "QUALIFIED"],
  "a change without a baseline": [{ promised: "CHANGE_PERCENT,,,,-10,,,FINANCIAL_YEAR 2014/15", value: "EQ,181" }, "NOT_KNOWN", "NO_BASELINE"],
  "a change of nothing": [{ promised: "CHANGE_NUMBER,,,,,0,10,FINANCIAL_YEAR 2014/15", value: "EQ,10" }, "NOT_KNOWN", "NO_DIRECTION"],
  "a number that is still to be named": [{ promised: "CHANGE_NUMBER,,,,,,10,FINANCIAL_YEAR 2014/15", value: "EQ,10" }, "NOT_KNOWN", "NO_VALUE"],
  "no period": [{ promised: "MAX,43,,,,,,", period: "", value: "EQ,10" }, "NOT_KNOWN", "NO_PERIOD"],
  "no value": [{ promised: "MAX,43,,,,,," }, "NOT_KNOWN", "NOTHING_MEASURED"],
  "a period that is still to come": [{ promised: "MAX,43,,,,,,", period: "FINANCIAL_YEAR 2090/91", value: "EQ,1" }, "NOT_KNOWN", "PERIOD_NOT_OVER"],
};

const idOf = (what: string): string => what.replaceAll(" ", "-");

beforeAll(async () => {
  hub = await startHub();
  const given = async (what: string, columns: string, rows: string[]): Promise<void> => {
    const report = await hub.importCsv(`indicators/${what}`, `${columns}\n${rows.join("\n")}\n`);
    expect(report.problems).toEqual([]);
  };
  const all = Object.entries(cases).map(([what, [given]]) => ({ id: idOf(what), ...given }));
  await given("indicators", "id,name,definition,unit,value_type,polarity,document,section,as_printed,known_from", all.map(({ id, type = "COUNT" }) => `indicator-${id},${id},,things,${type},LOWER_IS_BETTER,,,,`));
  await given("targets", TARGETS, all.map(({ id, promised, period = "FINANCIAL_YEAR 2015/16" }) => `target-${id},indicator-${id},partnership-fenland,,${period},${promised},,,,`));
  const value = (id: string, year: string, given: string, more = ""): string => `observation-${id}-${year.slice(0, 4)}${more},indicator-${id},partnership-fenland,${more.slice(1)},FINANCIAL_YEAR ${year},FINANCIAL_YEAR ${year},${given},,,,FINAL,,,,`;
  await given("observations", VALUES, all.flatMap(({ id, value: measured, before }) => [...(measured ? [value(id, "2015/16", measured), value(id, "2015/16", "EQ,999", "-elsewhere")] : []), ...(before ? [value(id, "2014/15", before)] : [])]));
});

afterAll(() => hub.close());

test.each(Object.keys(cases))("%s", async (what) => {
  const [, code, notKnown] = cases[what]!;
  const { data, errors } = await hub.ask(`{ target(id: "target-${idOf(what)}") { targetStatus { code notKnown explains observations least most } } }`);
  expect(errors).toBeUndefined();
  expect(data.target.targetStatus).toMatchObject({ code, notKnown });
  if (["MET", "NOT_MET"].includes(code)) expect(data.target.targetStatus.observations[0]).toBe(`observation-${idOf(what)}-2015`);
});

test("of several values of its period nobody says which is meant", async () => {
  const row = async (what: string, columns: string, cells: string): Promise<void> => expect(await hub.importCsv(`indicators/${what}`, `${columns}\n${cells}\n`)).toMatchObject({ problems: [] });
  await row("surveys", "id,name,partnership,area,period,commissioned_by,method,population,respondents,approached,question,document,section,as_printed,known_from", "survey-second,Second,partnership-fenland,area-fenland,FINANCIAL_YEAR 2015/16,?NOT_STATED: No.,?NOT_STATED: No.,?NOT_STATED: No.,?NOT_STATED: No.,?NOT_STATED: No.,?NOT_STATED: No.,,,,");
  await row("observations", VALUES.replace("status,", "status,survey,"), "observation-second,indicator-a-minimum-that-is-missed,partnership-fenland,,FINANCIAL_YEAR 2015/16,FINANCIAL_YEAR 2015/16,EQ,90,,,,FINAL,survey-second,,,,");
  const { data } = await hub.ask(`{ target(id: "target-a-minimum-that-is-missed") { targetStatus { code notKnown observations } } }`);
  expect(data.target.targetStatus).toMatchObject({ code: "NOT_KNOWN", notKnown: "SEVERAL_VALUES", observations: expect.arrayContaining(["observation-second", "observation-a-minimum-that-is-missed-2015"]) });
});

test("what it is judged by comes with it", async () => {
  const { data } = await hub.ask(`{ target(id: "target-a-change-whose-baseline-was-measured-and-is-not-stated") { targetStatus { explains least most observations } } }`);
  expect(data.target.targetStatus).toEqual({
    explains: "181 does not meet it: 180 at most was promised.", least: null, most: 180,
    observations: ["observation-a-change-whose-baseline-was-measured-and-is-not-stated-2015", "observation-a-change-whose-baseline-was-measured-and-is-not-stated-2014"],
  });
});

test("of the targets in the documents: which are met, missed, watched and not to be told", async () => {
  const { data, statements } = await hub.measure(`{ targets(first: 100, where: { partnership: ["partnership-fenland", "partnership-peterborough"] }) { nodes { id targetStatus { code } } } }`);
  const codes = Object.fromEntries((data.targets.nodes as { id: string; targetStatus: { code: string } }[]).map(({ id, targetStatus }) => [id, targetStatus.code]));
  expect(codes).toMatchObject({ "target-fenland-asb-case-conference-2014-15": "NOT_MET", "target-fenland-asb-risk-reduced-2014-15": "NOT_MET", "target-fenland-premises-visits-2014-15": "MONITOR_ONLY", "target-fenland-alcohol-related-incidents-2014-15": "NOT_KNOWN" });
  // However many there are: the targets, what they are about, their indicators, areas and values.
  expect(statements.filter(({ service }) => service === "indicators").length).toBeLessThan(12);
});
