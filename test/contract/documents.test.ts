/** What the documents say, as a reader who has them at hand would look it up in the hub. */
import { createReadStream, readdirSync } from "node:fs";
import path from "node:path";
import { PROJECT_DIR } from "../../kernel/process/config.js";
import { readCsv } from "../../kernel/files/csv.js";
import { startHub, type TestHub } from "../support/hub.js";

const FENLAND = "Fenland Community Safety Partnership";
const PETERBOROUGH = "Safer Peterborough Partnership";
const PLYMOUTH = "Safer Plymouth";
/** Of these no document is held: the hub calls them by their districts. */
const WITHOUT_DOCUMENT = ["Cambridge", "East Cambridgeshire", "Huntingdonshire", "South Cambridgeshire"].map((place) => `${place} community safety partnership`);

let hub: TestHub;

beforeAll(async () => {
  hub = await startHub("documents");
});

afterAll(() => hub.close());

/** The rows of a question's list; a question that errs fails. */
async function rows<R>(list: string, question: string): Promise<R[]> {
  const { data, errors } = await hub.ask(question);
  expect(errors).toBeUndefined();
  return data[list].nodes as R[];
}

interface Gap {
  field: string;
  reason: string;
  explanation: string;
}

describe("Fenland's table of actions", () => {
  interface Project {
    position: number;
    leadPost: string | null;
    leadStatus: string;
    leadOrganisations: { shortName: string | null; name: string }[];
    target: string | null;
    progress: { nodes: { period: { label: string }; narrative: string | null; deliveryRag: string; carryOver: string; gaps: Gap[] }[] };
  }
  interface Action {
    number: string;
    title: string;
    priority: { number: number };
    projects: { nodes: Project[] };
  }
  let actions: Action[];

  beforeAll(async () => {
    const plans = await rows<{ partnership: { name: string }; actions: { nodes: Action[] } }>(
      "plans",
      `{ plans { nodes { partnership { name } actions { nodes { number title priority { number } projects { nodes {
        position leadPost leadStatus leadOrganisations { name shortName } target
        progress { nodes { period { label } narrative deliveryRag carryOver gaps { field reason explanation } } }
      } } } } } } }`,
    );
    actions = plans.find(({ partnership }) => partnership.name === FENLAND)!.actions.nodes;
  });

  const projectsOf = (number: string): Project[] => actions.find((action) => action.number === number)!.projects.nodes;
  const allProjects = (): Project[] => actions.flatMap(({ projects }) => projects.nodes);

  test("its 19 actions stand by their printed number and title, each under its theme", () => {
    expect(actions.map(({ number, title }) => [number, title])).toEqual([
      ["1.2.1", "Create opportunities to gather and monitor feedback from the community"],
      ["1.2.2", "Public satisfaction after a Community Action Area (CAA) project"],
      ["1.2.3", "Support and reaction to identified High risk victims of ASB"],
      ["1.2.4", "Develop and deliver a CSP media strategy to highlight continued partnership work"],
      ["1.2.5", "Develop community pride events links to highlighted community concerns as a focus"],
      ["2.2.1", "Implementation of the new ASB powers"],
      ["2.2.2", "Increase Domestic Abuse reporting with a focus on harder to reach Fenland communities"],
      ["2.2.3", "Deliver in partnership support to victims of exploitation and promote a safe environment"],
      ["2.2.4", "Develop and deliver crime project to support residents and business suffering identified crime types"],
      ["2.2.5", "Delivery of Road safety awareness to reduce the number of KSI incidents in Fenland"],
      ["3.2.1", "Awareness and reporting mechanisms to promote healthy relationships"],
      ["3.2.2", "Partnership support to improve Together For Families referrals reducing the impact on services to an identified cohort"],
      ["3.2.3", "CSP direction to identified hotspots to the Youth Service Providers team."],
      ["3.2.4", "Awareness and delivery of key safety messages to C&YP. (Safety Zone, Collapsed Days & drop in sessions)"],
      ["3.2.5", "Deliver diversionary activities to identified groups in Fenland"],
      ["4.2.1", "Community Action Area projects in key locations where alcohol misuse has a negative impact on the community"],
      ["4.2.2", "Reduction of A&E entrants linked to the Night Time Economy (3 A&E locations, Front desk scripts, data sharing & reduction in costs)"],
      ["4.2.3", "Tackle street drinking in key Fenland locations highlighted by community or partnership evidence"],
      ["4.2.4", "Support the transition from DPPO to new ASB powers as appropriate (October 14)"],
    ]);
    for (const { number, priority } of actions) expect(`${priority.number}`).toBe(number[0]);
  });

  test("its 27 project lines stand under their actions in the printed order", () => {
    const lines = Object.fromEntries(actions.map(({ number, projects }) => [number, projects.nodes.map(({ position }) => position)]));
    const one = [1];
    expect(lines).toEqual({
      "1.2.1": one, "1.2.2": [1, 2, 3], "1.2.3": [1, 2], "1.2.4": one, "1.2.5": one,
      "2.2.1": one, "2.2.2": one, "2.2.3": one, "2.2.4": [1, 2, 3], "2.2.5": one,
      "3.2.1": one, "3.2.2": one, "3.2.3": one, "3.2.4": [1, 2], "3.2.5": one,
      "4.2.1": one, "4.2.2": one, "4.2.3": [1, 2, 3], "4.2.4": one,
    });
    expect(allProjects()).toHaveLength(27);
  });

  test("the colours of the last column did not survive: no line is rated, and each says why", () => {
    const updates = allProjects().flatMap(({ progress }) => progress.nodes);
    expect(updates).toHaveLength(27);
    for (const { deliveryRag, gaps } of updates) {
      expect(deliveryRag).toBe("NOT_RATED");
      expect(gaps).toContainEqual(expect.objectContaining({ field: "deliveryRag", reason: "LOST_IN_SOURCE", explanation: expect.stringContaining("colour") }));
    }
  });

  test("every line reports on the plan year 2014/15", () => {
    const labels = allProjects().flatMap(({ progress }) => progress.nodes.map(({ period }) => period.label));
    expect(new Set(labels)).toEqual(new Set(["2014/15"]));
  });

  test("the lead of the pride events has left, that of the diversionary activities is to be confirmed", () => {
    expect(projectsOf("1.2.5").map(({ leadStatus }) => leadStatus)).toEqual(["LEFT"]);
    expect(projectsOf("3.2.5").map(({ leadStatus }) => leadStatus)).toEqual(["TO_BE_CONFIRMED"]);
    const elsewhere = actions.filter(({ number }) => !["1.2.5", "3.2.5"].includes(number)).flatMap(({ projects }) => projects.nodes);
    expect(elsewhere.filter(({ leadStatus }) => !["NAMED_WITHHELD", "NOT_STATED"].includes(leadStatus))).toEqual([]);
    expect(elsewhere.filter(({ leadStatus }) => leadStatus === "NOT_STATED")).toEqual([projectsOf("1.2.3")[1]]);
  });

  test("lines with two leading organisations name both, in their printed order", () => {
    const names = (number: string): string[] => projectsOf(number)[0]!.leadOrganisations.map(({ name }) => name);
    expect(names("3.2.2")).toEqual(["Cambridgeshire County Council", "Fenland District Council"]);
    expect(names("4.2.3")).toEqual(["Fenland District Council", "Cambridgeshire County Council"]);
    expect(names("2.2.4")).toEqual(["Cambridgeshire Constabulary"]);
  });

  test("what is carried over, or to be considered, is what the source says so of", () => {
    const carried = (as: string): string[] =>
      actions.flatMap(({ number, projects }) =>
        projects.nodes.filter(({ progress }) => progress.nodes.some(({ carryOver }) => carryOver === as)).map(({ position }) => `${number} line ${position}`),
      );
    expect(carried("CARRIED_OVER")).toEqual(["1.2.2 line 2", "3.2.4 line 2", "4.2.3 line 3"]);
    expect(carried("TO_CONSIDER")).toEqual(["1.2.5 line 1", "3.2.5 line 1"]);
  });

  test.each([
    ["1.2.1", ["364", "67%", "55%", "11%", "1%", "32%", "24%", "8%"]],
    ["1.2.2", ["16 July 2014", "July 2", "August 4", "March 1", "22/08/2014", "18/01/2015", "30 people", "4 of them"]],
    ["1.2.3", ["21 high risk", "17", "81%", "12", "71%", "3 missed", "2 because"]],
    ["2.2.3", ["15 months", "6 human trafficking", "10,650", "71 gang master", "39 people"]],
    ["2.2.4", ["15 members", "6,000 returned cheques"]],
    ["2.2.5", ["43", "61", "2005-09"]],
    ["3.2.1", ["£2,500", "5 senior schools"]],
    ["3.2.2", ["228 families", "149"]],
    ["3.2.4", ["12 of 13", "92%", "11 of 12", "400", "3 of 4", "170"]],
    ["4.2.1", ["8 crimes", "21 incidents"]],
  ])("the narratives of %s keep every figure", (number, figures) => {
    const told = projectsOf(number).flatMap(({ progress }) => progress.nodes.map(({ narrative }) => narrative)).join(" ");
    expect(figures.filter((figure) => !told.includes(figure))).toEqual([]);
  });
});

