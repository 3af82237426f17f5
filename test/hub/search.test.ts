/** Search: words found in the facts of all services, by whoever may see them, on the day asked of. */
import { asHub } from "../../kernel/authority/asking.js";
import { PUBLIC_VIEWER } from "../../kernel/authority/viewer.js";
import { openLog } from "../../kernel/process/log.js";
import { Courier } from "../../kernel/writing/projection.js";
import { analyst, grantOfficer, member } from "../support/people.js";
import { refusalOf, startHub, type Asker, type HubAnswer, type TestHub } from "../support/hub.js";
import { DENIED, ServiceSql } from "../support/service-sql.js";

let hub: TestHub;
let sql: ServiceSql;

/** What is written here and stands in no document. */
const TAIL = "document,section,as_printed,known_from,visibility";
async function bring(what: string, columns: string, ...rows: string[]): Promise<void> {
  expect(await hub.importCsv(what, `${columns},${TAIL}\n${rows.join("\n")}\n`)).toMatchObject({ problems: [], written: rows.length });
}

beforeAll(async () => {
  hub = await startHub();
  sql = new ServiceSql(hub.databaseUrl);
  await bring(
    "plans/plans",
    "id,partnership,title,period,vision",
    "plan-fenland-open,partnership-fenland,Zebra crossings,FINANCIAL_YEAR 2019/20,,,,,2019-01-01,PUBLISHED",
    "plan-fenland-kept,partnership-fenland,Zebra crossings at night,FINANCIAL_YEAR 2019/20,,,,,2019-01-01,PARTNERSHIP",
    "plan-fenland-coast,partnership-fenland,The coast,FINANCIAL_YEAR 2018/19,A walrus is seen.,,,,2018-01-01,PUBLISHED",
    "plan-fenland-walrus,partnership-fenland,The walrus,FINANCIAL_YEAR 2017/18,A coast is seen.,,,,2018-01-01,PUBLISHED",
    "plan-plymouth-markup,partnership-plymouth,Kestrel <b>bold</b> & <script>alert(1)</script>,FINANCIAL_YEAR 2019/20,A kestrel > a hawk &amp; \ue000 hovers,,,,2019-01-01,PUBLISHED",
  );
  await bring("grants/awards", "id,fund,partnership,recipient,awarded,annual_amounts,purpose", "award-fenland-kept,fund-cambridgeshire-pcc-safer-peterborough,partnership-fenland,,100.00,2019/20 100.00,Zebra crossings for schools,,,,2019-01-01,PARTNERSHIP");
  await hub.fetchFacts();
});
afterAll(async () => {
  await sql.close();
  await hub.close();
});

interface Hit {
  id: string;
  kind: string;
  title: string;
  snippet: { text: string; matched: boolean }[];
}

interface Found {
  totalCount: number;
  nodes: Hit[];
}

/** All that is found, over all pages. */
async function search(asker: Asker, text: string, args = ""): Promise<Found> {
  const whole: Found = { totalCount: 0, nodes: [] };
  for (let after: string | null = null, more = true; more; ) {
    const { data, errors }: HubAnswer = await asker.ask(
      `query($text: String!, $after: String) { search(text: $text, after: $after ${args}) { totalCount nodes { id kind title snippet { text matched } } pageInfo { hasNextPage endCursor } } }`,
      { text, after },
    );
    expect(errors).toBeUndefined();
    const page = data.search as Found & { pageInfo: { hasNextPage: boolean; endCursor: string } };
    whole.totalCount = page.totalCount;
    whole.nodes.push(...page.nodes);
    ({ hasNextPage: more, endCursor: after } = page.pageInfo);
  }
  return whole;
}
const found = async (asker: Asker, text: string, args = ""): Promise<string[]> => (await search(asker, text, args)).nodes.map(({ id }) => id);

/** The columns of each noun in which words stand, told apart from the hub's code. */
const WORDS: Record<string, string[]> = {
  "plans.document": ["publisher", "title", "published_note", "licence"],
  "plans.pcc_area": ["name", "gss_code"],
  "plans.partnership": ["name", "place"],
  "plans.organisation": ["name", "short_name"],
  "plans.plan": ["title", "vision"],
  "plans.priority": ["title", "summary"],
  "plans.action": ["title", "outcome"],
  "plans.project": ["description", "target", "lead_post"],
  "plans.progress_update": ["narrative"],
  "plans.pcc_objective": ["title", "summary"],
  "grants.fund": ["name", "purpose"],
  "grants.award": ["purpose"],
  "indicators.indicator": ["name", "definition", "unit"],
  "indicators.observation": ["base", "place"],
  "indicators.target": ["place"],
};
const KINDS = Object.keys(WORDS).map((table) => table.split(".")[1]!.toUpperCase());

