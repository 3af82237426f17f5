/** Recorded crime of August 2019: what is shipped against the file's own counts. */
import { startHub, type TestHub } from "../support/hub.js";

/* Counted in the published file with awk, apart from the hub's code. */
const RECORDS = 7_363;
const BY_DISTRICT = { Cambridge: 1_621, "East Cambridgeshire": 392, Fenland: 843, Huntingdonshire: 1_041, Peterborough: 2_364, "South Cambridgeshire": 736 };
const OUTSIDE = 45;
const WITHOUT_PLACE = 321;
const BY_TYPE = {
  "Recorded crime: Bicycle theft": 494,
  "Recorded crime: Burglary": 388,
  "Recorded crime: Criminal damage and arson": 685,
  "Recorded crime: Drugs": 141,
  "Recorded crime: Other crime": 114,
  "Recorded crime: Other theft": 548,
  "Recorded crime: Possession of weapons": 43,
  "Recorded crime: Public order": 474,
  "Recorded crime: Robbery": 67,
  "Recorded crime: Shoplifting": 384,
  "Recorded crime: Theft from the person": 92,
  "Recorded crime: Vehicle crime": 477,
  "Recorded crime: Violence and sexual offences": 1_915,
  "Recorded incidents: Anti-social behaviour": 1_541,
};

interface Observation {
  value: string;
  place: string | null;
  extent: string;
  area: { name: string };
  partnership: { place: string } | null;
  indicator: { name: string };
  provenance: { document: { publisher: string; licence: string } };
}

const sumOf = (rows: Observation[]): number => rows.reduce((sum, { value }) => sum + Number(value), 0);
const sumsBy = (rows: Observation[], name: (row: Observation) => string): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(rows, name)].map(([key, group]) => [key, sumOf(group)]));

describe("the month that is shipped", () => {
  let hub: TestHub;
  let rows: Observation[];

  beforeAll(async () => {
    hub = await startHub("documents");
    const { data, errors } = await hub.ask(`{ observations(first: 1000, where: { period: { from: "2019-08-01", to: "2019-08-31" } }) { nodes {
      value place extent area { name } partnership { place } indicator { name } provenance { document { publisher licence } }
    } } }`);
    expect(errors).toBeUndefined();
    rows = data.observations.nodes;
  });

  afterAll(() => hub.close());

  test("sums to every record of the file: six partnerships, outside, and without a place", () => {
    expect(sumOf(rows)).toBe(RECORDS);
    expect(sumsBy(rows, ({ partnership, place }) => partnership?.place ?? place!)).toEqual({ ...BY_DISTRICT, "Outside the force area": OUTSIDE, "No Location": WITHOUT_PLACE });
  });

  test("sums to the file's records of each type, and holds a row for each partnership and type, zero where there was none", () => {
    expect(sumsBy(rows, ({ indicator }) => indicator.name)).toEqual(BY_TYPE);
    expect(rows).toHaveLength(8 * 14);
    expect(rows.filter(({ value, partnership, place, indicator }) => value === "0" && !partnership && place === "No Location" && indicator.name.startsWith("Recorded incidents"))).toHaveLength(1);
  });

  test("what is of no single partnership is the force area's and not local, and every row names its source", () => {
    for (const { partnership, area, extent, provenance } of rows) {
      expect(extent).toBe(partnership ? "LOCAL" : "WIDER");
      expect(area.name).toBe(partnership?.place ?? "Cambridgeshire");
      expect(provenance.document).toEqual({ publisher: "data.police.uk", licence: "Open Government Licence v3.0" });
    }
  });

  test("a Commissioner's area leads to the records that no district has, and to the districts of the others", async () => {
    const { data, errors } = await hub.ask(`{ pccArea(id: "pcc-area-cambridgeshire") { name areas { nodes { gssCode
      observations(where: { indicator: ["indicator-recorded-crime-burglary"] }) { nodes { place value } gaps { reason } }
      parts { nodes { name kind parts { nodes { name } } } }
    } } } }`);
    expect(errors).toBeUndefined();
    const [force] = data.pccArea.areas.nodes;
    expect(force.gssCode).toBe("E23000023");
    expect(force.observations.nodes).toEqual(expect.arrayContaining([{ place: "Outside the force area", value: "1" }, { place: "No Location", value: "9" }]));
    expect(force.observations.gaps).toContainEqual({ reason: "NOT_SPLIT" });
    expect(force.parts.nodes).toEqual([
      { name: "Cambridgeshire", kind: "COUNTY", parts: { nodes: ["Cambridge", "East Cambridgeshire", "Fenland", "Huntingdonshire", "South Cambridgeshire"].map((name) => ({ name })) } },
      expect.objectContaining({ name: "Peterborough", kind: "LOCAL_AUTHORITY" }),
    ]);
  });

  test("a comparison of the six says that some records have no place", async () => {
    const { data } = await hub.ask(`{ pccArea(id: "pcc-area-cambridgeshire") { partnerships { nodes {
      place observations(where: { indicator: ["indicator-recorded-crime-burglary"] }) { nodes { value } gaps { reason explanation } }
    } } } }`);
    const six: { place: string; observations: { nodes: { value: string }[]; gaps: { reason: string; explanation: string }[] } }[] = data.pccArea.partnerships.nodes;
    expect(six.map(({ place }) => place).toSorted()).toEqual(Object.keys(BY_DISTRICT));
    expect(six.find(({ place }) => place === "Fenland")!.observations.nodes).toEqual([{ value: "61" }]);
    for (const { observations } of six) {
      expect(observations.nodes).toHaveLength(1);
      expect(observations.gaps).toContainEqual({ reason: "NOT_SPLIT", explanation: expect.stringContaining("321 give no place") });
    }
  });
});
