/** Who the partnerships are, as somebody who has the documents at hand would ask the hub. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { PROJECT_DIR } from "../../kernel/process/config.js";
import { startHub, type HubAnswer, type TestHub } from "../support/hub.js";
import { steward as stewardOf } from "../support/people.js";

let hub: TestHub;
beforeAll(async () => void (hub = await startHub("documents")));
afterAll(() => hub.close());

const P = "partnership-peterborough";
const PLYMOUTH = "partnership-plymouth";

/** What a question answers; a question that errs fails. */
async function ask(question: string, variables: Record<string, unknown> = {}): Promise<HubAnswer["data"]> {
  const { data, errors } = await hub.ask(question, variables);
  expect(errors).toBeUndefined();
  return data;
}

describe("the bodies", () => {
  test("every one of the five documents tells of bodies", async () => {
    const { bodies } = await ask("{ bodies(first: 1000) { totalCount nodes { provenance { document { title } } } } }");
    expect(bodies.totalCount).toBe(82);
    const titles = bodies.nodes.map(({ provenance }: { provenance: { document: { title: string } } }) => provenance.document.title);
    expect(new Set(titles).size).toBe(5);
  });

  test("the board of the plan of 2011 to 2014 gives direction and is chaired by a deputy chief fire officer, whose name is withheld", async () => {
    const { body } = await ask(`{ body(id: "body-peterborough-partnership-board") {
      name kind status tie duties leadPost leadStatus leadOrganisation { name } partnership { name } plan { title } meets gaps { field reason }
      cameFrom { totalCount } memberships { nodes { kind member represents } }
    } }`);
    expect(body).toMatchObject({
      name: "Safer Peterborough Partnership Board",
      kind: "BOARD",
      status: "EXISTS",
      tie: "OWN",
      duties: expect.stringContaining("drug treatment"),
      leadPost: "Deputy Chief Fire Officer",
      leadStatus: "NAMED_WITHHELD",
      leadOrganisation: { name: "Cambridgeshire Fire & Rescue Service" },
      partnership: { name: "Safer Peterborough Partnership" },
      plan: { title: "Safer Peterborough Partnership Plan 2011/2014" },
      meets: null,
      cameFrom: { totalCount: 0 },
    });
    expect(body.gaps).toContainEqual({ field: "meets", reason: "NOT_STATED" });
    expect(body.memberships.nodes.map(({ kind, member }: { kind: string; member: string }) => `${kind} ${member}`)).toEqual([
      "CHAIR Cambridgeshire Fire and Rescue Service",
      "MEMBER Chair of the Cohesion Board",
      "MEMBER the lead officer",
      "MEMBER Voluntary sector",
    ]);
  });

  test("how often a body meets stands as printed", async () => {
    const { bodies } = await ask(`{ bodies(first: 1000) { nodes { name meets } } }`);
    const meets = Object.fromEntries(bodies.nodes.filter((each: { meets: string | null }) => each.meets).map(({ name, meets }: { name: string; meets: string }) => [name, meets]));
    expect(meets).toEqual({
      "Safer Peterborough Partnership Performance Meeting": "monthly",
      "Daily Management Meeting": "on a daily basis",
      "Delivery Group for the Cambridgeshire and Peterborough Road Safety Partnership": "bi-monthly",
      "Multi agency Operational Meeting for Missing and CSE": "meets monthly",
      "Community Cohesion team": "on a regular basis",
      Channel: "meets monthly",
      "Plymouth Prevent Partnership": "meets on a quarterly basis",
      "Prevent Strategic Board": "meets in May 2016",
      "Police and Crime Panel": "its meeting on 17 June 2015",
    });
  });

  test("bodies are found by partnership, kind, status, plan and whose they are", async () => {
    const { bodies } = await ask(`query ($where: BodyFilter) { bodies(where: $where) { nodes { name } } }`, { where: { partnership: [P], kind: ["SCRUTINY_COMMITTEE"], tie: ["LINKED"] } });
    expect(bodies.nodes).toEqual([{ name: "Strong and Supportive Communities Scrutiny Committee" }]);
    const { partnership, abolished, area } = await ask(`{
      partnership(id: "${PLYMOUTH}") { bodies(where: { kind: SUB_GROUP }) { totalCount } }
      abolished: bodies(where: { status: ABOLISHED, plan: "plan-peterborough-2011-14" }) { nodes { name } }
      area: pccArea(id: "pcc-area-cambridgeshire") { bodies(where: { kind: [BOARD, PANEL] }) { nodes { name } } statutoryDuties { nodes { bearer } } }
    }`);
    expect(partnership.bodies.totalCount).toBe(8);
    expect(abolished.nodes).toEqual([{ name: "Delivery Board" }]);
    expect(area.bodies.nodes).toEqual([{ name: "Business Coordination Board" }, { name: "Police and Crime Panel" }]);
    expect(area.statutoryDuties.nodes).toContainEqual({ bearer: "COMMISSIONER" });
  });
});

