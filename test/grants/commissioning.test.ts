/** Commissioning, as somebody asks for it who wants to know what was bought, of whom, for which need, and what came of it. */
import { randomUUID } from "node:crypto";
import { steward } from "../support/people.js";
import { startHub, type HubAnswer, type TestHub } from "../support/hub.js";

let hub: TestHub;

beforeAll(async () => {
  hub = await startHub("documents");
  await hub.fetchFacts();
});

afterAll(() => hub.close());

/** The data of a question; one that errs fails. */
async function asked(question: string): Promise<HubAnswer["data"]> {
  const { data, errors } = await hub.ask(question);
  expect(errors).toBeUndefined();
  return data;
}

describe("Plymouth's commissioning plan", () => {
  test("says when it was made, on what it rests and by which way its money comes; by whom it does not say", async () => {
    const { partnership } = await asked(`{ partnership(id: "partnership-plymouth") { commissioningPlans { nodes {
      title made { label } evidence channel purpose channelledThrough { name } madeBy { name } award { annualAmounts { year amount { pounds } } } gaps { field reason } provenance { document { publisher } }
    } } } }`);
    expect(partnership.commissioningPlans.nodes).toEqual([
      {
        title: "Commissioning Plan",
        made: { label: "February 2017" },
        evidence: expect.stringContaining("strategic crime assessment"),
        channel: expect.stringContaining("NEW Devon CCG"),
        purpose: expect.stringContaining("prevent"),
        channelledThrough: { name: "Western Planning and Delivery Unit" },
        madeBy: null,
        award: { annualAmounts: [{ year: "2017/18", amount: { pounds: "400568.00" } }, { year: "2018/19", amount: { pounds: "400568.00" } }] },
        gaps: [{ field: "madeBy", reason: "NOT_STATED" }],
        provenance: { document: { publisher: "Safer Plymouth" } },
      },
    ]);
  });

  test("where a partnership has none, the list says why", async () => {
    const { partnerships } = await asked(`{ partnerships { nodes { id commissioningPlans { totalCount gaps { field reason } } } } }`);
    for (const { id, commissioningPlans } of partnerships.nodes) {
      const has = id === "partnership-plymouth";
      // Of the others the hub holds no document.
      const reason = ["partnership-fenland", "partnership-peterborough"].includes(id) ? "NOT_STATED" : "NOT_HELD";
      expect({ id, ...commissioningPlans }).toEqual({ id, totalCount: has ? 1 : 0, gaps: has ? [] : [{ field: "commissioningPlans", reason }] });
    }
  });

  test("its six services are there, the two that lost their names among them", async () => {
    const { commissioningPlan } = await asked(`{ commissioningPlan(id: "commissioning-plan-plymouth-2017") { services { nodes {
      name status startAsPrinted start { kind from } provider { id } commissioners { name } award { id } outcomes { totalCount gaps { reason } } gaps { field reason }
    } } } }`);
    const services = commissioningPlan.services.nodes as { name: string | null; gaps: object[] }[];
    expect(services.map(({ name }) => name)).toEqual([
      null,
      null,
      "Addressing Antisocial Behaviour, low level and emerging crime",
      "Community Safety Awareness Raising",
      "Healthy Relationships programme",
      "Prevent",
    ]);
    for (const { name, gaps } of services.slice(0, 2)) {
      expect(name).toBeNull();
      expect(gaps).toContainEqual({ field: "name", reason: "LOST_IN_SOURCE" });
    }
    expect(services.find(({ name }) => name === "Healthy Relationships programme")).toMatchObject({
      status: "PILOT",
      startAsPrinted: "August 2017",
      start: { kind: "MONTH", from: "2017-08-01" },
      commissioners: [{ name: "Plymouth City Council" }, { name: "NEW Devon CCG" }],
      award: { id: "award-plymouth-2017-19" },
      outcomes: { totalCount: 16, gaps: [{ reason: "TO_BE_CONFIRMED" }] },
    });
    expect(services.find(({ name }) => name === "Prevent")!.gaps).toContainEqual({ field: "provider", reason: "LOST_IN_SOURCE" });
  });

  test("an outcome leads to its indicator and the figure that was reached", async () => {
    const { service } = await asked(`{ service(id: "service-plymouth-domestic-abuse") { outcomes { nodes {
      number indicator { name observations { nodes { qualifier value } } } provenance { asPrinted }
    } } } }`);
    expect(service.outcomes.nodes.map((each: { indicator: { observations: { nodes: object[] } } | null }) => each.indicator?.observations.nodes)).toEqual([
      [{ qualifier: "GE", value: "2000" }],
      [{ qualifier: "EQ", value: "100" }],
      [{ qualifier: "LE", value: "20" }],
      [{ qualifier: "EQ", value: "90" }],
      [{ qualifier: "APPROX", value: "500" }],
      undefined,
    ]);
    const { serviceOutcomes } = await asked(`{ serviceOutcomes(where: { indicator: ["indicator-treatment-economic-return"] }) { nodes { service { name } provenance { asPrinted } } } }`);
    expect(serviceOutcomes.nodes).toEqual([{ service: { name: null }, provenance: { asPrinted: "33% return on" } }]);
  });
});

