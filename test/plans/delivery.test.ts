/** How plans are delivered, as a reader who has the documents at hand would look it up: programmes, workstreams, outcomes, measures and places. */
import { refusalOf, startHub, type HubAnswer, type TestHub } from "../support/hub.js";
import { member } from "../support/people.js";

const P11 = "plan-peterborough-2011-14";
const P16 = "plan-peterborough-2016-17";
const FENLAND = "plan-fenland-2014-15";
const PLYMOUTH = "plan-plymouth-2017-18";

let hub: TestHub;

beforeAll(async () => {
  hub = await startHub("documents");
});

afterAll(() => hub.close());

/** What a question answers; a question that errs fails. */
async function answer(question: string): Promise<HubAnswer["data"]> {
  const { data, errors } = await hub.ask(question);
  expect(errors).toBeUndefined();
  return data;
}

interface Measure {
  measure: string;
  role: string;
  polarity: string | null;
  outcome: { number: string } | null;
  indicator: { name: string; polarity: string; targets: { nodes: { value: string }[] } } | null;
  gaps: { field: string; reason: string }[];
}

interface Programme {
  id: string;
  letter: string;
  title: string;
  titleInDeliveryPlan: string;
  wordInDeliveryPlan: string;
  leads: number;
  supporters: number;
  leadPost: string | null;
  leadStatus: string;
  leadOrganisations: object[];
  priority: { number: number };
  actions: { totalCount: number };
  outcomes: { nodes: { number: string; description: string; measures: { nodes: Measure[] } }[] };
  measures: { nodes: Measure[] };
  gaps: { field: string; reason: string; explanation: string }[];
}

