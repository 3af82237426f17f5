/** Values beside others: by which method, against what, and what keeps two values from being compared. */
import { startHub, type TestHub } from "../support/hub.js";

let hub: TestHub;
const COLUMNS = "id,indicator,partnership,area,place,period,reported_under,qualifier,value,numerator,denominator,base,status,dimension,survey,document,section,as_printed,known_from";

function row(id: string, indicator: string, period: string, value: number | string, more: Partial<Record<"partnership" | "area" | "place" | "qualifier" | "numerator" | "denominator" | "dimension" | "survey" | "status", string>> = {}): string {
  const given: Record<string, string> = { partnership: "partnership-fenland", area: "", place: "", qualifier: "EQ", numerator: "", denominator: "", dimension: "", survey: "", status: "FINAL", ...more };
  const { partnership, area, place, qualifier, numerator, denominator, dimension, survey, status } = given;
  return [`observation-${id}`, `indicator-${indicator}`, partnership, area, place, period, "MULTI_YEAR 2001-04-01..2030-03-31", qualifier, value, numerator, denominator, "", status, dimension, survey, "", "", "", ""].join(",");
}

const of = (partnership: string): { partnership: string } => ({ partnership: `partnership-${partnership}` });

beforeAll(async () => {
  hub = await startHub();
  const given = async (what: string, columns: string, rows: string[]): Promise<void> => {
    const report = await hub.importCsv(`indicators/${what}`, `${columns}\n${rows.join("\n")}\n`);
    expect(report.problems).toEqual([]);
  };
  await given("indicators", "id,name,definition,unit,value_type,polarity,rate_per,document,section,as_printed,known_from", [
    "indicator-c-count,Offences,,offences,COUNT,LOWER_IS_BETTER,,,,,",
    "indicator-c-share,Share,,percent,PROPORTION,HIGHER_IS_BETTER,,,,,",
    "indicator-c-rate,Rate,,per 1000,RATE,LOWER_IS_BETTER,1000,,,,",
    "indicator-c-change,Change,,percent,CHANGE_PERCENT,LOWER_IS_BETTER,,,,,",
    "indicator-c-open,Reports,,reports,COUNT,NOT_STATED,,,,,",
    "indicator-c-broken,Broken,,offences,COUNT,LOWER_IS_BETTER,,,,,",
  ]);
  const share = (having: number, whole: number): { numerator: string; denominator: string } => ({ numerator: String(having), denominator: String(whole) });
  await given("observations", COLUMNS, [
    row("c-2015", "c-count", "FINANCIAL_YEAR 2014/15", 171),
    row("c-2016", "c-count", "FINANCIAL_YEAR 2015/16", 120),
    row("c-2017", "c-count", "FINANCIAL_YEAR 2016/17", 130),
    row("c-2019", "c-count", "FINANCIAL_YEAR 2018/19", 130, { qualifier: "GE" }),
    row("c-2020", "c-count", "FINANCIAL_YEAR 2019/20", 90),
    row("c-feb-15", "c-count", "MONTH 2015-02", 20),
    row("c-feb-16", "c-count", "MONTH 2016-02", 10),
    row("c-march-16", "c-count", "MONTH 2016-03", 30),
    row("c-march-ward", "c-count", "MONTH 2016-03", 3, { place: "A ward" }),
    row("c-plymouth", "c-count", "FINANCIAL_YEAR 2015/16", 200, of("plymouth")),
    row("c-peterborough", "c-count", "FINANCIAL_YEAR 2015/16", 100, of("peterborough")),
    row("c-calendar", "c-count", "CALENDAR_YEAR 2016", 140),
    row("c-rolling", "c-count", "ROLLING_12M 2016-01-01..2016-12-31", 125),
    row("s-1", "c-share", "FINANCIAL_YEAR 2014/15", 60, share(48, 80)),
    row("s-2", "c-share", "FINANCIAL_YEAR 2015/16", 80, share(56, 70)),
    row("s-plymouth", "c-share", "FINANCIAL_YEAR 2015/16", 50, { ...of("plymouth"), ...share(50, 100) }),
    row("s-peterborough", "c-share", "FINANCIAL_YEAR 2015/16", 70, { ...of("peterborough"), ...share(210, 300) }),
    row("s-force", "c-share", "FINANCIAL_YEAR 2015/16", 75, { partnership: "", area: "area-cambridgeshire-force", ...share(750, 1000) }),
    row("s-survey", "c-share", "FINANCIAL_YEAR 2016/17", 80, { ...share(56, 70), survey: "survey-fenland-online-2014-15" }),
    row("r-1", "c-rate", "CALENDAR_YEAR 2015", "6.97", { numerator: "21", denominator: "3011" }),
    row("r-2", "c-rate", "CALENDAR_YEAR 2016", "13.75", { numerator: "11", denominator: "800" }),
    row("r-bare", "c-rate", "CALENDAR_YEAR 2017", "13.75"),
    row("d-1", "c-change", "FINANCIAL_YEAR 2014/15", -40),
    row("o-1", "c-open", "FINANCIAL_YEAR 2014/15", 100),
    row("o-2", "c-open", "FINANCIAL_YEAR 2015/16", 200),
    row("b-1", "c-broken", "FINANCIAL_YEAR 2014/15", 100),
    row("b-2", "c-broken", "FINANCIAL_YEAR 2015/16", 200),
    row("z-1", "c-broken", "MONTH 2015-04", 0),
    row("z-2", "c-broken", "MONTH 2015-05", 0),
  ]);
  await given("series-breaks", "id,indicator,partnership,area,on_day,reason,document,section,as_printed,known_from", ["series-break-c,indicator-c-broken,,,2015-10-01,Counted otherwise,,,,"]);
  await given("comparator-groups", "id,name,method,partnerships,valid_from,valid_to,document,section,as_printed,known_from", [
    "comparator-group-alike,Alike,Invented,partnership-fenland; partnership-peterborough; partnership-plymouth,2015-01-01,2016-12-31,,,,",
    "comparator-group-late,Late,Invented,partnership-fenland; partnership-plymouth,2018-01-01,,,,,",
    "comparator-group-others,Others,Invented,partnership-peterborough; partnership-plymouth,,,,,,",
  ]);
});