describe("services that serve a region", () => {
  test("are the Commissioner's seven across Devon and Cornwall, and no one partnership's", async () => {
    const { services } = await asked(`{ services(where: { scope: [REGIONAL], commissioner: ["organisation-devon-and-cornwall-opcc"] }) { nodes { name partnership { id } commissioners { shortName name } } } }`);
    expect(services.nodes.map(({ name }: { name: string }) => name)).toEqual([
      "Emerging Priorities fund",
      "Offender Diversion Scheme",
      "Safeguarding Boards",
      "Sexual Assault Referral Centres (SARCs)",
      "Sexual Offence Lawyer Provision",
      "Victim support",
      "Youth Offending Service",
    ]);
    expect(services.nodes.filter(({ partnership }: { partnership: object | null }) => partnership)).toEqual([]);
    expect(services.nodes[3].commissioners.map(({ name }: { name: string }) => name)).toEqual([
      "Office for the Police and Crime Commissioner (Devon and Cornwall)",
      "NHS England",
    ]);
    const { partnership } = await asked(`{ partnership(id: "partnership-plymouth") { services(where: { scope: [REGIONAL] }) { totalCount gaps { reason } } } }`);
    expect(partnership.services).toEqual({ totalCount: 0, gaps: [{ reason: "NOT_SPLIT" }] });
  });
});

describe("services that other documents name", () => {
  test("Peterborough's treatment service began on 1 April 2016 with one provider; who contracted for it is open", async () => {
    const { service } = await asked(`{ service(id: "service-peterborough-substance-misuse-treatment") { status start { label } provider { name servicesProvided { totalCount } } commissioners { name } gaps { field reason } } }`);
    expect(service).toEqual({
      status: "RUNNING",
      start: { label: "2016-04-01" },
      provider: { name: "CRi", servicesProvided: { totalCount: 1 } },
      commissioners: null,
      gaps: [
        { field: "commissioners", reason: "NOT_STATED" },
        { field: "fund", reason: "NOT_STATED" },
      ],
    });
  });

  test("the Commissioner's grant to Peterborough paid for ten schemes and activities, undivided", async () => {
    const { award } = await asked(`{ award(id: "award-peterborough-2015-16") { services { totalCount nodes { name } } gaps { field reason } } }`);
    expect(award.services.totalCount).toBe(10);
    expect(award.services.nodes.map(({ name }: { name: string | null }) => name)).toContain("Gladstone Street Soccer Scheme");
    expect(award.gaps).toContainEqual({ field: "allocations", reason: "NOT_SPLIT" });
  });

  test("each leads to organisations, indicators, funds and awards that the hub knows", async () => {
    const { services } = await asked(`{ services { totalCount nodes {
      partnership { name } provider { name } commissioners { name } fund { id name } award { id version } commissioningPlan { title }
      outcomes { nodes { indicator { name } service { version } } } provenance { section document { title } }
    } } }`);
    expect(services.nodes).toHaveLength(services.totalCount);
    expect(services.totalCount).toBeGreaterThan(50);
  });
});

