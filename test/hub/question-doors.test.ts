/** The doors of saved questions: what they show and to whom, what they refuse and how, and that a table is shown whole or not at all. */
import { get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { parse } from "csv-parse/sync";
import { synthesise } from "../../data/synthetic.js";
import { Role } from "../../kernel/authority/viewer.js";
import { REFUSALS } from "../../kernel/refusals.js";
import { startHub, type DoorAnswer, type TestHub } from "../support/hub.js";
import { analyst, member } from "../support/people.js";

const PLANS = "id,partnership,title,period,vision,document,section,as_printed,known_from,visibility";
const PARTNERSHIPS = "id,name,place,pcc_area,gss_code,document,section,as_printed,known_from";

/** A problem as a client reads it. */
interface Problem {
  title: string;
  status: number;
  detail: string;
  code: string;
  parameter?: string;
  action?: string;
  requestId: string;
}

function problemIn({ status, type, text, headers }: DoorAnswer): Problem {
  const problem = JSON.parse(text) as Problem;
  expect(type).toMatch("application/problem+json");
  expect(problem.status).toBe(status);
  expect(problem.requestId).toBe(headers["x-request-id"]);
  if (problem.code in REFUSALS) expect(problem.action).toBe(REFUSALS[problem.code as keyof typeof REFUSALS].act);
  return problem;
}

const rowsIn = ({ text }: DoorAnswer): Record<string, unknown>[] => (JSON.parse(text) as { rows: Record<string, unknown>[] }).rows;

describe("on the documents", () => {
  let hub: TestHub;
  beforeAll(async () => void (hub = await startHub()));
  afterAll(() => hub.close());

  test("/q lists every question with its parameters, tables and addresses, and each address answers", async () => {
    const { status, text } = await hub.read("/q");
    expect(status).toBe(200);
    const { questions } = JSON.parse(text) as { questions: { slug: string; says: string; parameters: { name: string; required: boolean; says: string }[]; tables: { says: string; json: string; csv: string }[]; graphql: object }[] };
    expect(questions.map(({ slug }) => slug)).toEqual(["actions-side-by-side", "allocations-against-award", "carried-over-unfunded", "claims-against-numbers", "compare-plans", "cost-per-output", "coverage", "funding-by-objective", "gaps", "grants-data-quality", "grants-register", "inconsistent-targets", "indicator-revisions", "late-returns", "money-and-measures", "multi-funder-services", "period-mismatches", "pledges-without-backing", "publication-gaps", "recorded-crime", "significant-change", "spend-against-profile", "spend-promise-movement", "stated-sums"]);
    const values: Record<string, string> = { pccArea: "pcc-area-cambridgeshire", partnership: "partnership-fenland", other: "partnership-peterborough", topic: "topic-alcohol", from: "2019-08-01", to: "2019-08-31", year: "2015/16", since: "2015-01-01" };
    for (const { slug, says, parameters, tables, graphql } of questions) {
      expect(says.length).toBeGreaterThan(20);
      expect(graphql).toEqual({ documentId: slug });
      const given = parameters.filter(({ required }) => required).map(({ name }) => `${name}=${values[name]!}`);
      for (const { says: means, json, csv } of tables) {
        expect(means.length).toBeGreaterThan(10);
        for (const address of [json, csv]) expect((await hub.read(`${address}${address.includes("?") ? "&" : "?"}${given.join("&")}`)).status).toBe(200);
      }
    }
  });

  test("JSON says what the table is; numbers are numbers with every digit, days are text, and nothing is null", async () => {
    const { text, type } = await hub.read("/q/inconsistent-targets.json");
    expect(type).toBe("application/json; charset=utf-8");
    expect(JSON.parse(text)).toMatchObject({
      question: "inconsistent-targets",
      table: "targets",
      tables: ["targets"],
      key: ["target_id"],
      rows: [{ partnership: "Fenland Community Safety Partnership", baseline_value: 1938, change_percent: 5, implied_change: 96.9, change_number: 95 }],
    });
    expect(text).toContain('"implied_change":96.9,');
  });

  test("an empty table says what that means: in JSON and in the list of questions, and not in CSV", async () => {
    const asked = "pccArea=pcc-area-cambridgeshire&from=2015-07-01&to=2015-09-30";
    const { rows, empty } = JSON.parse((await hub.read(`/q/late-returns.json?${asked}`)).text) as { rows: unknown[]; empty: string };
    expect(rows).toEqual([]);
    expect(empty).toMatch(/^No row answers: .*no returns, nor which are due.*npm run synthesise -- year/);
    const { questions } = JSON.parse((await hub.read("/q")).text) as { questions: { slug: string; empty: string }[] };
    expect(questions.find(({ slug }) => slug === "late-returns")!.empty).toBe(empty);
    expect(questions.find(({ slug }) => slug === "coverage")!.empty).toMatch(/^No row answers: [^.]*\.$/);
    expect(JSON.parse((await hub.read("/q/compare-plans.json")).text)).not.toHaveProperty("empty");
    expect((await hub.read(`/q/late-returns.csv?${asked}`)).text.split("\r\n")).toEqual([expect.stringContaining("return_expectation_id,"), ""]);
  });

  test("CSV begins with the mark of UTF-8, ends its lines with CR LF, and quotes what needs it", async () => {
    const { text, headers } = await hub.read("/q/compare-plans.csv?table=plans");
    expect(headers["content-disposition"]).toBe('attachment; filename="compare-plans-plans.csv"');
    expect(text.startsWith("\ufeffpcc_area,partnership_id,partnership,")).toBe(true);
    expect(text.split("\r\n").at(-1)).toBe("");
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(text).toContain("Community Safety Plan 2016 – 2017");
  });

  test("a question asked by its slug in GraphQL answers as the question does, and takes the page besides", async () => {
    const { data, errors } = await hub.askSaved("compare-plans", { first: 2 });
    expect(errors).toBeUndefined();
    expect(data.partnerships.nodes).toHaveLength(2);
    expect(data.partnerships.pageInfo.hasNextPage).toBe(true);
    const rest = await hub.askSaved("compare-plans", { first: 2, after: data.partnerships.pageInfo.endCursor });
    expect(rest.data.partnerships.nodes.map(({ name }: { name: string }) => name)).toEqual(["Fenland Community Safety Partnership", "Huntingdonshire community safety partnership"]);
    const variables = encodeURIComponent(JSON.stringify({ pccArea: "pcc-area-cambridgeshire" }));
    const got = await hub.read(`/graphql?documentId=coverage&variables=${variables}`, { "apollo-require-preflight": "1" });
    expect(JSON.parse(got.text)).toMatchObject({ data: { pccArea: { coverage: { partnerships: 6, withPlan: 2 } } } });
  });

  test("a ? in a variable is a part of it", async () => {
    const { text } = await hub.read('/graphql?documentId=coverage&variables={"pccArea":"pcc-area-cambridgeshire","spare":"a?b"}&operationName=None', { "apollo-require-preflight": "1" });
    expect(text).toContain('Unknown operation named \\"None\\"');
    const got = await hub.read('/graphql?operationName=Coverage&variables={"spare":"a?b","pccArea":"pcc-area-cambridgeshire"}&documentId=coverage', { "apollo-require-preflight": "1" });
    expect(JSON.parse(got.text)).toMatchObject({ data: { pccArea: { coverage: { partnerships: 6, withPlan: 2 } } } });
  });

  test.each([
    [{ documentId: "nothing" }, 404, "QUESTION_UNKNOWN"],
    [{ documentId: "__proto__" }, 404, "QUESTION_UNKNOWN"],
    [{ documentId: 7 }, 400, "MALFORMED_REQUEST"],
    [{ documentId: "coverage", query: "{ __typename }" }, 400, "MALFORMED_REQUEST"],
  ])("GraphQL refuses %j", async (payload, status, code) => {
    const answer = await hub.gateway.app.inject({ method: "POST", url: "/graphql", payload });
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ errors: [{ extensions: { code, field: "documentId" } }] });
  });

  test.each([
    ["/q/nothing.json", 404, "QUESTION_UNKNOWN", undefined],
    ["/q/compare-plans", 404, "QUESTION_UNKNOWN", undefined],
    ["/q/compare-plans.xlsx", 404, "QUESTION_UNKNOWN", undefined],
    ["/q/..%2Fpackage.json", 404, "QUESTION_UNKNOWN", undefined],
    ["/q/constructor.json", 404, "QUESTION_UNKNOWN", undefined],
    ["/q/coverage.json", 400, "PARAMETER_MISSING", "pccArea"],
    ["/q/coverage.csv?pccarea=pcc-area-cambridgeshire", 400, "PARAMETER_UNKNOWN", "pccarea"],
    ["/q/coverage.csv?pccArea=a&pccArea=b", 400, "PARAMETER_MALFORMED", "pccArea"],
    ["/q/compare-plans.json?first=5", 400, "PARAMETER_UNKNOWN", "first"],
    ["/q/compare-plans.json?after=x", 400, "PARAMETER_UNKNOWN", "after"],
    ["/q/compare-plans.json?__proto__=x", 400, "PARAMETER_UNKNOWN", "__proto__"],
    ["/q/compare-plans.json?table=nothing", 400, "PARAMETER_MALFORMED", "table"],
    ["/q/compare-plans.json?table=plans&table=changes", 400, "PARAMETER_MALFORMED", "table"],
    ["/q/compare-plans.csv?asOf=2015-02-31", 400, "MALFORMED_DATE", "asOf"],
    ["/q/compare-plans.csv?asOf=", 400, "MALFORMED_DATE", "asOf"],
    [`/q/actions-side-by-side.json?topic=topic-arson&other=x&partnership=${"x".repeat(2_000)}`, 400, "MALFORMED_ID", "partnership"],
    ["/q/coverage.json?pccArea=pcc-area-nowhere", 404, "THING_UNKNOWN", "pccArea"],
    ["/q/coverage.json?pccArea=pcc-area-cambridgeshire&asOf=2009-01-01", 404, "THING_UNKNOWN", "pccArea"],
    ["/q/coverage.json?pccArea=pcc-area-cambridgeshire&asOf=2009-02-29", 400, "MALFORMED_DATE", "asOf"],
    ["/q/coverage.csv?pccArea=cambridgeshire", 400, "MALFORMED_ID", "pccArea"],
    ["/q/gaps.csv?partnership=", 400, "MALFORMED_ID", "partnership"],
    ["/q/gaps.csv?partnership=partnership-nowhere", 404, "THING_UNKNOWN", "partnership"],
    ["/q/gaps.csv?partnership=partnership-fenland,partnership-plymouth", 400, "MALFORMED_ID", "partnership"],
    ["/q/gaps.csv?partnership=partnership-fenland&partnership=partnership-nowhere", 404, "THING_UNKNOWN", "partnership"],
    ["/q/gaps.csv?document=partnership-fenland", 400, "MALFORMED_ID", "document"],
    ["/q/gaps.csv?document=document-nowhere&partnership=partnership-fenland", 404, "THING_UNKNOWN", "document"],
    ["/q/gaps.csv?reason=UNHEARD_OF", 400, "PARAMETER_MALFORMED", "reason"],
    ["/q/gaps.csv?kind=target", 400, "PARAMETER_MALFORMED", "kind"],
    ["/q/actions-side-by-side.csv?partnership=partnership-fenland&other=partnership-plymouth&topic=topic-nope", 404, "THING_UNKNOWN", "topic"],
    ["/q/actions-side-by-side.csv?partnership=partnership-fenland&other=partnership-plymouth&topic=domestic-abuse", 400, "MALFORMED_ID", "topic"],
    ["/q/actions-side-by-side.csv?partnership=partnership-fenland&other=partnership-nowhere&topic=topic-alcohol", 404, "THING_UNKNOWN", "other"],
    ["/q/recorded-crime.csv?pccArea=pcc-area-cambridgeshire&from=2019-08-01&to=2019-08-31&indicator=indicator-nope", 404, "THING_UNKNOWN", "indicator"],
    ["/q/recorded-crime.csv?pccArea=pcc-area-cambridgeshire&from=2019-08-01&to=2019-08-32", 400, "MALFORMED_DATE", "to"],
    ["/q/recorded-crime.csv?pccArea=pcc-area-cambridgeshire&from=2019-08-31&to=2019-08-01", 400, "MALFORMED_PERIOD", "from"],
    ["/q/grants-data-quality.csv?pccArea=pcc-area-nowhere", 404, "THING_UNKNOWN", "pccArea"],
    ["/q/grants-data-quality.csv?source=GIFT", 400, "PARAMETER_MALFORMED", "source"],
    ["/q/grants-register.csv?pccArea=pcc-area-nowhere", 404, "THING_UNKNOWN", "pccArea"],
    ["/q/publication-gaps.csv?fund=fund-nowhere", 404, "THING_UNKNOWN", "fund"],
    ["/q/stated-sums.csv?year=2015", 400, "MALFORMED_FINANCIAL_YEAR", "year"],
  ])("%.90s is a problem: %i %s", async (url, status, code, parameter) => {
    const answer = await hub.read(url);
    const problem = problemIn(answer);
    expect([problem.status, problem.code, problem.parameter]).toEqual([status, code, parameter]);
    expect(answer.text).not.toMatch(/node_modules|stack|\.ts:/);
  });

  test.each([
    ["/graphql?query={__typename}", 200],
    ["/graphql?documentId=compare-plans", 200],
    ["/graphql?documentId=nothing", 404],
    ["/graphql?query={", 400],
    ["/q", 200],
    ["/q/compare-plans.json", 200],
    ["/q/compare-plans.csv", 200],
    ["/q/nothing.csv", 404],
    ["/", 200],
    ["/health/ready", 200],
    ["/nowhere", 404],
  ])("%s, answered with %i, is kept by nobody and taken for nothing else", async (url, status) => {
    const answer = await hub.read(url, { "apollo-require-preflight": "1" });
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({ "cache-control": "no-store", "x-content-type-options": "nosniff", vary: expect.stringContaining("authorization") as string });
    expect((await hub.read(url, { "apollo-require-preflight": "1", authorization: "Bearer nonsense" })).headers).toMatchObject({ "cache-control": "no-store", vary: expect.stringContaining("authorization") as string });
  });

  test("an id that stands for nothing is told with its value, cut where it is long; ids of many things are looked up all", async () => {
    expect(problemIn(await hub.read("/q/gaps.csv?partnership=partnership-nowhere")).detail).toContain('"partnership": "partnership-nowhere".');
    expect(problemIn(await hub.read(`/q/gaps.csv?partnership=partnership-${"x".repeat(5_000)}`)).detail).toContain(`"partnership-${"x".repeat(48)}".`);
    const many = [...Array.from({ length: 100 }, () => "partnership=partnership-fenland"), "partnership=partnership-nowhere"].join("&");
    expect(problemIn(await hub.read(`/q/gaps.csv?${many}`))).toMatchObject({ status: 404, parameter: "partnership" });
  });

  test("several values are a parameter given several times", async () => {
    const [fenland, plymouth, both] = await Promise.all(["", "", ""].map((_, i) => hub.read(`/q/gaps.json?${["partnership=partnership-fenland", "partnership=partnership-plymouth"].filter((__, n) => i === 2 || i === n).join("&")}`)));
    expect(rowsIn(both!)).toHaveLength(rowsIn(fenland!).length + rowsIn(plymouth!).length);
    const some = rowsIn(await hub.read("/q/gaps.json?reason=NOT_SPLIT&reason=NOT_HELD&kind=PCC_AREA&kind=PARTNERSHIP"));
    expect(some.length).toBeGreaterThan(0);
    for (const { reason, kind } of some) expect([["NOT_SPLIT", "NOT_HELD"].includes(String(reason)), ["PCC_AREA", "PARTNERSHIP"].includes(String(kind))]).toEqual([true, true]);
  });

  test("a token that is not to be believed is a problem at these doors too", async () => {
    for (const url of ["/q", "/q/compare-plans.csv", "/q/nothing.json"]) {
      const answer = await hub.read(url, { authorization: "Bearer nonsense" });
      expect(problemIn(answer)).toMatchObject({ status: 401, code: "TOKEN_MALFORMED" });
      expect(answer.headers["www-authenticate"]).toBe("Bearer");
    }
  });

  test("what a partnership keeps to itself is shown to its members and its Commissioner's people, and to nobody else", async () => {
    const draft = "plan-fenland-draft,partnership-fenland,Draft,FINANCIAL_YEAR 2015/16,,,,,,PARTNERSHIP";
    expect(await hub.importCsv("plans/plans", `${PLANS}\n${draft}\n`)).toMatchObject({ problems: [], written: 1 });
    const url = "/q/coverage.json?pccArea=pcc-area-cambridgeshire";
    const askers = {
      anyone: hub,
      member: hub.as(member("partnership-fenland")),
      neighbour: hub.as(member("partnership-peterborough")),
      analyst: hub.as(analyst("pcc-area-cambridgeshire")),
      stranger: hub.as({ ...analyst("pcc-area-devon-and-cornwall"), role: Role.ANALYST }),
    };
    const seen: Record<string, boolean[]> = {};
    for (const [who, asker] of Object.entries(askers)) {
      const csv = parse((await asker.read(url.replace(".json", ".csv"))).text, { bom: true, columns: true }) as unknown as Record<string, unknown>[];
      seen[who] = [rowsIn(await asker.read(url)), csv].map((rows) => rows.some(({ plan_id }) => plan_id === "plan-fenland-draft"));
    }
    expect(seen).toEqual({ anyone: [false, false], member: [true, true], neighbour: [false, false], analyst: [true, true], stranger: [false, false] });
  });

  /** Each list, each count and each kind of thing reached by its id: one statement. */
  test.each([
    // Partnerships, areas, plans, comparisons, the plans before, and the priorities before and after.
    ["/q/compare-plans.csv", { plans: 7 }, ["plans"]],
    ["/q/inconsistent-targets.csv", { indicators: 2, plans: 3 }, ["indicators", "plans", "plans"]],
    ["/q/period-mismatches.csv", { indicators: 2, plans: 3 }, ["indicators", "plans", "plans"]],
    // Ids are looked up before, by a statement for each noun. The area, partnerships, plans with their documents; of coverage only where its table is asked for.
    ["/q/coverage.csv?pccArea=pcc-area-cambridgeshire", { plans: 5 }, ["plans", "plans"]],
    ["/q/recorded-crime.csv?pccArea=pcc-area-cambridgeshire&from=2019-08-01&to=2019-08-31", { plans: 4, indicators: 2 }, ["plans", "plans", "indicators", "plans"]],
    // The partnerships are looked up before; then their services, what was spent on them and what came of them; nothing was counted: no indicator is asked for.
    ["/q/cost-per-output.csv?year=2015/16&partnership=partnership-fenland", { plans: 3, grants: 3 }, ["plans", "grants", "plans"]],
    // The awards of the year, their funds, and what was spent of them.
    ["/q/spend-against-profile.csv?pccArea=pcc-area-cambridgeshire&year=2015/16", { plans: 3, grants: 3 }, ["plans", "plans", "grants"]],
    ["/q/late-returns.csv?pccArea=pcc-area-cambridgeshire&from=2015-07-01&to=2015-09-30", { plans: 3, grants: 1 }, ["plans", "plans", "grants"]],
    ["/q/late-returns.csv?table=indicators&pccArea=pcc-area-cambridgeshire&from=2015-07-01&to=2015-09-30", { plans: 3, indicators: 1 }, ["plans", "plans", "indicators"]],
    // Values and those of a year earlier; nothing moved: no more is asked.
    ["/q/significant-change.csv?partnership=partnership-fenland&year=2014/15", { plans: 1, indicators: 1 }, ["plans", "indicators"]],
    // Nothing was revised: no more is asked.
    ["/q/indicator-revisions.csv?since=2014-01-01&partnership=partnership-fenland", { plans: 1, indicators: 1 }, ["plans", "indicators"]],
    ["/q/stated-sums.csv?partnership=partnership-fenland", { plans: 4, grants: 2 }, ["plans", "grants", "plans", "plans", "plans"]],
    // Awards, their funds, agreements and publications; their partnerships and funders.
    ["/q/grants-register.csv", { grants: 4, plans: 2 }, ["grants", "plans", "plans"]],
    ["/q/publication-gaps.csv?partnership=partnership-plymouth", { grants: 3, plans: 2 }, ["plans", "grants", "plans"]],
    // Two pages; of each the gaps, their partnerships and their documents.
    ["/q/gaps.csv?partnership=partnership-fenland", { plans: 7 }, ["plans", "plans", "plans"]],
    // All grants are read at once, whatever the rules.
    ["/q/grants-data-quality.csv?pccArea=pcc-area-cambridgeshire", { plans: 1, grants: 1 }, ["plans", "grants"]],
    ["/q/actions-side-by-side.csv?partnership=partnership-fenland&other=partnership-plymouth&topic=topic-alcohol", { plans: 8 }, ["plans", "plans"]],
    // Carried-over actions with their plans, partnerships, areas, priorities, backing and documents.
    ["/q/carried-over-unfunded.csv", { plans: 7 }, ["plans"]],
    // Outcomes without spend that are measured: their plans, partnerships, backing and measures; their money and indicators elsewhere.
    ["/q/money-and-measures.csv?table=measured_unspent", { plans: 5, grants: 1, indicators: 1 }, ["plans", "grants", "indicators"]],
    // Pledges, objectives, areas, backing and documents.
    ["/q/pledges-without-backing.csv", { plans: 5 }, ["plans"]],
    // The area is looked up before; then objectives with their areas, and their money.
    ["/q/funding-by-objective.csv?pccArea=pcc-area-cambridgeshire&year=2016/17", { plans: 3, grants: 1 }, ["plans", "plans", "grants"]],
    // The partnership is looked up before; then plans, partnerships, areas and priorities, and the money of the two that have some.
    ["/q/spend-promise-movement.csv?partnership=partnership-fenland&year=2014/15", { plans: 5, grants: 2 }, ["plans", "plans", "grants", "grants"]],
    ["/q/funding-by-objective.csv?table=pledges", { plans: 2, grants: 1 }, ["plans", "grants"]],
  ])("%s costs a statement for each list and thing, and a call to each service for each step", async (url, statements, fetches) => {
    const cost = await hub.measureRead(url);
    expect(cost.status).toBe(200);
    expect(Object.fromEntries([...Map.groupBy(cost.statements, ({ service }) => service)].map(([service, those]) => [service, those.length]))).toEqual(statements);
    expect(cost.fetches).toEqual(fetches);
  });

  test("nothing is asked of a service where a parameter is wrong", async () => {
    expect(await hub.measureRead("/q/coverage.csv")).toMatchObject({ status: 400, statements: [], fetches: [] });
  });
});