afterAll(() => hub.close());

const FIELDS = "standing judgement polarity reference referencePeriod { label } method explains parameters { name value } observationIds observations { id value } group { name } notComputed { reason explanation }";

async function compare(id: string, args: string): Promise<Record<string, unknown> & { parameters: { name: string; value: number }[]; notComputed: { reason: string; explanation: string } | null }> {
  const { data, errors } = await hub.ask(`{ observation(id: "observation-${id}") { comparison(${args}) { ${FIELDS} } } }`);
  expect(errors).toBeUndefined();
  return data.observation.comparison;
}

const numbers = ({ parameters }: { parameters: { name: string; value: number }[] }): Record<string, number> => Object.fromEntries(parameters.map(({ name, value }) => [name, value]));

test("two counts a year apart are compared by the exact conditional test, with what it rests on", async () => {
  const found = await compare("c-2016", "with: SAME_PERIOD_LAST_YEAR");
  expect(found).toMatchObject({
    standing: "LOWER", judgement: "BETTER", polarity: "LOWER_IS_BETTER", reference: 171, referencePeriod: { label: "2014/15" }, method: "TWO_COUNTS",
    observationIds: ["observation-c-2016", "observation-c-2015"], observations: [{ id: "observation-c-2016", value: "120" }, { id: "observation-c-2015", value: "171" }], notComputed: null,
  });
  expect(found["explains"]).toBe("It is lower by more than chance than 171 from 2014-04-01 to 2015-03-31.");
  const { ratio, lower, upper, p } = numbers(found);
  expect([ratio! / (120 / 171), lower! / 0.55097361645282642, upper! / 0.89143782733833007, p! / 0.0033087986331269039].every((each) => Math.abs(each - 1) < 1e-9)).toBe(true);
});

test("at 99.8% the same two are similar", async () => {
  expect(await compare("c-2016", "with: SAME_PERIOD_LAST_YEAR, confidence: P99_8")).toMatchObject({ standing: "SIMILAR", judgement: "SIMILAR" });
});