describe("a steward who imports", () => {
  const SERVICES = "id,name,partnership,commissioning_plan,purpose,need,provider,commissioners,scope,status,start,start_as_printed,fund,award,document,section,as_printed,visibility,known_from";
  const OUTCOMES = "id,service,number,outcome,measure,indicator,document,section,as_printed,known_from";

  async function sent(area: string, file: string, header: string, row: string): Promise<object> {
    const { data, errors } = await hub.as(steward(area)).ask(
      "mutation($csv: String!, $key: ID!, $file: GrantsFile!) { importGrantsFile(file: $file, csv: $csv, idempotencyKey: $key) { written refused problems { column code } } }",
      { csv: `${header}\n${row}\n`, key: randomUUID(), file },
    );
    expect(errors).toBeUndefined();
    return data.importGrantsFile as object;
  }
  const taken = { written: 1, refused: 0, problems: [] };
  const refused = (column: string, code: string): object => ({ written: 0, refused: 1, problems: [{ column, code }] });

  test("adds a service to a partnership of the own area, and none to another's", async () => {
    const row = "service-fenland-tried,Tried,partnership-fenland,,,,,,LOCAL,PROPOSED,,,,,,,,PARTNERSHIP,";
    expect(await sent("pcc-area-devon-and-cornwall", "SERVICES", SERVICES, row)).toEqual(refused("partnership", "OUTSIDE_YOUR_REACH"));
    expect(await sent("pcc-area-cambridgeshire", "SERVICES", SERVICES, row)).toEqual(taken);
    // The service is not shown to the other area: nothing can be hung on it from there.
    const outcome = "service-outcome-fenland-tried-1,service-fenland-tried,1,Tried.,,,,,,";
    expect(await sent("pcc-area-devon-and-cornwall", "SERVICE_OUTCOMES", OUTCOMES, outcome)).toMatchObject({ written: 0, refused: 1 });
    expect(await sent("pcc-area-cambridgeshire", "SERVICE_OUTCOMES", OUTCOMES, outcome)).toEqual(taken);
  });

  test("adds one that serves a region, with an outcome of it; it stays nobody's", async () => {
    expect(await sent("pcc-area-cambridgeshire", "SERVICES", SERVICES, "service-region-tried,Tried,,,,,,,REGIONAL,PROPOSED,,,,,,,,,")).toEqual(taken);
    expect(await sent("pcc-area-cambridgeshire", "SERVICE_OUTCOMES", OUTCOMES, "service-outcome-region-tried-1,service-region-tried,1,Tried.,,,,,,")).toEqual(taken);
    expect(await sent("pcc-area-cambridgeshire", "SERVICES", SERVICES, "service-region-tried,Tried,partnership-fenland,,,,,,LOCAL,PROPOSED,,,,,,,,,")).toEqual(refused("partnership", "CHANGES_HANDS"));
  });

  test("cannot hang an outcome on a service whose present version is hidden, though an earlier one was shown", async () => {
    const row = (more: string): string => `service-fenland-withdrawn,Tried,partnership-fenland,,,,,,LOCAL,PROPOSED,,,,,,,,${more},`;
    expect(await sent("pcc-area-cambridgeshire", "SERVICES", SERVICES, row("PUBLISHED"))).toEqual(taken);
    expect(await sent("pcc-area-cambridgeshire", "SERVICES", SERVICES, row("PARTNERSHIP"))).toEqual(taken);
    const outcome = "service-outcome-fenland-withdrawn-1,service-fenland-withdrawn,1,Tried.,,,,,,";
    expect(await sent("pcc-area-devon-and-cornwall", "SERVICE_OUTCOMES", OUTCOMES, outcome)).toEqual(refused("service", "OUTSIDE_YOUR_REACH"));
  });

  test("is told that a local service is somebody's", async () => {
    expect(await sent("pcc-area-cambridgeshire", "SERVICES", SERVICES, "service-local-tried,Tried,,,,,,,LOCAL,PROPOSED,,,,,,,,,")).toEqual(refused("partnership", "MISSING_VALUE"));
  });
});