describe("with names that a spreadsheet would run", () => {
  let hub: TestHub;
  const names = ["=1+1", "=cmd|' /C calc'!A0", "+44 20", "-5x", "-5", "-5.25", "@SUM(A1)", "＝1", 'a "quoted", name', "plain", "a=b"];
  beforeAll(async () => {
    hub = await startHub("empty");
    await hub.importCsv("plans/pcc-areas", "id,name,gss_code,document,section,as_printed,known_from\npcc-area-a,Area,,,,,2010-01-01\n");
    expect(await hub.importCsv("plans/partnerships", `${PARTNERSHIPS}\npartnership-like-any,a=b,Place,pcc-area-a,,,,,2012-01-01\n`)).toMatchObject({ problems: [] });
    // An import refuses such names: these came in before it did.
    for (const [i, name] of names.entries()) {
      await hub.sql("insert into plans.partnership select (jsonb_populate_record(p, jsonb_build_object('id', $1::text, 'of_partnership', $1::text, 'name', $2::text))).* from plans.partnership p where id = 'partnership-like-any'", [`partnership-${i}`, name]);
    }
  });
  afterAll(() => hub.close());

  test("CSV puts a ' before them, but a number stays one; JSON leaves them as they are", async () => {
    const csv = parse((await hub.read("/q/coverage.csv?pccArea=pcc-area-a")).text, { bom: true, columns: true, record_delimiter: "\r\n" }) as unknown as Record<string, string>[];
    const shown = new Map(csv.map(({ partnership_id, partnership }) => [partnership_id, partnership]));
    expect(names.map((_, i) => shown.get(`partnership-${i}`))).toEqual(["'=1+1", "'=cmd|' /C calc'!A0", "'+44 20", "'-5x", "-5", "-5.25", "'@SUM(A1)", "'＝1", 'a "quoted", name', "plain", "a=b"]);
    const json = rowsIn(await hub.read("/q/coverage.json?pccArea=pcc-area-a"));
    expect(json.map(({ partnership }) => partnership).toSorted()).toEqual([...names, "a=b"].toSorted());
  });
});