/** The facts in whose words all of these stand, by plain SQL over the tables of the services. */
function inTables(text: string): Promise<{ id: string }[]> {
  const each = Object.entries(WORDS).map(([table, columns]) => `select id from ${table} where known_to is null and visibility = 'PUBLISHED' and to_tsvector('english', concat_ws(' . ', ${columns.join(", ")}, as_printed)) @@ plainto_tsquery('english', $1)`);
  return hub.sql(`${each.join(" union all ")} order by 1`, [text]);
}

test.each(["domestic abuse", "burglary", "drug", "reoffending", "young people", "council", "£132,339", "CCTV cameras", "perceptions"])("%s is found wherever it stands, in every service", async (text) => {
  const expected = (await inTables(text)).map(({ id }) => id);
  const { totalCount, nodes } = await search(hub, text, `where: { kinds: [${KINDS.join(" ")}] }`);
  expect(nodes.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
  expect(totalCount).toBe(expected.length);
  expect(expected.length).toBeGreaterThan(0);
  for (const { snippet } of nodes) expect(snippet.some(({ matched }) => matched)).toBe(true);
});

test("what is called so comes before what only speaks of it", async () => {
  const { nodes } = await search(hub, "zebra crossings");
  expect(nodes.map(({ id, title }) => [id, title])).toEqual([["plan-fenland-open", "Zebra crossings"]]);
  expect(await found(hub, "walrus")).toEqual(["plan-fenland-walrus", "plan-fenland-coast"]);
});

test("words are found in any of their forms, in quotes as they follow each other, and left out behind a minus", async () => {
  expect(await found(hub, "crossing")).toEqual(await found(hub, "crossings"));
  expect(await found(hub, '"crossings zebra"')).toEqual([]);
  expect((await found(hub, "kestrel or zebra")).toSorted()).toEqual(["plan-fenland-open", "plan-plymouth-markup"]);
  expect(await found(hub, "kestrel -hawk")).toEqual([]);
});

test("a sum is found as it is printed and as it is typed, and an award by its figure", async () => {
  const printed = await found(hub, "£132,339");
  expect(printed).toContain("award-peterborough-2015-16");
  expect((await found(hub, "132339")).toSorted()).toEqual(printed.toSorted());
});

test("a hit leads to the thing itself, in whichever service it lives, and to its source", async () => {
  const { data, errors } = await hub.ask(`{
    search(text: "£132,339", where: { kinds: [AWARD] }) {
      nodes { id asOf kind period { label } knownFrom partnership { name } provenance { document { title } section asPrinted } thing { __typename ... on Award { awarded { pounds } } ... on Plan { title } } }
    }
  }`);
  expect(errors).toBeUndefined();
  expect(data.search.nodes).toEqual([
    {
      id: "award-peterborough-2015-16",
      asOf: expect.any(String) as string,
      kind: "AWARD",
      period: { label: "2015/16" },
      knownFrom: "2016-08-31T00:00:00.000Z",
      partnership: { name: "Safer Peterborough Partnership" },
      provenance: { document: { title: "Community Safety Plan 2016 – 2017" }, section: "2. Governance Arrangements, Working with the Police and Crime Commissioner", asPrinted: expect.stringContaining("£132,339") as string },
      thing: { __typename: "Award", awarded: { pounds: "132339.00" } },
    },
  ]);
});

test("a thing without a title is called by what it refers to", async () => {
  const { nodes } = await search(hub, "364 residents", "where: { kinds: [OBSERVATION] }");
  const [indicator] = await hub.sql<{ name: string }>("select name from indicators.indicator where id = 'indicator-perceived-crime-and-asb-not-a-problem-or-no-answer'");
  expect(nodes.some(({ title }) => title.includes(indicator!.name))).toBe(true);
});

describe("where", () => {
  test("narrows by partnership and area, and both hold together", async () => {
    const ofFenland = await found(hub, "crime", `where: { partnership: ["partnership-fenland"] }`);
    const ofCambridgeshire = await found(hub, "crime", `where: { pccArea: ["pcc-area-cambridgeshire"] }`);
    expect(ofFenland.length).toBeGreaterThan(3);
    expect(ofCambridgeshire).toEqual(expect.arrayContaining(ofFenland));
    expect(ofCambridgeshire).toEqual(expect.arrayContaining(["pcc-objective-cambridgeshire-3"]));
    expect(await found(hub, "crime", `where: { partnership: ["partnership-fenland"], pccArea: ["pcc-area-devon-and-cornwall"] }`)).toEqual([]);
    expect(await found(hub, "crime", `where: { partnership: [] }`)).toEqual([]);
  });

  test("narrows by document", async () => {
    const ids = await found(hub, "crime", `where: { document: ["document-fenland-delivery-plan-2014-15"] }`);
    const rows = await hub.sql<{ document_id: string }>(`select distinct document_id from plans.indexed_fact where id = any($1)`, [ids]);
    expect(rows).toEqual([{ document_id: "document-fenland-delivery-plan-2014-15" }]);
  });

  test("narrows by year: the fact's own, else its plan's, else its document's", async () => {
    const own = await found(hub, "crime", `where: { year: "2014/15", kinds: [OBSERVATION PROGRESS_UPDATE] }`);
    expect(own.length).toBeGreaterThan(0);
    const [priority] = await hub.sql<{ id: string; title: string }>(`select id, title from plans.priority where plan_id = 'plan-plymouth-2017-18' and known_to is null order by id limit 1`);
    const titled = (year: string): Promise<string[]> => found(hub, priority!.title, `where: { year: "${year}", kinds: [PRIORITY] }`);
    expect(await titled("2017/18")).toContain(priority!.id);
    expect(await titled("2016/17")).not.toContain(priority!.id);
    const [project] = await hub.sql<{ id: string; words: string }>(`select id, left(description, 100) as words from plans.project where document_id = 'document-fenland-delivery-plan-2014-15' and description is not null order by id limit 1`);
    const said = project!.words.split(" ").slice(0, -1).join(" ");
    expect(await found(hub, said, `where: { year: "2014/15", kinds: [PROJECT] }`)).toContain(project!.id);
    expect(await found(hub, said, `where: { year: "2016/17", kinds: [PROJECT] }`)).toEqual([]);
  });
});

describe("what is kept to a partnership", () => {
  const both = ["plan-fenland-kept", "plan-fenland-open"];

  test("is found and counted for those who may see it, and for nobody else", async () => {
    for (const asker of [hub.as(member("partnership-fenland")), hub.as(grantOfficer("pcc-area-cambridgeshire"))]) {
      expect((await found(asker, "zebra")).toSorted()).toEqual(["award-fenland-kept", ...both]);
      expect((await search(asker, "zebra")).totalCount).toBe(3);
    }
    for (const asker of [hub, hub.as(member("partnership-plymouth")), hub.as(analyst("pcc-area-devon-and-cornwall"))]) {
      expect(await search(asker, "zebra")).toMatchObject({ totalCount: 1, nodes: [{ id: "plan-fenland-open" }] });
    }
  });

  test("is not to be had by plain SQL under the service's role either, and its words by nobody", async () => {
    const ids = "select id from plans.indexed_fact where id like '%fenland-kept' order by 1";
    const words = "select count(*)::int as n from plans.facts_with(to_tsquery('english', 'zebra'))";
    expect(await sql.rows("plans", member("partnership-fenland"), ids)).toEqual([{ id: "award-fenland-kept" }, { id: "plan-fenland-kept" }]);
    expect(await sql.rows("plans", member("partnership-fenland"), words)).toEqual([{ n: 3 }]);
    expect(await sql.rows("plans", PUBLIC_VIEWER, ids)).toEqual([]);
    expect(await sql.rows("plans", PUBLIC_VIEWER, words)).toEqual([{ n: 1 }]);
    expect(await sql.rows("plans", null, words)).toEqual([{ n: 0 }]);
    expect(await sql.attempt("plans", member("partnership-fenland"), "select * from plans.indexed_words")).toBe(DENIED);
    expect(await sql.attempt("plans", member("partnership-fenland"), "update plans.indexed_fact set visibility = 'PUBLISHED'")).toBe(0);
    for (const service of ["plans", "grants", "indicators"]) expect(await sql.rows(service, PUBLIC_VIEWER, `select id from ${service}.${service}_facts where id like '%kept'`)).toEqual([]);
  });
});

test("the page that each of any size shows is the next part of one order, and what is written meanwhile moves none of it", async () => {
  const text = "crime";
  const whole = await found(hub, text);
  expect(whole.length).toBeGreaterThan(20);
  for (const first of [1, 7, 50]) {
    const ids: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { data, errors }: HubAnswer = await hub.ask(`query($after: String) { search(text: "${text}", first: ${first}, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`, { after });
      expect(errors).toBeUndefined();
      ids.push(...(data.search.nodes as Hit[]).map(({ id }) => id));
      ({ hasNextPage: more, endCursor: after } = data.search.pageInfo as { hasNextPage: boolean; endCursor: string });
    }
    expect(ids).toEqual(whole);
  }
});

