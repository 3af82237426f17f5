import { readFileSync } from "node:fs";
import path from "node:path";
import { getNamedType, isObjectType, type GraphQLObjectType } from "graphql";
import { loadSynthetic } from "../../data/load-synthetic.js";
import { COUNTY, NATIONAL, syntheticFiles, synthesise, type Size } from "../../data/synthetic.js";
import { PROJECT_DIR } from "../../kernel/process/config.js";
import { openLog } from "../../kernel/process/log.js";
import { services } from "../../services/index.js";
import { startHub, type TestHub } from "../support/hub.js";
import { Processes } from "../support/processes.js";

const county: Size = { seed: 1, ...COUNTY };
const PAGE = readFileSync(path.join(PROJECT_DIR, "docs/how-to/try-a-national-hub.md"), "utf8");
const processes = new Processes();
let documents: TestHub;
let both: TestHub;

beforeAll(async () => {
  documents = await startHub("documents");
  both = await startHub("documents");
  const running = services.map(({ name }) => both.service(name));
  for await (const { read, written } of loadSynthetic(running, county, openLog("silent"))) expect(written).toBe(read);
  await both.fetchFacts();
});

afterAll(async () => {
  await processes.clear();
  await documents.close();
  await both.close();
});

/** What is reckoned from other lists and is no list of things with ids: its own tests look at the filter. */
const RECKONED = ["awardFacets", "openGrants", "openGrantsChecks", "openGrantsLeftOut", "observationRevisions", "significantChanges", "suppressedObservations"];

/** Every list at the root of a question: all that take the filter. */
const ROOT_LISTS = services.flatMap(({ schema }) => listsOf(schema.getQueryType()!)).filter((list) => !RECKONED.includes(list));

/** Lists of which no document of the hub gives a row. */
const GIVEN_BY_NO_DOCUMENT = ["agreements", "applications", "areaPartnerships", "areaSuccessions", "comparatorGroups", "conditions", "expectations", "populations", "profileLines", "returnExpectations", "seriesBreaks", "spendReturns", "variations"];

/** Lists of which the generator makes no row: their files are not among its files. */
const NOT_MADE = services
  .flatMap(({ name, imports }) => Object.keys(imports).map((file) => `${name}/${file}`))
  .filter((what) => !what.endsWith("/gaps") && !(what in synthesise(county)))
  .map((what) => what.split("/")[1]!.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()));

function listsOf(type: GraphQLObjectType): string[] {
  return Object.values(type.getFields()).filter(({ args }) => args.some(({ name }) => name === "synthetic")).map(({ name }) => name);
}

test("every list takes the filter, at the root and on a thing", () => {
  for (const { schema } of services) {
    const connections = Object.values(schema.getTypeMap()).filter(isObjectType).flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
      .filter(({ field }) => getNamedType(field.type).name.endsWith("Connection"));
    expect(connections.length).toBeGreaterThan(2);
    for (const { type, field } of connections) expect(`${type.name}.${field.name}: ${field.args.map(({ name }) => name).join(" ")}`).toMatch(/\bsynthetic\b/);
  }
  expect(ROOT_LISTS.length).toBeGreaterThanOrEqual(18);
});

/** What a list needs to be asked. */
const NEEDS: Record<string, string> = { search: ', text: "crime or synthetic"' };

/** All ids of a list, page by page, and the count. */
async function all(hub: TestHub, list: string, args: string): Promise<{ ids: string[]; totalCount: number }> {
  const ids: string[] = [];
  for (let after: string | null = null; ; ) {
    // A page of a search is smaller.
    const first = list === "search" ? 100 : 1000;
    const { data, errors } = await hub.ask(`query($after: String) { ${list}(first: ${first}, after: $after${NEEDS[list] ?? ""}${args}) { nodes { id } totalCount pageInfo { hasNextPage endCursor } } }`, { after });
    expect(errors).toBeUndefined();
    const { nodes, totalCount, pageInfo } = data[list] as { nodes: { id: string }[]; totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string } };
    ids.push(...nodes.map(({ id }) => id));
    if (!pageInfo.hasNextPage) return { ids, totalCount };
    after = pageInfo.endCursor;
  }
}

test.each(ROOT_LISTS)("with a synthetic county beside the documents, %s without what is synthetic are the documents' own", async (list) => {
  const expected = await all(documents, list, "");
  if (!GIVEN_BY_NO_DOCUMENT.includes(list) && !NOT_MADE.includes(list)) expect(expected.ids.length).toBeGreaterThan(0);
  expect(expected.ids.join(" ")).not.toContain("synthetic");
  expect(await all(both, list, ", synthetic: false")).toEqual(expected);

  const invented = await all(both, list, ", synthetic: true");
  expect(invented.ids.length > 0).toBe(!NOT_MADE.includes(list));
  expect(invented.ids.filter((id) => !/-synthetic\b/.test(id))).toEqual([]);
  expect(invented.totalCount).toBe(invented.ids.length);

  const everything = await all(both, list, "");
  expect(everything.ids.toSorted()).toEqual([...expected.ids, ...invented.ids].toSorted());
  expect(everything.totalCount).toBe(everything.ids.length);
});