describe("whom they report to", () => {
  test("the task and finish groups report and escalate to a board that the same plan abolishes: both stand, and the contradiction is told", async () => {
    const { body } = await ask(`{ body(id: "body-peterborough-task-and-finish-groups") { reportingLines(where: { kind: [REPORTS_TO, ESCALATES_TO] }) { nodes {
      kind subject frequency toOrganisation { id } toBody { name status gaps { field reason } succeededBy { nodes { kind successorName successorBody { name } period { label } gaps { field reason } } } } gaps { field reason }
    } } } }`);
    const lines = body.reportingLines.nodes;
    expect(lines.map(({ kind, frequency }: { kind: string; frequency: string | null }) => [kind, frequency])).toEqual([
      ["ESCALATES_TO", null],
      ["REPORTS_TO", "on a monthly basis"],
    ]);
    for (const { toBody, toOrganisation, gaps } of lines) {
      expect(toOrganisation).toBeNull();
      expect(toBody).toMatchObject({ name: "Delivery Board", status: "ABOLISHED" });
      expect(toBody.gaps).toContainEqual({ field: "status", reason: "CONTRADICTORY" });
      expect(gaps).toContainEqual({ field: "toBody", reason: "CONTRADICTORY" });
      expect(toBody.succeededBy.nodes).toEqual([
        {
          kind: "REPLACED_BY",
          successorName: "Performance Challenge meeting",
          successorBody: { name: "Safer Peterborough Partnership Performance Meeting" },
          period: null,
          gaps: [{ field: "period", reason: "NOT_STATED" }],
        },
      ]);
    }
  });

  test("the Tension Monitoring Group reports to the Cohesion Board, which reports to the Greater Peterborough Partnership", async () => {
    const { body } = await ask(`{ body(id: "body-peterborough-tension-monitoring-group") { reportingLines { nodes { kind toBody { name reportingLines(where: { kind: REPORTS_TO }) { nodes { toBody { name organisation { name } } } } } } } } }`);
    expect(body.reportingLines.nodes).toEqual([
      { kind: "REPORTS_TO", toBody: { name: "Cohesion Board", reportingLines: { nodes: [{ toBody: { name: "Greater Peterborough Partnership", organisation: { name: "Greater Peterborough Partnership" } } }] } } },
    ]);
  });

  test("who scrutinises whom is one question", async () => {
    const { reportingLines } = await ask(`{ reportingLines(where: { kind: SCRUTINISED_BY }) { nodes { from { name } toBody { name } partnership { name } } } }`);
    expect(reportingLines.nodes.map(({ from, toBody }: Record<string, { name: string }>) => `${from!.name} by ${toBody!.name}`).toSorted()).toEqual([
      "Safer Peterborough Partnership by Strong and Supportive Communities Scrutiny Committee",
      "Safer/Stronger Peterborough Team by Safer Peterborough Partnership Board",
      "Task and Finish Groups by Safer Peterborough Partnership Performance Meeting",
    ]);
  });

  test("six sub-groups stand beneath the board of the road safety partnership, and eight support Safer Plymouth", async () => {
    const { road, plymouth } = await ask(`{
      road: body(id: "body-road-safety-strategic-board") { reportingLinesToIt { nodes { kind from { name } } } memberships { nodes { member organisation { name } gaps { field reason } } } }
      plymouth: body(id: "body-plymouth-board") { reportingLines(where: { kind: SUPPORTED_BY }) { totalCount } reports: reportingLines(where: { kind: REPORTS_TO }) { nodes { toBody { name } toOrganisation { name } frequency } } }
    }`);
    expect(road.reportingLinesToIt.nodes).toHaveLength(6);
    expect(road.memberships.nodes.map(({ organisation }: { organisation: { name: string } | null }) => organisation?.name ?? null)).toEqual(["Peterborough City Council", "Cambridgeshire County Council", "Highways Agency", null, null]);
    expect(road.memberships.nodes[4].gaps).toContainEqual({ field: "organisation", reason: "NOT_SPLIT" });
    expect(plymouth.reportingLines.totalCount).toBe(8);
    expect(plymouth.reports.nodes).toContainEqual({ toBody: null, toOrganisation: { name: "Office for the Police and Crime Commissioner (Devon and Cornwall)" }, frequency: "any request" });
  });
});

