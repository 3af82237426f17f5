/** What moved by more than chance against the same period last year: against sums of binomial terms and the score equation, worked out here. */
import { startHub, type TestHub } from "../support/hub.js";

let hub: TestHub;

const years = [2013, 2014, 2015, 2016];
const partnerships = ["fenland", "peterborough", "plymouth"];
/** Values that are drawn by a rule and not by chance: some move much, some little. */
const drawn = (i: number, p: number, period: number): number => 20 + ((i * 37 + p * 53 + period * period * 29) % 61);

beforeAll(async () => {
  hub = await startHub("documents", { pageSizeAtMost: 1000 });
  const given = async (what: string, columns: string, rows: string[]): Promise<void> => {
    const report = await hub.importCsv(`indicators/${what}`, `${columns}\n${rows.join("\n")}\n`);
    expect(report.problems).toEqual([]);
  };
  await given("indicators", "id,name,definition,unit,value_type,polarity,topics,document,section,as_printed,known_from", [
    "indicator-m-one,One,,offences,COUNT,LOWER_IS_BETTER,topic-violence,,,,",
    "indicator-m-two,Two,,reports,COUNT,HIGHER_IS_BETTER,topic-violence; topic-alcohol,,,,",
    "indicator-m-share,Share,,percent,PROPORTION,NOT_STATED,topic-violence,,,,",
    "indicator-m-other,Other,,offences,COUNT,LOWER_IS_BETTER,topic-arson,,,,",
    "indicator-m-broken,Broken,,offences,COUNT,LOWER_IS_BETTER,topic-drugs,,,,",
  ]);
  const rows: string[] = [];
  const put = (id: string, indicator: string, partnership: string, period: string, value: number | string, made: string, more: { place?: string; qualifier?: string } = {}): number =>
    rows.push(`observation-${id},indicator-${indicator},partnership-${partnership},${more.place ?? ""},${period},MULTI_YEAR 2001-04-01..2030-03-31,${more.qualifier ?? "EQ"},${value},${made},,FINAL,,,,`);
  partnerships.forEach((partnership, p) => {
    for (const [y, year] of years.entries()) {
      const fy = `FINANCIAL_YEAR ${year}/${(year + 1) % 100}`;
      ["m-one", "m-two", "m-other"].forEach((indicator, i) => {
        put(`${indicator}-${partnership}-${year}`, indicator, partnership, fy, drawn(i, p, y), ",");
        for (let m = 0; m < 12; m++) put(`${indicator}-${partnership}-${year}-${m}`, indicator, partnership, `MONTH ${year}-${String(m + 1).padStart(2, "0")}`, drawn(i, p, y + m), ",");
      });
      const having = drawn(3, p, y);
      put(`m-share-${partnership}-${year}`, "m-share", partnership, fy, having, `${having},100`);
    }
    put(`m-ward-${partnership}-15`, "m-two", partnership, "FINANCIAL_YEAR 2015/16", 900, ",", { place: "A ward" });
    put(`m-over-${partnership}-19`, "m-one", partnership, "FINANCIAL_YEAR 2019/20", 10, ",");
    put(`m-over-${partnership}-20`, "m-one", partnership, "FINANCIAL_YEAR 2020/21", 900, ",", { qualifier: "GE" });
    put(`m-broken-${partnership}-14`, "m-broken", partnership, "FINANCIAL_YEAR 2014/15", 10, ",");
    put(`m-broken-${partnership}-15`, "m-broken", partnership, "FINANCIAL_YEAR 2015/16", 900, ",");
  });
  await given("observations", "id,indicator,partnership,place,period,reported_under,qualifier,value,numerator,denominator,base,status,document,section,as_printed,known_from", rows);
  await given("series-breaks", "id,indicator,partnership,area,on_day,reason,document,section,as_printed,known_from", ["series-break-m,indicator-m-broken,partnership-fenland,,2015-04-01,Counted otherwise,,,,"]);
});

afterAll(() => hub.close());

const LOG_FACTORIAL = [0];
for (let k = 1; k < 2_000; k++) LOG_FACTORIAL.push(LOG_FACTORIAL[k - 1]! + Math.log(k));

/** The chance that so few or so many of two equal counts fall on the first, both tails, by adding up the terms. */
function chance(x: number, y: number): number {
  const n = x + y;
  const term = (k: number): number => Math.exp(LOG_FACTORIAL[n]! - LOG_FACTORIAL[k]! - LOG_FACTORIAL[n - k]! - n * Math.LN2);
  const upTo = (k: number): number => Array.from({ length: k + 1 }, (_, i) => term(i)).reduce((a, b) => a + b, 0);
  return Math.min(1, 2 * Math.min(upTo(x), upTo(y)));
}