test("the priorities and themes of the four plans stand under their printed titles, in their printed order", async () => {
  const plans = await rows<{ partnership: { name: string }; period: { from: string }; priorities: { nodes: { number: number; word: string; title: string }[] } }>(
    "plans",
    `{ plans { nodes { partnership { name } period { from } priorities { nodes { number word title } } } } }`,
  );
  const titles = Object.fromEntries(
    plans.map(({ partnership, period, priorities }) => [
      `${partnership.name} from ${period.from}`,
      priorities.nodes.map(({ number, word, title }) => `${word} ${number}: ${title}`),
    ]),
  );
  expect(titles).toEqual({
    [`${PETERBOROUGH} from 2011-04-01`]: [
      "PRIORITY 1: Reducing Crime",
      "PRIORITY 2: Tackling Anti-Social behaviour and Hate Crime",
      "PRIORITY 3: Building Stronger and more supportive communities",
    ],
    [`${PETERBOROUGH} from 2016-04-01`]: [
      "PRIORITY 1: Addressing victim based crime by reducing re-offending and protecting our residents and visitors from harm",
      "PRIORITY 2: Tackling anti-social behaviour",
      "PRIORITY 3: Building stronger and more supportive communities",
      "PRIORITY 4: Supporting high risk and vulnerable victims",
    ],
    [`${PLYMOUTH} from 2017-04-01`]: [
      "THEME 1: Modern Slavery",
      "THEME 2: Domestic Abuse and Sexual Violence",
      "THEME 3: Prevent",
      "THEME 4: Welcoming City",
      "THEME 5: Child Sexual Exploitation",
      "THEME 6: Alcohol Harm",
      "THEME 7: Cyber Crime and Fraud",
      "THEME 8: County Lines",
    ],
    [`${FENLAND} from 2014-04-01`]: [
      "THEME 1: Monitor & improve public confidence",
      "THEME 2: Delivery of prevention and awareness projects to Fenland communities",
      "THEME 3: Support and awareness to children & young people",
      "THEME 4: Reduce the impact on the community where alcohol is a key factor",
    ],
  });
});