describe("who belongs to them", () => {
  test("Peterborough's plan of 2011 lists six responsible authorities, one co-operating authority and four invitees, with whom they represent", async () => {
    const { partnership } = await ask(`{ partnership(id: "${P}") { memberships(first: 200, where: { kind: [RESPONSIBLE_AUTHORITY, CO_OPERATING_AUTHORITY, INVITEE] }) { nodes { kind position member represents organisation { name } } gaps { reason } } } }`);
    const { nodes, gaps } = partnership.memberships;
    const of = (kind: string): string[] => nodes.filter((each: { kind: string }) => each.kind === kind).map(({ member }: { member: string }) => member);
    expect(of("RESPONSIBLE_AUTHORITY")).toEqual([
      "Peterborough Unitary Authority",
      "Cambridgeshire Constabulary",
      "Cambridgeshire Fire Authority",
      "NHS Peterborough",
      "Cambridgeshire Police Authority",
      "The Cambridgeshire and Peterborough Probation Trust",
    ]);
    expect(of("CO_OPERATING_AUTHORITY")).toEqual(["Cross Keys Homes"]);
    expect(of("INVITEE")).toEqual(["HMP Peterborough", "Peterborough Racial Equality Council", "Peterborough and Fenland Mind", "The Social Impact Bond"]);
    const represented = nodes.filter((each: { represents: string | null }) => each.represents).map(({ member, represents }: { member: string; represents: string }) => `${member} for ${represents}`);
    expect(represented).toEqual(["Cross Keys Homes for Registered Social Landlords", "Peterborough and Fenland Mind for the voluntary sector"]);
    expect(gaps).toEqual([{ reason: "NOT_STATED" }]);
  });

  test("Plymouth's eight themes are led by a post and an organisation, and no lead is named", async () => {
    const { memberships } = await ask(`{ memberships(where: { kind: THEME_LEAD, partnership: "${PLYMOUTH}" }) { nodes { priority { title } post postStatus organisation { name } body { leadStatus leadOrganisation { name } } } } }`);
    expect(memberships.nodes.map(({ priority, post, organisation }: { priority: { title: string }; post: string | null; organisation: { name: string } }) => [priority.title, post, organisation.name])).toEqual([
      ["Modern Slavery", "Inspector", "Devon and Cornwall Police"],
      ["Domestic Abuse and Sexual Violence", "Chief Inspector", "Devon and Cornwall Police"],
      ["Prevent", null, "Plymouth City Council"],
      ["Welcoming City", "Superintendent", "Devon and Cornwall Police"],
      ["Child Sexual Exploitation", null, "NSPCC"],
      ["Alcohol Harm", "Chief Inspector", "Devon and Cornwall Police"],
      ["Cyber Crime and Fraud", null, "Plymouth City Council"],
      ["County Lines", null, "Harbour Centre"],
    ]);
    for (const { postStatus, organisation, body } of memberships.nodes) {
      expect(postStatus).toBe("NAMED_WITHHELD");
      expect(body).toEqual({ leadStatus: "NAMED_WITHHELD", leadOrganisation: organisation });
    }
  });
});