test("two shares are compared by Newcombe's interval, in percentage points", async () => {
  const found = await compare("s-2", "with: PREVIOUS_PERIOD");
  expect(found).toMatchObject({ standing: "HIGHER", judgement: "BETTER", method: "TWO_PROPORTIONS", reference: 60 });
  const { difference, lower, upper } = numbers(found);
  expect([difference! - 20, lower! - 5.2431472402364878, upper! - 33.387265403690598].every((each) => Math.abs(each) < 1e-8)).toBe(true);
});

test("two rates are compared by their events over their populations", async () => {
  const found = await compare("r-2", "with: SAME_PERIOD_LAST_YEAR");
  expect(found).toMatchObject({ standing: "SIMILAR", method: "TWO_COUNTS" });
  expect(numbers(found)["lower"]! / 0.85842640339163967).toBeCloseTo(1, 9);
});

test("the same month last year ends where it ended then, and the month before is of the same place", async () => {
  expect(await compare("c-feb-16", "with: SAME_PERIOD_LAST_YEAR")).toMatchObject({ reference: 20, referencePeriod: { label: "February 2015" } });
  expect(await compare("c-march-16", "with: PREVIOUS_PERIOD")).toMatchObject({ standing: "HIGHER", reference: 10, referencePeriod: { label: "February 2016" } });
  expect(await compare("c-march-ward", "with: PREVIOUS_PERIOD")).toMatchObject({ standing: null, notComputed: { reason: "NOTHING_TO_COMPARE" } });
});

test("polarity is the plan's where one is given, and nobody's where none is stated", async () => {
  expect(await compare("c-2016", "with: SAME_PERIOD_LAST_YEAR, polarity: HIGHER_IS_BETTER")).toMatchObject({ judgement: "WORSE", polarity: "HIGHER_IS_BETTER" });
  expect(await compare("o-2", "with: PREVIOUS_PERIOD")).toMatchObject({ standing: "HIGHER", judgement: "HIGHER", polarity: "NOT_STATED" });
});

test("an area is taken as known: its value lies within the interval or not", async () => {
  const found = await compare("s-2", 'with: AREA, area: "area-cambridgeshire-force"');
  expect(found).toMatchObject({ standing: "SIMILAR", method: "REFERENCE", reference: 75, observationIds: ["observation-s-2", "observation-s-force"] });
  expect(await compare("s-1", 'with: AREA, area: "area-cambridgeshire-force"')).toMatchObject({ standing: null, notComputed: { reason: "NOTHING_TO_COMPARE" } });
});

test("similar partnerships together: of shares the events over the wholes, of counts the mean, never the partnership itself", async () => {
  const share = await compare("s-2", "with: COMPARATOR_GROUP");
  expect(share).toMatchObject({ standing: "HIGHER", judgement: "BETTER", group: { name: "Alike" }, reference: 65 });
  expect(share["observationIds"]).toEqual(["observation-s-2", "observation-s-peterborough", "observation-s-plymouth"]);
  expect(await compare("c-2016", 'with: COMPARATOR_GROUP, group: "comparator-group-alike"')).toMatchObject({ standing: "LOWER", judgement: "BETTER", reference: 150 });
  expect(await compare("c-2020", "with: COMPARATOR_GROUP")).toMatchObject({ notComputed: { reason: "NOTHING_TO_COMPARE" } });
});

test("another observation of the same period", async () => {
  expect(await compare("c-2016", 'with: OBSERVATION, observation: "observation-c-plymouth"')).toMatchObject({ standing: "LOWER", reference: 200, method: "TWO_COUNTS" });
});

test("of counts in two places it is said that their sizes are not taken into account, of shares and of one place not", async () => {
  const explains = async (id: string, args: string): Promise<unknown> => (await compare(id, args))["explains"];
  const sizes = expect.stringContaining("They are counts: how many people or things there are in each is not taken into account.");
  expect(await explains("c-2016", 'with: OBSERVATION, observation: "observation-c-plymouth"')).toEqual(sizes);
  expect(await explains("c-2016", 'with: COMPARATOR_GROUP, group: "comparator-group-alike"')).toEqual(sizes);
  expect(await explains("s-2", "with: COMPARATOR_GROUP")).not.toEqual(sizes);
  expect(await explains("c-2016", "with: SAME_PERIOD_LAST_YEAR")).not.toEqual(sizes);
});