describe("Peterborough's delivery plan of 2016/17", () => {
  let programmes: Programme[];
  const programme = (number: number, letter: string): Programme => programmes.find((each) => each.priority.number === number && each.letter === letter)!;

  beforeAll(async () => {
    const measures = "measures { nodes { measure role polarity outcome { number } indicator { name polarity targets { nodes { value } } } gaps { field reason } } }";
    const { plan } = await answer(`{ plan(id: "${P16}") { workProgrammes { nodes {
      id letter title titleInDeliveryPlan wordInDeliveryPlan leads supporters leadPost leadStatus leadOrganisations { name } priority { number }
      actions { totalCount } outcomes { nodes { number description ${measures} } } ${measures} gaps { field reason explanation }
    } } } }`);
    programmes = plan.workProgrammes.nodes;
  });

  test("its ten work programmes stand under their priorities with both of their titles", () => {
    expect(programmes.map(({ priority, letter, title, titleInDeliveryPlan }) => [`${priority.number} ${letter}`, title, titleInDeliveryPlan])).toEqual([
      ["1 a", "Reducing re-offending - offender management", "Offender Management"],
      ["1 b", "Improving Road Safety", "Improving Road Safety"],
      ["1 c", "Substance Misuse", "Substance misuse"],
      ["1 d", "Domestic Abuse, Sexual Violence, Victims and Witnesses", "Domestic Abuse, sexual violence, victims and witnesses"],
      ["1 e", "Arson", "Prevent primary and secondary fires"],
      ["2 a", "Prevention and Enforcement Service", "Prevention and Joint Enforcement"],
      ["3 a", "Community cohesion", "Community Cohesion and population change"],
      ["3 b", "Tackling hate crime", "Community Cohesion and population change"],
      ["3 c", "Prevent", "Prevent"],
      ["4 a", "Child Sexual Exploitation & Missing From Home", "Child sexual exploitation & missing from home"],
    ]);
  });

  test("the delivery plan calls them themes under priorities 3 and 4", () => {
    for (const { priority, wordInDeliveryPlan } of programmes) expect(wordInDeliveryPlan).toBe(priority.number > 2 ? "THEME" : "WORK_PROGRAMME");
  });

  test("its leads are counted and told neither by name nor by a post that is not printed", () => {
    for (const { leadStatus, leadPost, leadOrganisations, gaps } of programmes) {
      expect({ leadStatus, leadPost, leadOrganisations }).toEqual({ leadStatus: "NAMED_WITHHELD", leadPost: null, leadOrganisations: [] });
      expect(gaps).toContainEqual(expect.objectContaining({ field: "leadPost", reason: "NOT_STATED" }));
    }
    const counted = programmes.map(({ leads, supporters }) => [leads, supporters]);
    expect(counted).toEqual([[1, 3], [1, 1], [1, 2], [1, 5], [1, 0], [2, 2], [1, 3], [1, 3], [1, 6], [1, 4]]);
  });

  test("two programmes are lettered otherwise in the section on 2016/17, and say so", () => {
    const lettered = programmes.filter(({ gaps }) => gaps.some(({ field, reason }) => field === "letter" && reason === "CONTRADICTORY"));
    expect(lettered.map(({ title }) => title)).toEqual(["Improving Road Safety", "Domestic Abuse, Sexual Violence, Victims and Witnesses"]);
  });

  test("its forty key actions stand under their programmes, in printed order and without a number", async () => {
    expect(programmes.map(({ actions }) => actions.totalCount)).toEqual([4, 2, 6, 9, 3, 3, 1, 5, 2, 5]);
    const { plan } = await answer(`{ plan(id: "${P16}") { actions { totalCount gaps { reason } nodes { number position outcome workProgramme { id priority { id } } priority { id } outcomes { totalCount } gaps { field reason } } } } }`);
    const actions = plan.actions.nodes as { number: string | null; position: number; outcome: string | null; workProgramme: { priority: object }; priority: object; outcomes: object; gaps: object[] }[];
    expect(plan.actions).toMatchObject({ totalCount: 40, gaps: [{ reason: "AMBIGUOUS" }] });
    expect(actions.map(({ position }) => position)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    for (const { number, outcome, workProgramme, priority, outcomes, gaps } of actions) {
      expect({ number, outcome, outcomes }).toEqual({ number: null, outcome: null, outcomes: { totalCount: 0 } });
      expect(workProgramme.priority).toEqual(priority);
      expect(gaps).toEqual([{ field: "number", reason: "NOT_STATED" }, { field: "outcome", reason: "AMBIGUOUS" }]);
    }
  });

  test("its 43 outcomes stand by their printed numbers", async () => {
    expect(programmes.map(({ outcomes }) => outcomes.nodes.map(({ number }) => number).at(-1))).toEqual(["v", "v", "iii", "viii", "i", "vi", "i", "v", "iii", "vi"]);
    const { plan } = await answer(`{ plan(id: "${P16}") { outcomes { totalCount gaps { reason } } priorities { nodes { outcomes { totalCount } } } } }`);
    expect(plan).toEqual({ outcomes: { totalCount: 43, gaps: [{ reason: "AMBIGUOUS" }] }, priorities: { nodes: [22, 6, 9, 6].map((totalCount) => ({ outcomes: { totalCount } })) } });
  });

  test("a measure hangs on its outcome, and on the programme where none is stated", () => {
    const { measures, outcomes } = programme(1, "a");
    expect(measures.nodes.map(({ measure, outcome, role }) => [measure, outcome?.number ?? null, role])).toEqual([
      ["Police data on burglary dwelling crime rate", "i", "PRIMARY"],
      ["Police data on levels of reported serious violent crime or violent crime with injury", "ii", "PRIMARY"],
      ["Increased reporting of offences by NHS not currently reported to the police", null, "NOT_STATED"],
      ["DAISU data on instances of offenders committing repeat offences", "iii", "PROXY"],
      ["Data on the number of young people participating in restorative justice", "iv", "PRIMARY"],
      ["Data on the number of first time entrants.", "v", "PRIMARY"],
    ]);
    expect(measures.nodes[2]!.gaps).toEqual([{ field: "outcome", reason: "AMBIGUOUS" }]);
    expect(outcomes.nodes.map(({ measures }) => measures.nodes.length)).toEqual([1, 1, 1, 1, 1]);
  });

  test("more reports of hate crime are better for the plan, while of themselves they can be either", () => {
    const [reports] = programme(3, "b").outcomes.nodes[0]!.measures.nodes;
    expect(reports).toMatchObject({ polarity: "HIGHER_IS_BETTER", indicator: { polarity: "CONTEXT_DEPENDENT" } });
  });

  test("what is asked for in words has no indicator, and says why", () => {
    const inWords = programmes.flatMap(({ measures }) => measures.nodes).filter(({ indicator }) => indicator === null);
    expect(inWords.map(({ measure }) => measure.split(" ").slice(0, 3).join(" "))).toEqual(["Evidence that tensions", "Evidence of positives", "Evidence of positives", "Each agency to"]);
    for (const { gaps } of inWords) expect(gaps).toContainEqual({ field: "indicator", reason: "NOT_STATED" });
  });

  test("from an outcome one question leads to the target of its indicator", () => {
    const [reviews] = programme(3, "c").outcomes.nodes[1]!.measures.nodes;
    expect(reviews!.indicator).toMatchObject({ name: "Reviews of Prevent activity", targets: { nodes: [{ value: "2" }] } });
  });
});

test("an indicator tells what it is measured for, in every plan", async () => {
  const { indicator } = await answer(`{ indicator(id: "indicator-killed-or-seriously-injured") { measuredFor { nodes { role plan { id } outcome { number action { number } workProgramme { title } } } } } }`);
  expect(indicator.measuredFor.nodes).toEqual([
    { role: "PRIMARY", plan: { id: FENLAND }, outcome: { number: null, action: { number: "2.2.5" }, workProgramme: null } },
    { role: "PRIMARY", plan: { id: P16 }, outcome: { number: "i", action: null, workProgramme: { title: "Improving Road Safety" } } },
  ]);
});

test("each indicator that a measure names is held by the indicators service", async () => {
  const { measureLinks } = await answer(`{ measureLinks(first: 1000) { totalCount nodes { id indicator { id name } gaps { field } } } }`);
  const links = measureLinks.nodes as { id: string; indicator: { name: string } | null; gaps: { field: string }[] }[];
  expect(measureLinks.totalCount).toBe(86);
  expect(links.filter(({ indicator, gaps }) => !indicator?.name && !gaps.some(({ field }) => field === "indicator"))).toEqual([]);
});

test("each action of Fenland has its one outcome, in the same words", async () => {
  const { plan } = await answer(`{ plan(id: "${FENLAND}") { actions { nodes { number outcome outcomes { nodes { description priority { id } measures { nodes { measure } gaps { reason } } } } priority { id } } } workProgrammes { totalCount gaps { reason } } } }`);
  const actions = plan.actions.nodes as { number: string; outcome: string; priority: object; outcomes: { nodes: { description: string; priority: object; measures: { nodes: object[]; gaps: object[] } }[] } }[];
  expect(actions).toHaveLength(19);
  for (const { outcome, outcomes, priority } of actions) expect(outcomes.nodes).toEqual([expect.objectContaining({ description: outcome, priority })]);
  const unmeasured = actions.filter(({ outcomes }) => outcomes.nodes[0]!.measures.nodes.length === 0);
  expect(unmeasured.map(({ number, outcomes }) => [number, outcomes.nodes[0]!.measures.gaps])).toEqual(["1.2.1", "2.2.1", "3.2.5"].map((number) => [number, [{ reason: "NOT_STATED" }]]));
  expect(plan.workProgrammes).toEqual({ totalCount: 0, gaps: [{ reason: "NOT_STATED" }] });
});

test("the plan of 2011-14 states outcomes, one of them with more reports as success", async () => {
  const { plan } = await answer(`{ plan(id: "${P11}") { outcomes { nodes { description priority { number } measures { nodes { measure polarity } gaps { reason } } provenance { asPrinted } } } } }`);
  const outcomes = plan.outcomes.nodes as { priority: { number: number } | null; measures: { nodes: object[]; gaps: object[] }; provenance: { asPrinted: string } }[];
  expect(outcomes.map(({ priority, provenance }) => [priority?.number ?? null, provenance.asPrinted])).toEqual([
    [null, "Making Peterborough Safer"],
    [2, "make ASB socially unacceptable"],
    [1, "overall numeric reduction in crime target"],
    [2, "lack of escalation of offending"],
    [3, "The third priority will focus on achieving better outcomes"],
    [null, "lower the fear of crime of our residents"],
  ]);
  expect(outcomes[3]!.measures.nodes).toEqual([{ measure: "an increase in reported cases to a single system", polarity: "HIGHER_IS_BETTER" }]);
  expect(outcomes[4]!.measures).toEqual({ nodes: [], gaps: [{ reason: "TO_BE_CONFIRMED" }] });
});

test("Prevent in Plymouth states four outcomes and no measure of them", async () => {
  const { plan } = await answer(`{ plan(id: "${PLYMOUTH}") { outcomes { nodes { priority { title } measures { totalCount gaps { reason } } } } } }`);
  expect(plan.outcomes.nodes).toEqual(Array(4).fill({ priority: { title: "Prevent" }, measures: { totalCount: 0, gaps: [{ reason: "NOT_STATED" }] } }));
});

test("the matrix of 2011-14 sets 3 workstreams that deliver and 38 that are linked beside the priorities", async () => {
  const { plan } = await answer(`{ plan(id: "${P11}") { priorities { nodes { title workstreams { nodes { relation position name } } } } } }`);
  const matrix = plan.priorities.nodes.map(({ workstreams }: { workstreams: { nodes: { relation: string; name: string }[] } }) => ({
    deliveredBy: workstreams.nodes.filter(({ relation }) => relation === "DELIVERED_BY").map(({ name }) => name),
    linkedTo: workstreams.nodes.filter(({ relation }) => relation === "LINKED_TO").map(({ name }) => name),
  })) as { deliveredBy: string[]; linkedTo: string[] }[];
  expect(matrix.map(({ deliveredBy }) => deliveredBy)).toEqual([
    ["Reducing re-offending by the development of Integrated Offender Management"],
    ["The creation of a single city-wide anti-social behaviour system"],
    ["Embedding neighbourhood management process into core SPP work and culture"],
  ]);
  expect(matrix.map(({ linkedTo }) => [linkedTo.length, linkedTo[0], linkedTo.at(-1)])).toEqual([
    [13, "Family recovery project", "Protecting vulnerable people"],
    [13, "Family recovery project", "Arson task force"],
    [12, "Family recovery project", "Protecting vulnerable people"],
  ]);
});

describe("the places that plans single out", () => {
  test("Waterlees was under a dispersal order from 22 August 2014 to 18 January 2015", async () => {
    const { actionAreas } = await answer(`{ actionAreas(where: { instrument: [DISPERSAL_ORDER] }) { nodes { place status startedOn endedOn action { number } } } }`);
    expect(actionAreas.nodes).toEqual([{ place: "Waterlees", status: "ENDED", startedOn: "2014-08-22", endedOn: "2015-01-18", action: { number: "1.2.2" } }]);
  });

  test("the actions of Fenland that name places lead to them", async () => {
    const { plan } = await answer(`{ plan(id: "${FENLAND}") { actions { nodes { number actionAreas { nodes { place } } } } } }`);
    const named = (plan.actions.nodes as { number: string; actionAreas: { nodes: { place: string | null }[] } }[]).filter(({ actionAreas }) => actionAreas.nodes.length);
    expect(named.map(({ number, actionAreas }) => [number, actionAreas.nodes.map(({ place }) => place)])).toEqual([
      ["1.2.2", ["Norfolk Street", null, "Waterlees"]],
      ["2.2.4", ["Fenland industrial area", "two parks in Wisbech"]],
      ["3.2.3", ["Town Centre and surrounding areas (including the park)", "Waterlees Estate"]],
      ["4.2.1", ["the pub cluster of March", "The pub cluster in Wisbech"]],
      ["4.2.3", ["key Wisbech street drinking locations", "Ghost Passage"]],
    ]);
  });

  test("Plymouth considers two more protection orders, and five areas of its night time economy stand under alcohol harm", async () => {
    const { orders, priority } = await answer(`{
      orders: actionAreas(where: { instrument: [PSPO] }) { nodes { place status startedOn } }
      priority(id: "priority-plymouth-2017-18-6") { actionAreas { nodes { place instrument gaps { field } } } }
    }`);
    expect(orders.nodes).toEqual(["Mutley", "North Hill"].map((place) => ({ place, status: "CONSIDERED", startedOn: null })));
    expect(priority.actionAreas.nodes.map(({ place }: { place: string }) => place)).toEqual(["Mutley Plain", "North Hill", "City Centre", "Barbican", "East End"]);
    for (const { instrument, gaps } of priority.actionAreas.nodes as { instrument: string | null; gaps: object[] }[]) {
      expect(instrument).toBeNull();
      expect(gaps).toContainEqual({ field: "instrument" });
    }
  });

  test("a place whose name is damaged in the source is not guessed", async () => {
    const { actionArea } = await answer(`{ actionArea(id: "action-area-plymouth-2017-18-youth-outreach") { place gaps { field reason } } }`);
    expect(actionArea).toMatchObject({ place: null });
    expect(actionArea.gaps).toContainEqual({ field: "place", reason: "LOST_IN_SOURCE" });
  });
});

describe("files", () => {
  const tail = "document,section,as_printed,visibility,known_from";
  const known = "2020-01-01";

  test("actions without a number are told apart by their place, and a file of the former form still comes in", async () => {
    const plan = `${FENLAND},priority-fenland-2014-15-1`;
    const file = (...rows: string[]) => `id,plan,priority,position,number,title,outcome,${tail}\n${rows.map((row) => `${row},,,,,${known}\n`).join("")}`;
    const twice = await hub.importCsv("plans/actions", file(`action-a,${plan},1,,First,`, `action-b,${plan},1,,Second,`));
    expect(twice).toMatchObject({ written: 0, problems: [{ code: "DUPLICATE_ROW", line: 3 }] });
    expect(await hub.importCsv("plans/actions", file(`action-a,${plan},1,,First,`, `action-b,${plan},2,,Second,`))).toMatchObject({ written: 2, problems: [] });
    const former = await hub.importCsv("plans/actions", `id,plan,priority,number,title,outcome,${tail}\naction-c,${plan},9.9,Third,,,,,,${known}\n`);
    expect(former).toMatchObject({ written: 1, problems: [] });
    const { actions } = await answer(`{ actions(where: { plan: ["${FENLAND}"] }, first: 100) { nodes { id } } }`);
    expect((actions.nodes as { id: string }[]).map(({ id }) => id).filter((id) => !id.includes("fenland"))).toEqual(["action-a", "action-b", "action-c"]);
  });

  test("a measure of nothing is refused, and so is one of another plan's outcome", async () => {
    const file = (work: string, outcome: string) =>
      `id,plan,work_programme,outcome,position,measure,indicator,role,polarity,${tail}\nmeasure-link-a,${FENLAND},${work},${outcome},900,A measure,indicator-a,PRIMARY,,,,,,${known}\n`;
    expect((await hub.importCsv("plans/measure-links", file("", ""))).problems).toEqual([expect.objectContaining({ code: "MISSING_VALUE", column: "outcome" })]);
    expect((await hub.importCsv("plans/measure-links", file("", "outcome-peterborough-2016-17-1-a-i"))).problems).toEqual([expect.objectContaining({ code: "REFERENCE_ASTRAY", column: "outcome" })]);
    expect((await hub.importCsv("plans/measure-links", file("work-programme-peterborough-2016-17-1-a", ""))).problems).toEqual([expect.objectContaining({ code: "REFERENCE_ASTRAY", column: "work_programme" })]);
  });

  test("a place whose work ends before it begins is refused", async () => {
    const row = `action-area-a,${FENLAND},,,900,Somewhere,CCTV,ENDED,2015-01-02,2015-01-01,,,,,,${known}`;
    const { problems } = await hub.importCsv("plans/action-areas", `id,plan,priority,action,position,place,instrument,status,started_on,ended_on,summary,${tail}\n${row}\n`);
    expect(problems).toEqual([expect.objectContaining({ code: "MALFORMED_PERIOD", column: "ended_on" })]);
  });
});

test("what a partnership keeps to itself is seen by its members alone, in lists and by id", async () => {
  const row = `outcome-kept,${FENLAND},priority-fenland-2014-15-1,,,901,,Kept out of the way.,,,,PARTNERSHIP,2020-01-01`;
  const report = await hub.importCsv("plans/outcomes", `id,plan,priority,work_programme,action,position,number,description,document,section,as_printed,visibility,known_from\n${row}\n`);
  expect(report.problems).toEqual([]);
  const question = `{ outcome(id: "outcome-kept") { description } plan(id: "${FENLAND}") { outcomes { totalCount } } }`;
  expect((await hub.ask(question)).data).toEqual({ outcome: null, plan: { outcomes: { totalCount: 19 } } });
  expect((await hub.as(member("partnership-fenland")).ask(question)).data).toEqual({ outcome: { description: "Kept out of the way." }, plan: { outcomes: { totalCount: 20 } } });
  expect((await hub.as(member("partnership-plymouth")).ask(question)).data).toMatchObject({ outcome: null });
});

test("nothing of it was known before its document was published", async () => {
  const { data } = await hub.ask(`{ workProgramme(id: "work-programme-peterborough-2016-17-1-a", asOf: "2016-08-30") { id } workstreams(asOf: "2011-03-30") { totalCount } outcomes(asOf: "2014-01-01") { totalCount } }`);
  expect(data).toEqual({ workProgramme: null, workstreams: { totalCount: 0 }, outcomes: { totalCount: 6 } });
});

test("a filter that cannot be read is refused by its name", async () => {
  refusalOf(await hub.ask(`{ outcomes(where: { workProgramme: ["a\\u0000"] }) { totalCount } }`), "MALFORMED_FILTER");
});
