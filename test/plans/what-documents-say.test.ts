/** What the documents say besides their figures, as a reader who has them at hand would look it up in the hub. */
import { startHub, type TestHub } from "../support/hub.js";

let hub: TestHub;

beforeAll(async () => {
  hub = await startHub("documents");
});

afterAll(() => hub.close());

/** What a question answers; a question that errs fails. */
async function ask<A>(question: string): Promise<A> {
  const { data, errors } = await hub.ask(question);
  expect(errors).toBeUndefined();
  return data as A;
}

interface Statement {
  kind: string;
  number: number;
  title: string | null;
  text: string;
}

interface List<R> {
  totalCount: number;
  nodes: R[];
  gaps: { field: string; reason: string; explanation: string }[];
}

const statementsOf = async (door: string, id: string, ...kinds: string[]): Promise<Statement[]> => {
  const { thing } = await ask<{ thing: { statements: List<Statement> } }>(
    `{ thing: ${door}(id: "${id}") { statements(first: 500${kinds.length ? `, where: { kind: [${kinds.join(", ")}] }` : ""}) { nodes { kind number title text } } } }`,
  );
  return thing.statements.nodes;
};

describe("statements", () => {
  test.each([
    ["plan", "plan-peterborough-2016-17", "PRINCIPLE", 4],
    ["plan", "plan-peterborough-2011-14", "PRINCIPLE", 8],
    ["plan", "plan-peterborough-2011-14", "DIRECTION", 3],
    ["plan", "plan-peterborough-2011-14", "AREA_OF_FOCUS", 4],
    ["plan", "plan-peterborough-2011-14", "VALUE", 26],
    ["plan", "plan-peterborough-2011-14", "FUNCTION", 7],
    ["partnership", "partnership-peterborough", "FUNCTION", 6],
    ["plan", "plan-fenland-2014-15", "HIGHLIGHT", 4],
    ["plan", "plan-fenland-2014-15", "CARRY_OVER", 3],
    ["partnership", "partnership-plymouth", "VALUE", 4],
    ["partnership", "partnership-plymouth", "FUNCTION", 9],
    ["partnership", "partnership-plymouth", "HALLMARK", 5],
    ["priority", "priority-peterborough-2016-17-1", "AIM", 5],
    ["priority", "priority-plymouth-2017-18-3", "AREA_OF_FOCUS", 4],
    ["pccObjective", "pcc-objective-cambridgeshire-3", "STAGE", 3],
    ["pccObjective", "pcc-objective-cambridgeshire-3", "HEADING", 7],
    ["pccObjective", "pcc-objective-cambridgeshire-4", "AREA_OF_FOCUS", 6],
    ["pccObjective", "pcc-objective-cambridgeshire-4", "HEADING", 11],
    ["pccArea", "pcc-area-cambridgeshire", "RECOMMENDATION", 1],
  ])("%s %s: %s counts what is printed, in its order", async (door, id, kind, count) => {
    const found = await statementsOf(door, id, kind);
    expect(found.map(({ kind, number }) => `${kind} ${number}`)).toEqual(Array.from({ length: count }, (_, i) => `${kind} ${i + 1}`));
  });

  test("each theme of Plymouth has its context, what it is for, and every objective that is printed", async () => {
    const { plan } = await ask<{ plan: { priorities: { nodes: { title: string; statements: List<Statement> }[] } } }>(
      `{ plan(id: "plan-plymouth-2017-18") { priorities { nodes { title statements { nodes { kind } } } } } }`,
    );
    const counted = plan.priorities.nodes.map(({ title, statements }) => {
      const count = (...kinds: string[]): number => statements.nodes.filter(({ kind }) => kinds.includes(kind)).length;
      expect(count("CONTEXT")).toBeGreaterThan(0);
      expect(count("PURPOSE", "DRIVER")).toBeGreaterThan(0);
      return [title, count("OBJECTIVE", "AREA_OF_FOCUS")];
    });
    expect(counted).toEqual([
      ["Modern Slavery", 4],
      ["Domestic Abuse and Sexual Violence", 5],
      ["Prevent", 4],
      ["Welcoming City", 3],
      ["Child Sexual Exploitation", 8],
      ["Alcohol Harm", 9],
      ["Cyber Crime and Fraud", 6],
      ["County Lines", 5],
    ]);
  });

  test("the values of Plymouth and the guiding principles of Peterborough bear their printed titles", async () => {
    const titles = async (...of: [string, string, string]): Promise<unknown[]> => (await statementsOf(...of)).map(({ title }) => title);
    expect(await titles("partnership", "partnership-plymouth", "VALUE")).toEqual(["Democratic", "Responsible", "Fair", "Partners"]);
    expect(await titles("plan", "plan-peterborough-2011-14", "PRINCIPLE")).toEqual([
      "Leadership and Ownership",
      "Openness",
      "Partnership working",
      "Engagement",
      "Responsibilities",
      "Diversity",
      "Prioritisation",
      "Delivery",
    ]);
  });

  test("a vision stands in the plan and as a statement", async () => {
    const { plans } = await ask<{ plans: List<{ vision: string | null; statements: List<{ provenance: { asPrinted: string } }> }> }>(
      `{ plans { nodes { vision statements(where: { kind: VISION }) { nodes { provenance { asPrinted } } } } } }`,
    );
    for (const { vision, statements } of plans.nodes) expect(statements.nodes[0]?.provenance.asPrinted ?? null).toBe(vision);
    expect(plans.nodes.filter(({ vision }) => vision)).toHaveLength(2);
  });

  test("2015/16 is reviewed by work programme", async () => {
    const titles = new Set((await statementsOf("priority", "priority-peterborough-2016-17-1", "REVIEW")).map(({ title }) => title));
    expect([...titles]).toEqual([
      "Reducing re-offending",
      "Improving Road Safety",
      "Substance Misuse",
      "Domestic Abuse and Sexual Abuse",
      "Supporting Victims and Witnesses",
      "The Victims' Hub",
      "Restorative Justice",
      "Cyber and Fraud Crime",
    ]);
  });

  test("each says what it is said of, in all five documents, and by its id alone", async () => {
    const { statements } = await ask<{ statements: List<{ id: string; subject: { __typename: string; id: string; name?: string; title?: string } | null; provenance: { document: { publisher: string; title: string } } }> }>(
      `{ statements(first: 1000) { totalCount nodes { id provenance { document { publisher title } } subject { __typename
          ... on Plan { id title } ... on Priority { id title } ... on Partnership { id name } ... on PccObjective { id title } ... on PccArea { id name } } } } }`,
    );
    expect(statements.totalCount).toBe(statements.nodes.length);
    expect(statements.nodes.filter(({ subject }) => !subject || !(subject.name ?? subject.title))).toEqual([]);
    expect(new Set(statements.nodes.map(({ subject }) => subject!.__typename))).toEqual(new Set(["Plan", "Priority", "Partnership", "PccObjective", "PccArea"]));
    expect(new Set(statements.nodes.map(({ provenance }) => provenance.document.title)).size).toBe(5);

    const { id } = statements.nodes[0]!;
    expect(await ask(`{ statement(id: "${id}") { id } none: statement(id: "statement-of-nobody") { id } }`)).toEqual({ statement: { id }, none: null });
  });

  test("a list can be asked for one subject", async () => {
    const { statements } = await ask<{ statements: List<Statement> }>(`{ statements(where: { subject: ["plan-fenland-2014-15"], kind: [HIGHLIGHT, CARRY_OVER] }) { totalCount } }`);
    expect(statements.totalCount).toBe(7);
  });

  test("nothing was said before its document was published", async () => {
    const before = await ask<{ statements: List<unknown> }>(`{ statements(asOf: "2011-03-30") { totalCount } }`);
    expect(before.statements.totalCount).toBe(0);
    const { nodes } = (await ask<{ statements: List<{ provenance: { document: { title: string } } }> }>(`{ statements(asOf: "2015-05-30", first: 1000) { nodes { provenance { document { title } } } } }`)).statements;
    expect(new Set(nodes.map(({ provenance }) => provenance.document.title))).toEqual(new Set(["Safer Peterborough Partnership Plan 2011/2014"]));
  });

  test("what is doubtful is said, and an empty list says why", async () => {
    const { plan, principle, fenland } = await ask<Record<string, { statements: List<unknown>; gaps: List<unknown>["gaps"] }>>(
      `{ plan(id: "plan-fenland-2014-15") { statements { gaps { field reason } } gaps { field reason } }
         principle: statement(id: "statement-peterborough-2011-14-principle-7") { gaps { field reason } }
         fenland: partnership(id: "partnership-fenland") { statements { totalCount gaps { reason } } } }`,
    );
    expect(plan!.statements.gaps).toEqual([{ field: "statements", reason: "AMBIGUOUS" }]);
    expect(plan!.gaps).not.toContainEqual(expect.objectContaining({ reason: "NOT_ENTERED" }));
    expect(principle!.gaps).toEqual([{ field: "text", reason: "CONTRADICTORY" }]);
    expect(fenland!.statements).toEqual({ totalCount: 0, gaps: [{ reason: "NOT_STATED" }] });
  });
});