test("a snippet is plain text in pieces: markup of a source is left out, and signs of the hub's own do not get in", async () => {
  const { nodes } = await search(hub, "kestrel");
  const text = nodes[0]!.snippet.map((piece) => piece.text).join("");
  expect(text).toBe("Kestrel bold & alert(1) · A kestrel > a hawk &amp; hovers");
  expect(nodes[0]!.snippet.filter(({ matched }) => matched).map((piece) => piece.text)).toEqual(["Kestrel", "kestrel"]);
});

test("a snippet is there to be read: words that were found together are one piece, and bare units, numbers and letters are left out", async () => {
  const [first] = (await search(hub, "zebra crossings")).nodes;
  expect(first!.snippet).toEqual([{ text: "Zebra crossings", matched: true }]);
  const hits = (await Promise.all(["domestic abuse", "young people", "crime", "£132,339"].map((text) => search(hub, text)))).flatMap(({ nodes }) => nodes);
  expect(hits.length).toBeGreaterThan(100);
  for (const { snippet } of hits) {
    for (const [i, { matched }] of snippet.entries()) if (i > 0) expect(matched).toBe(!snippet[i - 1]!.matched);
    const texts = snippet.map(({ text, matched }) => (matched ? "found by the search" : text)).join("").split(/ · | … /);
    expect(texts.filter((text) => !text.includes(" "))).toEqual([]);
    expect(new Set(texts).size).toBe(texts.length);
  }
});