describe("of tables that are long", () => {
  // Eight first pages at once, on a busy machine, are all there within this time.
  const PAGES_FOR_MS = 10_000;
  let hub: TestHub;
  let origin: string;
  beforeAll(async () => {
    hub = await startHub("empty", { pageSizeAtMost: 100, requestTimeoutMs: PAGES_FOR_MS });
    await hub.importCsv("plans/pcc-areas", "id,name,gss_code,document,section,as_printed,known_from\npcc-area-a,Area,,,,,2010-01-01\n");
    expect(await hub.importCsv("plans/partnerships", `${PARTNERSHIPS}\npartnership-a,A,Place,pcc-area-a,,,,,2012-01-01\n`)).toMatchObject({ problems: [] });
    // More than the system takes off a reader's hands: 1,000 partnerships, each with a long name. No import takes such names.
    await hub.sql("insert into plans.partnership select (jsonb_populate_record(p, jsonb_build_object('id', 'partnership-' || i, 'of_partnership', 'partnership-' || i, 'name', repeat('x', 30000)))).* from plans.partnership p, generate_series(1, 1000) i where id = 'partnership-a'");
    await hub.gateway.app.listen({ host: "127.0.0.1", port: 0 });
    origin = `http://127.0.0.1:${(hub.gateway.app.server.address() as AddressInfo).port}`;
  });
  afterAll(() => hub.close());

  const URL = "/q/compare-plans.csv?table=plans";

  /** Asks and takes nothing of the answer but its head. */
  function opened(headers: Record<string, string> = {}): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => void get(`${origin}${URL}`, { agent: false, headers }, resolve).on("error", reject));
  }

  /** How many the hub has connections with. */
  function connections(): Promise<number> {
    return promisify(hub.gateway.app.server.getConnections.bind(hub.gateway.app.server))();
  }

  test("one caller reads eight at once; the ninth is told so, others are not, and who takes nothing is let go", async () => {
    const began = performance.now();
    const eight = await Promise.all(Array.from({ length: 8 }, () => opened()));
    expect(new Set(eight.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    const ended = Promise.all(eight.map((answer) => new Promise((resolve) => answer.on("error", () => {}).once("close", resolve))));

    const ninth = await hub.read(URL);
    expect(problemIn(ninth)).toMatchObject({ status: 429, code: "TOO_MANY_TABLES" });
    expect(ninth.headers["retry-after"]).toBe("1");
    // What is wrong in itself is told first, and the list of questions is no table.
    expect((await hub.read("/q/nothing.csv")).status).toBe(404);
    expect((await hub.read("/q")).status).toBe(200);
    // The same address with a token is another caller.
    expect((await hub.as(member("partnership-a")).read("/q/coverage.csv?pccArea=pcc-area-nowhere")).status).toBe(404);

    // A reader who takes nothing notices the end when it looks.
    while ((await hub.read("/q/coverage.csv?pccArea=pcc-area-nowhere")).status === 429) await sleep(100);
    expect(performance.now() - began).toBeGreaterThan(PAGES_FOR_MS);
    // The hub lets each go in its own time, on a busy machine one later than another; only then does anybody take anything.
    while ((await connections()) > 0) await sleep(100);
    for (const answer of eight) answer.resume();
    await ended;
    expect(eight.filter(({ complete }) => complete)).toEqual([]);
  });

  test("tables read one after the other are as many as one likes, refused ones among them", async () => {
    for (let i = 0; i < 6; i++) {
      expect((await hub.read("/q/coverage.json?pccArea=pcc-area-nowhere")).status).toBe(404);
      expect((await hub.read("/q/inconsistent-targets.json")).status).toBe(200);
    }
  });
});