/** The shares whose score test at z just keeps x of n, found by halving. */
function score(x: number, n: number, z: number, upper: boolean): number {
  let [low, high] = upper ? [x / n, 1] : [0, x / n];
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    const inside = Math.abs(x / n - middle) <= z * Math.sqrt((middle * (1 - middle)) / n);
    if (inside === upper) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function sharesDiffer(x: number, m: number, y: number, n: number, z: number): boolean {
  const [p, q] = [x / m, y / n];
  const lower = p - q - Math.sqrt((p - score(x, m, z, false)) ** 2 + (score(y, n, z, true) - q) ** 2);
  const upper = p - q + Math.sqrt((score(x, m, z, true) - p) ** 2 + (q - score(y, n, z, false)) ** 2);
  return lower > 0 || upper < 0;
}

/** What should be found, from plain SQL over current rows and the two tests above. */
async function expected(topic: string, year: string | null, confidence: { chance: number; z: number }): Promise<{ id: string; before: number }[]> {
  const rows = await hub.sql<{ id: string; value_type: string; x: string; m: string | null; y: string; n: string | null }>(
    `select o.id, i.value_type, coalesce(o.numerator, o.value) as x, o.denominator as m, coalesce(e.numerator, e.value) as y, e.denominator as n
     from indicators.observation o join indicators.indicator i on i.id = o.indicator_id and i.known_to is null and $1 = any(i.topic_ids)
     join indicators.observation e on e.known_to is null and e.indicator_id = o.indicator_id and e.partnership_id = o.partnership_id and e.period_kind = o.period_kind and e.place is null
       and extract(year from age(o.period_from, e.period_from)) = 1 and age(o.period_from, e.period_from) = interval '1 year'
     where o.known_to is null and o.place is null and o.qualifier = 'EQ' and e.qualifier = 'EQ' and o.extent = 'LOCAL'
       and ($2::int is null or (o.period_from < make_date($2 + 1, 4, 1) and o.period_to >= make_date($2, 4, 1)))
     order by o.partnership_id, o.indicator_id, o.period_from, o.id`,
    [topic, year === null ? null : Number(year.slice(0, 4))],
  );
  return rows
    .filter(({ value_type, x, m, y, n }) => (value_type === "PROPORTION" ? sharesDiffer(Number(x), Number(m), Number(y), Number(n), confidence.z) : chance(Number(x), Number(y)) < confidence.chance))
    .map(({ id, y }) => ({ id, before: Number(y) }));
}

const SURE = { P95: { chance: 0.05, z: 1.959963984540054 }, P99_8: { chance: 0.002, z: 3.090232306167813 } };

test.each([
  ["topic-violence", null, "P95"],
  ["topic-violence", "2015/16", "P95"],
  ["topic-violence", null, "P99_8"],
  ["topic-alcohol", "2016/17", "P95"],
  ["topic-arson", null, "P95"],
] as const)("%s in %s at %s: the values that moved, each with what it was a year before", async (topic, year, confidence) => {
  const { data, errors } = await hub.askSaved("significant-change", { topic: [topic], year, confidence, first: 1000, after: null });
  expect(errors).toBeUndefined();
  const found = (data.significantChanges.nodes as { id: string; comparison: { reference: number } }[]).map(({ id, comparison }) => ({ id, before: comparison.reference }));
  const all = await expected(topic, year, SURE[confidence]);
  expect(all.length).toBeGreaterThan(2);
  expect(found).toEqual(all);
  expect(data.significantChanges.totalCount).toBe(all.length);
});

test("each change says which way is better, and what it is computed from", async () => {
  const { data } = await hub.askSaved("significant-change", { topic: ["topic-violence"], first: 1000, after: null });
  const nodes = data.significantChanges.nodes as { indicator: { id: string }; comparison: { standing: string; judgement: string; polarity: string; observationIds: string[]; method: string } }[];
  const judged = (indicator: string): Set<string> => new Set(nodes.filter((node) => node.indicator.id === indicator).map(({ comparison }) => `${comparison.polarity} ${comparison.standing} ${comparison.judgement} ${comparison.method}`));
  expect(judged("indicator-m-one")).toEqual(new Set(["LOWER_IS_BETTER LOWER BETTER TWO_COUNTS", "LOWER_IS_BETTER HIGHER WORSE TWO_COUNTS"]));
  expect(judged("indicator-m-two")).toEqual(new Set(["HIGHER_IS_BETTER LOWER WORSE TWO_COUNTS", "HIGHER_IS_BETTER HIGHER BETTER TWO_COUNTS"]));
  expect([...judged("indicator-m-share")].every((each) => /^NOT_STATED (LOWER LOWER|HIGHER HIGHER) TWO_PROPORTIONS$/.test(each))).toBe(true);
  expect(nodes.every(({ comparison }) => comparison.observationIds.length === 2)).toBe(true);
});

test("pages are full of changes, whatever lies between them, and hold together what one page holds", async () => {
  const all = await hub.askSaved("significant-change", { topic: ["topic-violence"], first: 1000, after: null });
  const ids: string[] = [];
  for (let after: string | null = null; ; ) {
    const { data } = await hub.askSaved("significant-change", { topic: ["topic-violence"], first: 5, after });
    const { nodes, pageInfo } = data.significantChanges as { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    ids.push(...nodes.map(({ id }) => id));
    if (!pageInfo.hasNextPage) break;
    expect(nodes).toHaveLength(5);
    after = pageInfo.endCursor;
  }
  expect(ids).toEqual((all.data.significantChanges.nodes as { id: string }[]).map(({ id }) => id));
});

test("by PCC area: those of its partnerships and no other's, and nothing of an area that has none", async () => {
  const of = async (variables: object): Promise<{ id: string; partnership: { id: string } }[]> => (await hub.askSaved("significant-change", { topic: ["topic-violence"], first: 1000, after: null, ...variables })).data.significantChanges.nodes as { id: string; partnership: { id: string } }[];
  const all = await of({});
  const cambridgeshire = await of({ pccArea: ["pcc-area-cambridgeshire"] });
  expect(new Set(cambridgeshire.map(({ partnership }) => partnership.id))).toEqual(new Set(["partnership-fenland", "partnership-peterborough"]));
  expect(cambridgeshire.map(({ id }) => id)).toEqual(all.filter(({ partnership }) => partnership.id !== "partnership-plymouth").map(({ id }) => id));
  expect(await of({ pccArea: ["pcc-area-cambridgeshire"], partnership: ["partnership-plymouth"] })).toEqual([]);
  expect(await of({ pccArea: ["pcc-area-unheard-of"] })).toEqual([]);
});

test("a shipped indicator is found by the topic that its document's words carry", async () => {
  const topicOf = async (topic: string): Promise<string[]> => ((await hub.ask(`{ indicators(first: 1000, where: { topic: ["${topic}"] }) { nodes { id } } }`)).data.indicators.nodes as { id: string }[]).map(({ id }) => id);
  expect(await topicOf("topic-road-safety")).toEqual(expect.arrayContaining(["indicator-killed-or-seriously-injured", "indicator-slightly-injured"]));
  expect(await topicOf("topic-acquisitive-crime")).toEqual(expect.arrayContaining(["indicator-recorded-crime-burglary", "indicator-serious-acquisitive-crime-change-percent"]));
  // The shipped list of topics is closed: each topic of an indicator is one of it.
  expect(await hub.sql("select distinct named.topic from indicators.indicator i, unnest(i.topic_ids) named(topic) where not exists (select from plans.topic t where t.id = named.topic)")).toEqual([]);
  expect(await hub.sql("select count(*)::int as n from indicators.indicator where topic_ids <> '{}' and known_to is null and id not like 'indicator-m-%'")).toEqual([{ n: 143 }]);
});

test("a break for one partnership leaves the others' changes", async () => {
  const { data } = await hub.askSaved("significant-change", { topic: ["topic-drugs"], first: 100, after: null });
  expect((data.significantChanges.nodes as { id: string }[]).map(({ id }) => id)).toEqual(["observation-m-broken-peterborough-15", "observation-m-broken-plymouth-15"]);
});

test("a cursor of another list is refused, and a page of none", async () => {
  const other = Buffer.from(JSON.stringify(["PERIOD", "ASC", "2015-01-01", "observation-x"])).toString("base64url");
  for (const [args, code] of [[`after: "${other}"`, "MALFORMED_CURSOR"], ['after: "!"', "MALFORMED_CURSOR"], ["first: 0", "PAGE_SIZE_OUT_OF_RANGE"]]) {
    const { errors } = await hub.ask(`{ significantChanges(${args!}) { nodes { id } } }`);
    expect(errors?.[0]?.extensions["code"]).toBe(code);
  }
});