describe("is refused", () => {
  test.each([["", "NOTHING_TO_SEARCH"], ["  \n", "NOTHING_TO_SEARCH"], ["the of and", "NOTHING_TO_SEARCH"], ["-crime", "NOTHING_TO_SEARCH"], ["!!! & | ( :*", "NOTHING_TO_SEARCH"], ["crime ".repeat(40), "MALFORMED_FILTER"], [Array(11).fill("a").join(" or "), "MALFORMED_FILTER"], ["a,".repeat(21), "MALFORMED_FILTER"], ["crime\u0000", "MALFORMED_TEXT"]])("%j with %s", async (text, code) => {
    const answer = await hub.ask("query($text: String!) { search(text: $text) { totalCount } }", { text });
    expect(refusalOf(answer, code)).toMatchObject({ field: "text", path: ["search"] });
  });

  test("what no list takes: an unknown kind, a page too large, another's cursor, a year or day that is none", async () => {
    expect((await hub.ask(`{ search(text: "crime", where: { kinds: [CAT] }) { totalCount } }`)).errors![0]!.message).toMatch(/"CAT" does not exist in "FactKind" enum/);
    for (const [args, code] of [["first: 0", "PAGE_SIZE_OUT_OF_RANGE"], ["first: 101", "PAGE_SIZE_OUT_OF_RANGE"], [`after: "abc"`, "MALFORMED_CURSOR"], [`where: { year: "2014" }`, "MALFORMED_FINANCIAL_YEAR"], [`asOf: "2014-02-30"`, "MALFORMED_DATE"]]) {
      refusalOf(await hub.ask(`{ search(text: "crime" ${args}) { totalCount nodes { id } } }`), code!);
    }
  });

  test("a text of twenty words is searched, and a page of a hundred shown", async () => {
    const { data, errors } = await hub.ask("query($text: String!) { search(text: $text, first: 100) { nodes { id } } }", { text: `crime${" or crime".repeat(9)} -cats` });
    expect(errors).toBeUndefined();
    expect(data.search.nodes).toHaveLength(100);
  });

  test.each(["search(text: \"crime\", first: 1)", "gaps(first: 1)"])("%s for the sixth time in one request, which is no matter of names, fragments or days", async (field) => {
    const code = "TOO_MANY_SEARCHES";
    const asked = (times: number): string => Array.from({ length: times }, (_, i) => `a${i}: ${field} { totalCount }`).join(" ");
    expect((await hub.ask(`{ ${asked(5)} }`)).errors).toBeUndefined();
    const answer = await hub.measure(`{ ${asked(199)} }`);
    expect(answer.errors).toHaveLength(194);
    expect(new Set(answer.errors!.map(({ extensions }) => extensions["code"]))).toEqual(new Set([code]));
    expect(answer.statements.length).toBeLessThan(30);
    const dated = field.replace("first: 1", 'first: 1, asOf: "2019-06-30"');
    refusalOf(await hub.ask(`{ ...Five dated: ${dated} { totalCount } } fragment Five on Query { ${asked(5)} }`), code);
  });

  test("what is searched does not count with what is listed, nor one request with the next", async () => {
    const searched = Array.from({ length: 5 }, (_, i) => `s${i}: search(text: "crime") { totalCount } g${i}: gaps { totalCount }`).join(" ");
    for (let request = 0; request < 2; request++) expect((await hub.ask(`{ ${searched} }`)).errors).toBeUndefined();
  });

  test.each(["crime' or 1=1 --", "a & b | !c", "<->", "\\", "'", '"unclosed', "crime:*", "((crime", "%", "\ud800"])("nothing that can be understood: %j is answered or told to hold no word", async (text) => {
    const { errors = [] } = await hub.ask("query($text: String!) { search(text: $text) { totalCount nodes { id } } }", { text });
    expect(errors.filter(({ extensions }) => extensions["code"] !== "NOTHING_TO_SEARCH")).toEqual([]);
  });
});