test.each([
  ["c-2016", "with: OBSERVATION", "MISSING_VALUE", "observation"],
  ["c-2016", 'with: OBSERVATION, observation: "observation-c-2016"', "COMPARED_WITH_ITSELF", "observation"],
  ["c-2016", 'with: OBSERVATION, observation: "observation-none"', "THING_UNKNOWN", "observation"],
  ["c-2016", 'with: OBSERVATION, observation: "observation-c-2015"', "PERIODS_DIFFER", "observation"],
  ["c-2016", 'with: OBSERVATION, observation: "observation-c-rolling"', "PERIODS_DIFFER", "observation"],
  // The same days under another kind of period are another period.
  ["c-calendar", 'with: OBSERVATION, observation: "observation-c-rolling"', "PERIODS_DIFFER", "observation"],
  ["c-2016", 'with: OBSERVATION, observation: "observation-c-calendar"', "PERIODS_DIFFER", "observation"],
  ["c-2016", 'with: OBSERVATION, observation: "observation-s-2"', "INDICATORS_DIFFER", "observation"],
  ["c-2016", "with: AREA", "MISSING_VALUE", "area"],
  ["s-force", 'with: AREA, area: "area-cambridgeshire-force"', "COMPARED_WITH_ITSELF", "area"],
  ["c-2016", 'with: COMPARATOR_GROUP, group: "comparator-group-others"', "THING_UNKNOWN", "group"],
])("%s %s is refused with %s", async (id, args, code, field) => {
  const { errors } = await hub.ask(`{ observation(id: "observation-${id}") { comparison(${args}) { standing } } }`);
  expect(errors?.[0]?.extensions).toMatchObject({ code, field });
});

test.each([
  ["c-2020", "with: PREVIOUS_PERIOD", "QUALIFIED"],
  ["d-1", "with: PREVIOUS_PERIOD", "NOTHING_TO_COMPARE"],
  ["b-2", "with: PREVIOUS_PERIOD", "SERIES_BREAK"],
  ["z-2", "with: PREVIOUS_PERIOD", "TOO_FEW"],
  ["s-survey", "with: PREVIOUS_PERIOD", "DIFFERENT_SURVEYS"],
  ["r-bare", "with: PREVIOUS_PERIOD", "NO_POPULATION"],
  ["c-rolling", "with: PREVIOUS_PERIOD", "PERIODS_IRREGULAR"],
])("%s %s cannot be computed: %s", async (id, args, reason) => {
  expect(await compare(id, args)).toMatchObject({ standing: null, judgement: null, method: null, notComputed: { reason } });
});

test("a value has its interval and its status, the status with its inputs", async () => {
  const { data } = await hub.ask(`{ one: observation(id: "observation-c-2016") { interval { lower upper method } statisticalStatus { code method polarity observations explains } }
    qualified: observation(id: "observation-c-2019") { interval(confidence: P99_8) { lower confidence notComputed { reason explanation } } statisticalStatus { code notComputed { reason } } }
    change: observation(id: "observation-d-1") { interval { notComputed { reason } } } }`);
  expect(data.one.interval).toMatchObject({ method: "BYAR" });
  expect(data.one.statisticalStatus).toMatchObject({ code: "IMPROVING", method: "TWO_COUNTS", observations: ["observation-c-2015", "observation-c-2016"] });
  expect(data.qualified.interval).toEqual({ lower: null, confidence: "P99_8", notComputed: { reason: "QUALIFIED", explanation: "The value is given as GE 130 and not exactly." } });
  expect(data.qualified.statisticalStatus).toEqual({ code: "NOT_COMPUTED", notComputed: { reason: "NOTHING_TO_COMPARE" } });
  expect(data.change.interval).toEqual({ notComputed: { reason: "NO_METHOD" } });
});

test("a page of values is compared in as many statements as one value", async () => {
  const query = (where: string): string => `{ observations(where: { ${where} }, first: 100) { nodes { comparison(with: SAME_PERIOD_LAST_YEAR) { standing } interval { lower } } } }`;
  const [one, many] = [await hub.measure(query('indicator: ["indicator-c-open"], year: "2015/16"')), await hub.measure(query('indicator: ["indicator-c-count", "indicator-c-share", "indicator-c-rate", "indicator-c-open"]'))];
  expect(many.data.observations.nodes.length).toBeGreaterThan(15);
  expect(many.statements.length).toBe(one.statements.length);
});