test("a list on a thing leaves out what is synthetic as well, and counts what it shows", async () => {
  const { data } = await both.ask(`{ partnership(id: "partnership-synthetic-0") {
    awards { totalCount } none: awards(synthetic: false) { totalCount nodes { id } } all: awards(synthetic: true) { totalCount nodes { id } }
  } }`);
  expect(data.partnership).toMatchObject({ awards: { totalCount: 5 }, none: { totalCount: 0, nodes: [] }, all: { totalCount: 5 } });
  expect(data.partnership.all.nodes).toHaveLength(5);
});

test("every row that is made calls itself synthetic: its id, its name or title, and where it comes from", () => {
  for (const [what, csv] of Object.entries(synthesise(county))) {
    const [header, ...rows] = rowsOf(csv);
    const [document, section] = ["document", "section"].map((column) => header!.indexOf(column));
    expect(rows.length).toBeGreaterThan(0);
    for (const cells of rows) {
      expect(`${what} ${cells[0]}`).toMatch(/ [a-z-]+-synthetic\b/);
      expect(cells[document!]).toMatch(/^document-synthetic\b/);
      expect(cells[section!]).toBe("Synthetic");
      for (const column of ["name", "title", "publisher", "place", "narrative", "description", "lead_post"]) {
        const cell = cells[header!.indexOf(column)];
        if (cell && !(column === "place" && what.startsWith("indicators/"))) expect(cell).toMatch(/^Synthetic /);
      }
    }
  }
});

test("what a thing refers to is there: a fund's funder, an award's recipient, a project's lead", async () => {
  const { data, errors } = await both.ask(`{
    funds(synthetic: true) { nodes { funder { name kind } } }
    awards(synthetic: true) { nodes { recipient { name } partnership { pccArea { name } } provenance { document { title } } } }
    projects(first: 1000, synthetic: true) { nodes { leadOrganisations { name } } }
  }`);
  expect(errors).toBeUndefined();
  expect(data.funds.nodes).toEqual([{ funder: { name: "Synthetic commissioner's office 0", kind: "PCC_OFFICE" } }]);
  expect(new Set(data.awards.nodes.map((each: { recipient: { name: string } | null }) => each.recipient?.name.slice(0, 17)))).toEqual(new Set(["Synthetic council", undefined]));
  for (const { partnership, provenance } of data.awards.nodes) {
    expect(partnership.pccArea.name).toBe("Synthetic area 0");
    expect(provenance.document.title).toMatch(/^Synthetic plans for 20\d\d\/\d\d, seed 1$/);
  }
  for (const { leadOrganisations } of data.projects.nodes) expect(leadOrganisations).toHaveLength(1);
});

test("a plan's outcomes and a year's services are measured alike, and a service has a part of its award", async () => {
  const measured = `indicator { id observations(where: { partnership: ["partnership-synthetic-3"] }) { totalCount } }`;
  const { data, errors } = await both.ask(`{
    plan(id: "plan-synthetic-3-2") { outcomes { nodes { workProgramme { id actions { totalCount } } measures { nodes { ${measured} gaps { field reason } } } } } }
    services(synthetic: true, first: 1000) { nodes { id commissioningPlan { title } provider { name } award { awarded { pence } } statedSums { nodes { nature amount { pence } } } } }
    service(id: "service-synthetic-3-2") { award { id partnership { id } } outcomes { nodes { ${measured} } } }
  }`);
  expect(errors).toBeUndefined();
  const { plan, service, services: { nodes } } = data;
  // Observed once a year: the first four indicators have months as well.
  const indicator = (i: number) => ({ indicator: { id: `indicator-synthetic-${i}`, observations: { totalCount: 5 } } });
  expect(service).toEqual({ award: { id: "award-synthetic-3-2", partnership: { id: "partnership-synthetic-3" } }, outcomes: { nodes: [indicator(4), indicator(5)] } });
  const measures = (measure: object) => ({ nodes: [{ gaps: [], ...measure }] });
  expect(plan.outcomes.nodes).toEqual([
    { workProgramme: { id: "work-programme-synthetic-3-2", actions: { totalCount: 2 } }, measures: measures(indicator(4)) },
    { workProgramme: null, measures: measures(indicator(5)) },
    { workProgramme: null, measures: measures(indicator(6)) },
    { workProgramme: null, measures: measures({ indicator: null, gaps: [{ field: "indicator", reason: "NOT_STATED" }] }) },
  ]);
  expect(nodes).toHaveLength(30);
  for (const { commissioningPlan, provider, award, statedSums } of nodes) {
    expect([commissioningPlan.title.slice(0, 29), provider.name.slice(0, 17)]).toEqual(["Synthetic commissioning plan ", "Synthetic council"]);
    const [{ nature, amount }] = statedSums.nodes;
    expect(nature).toBe("ALLOCATION");
    const share = Number(amount.pence) / Number(award.awarded.pence);
    expect(share).toBeGreaterThan(0.09);
    expect(share).toBeLessThan(1);
  }
});