test("the index follows a correction, keeps what was known before, and shows how old it is", async () => {
  const before = (await hub.ask(`{ search(text: "crime", first: 1) { upToDateAt } }`)).data.search.upToDateAt as string;
  await bring("plans/plans", "id,partnership,title,period,vision", "plan-fenland-open,partnership-fenland,Pelican crossings,FINANCIAL_YEAR 2019/20,,,,,2020-01-01,");
  expect(await found(hub, "pelican")).toEqual([]);
  await hub.fetchFacts();
  expect(await found(hub, "pelican")).toEqual(["plan-fenland-open"]);
  expect(await found(hub, "zebra")).toEqual([]);
  expect(await found(hub, "zebra", `asOf: "2019-06-30"`)).toEqual(["plan-fenland-open"]);
  expect(await found(hub, "pelican", `asOf: "2019-06-30"`)).toEqual([]);
  expect(await found(hub, "zebra", `asOf: "2018-12-31"`)).toEqual([]);
  expect(new Date((await hub.ask(`{ search(text: "crime", first: 1) { upToDateAt } }`)).data.search.upToDateAt as string).getTime()).toBeGreaterThan(new Date(before).getTime());
});

test("the index made anew from what each service tells is the same", async () => {
  const index = "select source, noun, id, version, title, texts, refers, about, partnership_id, pcc_area_id, period_kind, period_from, period_to, document_id, section, as_printed, left_open, known_from, known_to, of_partnership, visibility from plans.indexed_fact order by source, noun, id, version";
  const words = "select f.id, f.version, w.words::text from plans.indexed_words w join plans.indexed_fact f using (n) order by 1, 2";
  const before = [await hub.sql(index), await hub.sql(words)];
  for (const source of ["plans", "grants", "indicators"]) {
    await hub.sql("update plans.indexed_fact set title = 'spoilt', known_to = null where source = $1 and version = 1 and id not like 'gap-%'", [source]);
    expect(await hub.courier("plans").rebuild(`${source}_facts`)).toBeGreaterThan(5);
  }
  expect([await hub.sql(index), await hub.sql(words)]).toEqual(before);
  expect(before[0]!.length).toBeGreaterThan(400);
  // As many as the services hold.
  for (const service of ["plans", "grants", "indicators"]) {
    const [told] = await hub.sql<{ count: number }>(`select count(*)::int as count from ${service}.${service}_facts`);
    expect((await hub.sql("select from plans.indexed_fact where source = $1", [service])).length).toBe(told!.count);
  }
});

test("facts told twice, and a later version before an earlier one, come to the same", async () => {
  const rows = "select id, version, known_from, known_to from plans.indexed_fact where source = 'plans' and noun = 'plan' order by 1, 2";
  const before = await hub.sql(rows);
  const { facts, at } = await hub.service("plans").facts({ topic: "plans_facts", after: null }, asHub());
  const plans = facts.filter(({ fact }) => fact["noun"] === "plan").reverse();
  await hub.sql("delete from plans.indexed_fact where source = 'plans' and noun = 'plan'");
  const { database, subgraph } = hub.service("plans");
  const projections = subgraph.projections.filter(({ topic }) => topic === "plans_facts");
  for (const told of [...plans, ...plans]) {
    await new Courier(database, projections, { plans: { facts: () => Promise.resolve({ facts: [{ ...told, n: 1 }], at, more: false }) } }, openLog("silent")).fetch();
  }
  expect(await hub.sql(rows)).toEqual(before);
});