describe("where a list under a row is longer than its page", () => {
  let hub: TestHub;
  let origin: string;
  beforeAll(async () => {
    hub = await startHub("empty", { pageSizeAtMost: 2 });
    for (const [what, csv] of Object.entries(synthesise({ seed: 3, partnerships: 7 }))) expect(await hub.importCsv(what, csv)).toMatchObject({ problems: [] });
    // The last by name: the pages before it are sound.
    const plans = Array.from({ length: 101 }, (_, i) => `plan-many-${i},partnership-synthetic-6,Plan ${i},FINANCIAL_YEAR 2015/16,,,,,2016-01-01,PUBLISHED\n`);
    expect(await hub.importCsv("plans/plans", `${PLANS}\n${plans.join("")}`)).toMatchObject({ problems: [] });
    await hub.gateway.app.listen({ host: "127.0.0.1", port: 0 });
    origin = `http://127.0.0.1:${(hub.gateway.app.server.address() as AddressInfo).port}`;
  });
  afterAll(() => hub.close());

  /** What comes over the wire until the connection ends, and whether it ended as a whole answer does. */
  function received(path: string): Promise<{ status: number; text: string; whole: boolean }> {
    return new Promise((resolve, reject) => {
      get(`${origin}${path}`, (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (piece: string) => (text += piece));
        answer.on("error", () => {});
        answer.on("close", () => resolve({ status: answer.statusCode!, text, whole: answer.complete }));
      }).on("error", reject);
    });
  }

  test.each(["csv", "json"])("in the middle of a table as %s the connection breaks off: nobody takes it for whole", async (form) => {
    const { status, text, whole } = await received(`/q/compare-plans.${form}?table=plans`);
    expect({ status, whole }).toEqual({ status: 200, whole: false });
    expect(text).toContain("Synthetic partnership");
    expect(text).not.toContain("Plan 100");
    if (form === "json") expect(() => JSON.parse(text) as unknown).toThrow();
  });

  test("in the first page it is a problem", async () => {
    const early = await startHub("empty", { pageSizeAtMost: 1 });
    await early.importCsv("plans/pcc-areas", "id,name,gss_code,document,section,as_printed,known_from\npcc-area-a,Area,,,,,2010-01-01\n");
    await early.importCsv("plans/partnerships", `${PARTNERSHIPS}\npartnership-a,A,Place,pcc-area-a,,,,,2012-01-01\n`);
    const plans = Array.from({ length: 101 }, (_, i) => `plan-many-${i},partnership-a,Plan ${i},FINANCIAL_YEAR 2015/16,,,,,2016-01-01,PUBLISHED\n`);
    await early.importCsv("plans/plans", `${PLANS}\n${plans.join("")}`);
    expect(problemIn(await early.read("/q/compare-plans.csv?table=plans"))).toMatchObject({ status: 422, code: "LIST_TOO_LONG" });
    await early.close();
  });

  test("a whole table ends as it should, over the same wire", async () => {
    const { status, text, whole } = await received("/q/inconsistent-targets.json");
    expect({ status, whole }).toEqual({ status: 200, whole: true });
    expect((JSON.parse(text) as { rows: object[] }).rows.length).toBeGreaterThan(2);
  });
});