test("the five pledges of the Commissioner stand under their objectives", async () => {
  const { pccObjectives, pledges } = await ask<{ pccObjectives: List<{ number: number; pledges: List<{ title: string; summary: string | null }> }>; pledges: List<{ pccObjective: { number: number } }> }>(
    `{ pccObjectives { nodes { number pledges { nodes { title summary } gaps { reason } } } } pledges(where: { pccArea: ["pcc-area-cambridgeshire"] }) { nodes { pccObjective { number } } } }`,
  );
  expect(Object.fromEntries(pccObjectives.nodes.map(({ number, pledges }) => [number, pledges.nodes.map(({ title }) => title)]))).toEqual({
    1: [],
    3: ["Anti-social behaviour", "Burglary", "Drugs"],
    4: ["Taking a preventative approach", "Young people"],
    5: [],
  });
  for (const { pledges } of pccObjectives.nodes) {
    expect(pledges.nodes.filter(({ summary }) => !summary)).toEqual([]);
    expect(pledges.gaps.map(({ reason }) => reason)).toEqual(pledges.nodes.length ? [] : ["NOT_HELD"]);
  }
  expect(pledges.nodes.map(({ pccObjective }) => pccObjective.number)).toEqual([3, 3, 3, 4, 4]);
});

describe("strategies", () => {
  interface Link {
    relation: string;
    text: string;
    strategy: { name: string };
  }

  const linksOf = async (door: string, id: string): Promise<string[]> => {
    const { thing } = await ask<{ thing: { strategies: List<Link> } }>(`{ thing: ${door}(id: "${id}") { strategies { nodes { relation text strategy { name } } } } }`);
    return thing.strategies.nodes.map(({ relation, strategy }) => `${relation} ${strategy.name}`);
  };

  test("Peterborough's plan supports the strategy and the delivery plan of the city", async () => {
    expect(await linksOf("plan", "plan-peterborough-2011-14")).toEqual([
      "REVIEWS Peterborough's current plan",
      "DRAWS_ON annual strategic assessments",
      "SUPPORTS Sustainable Community Strategy",
      "SUPPORTS Single Delivery Plan",
      "SUPPORTED_BY City-wide Joint Strategic Needs Assessment",
      "DRAWS_ON Cutting Crime Together",
      "DRAWS_ON Changing Lanes – Evolving Roles in Road Safety",
    ]);
  });

  test("themes and the Commissioner's objectives refer to what their text names", async () => {
    expect(await linksOf("priority", "priority-plymouth-2017-18-3")).toEqual(["IMPLEMENTS CONTEST", "DRAWS_ON Counter Terrorism Local Profile"]);
    expect(await linksOf("priority", "priority-plymouth-2017-18-7")).toEqual(
      expect.arrayContaining(["REVIEWS National Cyber Crime Strategy 2016-21", "REVIEWS National Banking protocol"]),
    );
    expect(await linksOf("pccObjective", "pcc-objective-cambridgeshire-4")).toEqual(
      expect.arrayContaining([
        "UNDERPINNED_BY Support for Victims in Cambridgeshire (Inter-agency Victim Strategy)",
        "UNDERPINNED_BY Developing Restorative Justice",
        "UNDERPINNED_BY A Strategic Vision for Volunteering",
      ]),
    );
  });

  test("one strategy leads to all that refer to it", async () => {
    const { strategy } = await ask<{ strategy: { publishers: { name: string }[]; links: List<{ subject: { __typename: string; title: string } }> } }>(
      `{ strategy(id: "strategy-plymouth-plan") { publishers { name } gaps { field reason } links { nodes { subject { __typename ... on Plan { title } ... on Priority { title } } } } } }`,
    );
    expect(strategy).toEqual({
      publishers: [],
      gaps: [{ field: "publishers", reason: "NOT_STATED" }],
      links: {
        nodes: [
          { subject: { __typename: "Plan", title: "Priorities and Themes" } },
          { subject: { __typename: "Priority", title: "Welcoming City" } },
          { subject: { __typename: "Priority", title: "County Lines" } },
        ],
      },
    });
  });

  test("every publisher that is named is an organisation of the hub, and a joint vision has two", async () => {
    const { strategies, strategyLinks } = await ask<{ strategies: List<{ name: string; publishers: { id: string; name: string }[]; links: List<unknown> }>; strategyLinks: List<unknown> }>(
      `{ strategies(first: 500) { totalCount nodes { name publishers { id name } links { totalCount } } } strategyLinks { totalCount } }`,
    );
    const joint = strategies.nodes.find(({ name }) => name === "Developing Restorative Justice")!;
    expect(joint.publishers.map(({ name }) => name)).toEqual(["Cambridgeshire Constabulary", "Office of the Police and Crime Commissioner (Cambridgeshire)"]);
    expect(strategies.nodes.filter(({ links }) => links.totalCount === 0)).toEqual([]);
    expect(strategies.nodes.reduce((sum, { links }) => sum + links.totalCount, 0)).toBe(strategyLinks.totalCount);
    const [{ named }] = (await hub.sql<{ named: number }>("select count(*)::int as named from plans.strategy t, unnest(t.publisher_ids)")) as [{ named: number }];
    expect(strategies.nodes.flatMap(({ publishers }) => publishers)).toHaveLength(named);
  });
});