describe("the Commissioner of Cambridgeshire", () => {
  interface Objective {
    number: number;
    title: string;
    summary: string | null;
    provenance: { document: { title: string } };
  }

  test("objectives 3 and 4 are told, 1 and 5 are known by title, and 2 is not named in any document", async () => {
    const areas = await rows<{ name: string; objectives: { nodes: Objective[]; gaps: Gap[] } }>(
      "pccAreas",
      `{ pccAreas { nodes { name objectives { nodes { number title summary provenance { document { title } } } gaps { field reason explanation } } } } }`,
    );
    const { nodes, gaps } = areas.find(({ name }) => name === "Cambridgeshire")!.objectives;
    expect(nodes.map(({ number, title }) => [number, title])).toEqual([
      [1, "Maintain local police performance"],
      [3, "Continue to Tackle Crime and Disorder"],
      [4, "Keeping People Safe"],
      [5, "Maintain the resilience of protective services"],
    ]);
    for (const { summary, provenance } of nodes) {
      expect(summary).toBeTruthy();
      expect(provenance.document.title).toBe("Police and Crime Plan – Objectives 3 and 4 Update");
    }
    expect(gaps).toEqual([expect.objectContaining({ reason: "NOT_HELD", explanation: expect.stringContaining("Objective 2") })]);
  });
});