describe("what became of organisations", () => {
  test("One Service was dissolved in June 2015, and its functions were absorbed", async () => {
    const { organisation } = await ask(`{ organisation(id: "organisation-one-service") { memberships { nodes { kind } } succeededBy { nodes { kind successor { name } period { label } } } } }`);
    expect(organisation.memberships.nodes).toEqual([{ kind: "FORMER_MEMBER" }]);
    expect(organisation.succeededBy.nodes).toHaveLength(3);
    expect(organisation.succeededBy.nodes).toEqual(
      expect.arrayContaining([
        { kind: "DISSOLVED", successor: null, period: { label: "June 2015" } },
        { kind: "ABSORBED_INTO", successor: { name: "National Probation Service" }, period: null },
        { kind: "ABSORBED_INTO", successor: { name: "BeNCH Community Rehabilitation Company" }, period: null },
      ]),
    );
  });

  test("drug services went to CRi on 1 April 2016, and what began in that month is found by its days", async () => {
    const { successions } = await ask(`{ successions(where: { during: { from: "2016-04-01", to: "2016-04-30" } }) { nodes { kind predecessorName successor { name } successorBody { name } period { from to } } } }`);
    expect(successions.nodes).toHaveLength(2);
    expect(successions.nodes).toContainEqual({ kind: "REPLACED_BY", predecessorName: "substance misuse services for young people and adults", successor: { name: "CRi" }, successorBody: null, period: { from: "2016-04-01", to: "2016-04-01" } });
    expect(successions.nodes).toContainEqual({ kind: "CREATED", predecessorName: null, successor: null, successorBody: { name: "Prevention and Enforcement Service" }, period: { from: "2016-04-01", to: "2016-04-01" } });
  });

  test("no document says that the Commissioner took the place of the police authority: the hub says so and does not guess", async () => {
    const { organisation } = await ask(`{ organisation(id: "organisation-cambridgeshire-police-authority") { succeededBy { nodes { id } gaps { reason explanation } } } }`);
    expect(organisation.succeededBy).toEqual({ nodes: [], gaps: [{ reason: "NOT_STATED", explanation: expect.stringContaining("no document says") }] });
  });
});

describe("what the law asks, as the documents state it", () => {
  test("section 17 lies on responsible authorities and section 19 asks for a scrutiny committee", async () => {
    const { partnership } = await ask(`{ partnership(id: "${P}") { statutoryDuties { nodes { act actSection bearer gaps { field reason } } } } }`);
    expect(partnership.statutoryDuties.nodes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ act: "Crime and Disorder Act", actSection: "Section 17", bearer: "RESPONSIBLE_AUTHORITIES" }),
        expect.objectContaining({ act: "Police and Justice Act 2006", actSection: "section 19", bearer: "LOCAL_AUTHORITY" }),
        expect.objectContaining({ act: "Crime and Disorder Act 1998 and the Police and Criminal Justice Act 2006", gaps: expect.arrayContaining([{ field: "act", reason: "CONTRADICTORY" }]) }),
      ]),
    );
  });

  test("two partnerships state the duty to prevent terrorism, each in its own words", async () => {
    const { statutoryDuties } = await ask(`{ statutoryDuties(where: { act: "Counter-Terrorism and Security Act 2015" }) { nodes { partnership { place } liesOn } } }`);
    expect(statutoryDuties.nodes.toSorted((a: { liesOn: string }, b: { liesOn: string }) => a.liesOn.localeCompare(b.liesOn))).toEqual([
      { partnership: { place: "Peterborough" }, liesOn: "public bodies" },
      { partnership: { place: "Plymouth" }, liesOn: "specified authorities" },
    ]);
  });
});

describe("the words of the documents", () => {
  test("the whole glossary of Fenland stands as printed, and what it leaves out is told", async () => {
    const { document } = await ask(`{ document(id: "document-fenland-delivery-plan-2014-15") { glossaryTerms(first: 200) { totalCount nodes { term standsFor meaning } gaps { reason } } } }`);
    expect(document.glossaryTerms.totalCount).toBe(37);
    const stands = Object.fromEntries(document.glossaryTerms.nodes.map(({ term, standsFor }: { term: string; standsFor: string | null }) => [term, standsFor]));
    expect(stands).toMatchObject({ ABCs: "Acceptable Behaviour Contract", RONI: "Risk Of NEET Indicator", "P&CC": "Office of the Police & Crime Commissioner", "Acquisitive Crime": null });
    for (const { standsFor, meaning } of document.glossaryTerms.nodes) expect(standsFor ?? meaning).toBeTruthy();
    expect(document.glossaryTerms.gaps).toEqual([{ reason: "NOT_STATED" }]);
  });

  test("one word means different things in different documents", async () => {
    const { cohesion, hate } = await ask(`{
      cohesion: glossaryTerms(where: { term: "Community cohesion" }) { nodes { partnership { place } meaning } }
      hate: glossaryTerms(where: { term: "Hate crime" }) { nodes { partnership { place } meaning provenance { document { publisher } } } }
    }`);
    expect(cohesion.nodes.map(({ partnership }: { partnership: { place: string } }) => partnership.place).toSorted()).toEqual(["Peterborough", "Plymouth"]);
    expect(hate.nodes).toHaveLength(2);
    expect(hate.nodes.filter(({ meaning }: { meaning: string }) => meaning.includes("sub-culture"))).toEqual([expect.objectContaining({ partnership: null, provenance: { document: { publisher: "Cambridgeshire Police & Crime Commissioner" } } })]);
  });
});

