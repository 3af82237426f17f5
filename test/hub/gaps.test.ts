/** The list of gaps: all that is missing or doubtful in the facts of all services, as plain SQL over their tables finds it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { PROJECT_DIR } from "../../kernel/process/config.js";
import { services } from "../../services/index.js";
import { analyst, member } from "../support/people.js";
import { refusalOf, startHub, type Asker, type HubAnswer, type TestHub } from "../support/hub.js";
import { ServiceSql } from "../support/service-sql.js";

let hub: TestHub;
let sql: ServiceSql;
const fenland = member("partnership-fenland");

beforeAll(async () => {
  hub = await startHub();
  sql = new ServiceSql(hub.databaseUrl);
  const tail = "document,section,as_printed,known_from,visibility";
  const bring = async (what: string, columns: string, ...rows: string[]): Promise<void> =>
    expect(await hub.importCsv(what, `${columns},${tail}\n${rows.join("\n")}\n`)).toMatchObject({ problems: [], written: rows.length });
  await bring(
    "plans/plans",
    "id,partnership,title,period,vision",
    "plan-fenland-kept,partnership-fenland,Kept plan,FINANCIAL_YEAR 2019/20,?NOT_STATED: Kept vision.,,,,2019-01-01,PARTNERSHIP",
    "plan-fenland-open,partnership-fenland,Open plan,FINANCIAL_YEAR 2019/20,?NOT_STATED: Open vision.,,,,2019-01-01,PUBLISHED",
  );
  await bring(
    "plans/gaps",
    "id,subject,field,reason,explanation",
    "gap-kept-on-open,plan-fenland-open,actions,NOT_HELD,Kept gap of an open thing.,,,,2019-01-01,PARTNERSHIP",
    "gap-open-on-kept,plan-fenland-kept,actions,NOT_HELD,Open gap of a kept thing.,,,,2019-01-01,PUBLISHED",
  );
  await hub.fetchFacts();
});
afterAll(async () => {
  await sql.close();
  await hub.close();
});

interface Shown {
  thingId: string;
  kind: string;
  field: string;
  reason: string;
  explanation: string;
  document: string | null;
  section: string | null;
  asPrinted: string | null;
}

/** The gaps of all rows of all tables of facts, and those noted apart, as one who sees so much knows them on a day. */
async function inTables({ asOf = "2999-01-01", published = true } = {}): Promise<Shown[]> {
  const tables = await hub.sql<{ name: string; noun: string }>(
    `select table_schema || '.' || table_name as name, table_name as noun from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where column_name = 'gaps' and table_type = 'BASE TABLE' and table_schema = any($1) and table_name <> 'noted_gap'`,
    [services.map(({ name }) => name)],
  );
  const known = (t: string): string => `${t}.known_from < $1::date + 1 and (${t}.known_to is null or ${t}.known_to >= $1::date + 1) and ($2 or ${t}.visibility = 'PUBLISHED')`;
  const source = (t: string): string => `${t}.document_id as document, ${t}.section, ${t}.as_printed as "asPrinted"`;
  const own = tables.map(({ name, noun }) => `select t.id as "thingId", upper('${noun}') as kind, g ->> 'field' as field, g ->> 'reason' as reason, g ->> 'explanation' as explanation, ${source("t")} from ${name} t, jsonb_array_elements(t.gaps) as g where ${known("t")}`);
  const things = tables.map(({ name, noun }) => `select t.id, '${noun}' as noun from ${name} t where ${known("t")}`).join(" union all ");
  const noted = services.map(({ name }) => `select t.id, upper(t.noun), n.field, n.reason, n.explanation, ${source("n")} from ${name}.noted_gap n join (${things}) t on t.id = n.subject where ${known("n")}`);
  return hub.sql([...own, ...noted].join(" union all "), [asOf, !published]);
}