describe("awards", () => {
  interface Award {
    awarded: { pounds: string; pence: string; currency: string };
    annualAmounts: { year: string; amount: { pounds: string } }[];
    gaps: Gap[];
    provenance: { asPrinted: string };
  }
  let awards: Map<string, { nodes: Award[]; gaps: Gap[] }>;

  beforeAll(async () => {
    const partnerships = await rows<{ name: string; awards: { nodes: Award[]; gaps: Gap[] } }>(
      "partnerships",
      `{ partnerships { nodes { name awards { nodes {
        awarded { pounds pence currency } annualAmounts { year amount { pounds } } gaps { field reason explanation } provenance { asPrinted }
      } gaps { field reason explanation } } } } }`,
    );
    awards = new Map(partnerships.map((partnership) => [partnership.name, partnership.awards]));
  });

  test("Peterborough received £132,339 from the Commissioner in 2015/16", () => {
    expect(awards.get(PETERBOROUGH)!.nodes).toEqual([
      expect.objectContaining({
        awarded: { pounds: "132339.00", pence: "13233900", currency: "GBP" },
        annualAmounts: [{ year: "2015/16", amount: { pounds: "132339.00" } }],
        provenance: { asPrinted: "£132,339" },
      }),
    ]);
  });

  test("Plymouth was awarded £400,568 for each of 2017/18 and 2018/19", () => {
    expect(awards.get(PLYMOUTH)!.nodes).toEqual([
      expect.objectContaining({
        awarded: { pounds: "801136.00", pence: "80113600", currency: "GBP" },
        annualAmounts: [
          { year: "2017/18", amount: { pounds: "400568.00" } },
          { year: "2018/19", amount: { pounds: "400568.00" } },
        ],
      }),
    ]);
  });

  test("what a sum was spent on is not split where the source does not split it", () => {
    for (const name of [PETERBOROUGH, PLYMOUTH]) {
      expect(awards.get(name)!.nodes[0]!.gaps).toContainEqual(expect.objectContaining({ field: "allocations", reason: "NOT_SPLIT" }));
      expect(awards.get(name)!.nodes[0]!.gaps).toContainEqual(expect.objectContaining({ field: "recipient" }));
    }
  });

  test("Fenland has no award, and the empty list says why", () => {
    const { nodes, gaps } = awards.get(FENLAND)!;
    expect(nodes).toEqual([]);
    expect(gaps).toEqual([expect.objectContaining({ field: "awards", reason: "NOT_STATED", explanation: expect.stringContaining("no award") })]);
  });
});