test("on a day before a document was published nothing of it is known, and what is known leads nowhere unknown", async () => {
  const QUESTION = `query ($asOf: Date) {
    bodies(asOf: $asOf, first: 1000) { nodes { name partnership { name } plan { title } pccArea { name } reportingLines { nodes { kind from { name } toBody { name } toOrganisation { name } } } memberships { nodes { member priority { title } } } } }
    successions(asOf: $asOf) { nodes { summary predecessorBody { name } successorBody { name } } }
    statutoryDuties(asOf: $asOf) { totalCount } glossaryTerms(asOf: $asOf) { totalCount }
  }`;
  const on = async (asOf: string): Promise<number> => {
    const { bodies } = await ask(QUESTION, { asOf });
    for (const { reportingLines } of bodies.nodes) for (const { from, toBody, toOrganisation } of reportingLines.nodes) expect([from, toBody ?? toOrganisation]).not.toContain(null);
    return bodies.nodes.length;
  };
  expect([await on("2011-03-30"), await on("2011-03-31"), await on("2018-03-31")]).toEqual([0, 25, 62]);
});

test("a line that leads to nobody, or to two, is refused, and so is a body whose partnership is not known", async () => {
  const header = "id,partnership,from,kind,to_body,to_organisation,subject,frequency,document,section,as_printed,known_from\n";
  const row = (toBody: string, toOrganisation: string): string => `${header}reporting-line-x,${P},body-peterborough-partnership-board,REPORTS_TO,${toBody},${toOrganisation},,,,,,\n`;
  for (const csv of [row("", ""), row("body-peterborough-delivery-board", "organisation-cri")]) {
    const { problems, written } = await hub.importCsv("plans/reporting-lines", csv);
    expect(problems).toEqual([expect.objectContaining({ column: "to_body", code: "MISSING_VALUE" })]);
    expect(written).toBe(0);
  }
  const { problems } = await hub.importCsv("plans/reporting-lines", row("body-nowhere", ""));
  expect(problems).toEqual([expect.objectContaining({ column: "to_body", code: "UNKNOWN_REFERENCE" })]);
});

test("a steward keeps the bodies of the area's own partnerships and those of nobody, and no other's", async () => {
  const steward = hub.as(stewardOf("pcc-area-cambridgeshire"));
  const header = "id,name,kind,status,tie,partnership,pcc_area,plan,organisation,purpose,duties,meets,lead_post,lead_organisation,lead_status,document,section,as_printed,known_from";
  const send = (id: string, partnership: string) =>
    steward.ask(`mutation ($csv: String!, $key: ID!) { importPlansFile(file: BODIES, csv: $csv, idempotencyKey: $key) { written problems { code } } }`, {
      key: `test-${id}`,
      csv: `${header}\n${id},Test board,BOARD,EXISTS,OWN,${partnership},,,,,,,,,NOT_STATED,,,,\n`,
    });
  for (const [id, partnership, written] of [["body-test-own", "partnership-fenland", 1], ["body-test-nobodys", "", 1], ["body-test-others", PLYMOUTH, 0]] as const) {
    const { data, errors } = await send(id, partnership);
    expect(errors).toBeUndefined();
    expect(data.importPlansFile.written).toBe(written);
  }
});

test("no name of an officer stands in the files of who the partnerships are", () => {
  const files = ["bodies", "reporting-lines", "memberships", "successions", "statutory-duties", "glossary-terms", "organisations"];
  const text = files.map((file) => readFileSync(path.join(PROJECT_DIR, "data", "plans", `${file}.csv`), "utf8")).join("\n");
  // A rank or post with a capitalised name behind it.
  expect(text.match(/\b(Inspector|Superintendent|Constable|Sergeant|Sgt|Mr|Mrs|Ms|Cllr)\s+[A-Z][a-z]+\s+[A-Z][a-z]+/g)).toBeNull();
});