test("Peterborough meets people in forums of eleven sorts under its first plan, and at least two 'Face the People' sessions are promised", async () => {
  const { plan, partnership } = await ask<Record<string, { engagementForums: List<{ name: string; kind: string; frequency: string | null; openTo: string | null; count: number | null; countQualifier: string | null }> }>>(
    `{ plan(id: "plan-peterborough-2011-14") { engagementForums { nodes { name kind frequency openTo count countQualifier } } }
       partnership(id: "partnership-peterborough") { engagementForums { totalCount } } }`,
  );
  const forums = plan!.engagementForums.nodes;
  expect(forums).toHaveLength(11);
  expect(partnership!.engagementForums.totalCount).toBeGreaterThan(forums.length);
  expect(forums.find(({ kind }) => kind === "PUBLIC_SESSION")).toMatchObject({ name: "'Face the People' sessions", count: 2, countQualifier: "at least" });
  expect(forums.find(({ kind }) => kind === "STAKEHOLDER_FORUM")).toMatchObject({ frequency: "on a quarterly basis", openTo: expect.stringContaining("member of the public") });
  expect(new Set(forums.map(({ kind }) => kind))).toEqual(
    new Set(["STAKEHOLDER_FORUM", "SPECIAL_INTEREST_GROUP", "SECTOR_WORKING", "NEIGHBOURHOOD_PANEL", "NEIGHBOURHOOD_COUNCIL", "FORUM", "TRAINING", "VOLUNTEER_SCHEME", "CONSULTATION", "PUBLIC_SESSION", "THIRD_PARTY_REPORTING"]),
  );
});