test("the questions of the page are answered", async () => {
  const questions = [...PAGE.matchAll(/^```graphql\n([\s\S]*?)^```$/gm)].map(([, question]) => question!);
  expect(questions).toHaveLength(4);
  for (const question of questions) expect(await both.ask(question)).not.toHaveProperty("errors");
});

test("months sum to their year, and what a year's report says was not known before it was out", async () => {
  const rows = await both.sql<{ year: string; months: string; n: string }>(
    `select y.value::text as year, sum(m.value)::text as months, count(*) as n from indicators.observation y
     join indicators.observation m on m.id like y.id || '-%' and m.period_kind = 'MONTH' and m.period_from between y.period_from and y.period_to and m.period_to <= y.period_to
     where y.id like 'observation-synthetic-%' and y.period_kind = 'FINANCIAL_YEAR' group by y.id, y.value`,
  );
  expect(rows).toHaveLength(6 * 4 * 5);
  for (const { year, months, n } of rows) expect([months, n]).toEqual([year, "12"]);
  const count = async (asOf: string): Promise<number> => (await both.ask(`{ observations(synthetic: true, asOf: "${asOf}") { totalCount } }`)).data.observations.totalCount as number;
  // Eight indicators by year and four by month, of six partnerships.
  expect([await count("2016-04-30"), await count("2016-05-01"), await count("2017-05-01")]).toEqual([0, 336, 672]);
});

test("the same seed makes the same files, another seed other figures of the same things", () => {
  expect(synthesise(county)).toEqual(synthesise(county));
  const [one, two] = [synthesise(county), synthesise({ ...county, seed: 2 })];
  const ids = (csv: string): string[] => rowsOf(csv).map(([id]) => id!);
  for (const what of Object.keys(one)) expect(ids(two[what]!)).toEqual(ids(one[what]!));
  expect(two["grants/awards"]).not.toBe(one["grants/awards"]);
  // On whatever machine, today and later.
  expect(one["grants/awards"]).toContain("\naward-synthetic-0-0,fund-synthetic,partnership-synthetic-0,organisation-synthetic-council-0,429224.39,2015/16 429224.39,,");
});

test("the national size is 300 partnerships in 43 areas with a fund each, and the county is its beginning", () => {
  const counts: Record<string, number> = {};
  let longest = 0;
  for (const { what, pieces } of syntheticFiles({ seed: 1, ...NATIONAL })) {
    counts[what] = -1;
    for (const piece of pieces()) {
      counts[what] += piece.toString().split("\n").length - 1;
      longest = Math.max(longest, piece.length);
    }
  }
  // Piece by piece: what is in memory does not grow with the size.
  expect(longest).toBeLessThan(100_000);
  expect(counts).toMatchObject({ "plans/partnerships": 300, "plans/pcc-areas": 43, "grants/funds": 43, "plans/plans": 1_500, "plans/progress-updates": 24_000, "indicators/observations": 84_000 });
  // The page that tells of the sizes tells the same.
  const total = Object.values(counts).reduce((sum, each) => sum + each, 0);
  expect(PAGE).toContain(`300 partnerships: ${Math.round(total / 1_000)},000 rows`);
  const [small, large] = [synthesise(county), synthesise({ ...county, partnerships: 9, funds: 2 })];
  for (const [what, csv] of Object.entries(small)) {
    const lines = new Set(large[what]!.split("\n"));
    expect(csv.split("\n").filter((line) => !lines.has(line))).toEqual([]);
  }
});

test("the command writes a county beside the documents; a second time it finds nothing new, another seed corrects the figures", async () => {
  const settings = { DATABASE_URL: documents.databaseUrl };
  const run = async (...args: string[]): Promise<string> => {
    const ended = await processes.run({ file: "commands/synthesise.ts", args, settings });
    expect({ code: ended.code, stderr: ended.code ? ended.stderr : "" }).toEqual({ code: 0, stderr: "" });
    return ended.stdout;
  };
  expect(await run("county")).toContain("grants/awards: 30 read, 30 written, 0 unchanged\n");
  expect(await run("county", "--seed", "1")).toContain("grants/awards: 30 read, 0 written, 30 unchanged\n");
  expect(await run("county", "--seed", "2")).toContain("grants/awards: 30 read, 30 written, 0 unchanged\n");
  const { data } = await documents.ask("{ partnerships(synthetic: true) { totalCount } }");
  expect(data.partnerships.totalCount).toBe(6);
});

test("the command says what it takes where it is told nothing or nonsense, and invents nothing in production", async () => {
  for (const args of [[], ["village"], ["county", "--seed", "x"], ["county", "--speed"]]) {
    const { code, stdout, stderr } = await processes.run({ file: "commands/synthesise.ts", args });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("npm run synthesise -- county [--seed N]");
  }
  const production = await processes.run({ file: "commands/synthesise.ts", args: ["county"], settings: { DATABASE_URL: documents.databaseUrl, HUB_MODE: "production" } });
  expect(production).toMatchObject({ code: 1, stdout: "" });
  expect(production.stderr).toContain("in demo mode only");
});

/** The cells of a file whose quoted cells hold no line breaks. */
function rowsOf(csv: string): string[][] {
  return csv.trimEnd().split("\n").map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? ""));
}