describe("figures", () => {
  interface Observation {
    partnership: { name: string } | null;
    value: string;
    qualifier: string;
    status: string;
    numerator: string | null;
    denominator: string | null;
    period: { label: string; kind: string } | null;
    provenance: { asPrinted: string };
  }

  async function values(indicator: string, partnership: string): Promise<Observation[]> {
    const indicators = await rows<{ name: string; observations: { nodes: Observation[] } }>(
      "indicators",
      `{ indicators(first: 1000) { nodes { name observations { nodes {
        partnership { name } value qualifier status numerator denominator period { label kind } provenance { asPrinted }
      } } } } }`,
    );
    return indicators.find(({ name }) => name === indicator)!.observations.nodes.filter((each) => each.partnership?.name === partnership);
  }

  test("each partnership has at least five indicators", async () => {
    const partnerships = await rows<{ name: string; indicators: { totalCount: number } }>("partnerships", `{ partnerships { nodes { name indicators { totalCount } } } }`);
    expect(partnerships.map(({ name }) => name)).toEqual([...WITHOUT_DOCUMENT, FENLAND, PETERBOROUGH, PLYMOUTH].toSorted());
    expect(partnerships.filter(({ indicators }) => indicators.totalCount < 5)).toEqual([]);
  });

  test("Fenland's road casualties were 19, 14, 17 and 11 in the quarters of 2014, and 61 as labelled 2014/15", async () => {
    const casualties = await values("People killed or seriously injured on roads", FENLAND);
    expect(casualties.map(({ period, value, qualifier }) => `${period!.kind} ${period!.label}: ${qualifier} ${value}`).toSorted()).toEqual([
      "FINANCIAL_YEAR 2014/15: EQ 61",
      "QUARTER Q1 2014: EQ 19",
      "QUARTER Q2 2014: EQ 14",
      "QUARTER Q3 2014: EQ 17",
      "QUARTER Q4 2014: EQ 11",
    ]);
  });

  test("Peterborough's road casualties fell from 88 in 2013 to 75, and provisionally to around 64", async () => {
    const casualties = await values("People killed or seriously injured on roads", PETERBOROUGH);
    expect(casualties.map(({ period, value, qualifier, status }) => [period!.label, value, qualifier, status])).toEqual([
      ["2013", "88", "EQ", "NOT_STATED"],
      ["2014", "75", "EQ", "NOT_STATED"],
      ["2015", "64", "APPROX", "PROVISIONAL"],
    ]);
  });

  test("Norfolk Street's camera recorded its incidents month by month", async () => {
    const incidents = await values("Crime-related incidents recorded by CCTV", FENLAND);
    expect(incidents.map(({ period, value }) => `${period!.label}: ${value}`)).toEqual([
      "July 2014: 2", "August 2014: 4", "September 2014: 1", "October 2014: 1", "November 2014: 2",
      "December 2014: 1", "January 2015: 2", "February 2015: 1", "March 2015: 1",
    ]);
  });

  test("81% and 71% of Fenland's high risk victims stand with what they are shares of", async () => {
    const [conference] = await values("High-risk ASB victims with a case conference within 5 days", FENLAND);
    expect(conference).toMatchObject({ value: "81", numerator: "17", denominator: "21" });
    const [reduced] = await values("High-risk ASB victims brought to medium risk within 7 days", FENLAND);
    expect(reduced).toMatchObject({ value: "71", numerator: "12", denominator: "17" });
  });

  test.each([
    ["Victims supported by the Victims' Hub", PETERBOROUGH, "6000", "GE", "over 6,000 victims of crime"],
    ["Re-referrals to the domestic abuse service", PLYMOUTH, "20", "LE", "Re-referral rate is below 20%"],
    ["Professionals given DASH training", PLYMOUTH, "500", "APPROX", "approx. 500 professionals"],
    ["People who say that different backgrounds get on well", PLYMOUTH, "52.7", "EQ", "52.7%"],
    ["Change in offending after leaving the IOM scheme", PETERBOROUGH, "-68", "EQ", "continued to reduce by 68%"],
  ])("%s: as exact as printed", async (indicator, partnership, value, qualifier, asPrinted) => {
    expect(await values(indicator, partnership)).toEqual([expect.objectContaining({ value, qualifier, provenance: { asPrinted } })]);
  });

  test("the target for domestic abuse reports is 5% and 95 on a baseline of 1938 in 2013/14, and is at odds with itself", async () => {
    const targets = await rows<{ indicator: { name: string } }>(
      "targets",
      `{ targets { nodes { indicator { name } kind baselineValue baselinePeriod { label } changePercent changeNumber consistent period { label } } } }`,
    );
    expect(targets.filter(({ indicator }) => indicator.name === "Domestic abuse reports")).toEqual([
      {
        indicator: { name: "Domestic abuse reports" },
        kind: "CHANGE_PERCENT",
        baselineValue: "1938",
        baselinePeriod: { label: "2013/14" },
        changePercent: "5",
        changeNumber: "95",
        consistent: false,
        period: { label: "2014/15" },
      },
    ]);
  });

  test("at most 43 road casualties were Fenland's target", async () => {
    const targets = await rows<{ indicator: { name: string } }>("targets", `{ targets { nodes { indicator { name } kind value } } }`);
    expect(targets.filter(({ indicator }) => indicator.name === "People killed or seriously injured on roads")).toEqual([
      expect.objectContaining({ kind: "MAX", value: "43" }),
    ]);
  });
});