test("a plan reaches the public by its channels; minority languages are promised and not named", async () => {
  const { plan, plymouth } = await ask<Record<string, { publicationChannels: List<{ kind: string; place: string | null; languages: string | null; gaps: { field: string; reason: string }[] }> }>>(
    `{ plan(id: "plan-peterborough-2011-14") { publicationChannels { nodes { kind place languages gaps { field reason } } } }
       plymouth: plan(id: "plan-plymouth-2017-18") { publicationChannels { nodes { kind } gaps { reason } } } }`,
  );
  const channels = plan!.publicationChannels.nodes;
  expect(channels.map(({ kind }) => kind)).toEqual(["SUMMARY", "FULL_TEXT", "QUARTERLY_REPORT", "WEBSITE", "WEBSITE", "WEBSITE", "HARD_COPY", "MAGAZINE", "ON_REQUEST", "TRANSLATION"]);
  expect(channels.find(({ kind }) => kind === "HARD_COPY")!.place).toBe("sports centres, libraries and other public buildings");
  expect(channels.at(-1)).toMatchObject({ place: "selected locations", languages: null });
  expect(channels.at(-1)!.gaps).toContainEqual({ field: "languages", reason: "NOT_STATED" });
  expect(plymouth!.publicationChannels).toEqual({ nodes: [], gaps: [{ reason: "NOT_STATED" }] });
});