async function gaps(asker: Asker, where = "", more = ""): Promise<{ totalCount: number; counts: { reason: string; count: number }[]; nodes: Shown[] }> {
  const nodes: Shown[] = [];
  let page: HubAnswer["data"];
  for (let after: string | null = null, again = true; again; ) {
    const { data, errors }: HubAnswer = await asker.ask(
      `query($after: String) { gaps(where: { ${where} }, first: 100, after: $after ${more}) { totalCount counts { reason count } nodes { thingId kind field reason explanation provenance { document { id } section asPrinted } } pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    expect(errors).toBeUndefined();
    page = data.gaps;
    for (const { provenance, ...gap } of page.nodes) nodes.push({ ...gap, document: provenance.document?.id ?? null, section: provenance.section, asPrinted: provenance.asPrinted });
    ({ hasNextPage: again, endCursor: after } = page.pageInfo as { hasNextPage: boolean; endCursor: string });
  }
  return { totalCount: page.totalCount, counts: page.counts, nodes };
}

const inOrder = (list: Shown[]): string[] => list.map((gap) => JSON.stringify(gap, ["thingId", "kind", "field", "reason", "explanation", "document", "section", "asPrinted"])).toSorted();

function counted(list: Shown[]): { reason: string; count: number }[] {
  const counts = [...Map.groupBy(list, ({ reason }) => reason)].map(([reason, all]) => ({ reason, count: all.length }));
  return counts.toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

test("everything that is missing or doubtful in any service is in one list, over all pages, and counted by its reason", async () => {
  const expected = await inTables();
  const { totalCount, counts, nodes } = await gaps(hub);
  expect(inOrder(nodes)).toEqual(inOrder(expected));
  expect(totalCount).toBe(expected.length);
  expect(counts).toEqual(counted(expected));
  expect(expected.length).toBeGreaterThan(200);
  // Lost colours, sums without a split, contradictions, things without a name.
  for (const [kind, field, reason] of [["PROGRESS_UPDATE", "deliveryRag", "LOST_IN_SOURCE"], ["AWARD", "allocations", "NOT_SPLIT"], ["PLAN", "period", "CONTRADICTORY"], ["FUND", "name", "NOT_STATED"]]) {
    expect(nodes.filter((gap) => gap.kind === kind && gap.field === field && gap.reason === reason)).not.toEqual([]);
  }
});

test.each(["2011-04-01", "2015-05-31", "2016-12-31", "2019-06-30"])("on %s it is what was open then", async (asOf) => {
  const { nodes, counts } = await gaps(hub, "", `, asOf: "${asOf}"`);
  const expected = await inTables({ asOf });
  expect(inOrder(nodes)).toEqual(inOrder(expected));
  expect(counts).toEqual(counted(expected));
});

describe("where", () => {
  test("narrows by reason, kind, field and document", async () => {
    const all = await inTables();
    for (const [where, holds] of [
      ["reasons: [CONTRADICTORY AMBIGUOUS]", ({ reason }: Shown) => reason === "CONTRADICTORY" || reason === "AMBIGUOUS"],
      ["kinds: [OBSERVATION]", ({ kind }: Shown) => kind === "OBSERVATION"],
      [`field: "deliveryRag"`, ({ field }: Shown) => field === "deliveryRag"],
      [`document: ["document-safer-plymouth-update"]`, ({ document }: Shown) => document === "document-safer-plymouth-update"],
      [`kinds: [PLAN], reasons: [NOT_STATED]`, ({ kind, reason }: Shown) => kind === "PLAN" && reason === "NOT_STATED"],
      ["reasons: []", () => false],
      [`field: "nothing"`, () => false],
    ] as const) {
      const expected = all.filter(holds);
      const { nodes, counts, totalCount } = await gaps(hub, where);
      expect(inOrder(nodes)).toEqual(inOrder(expected));
      expect([totalCount, counts]).toEqual([expected.length, counted(expected)]);
    }
  });

  test("narrows by partnership and by area, the area's own gaps among them", async () => {
    const things = async (where: string): Promise<Set<string>> => new Set((await gaps(hub, where)).nodes.map(({ thingId }) => thingId));
    const plymouth = await things(`partnership: ["partnership-plymouth"]`);
    expect([...plymouth].filter((id) => /fenland|peterborough|cambridge/.test(id))).toEqual([]);
    expect(plymouth).toContain("award-plymouth-2017-19");
    const area = await things(`pccArea: ["pcc-area-devon-and-cornwall"]`);
    expect([...plymouth].filter((id) => !area.has(id))).toEqual([]);
    expect(area).toContain("pcc-area-devon-and-cornwall");
    expect(area).not.toContain("plan-fenland-open");
  });

  test("is refused where a kind or reason is none", async () => {
    expect((await hub.ask(`{ gaps(where: { reasons: [LAZY] }) { totalCount } }`)).errors![0]!.message).toMatch(/"LAZY" does not exist in "GapReason" enum/);
    refusalOf(await hub.ask(`{ gaps(where: { field: "\\u0000" }) { totalCount } }`), "MALFORMED_FILTER");
  });
});

describe("what is kept to a partnership", () => {
  const OF_PLANS = `kinds: [PLAN], partnership: ["partnership-fenland"]`;
  const told = async (asker: Asker): Promise<string[]> => (await gaps(asker, OF_PLANS)).nodes.map(({ explanation }) => explanation);

  test("is in the list of those who may see it, a gap and its thing alike", async () => {
    expect(await told(hub.as(fenland))).toEqual(expect.arrayContaining(["Kept vision.", "Open vision.", "Kept gap of an open thing.", "Open gap of a kept thing."]));
    expect(inOrder((await gaps(hub.as(fenland), OF_PLANS)).nodes)).toEqual(inOrder((await inTables({ published: false })).filter(({ thingId }) => thingId.startsWith("plan-fenland"))));
  });

  test("is neither shown to others nor counted", async () => {
    for (const asker of [hub, hub.as(member("partnership-plymouth")), hub.as(analyst("pcc-area-devon-and-cornwall"))]) {
      const seen = await told(asker);
      expect(seen).toContain("Open vision.");
      for (const kept of ["Kept vision.", "Kept gap of an open thing.", "Open gap of a kept thing."]) expect(seen).not.toContain(kept);
      const { totalCount, counts } = await gaps(asker);
      expect([totalCount, counts]).toEqual([(await inTables()).length, counted(await inTables())]);
    }
  });

  test("is not to be had by plain SQL under the service's role", async () => {
    const kept = "select id from plans.indexed_fact where has_gaps and visibility = 'PARTNERSHIP' order by 1";
    expect(await sql.rows("plans", fenland, kept)).toEqual([{ id: "gap-kept-on-open" }, { id: "plan-fenland-kept" }]);
    expect(await sql.rows("plans", member("partnership-plymouth"), kept)).toEqual([]);
    expect(await sql.rows("plans", null, "select id from plans.indexed_fact")).toEqual([]);
  });
});

test("a gap leads to its thing, in whichever service it lives", async () => {
  const { data, errors } = await hub.ask(`{ gaps(where: { kinds: [AWARD], reasons: [NOT_SPLIT], partnership: ["partnership-plymouth"] }) { upToDateAt nodes { title partnership { name } thing { __typename ... on Award { awarded { pounds } } } } } }`);
  expect(errors).toBeUndefined();
  const [award] = await hub.sql<{ purpose: string }>("select purpose from grants.award where id = 'award-plymouth-2017-19'");
  expect(data.gaps.nodes).toEqual([{ title: award!.purpose, partnership: { name: "Safer Plymouth" }, thing: { __typename: "Award", awarded: { pounds: "801136.00" } } }]);
  expect(Date.parse(data.gaps.upToDateAt as string)).toBeGreaterThan(0);
});

test("the saved question asks for all of them, or for those of a document or partnership", async () => {
  const question = readFileSync(path.join(PROJECT_DIR, "questions", "gaps.graphql"), "utf8");
  const asked = async (variables: object): Promise<{ totalCount: number; nodes: { thingId: string }[] }> => {
    const { data, errors } = await hub.ask(question, variables as Record<string, unknown>);
    expect(errors).toBeUndefined();
    return data.gaps;
  };
  expect((await asked({})).totalCount).toBe((await inTables()).length);
  const fenlands = await asked({ document: ["document-fenland-delivery-plan-2014-15"], asOf: "2016-01-01" });
  expect(fenlands.totalCount).toBe((await inTables({ asOf: "2016-01-01" })).filter(({ document }) => document === "document-fenland-delivery-plan-2014-15").length);
  expect((await asked({ partnership: ["partnership-of-nobody"] })).nodes).toEqual([]);
});

test("when a value is given its gap is gone, and is still there on the day before", async () => {
  const vision = async (more = ""): Promise<string[]> => (await gaps(hub, `kinds: [PLAN], field: "vision"`, more)).nodes.map(({ thingId }) => thingId);
  expect(await vision()).toContain("plan-fenland-open");
  const row = "id,partnership,title,period,vision,document,section,as_printed,known_from\nplan-fenland-open,partnership-fenland,Open plan,FINANCIAL_YEAR 2019/20,A vision.,,,,2020-01-01\n";
  expect(await hub.importCsv("plans/plans", row)).toMatchObject({ problems: [], written: 1 });
  await hub.fetchFacts();
  expect(await vision()).not.toContain("plan-fenland-open");
  expect(await vision(`, asOf: "2019-12-31"`)).toContain("plan-fenland-open");
});