test("a code of the statistics office that is not known is a gap with its reason, not a guess", async () => {
  const partnerships = await rows<{ name: string; gssCode: string | null; gaps: Gap[] }>("partnerships", `{ partnerships { nodes { name gssCode gaps { field reason explanation } } } }`);
  expect(partnerships).toHaveLength(7);
  for (const { gssCode, gaps } of partnerships) {
    expect(gssCode).toBeNull();
    expect(gaps).toContainEqual(expect.objectContaining({ field: "gssCode", reason: "NOT_HELD", explanation: expect.stringContaining("E22") }));
  }
});

describe("persons", () => {
  const dir = path.join(PROJECT_DIR, "data");
  const files = readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".csv")).toSorted();

  async function headerOf(file: string): Promise<string[]> {
    for await (const { cells } of readCsv(createReadStream(path.join(dir, file)))) return cells;
    return [];
  }

  test("no column of the data is named for a person", async () => {
    expect(files.length).toBeGreaterThan(15);
    const columns = await Promise.all(files.map(async (file) => ({ file, columns: await headerOf(file) })));
    const named = /person|officer|surname|forename|(first|last|full|given|family|lead|contact)_?name|contact|email|e_mail|phone|author|signatory|chair/;
    expect(columns.flatMap(({ file, columns: names }) => names.filter((name) => named.test(name)).map((name) => `${file}: ${name}`))).toEqual([]);
    // A name stands only where it is the name of a body, a place, a fund, a service, a measure, a topic, a workstream, a strategy, or a way to meet or reach the public.
    expect(columns.filter(({ columns: names }) => names.includes("name")).map(({ file }) => file)).toEqual([
      "grants/funds.csv",
      "grants/services.csv",
      "indicators/areas.csv",
      "indicators/comparator-groups.csv",
      "indicators/indicators.csv",
      "indicators/surveys.csv",
      "plans/bodies.csv",
      "plans/engagement-forums.csv",
      "plans/organisations.csv",
      "plans/partnerships.csv",
      "plans/pcc-areas.csv",
      "plans/publication-channels.csv",
      "plans/strategies.csv",
      "plans/topics.csv",
      "plans/workstreams.csv",
    ]);
    expect(columns.filter(({ columns: names }) => names.some((name) => name.startsWith("lead"))).map(({ file, columns: names }) => [file, names.filter((name) => name.startsWith("lead"))])).toEqual([
      ["plans/bodies.csv", ["lead_post", "lead_organisation", "lead_status"]],
      ["plans/projects.csv", ["lead_organisations", "lead_post", "lead_status"]],
      ["plans/work-programmes.csv", ["lead_organisations", "lead_post", "lead_status", "leads"]],
    ]);
  });

  test("every lead has a status, and a lead who is told of is told by post", async () => {
    const projects = await rows<{ leadStatus: string; leadPost: string | null }>("projects", `{ projects { nodes { leadStatus leadPost } } }`);
    expect(projects).toHaveLength(27);
    const statuses = ["NAMED_WITHHELD", "POST", "LEFT", "TO_BE_CONFIRMED", "NOT_STATED"];
    expect(projects.filter(({ leadStatus }) => !statuses.includes(leadStatus))).toEqual([]);
    const posts = ["Constable", "Sergeant", "Inspector", "Chief Inspector", "Superintendent"];
    expect(projects.map(({ leadPost }) => leadPost).filter((post) => post !== null && !posts.includes(post))).toEqual([]);
    expect(projects.filter(({ leadPost }) => leadPost !== null)).toEqual([{ leadStatus: "NAMED_WITHHELD", leadPost: "Sergeant" }]);
  });
});