test.each([
  ["statements", 'where: { kind: [VISION] }, orderBy: { field: KIND, direction: DESC }', "subject { ... on Plan { id } ... on Partnership { id } }", 4],
  ["pledges", 'where: { pccObjective: ["pcc-objective-cambridgeshire-4"] }, orderBy: { field: TITLE, direction: DESC }', "title", 2],
  ["strategies", 'where: { kind: [VISION], publishers: ["organisation-cambridgeshire-opcc"] }, orderBy: { field: NAME, direction: DESC }', "name", 3],
  ["strategyLinks", 'where: { relation: [IMPLEMENTS], subject: ["priority-plymouth-2017-18-3"], strategy: ["strategy-contest"] }, orderBy: { field: NUMBER, direction: DESC }', "number", 1],
  ["engagementForums", 'where: { partnership: ["partnership-fenland"], plan: ["plan-fenland-2014-15"], kind: [SURVEY] }, orderBy: { field: KIND, direction: ASC }', "plan { title } partnership { name }", 3],
  ["publicationChannels", 'where: { plan: ["plan-fenland-2014-15"], kind: [SOCIAL_MEDIA] }, orderBy: { field: KIND, direction: ASC }', "plan { title }", 1],
])("%s (%s)", async (list, args, fields, count) => {
  const found = (await ask<Record<string, List<unknown>>>(`{ ${list}(${args}) { totalCount nodes { id ${fields} } } }`))[list]!;
  expect(found.nodes).toHaveLength(count);
  expect(found.totalCount).toBe(count);
  // A page leads to the next.
  const { pageInfo } = (await ask<Record<string, { pageInfo: { endCursor: string } }>>(`{ ${list}(${args}, first: 1) { pageInfo { endCursor } } }`))[list]!;
  const rest = (await ask<Record<string, List<unknown>>>(`{ ${list}(${args}, after: "${pageInfo.endCursor}") { nodes { id ${fields} } } }`))[list]!;
  expect(rest.nodes).toEqual(found.nodes.slice(1));
});

test("from what is said of a plan the way goes on to its money, in another service", async () => {
  const { statements } = await ask<{ statements: List<unknown> }>(
    `{ statements(where: { subject: ["plan-plymouth-2017-18"], kind: [VISION] }) { nodes { subject { ... on Plan { title awards { totalCount } } } } } }`,
  );
  expect(statements.nodes).toEqual([{ subject: { title: "Priorities and Themes", awards: { totalCount: 1 } } }]);
});

describe("a file of statements", () => {
  const HEADER = "id,subject,kind,number,title,text,document,section,as_printed,known_from";
  const file = (subject: string, knownFrom: string): string => `${HEADER}\nstatement-new,${subject},AIM,1,,What it aims at.,,,,${knownFrom}\n`;

  test.each([
    ["a plan that is not there", "plan-of-nobody", "UNKNOWN_REFERENCE"],
    ["a thing that nothing can be stated of", "organisation-home-office", "MALFORMED_ID"],
    ["a plan before it was known", "plan-fenland-2014-15", "UNKNOWN_REFERENCE"],
  ])("is refused where it speaks of %s", async (_, subject, code) => {
    const report = await hub.importCsv("plans/statements", file(subject, "2015-05-30"));
    expect(report).toMatchObject({ written: 0, problems: [expect.objectContaining({ code, column: "subject", line: 2 })] });
  });

  test("comes in where its subject is known, and belongs to whom that belongs", async () => {
    expect(await hub.importCsv("plans/statements", file("priority-fenland-2014-15-1", "2015-05-31"))).toMatchObject({ written: 1, problems: [] });
    expect(await hub.sql("select of_partnership from plans.statement where id = 'statement-new'")).toEqual([{ of_partnership: "partnership-fenland" }]);
  });
});
