/** What documents claim in words, beside the figures that the hub holds of it. */
import { startHub, type TestHub } from "../support/hub.js";
import { steward } from "../support/people.js";

let hub: TestHub;

interface Claim {
  id: string;
  direction: string;
  indicator: { name: string } | null;
  check: { verdict: string; status: { code: string; method: string | null; explains: string; observations: string[]; notComputed: { reason: string } | null } };
  provenance: { asPrinted: string; document: { publisher: string } };
}

const month = (i: number): string => `MONTH ${2014 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}`;

beforeAll(async () => {
  hub = await startHub();
  const given = async (what: string, columns: string, rows: string[]): Promise<void> => {
    const report = await hub.importCsv(`indicators/${what}`, `${columns},document,section,as_printed,known_from\n${rows.map((row) => `${row},,,,`).join("\n")}\n`);
    expect(report.problems).toEqual([]);
  };
  await given("indicators", "id,name,definition,unit,value_type,polarity", ["indicator-k,K,,things,COUNT,LOWER_IS_BETTER", "indicator-k-broken,K,,things,COUNT,LOWER_IS_BETTER"]);
  const value = (id: string, period: string, value: number, qualifier = "EQ", indicator = "k", place = ""): string => `observation-k-${id},indicator-${indicator},partnership-fenland,${place},${period},MULTI_YEAR 2001-04-01..2030-03-31,${qualifier},${value},,,,FINAL`;
  await given("observations", "id,indicator,partnership,place,period,reported_under,qualifier,value,numerator,denominator,base,status", [
    value("14", "FINANCIAL_YEAR 2013/14", 200), value("15", "FINANCIAL_YEAR 2014/15", 140), value("16", "FINANCIAL_YEAR 2015/16", 145), value("17", "FINANCIAL_YEAR 2016/17", 90), value("18", "FINANCIAL_YEAR 2017/18", 50),
    ...Array.from({ length: 14 }, (_, i) => value(`m-${i}`, month(i), i === 13 ? 90 : 10 + (i % 2), "EQ", "k", "A street")),
    value("b-14", "FINANCIAL_YEAR 2013/14", 200, "EQ", "k-broken"), value("b-15", "FINANCIAL_YEAR 2014/15", 100, "EQ", "k-broken"),
  ]);
  await given("series-breaks", "id,indicator,partnership,area,on_day,reason", ["series-break-k,indicator-k-broken,,,2014-04-01,Counted otherwise"]);
  const claim = (id: string, direction: string, ...figures: string[]): string => `direction-claim-k-${id},partnership-fenland,,,Claimed,${direction},,indicator-k,${figures.map((each) => `observation-k-${each}`).join("; ")}`;
  await given("direction-claims", "id,partnership,area,place,claim,direction,period,indicator,figures", [
    claim("carried", "DOWN", "14", "15"), claim("contradicted", "UP", "14", "15"), claim("chance", "UP", "15", "16"), claim("backwards", "DOWN", "15", "14"),
    claim("trend", "DOWN", "14", "15", "16", "17", "18"), claim("chart", "UP", ...Array.from({ length: 14 }, (_, i) => `m-${i}`)), claim("few", "UP", ...Array.from({ length: 12 }, (_, i) => `m-${i}`)),
    claim("mixed", "DOWN", "14", "m-0"), claim("broken", "DOWN", "b-14", "b-15"), claim("one", "DOWN", "14"),
  ]);
});

afterAll(() => hub.close());

async function claims(): Promise<Map<string, Claim>> {
  const { data, errors } = await hub.askSaved("claims-against-numbers", { first: 1000, after: null });
  expect(errors).toBeUndefined();
  return new Map((data.directionClaims.nodes as Claim[]).map((claim) => [claim.id.replace("direction-claim-", ""), claim]));
}

test("a claim is carried, contradicted, or no more than chance, with the method and the figures", async () => {
  const all = await claims();
  const said = (id: string): unknown[] => [all.get(`k-${id}`)!.check.verdict, all.get(`k-${id}`)!.check.status.code, all.get(`k-${id}`)!.check.status.method];
  expect(said("carried")).toEqual(["CARRIED", "IMPROVING", "TWO_COUNTS"]);
  expect(said("contradicted")).toEqual(["CONTRADICTED", "IMPROVING", "TWO_COUNTS"]);
  expect(said("chance")).toEqual(["NOT_CARRIED", "NO_CHANGE", "TWO_COUNTS"]);
  expect(said("trend")).toEqual(["CARRIED", "IMPROVING", "RECENT_TREND"]);
  expect(said("chart")).toEqual(["CARRIED", "WORSENING", "CONTROL_CHART"]);
  expect(all.get("k-trend")!.check.status.observations).toEqual(["14", "15", "16", "17", "18"].map((each) => `observation-k-${each}`));
});

test.each([["few", "TOO_FEW"], ["mixed", "PERIODS_IRREGULAR"], ["broken", "SERIES_BREAK"], ["one", "NOTHING_TO_COMPARE"], ["backwards", "PERIODS_OVERLAP"]])("nothing is told of a claim on figures that carry none: %s", async (id, reason) => {
  expect((await claims()).get(`k-${id}`)!.check).toMatchObject({ verdict: "NOT_TO_BE_TOLD", status: { code: "NOT_COMPUTED", notComputed: { reason } } });
});

test("of the claims of five documents one can be tested, and chance alone would do as much", async () => {
  const documents = [...(await claims())].filter(([id]) => !id.startsWith("k-"));
  const tested = documents.filter(([, { check }]) => check.verdict !== "NOT_TO_BE_TOLD");
  expect(tested.map(([id, { check }]) => [id, check.verdict, check.status.observations])).toEqual([["peterborough-ksi-2014", "NOT_CARRIED", ["observation-peterborough-ksi-2013", "observation-peterborough-ksi-2014"]]]);
  const reasons = Object.fromEntries(documents.map(([id, { check }]) => [id, check.status.notComputed?.reason]));
  expect(reasons).toMatchObject({
    "fenland-cctv-steady-reduction": "TOO_FEW",
    "peterborough-ksi-year-on-year": "QUALIFIED",
    "peterborough-overall-crime-before-2011": "QUALIFIED",
    "peterborough-iom-offending-during": "NO_METHOD",
    "fenland-sircs-membership": "NOTHING_TO_COMPARE",
    "fenland-asb-reported": "NOTHING_TO_COMPARE",
  });
});

test("every document claims something, each claim by its publisher, in its words; what has no figures says why", async () => {
  const documents = [...(await claims())].filter(([id]) => !id.startsWith("k-")).map(([, claim]) => claim);
  const rows = await hub.sql<{ document_id: string; n: number }>("select document_id, count(*)::int as n from indicators.direction_claim where known_to is null and document_id is not null group by 1 order by 1");
  expect(rows.map(({ document_id }) => document_id)).toEqual(["document-cambridgeshire-pcc-objectives-3-and-4", "document-fenland-delivery-plan-2014-15", "document-safer-peterborough-plan-2011-14", "document-safer-peterborough-plan-2016-17", "document-safer-plymouth-update"]);
  expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(documents.length);
  expect(documents.every(({ provenance }) => provenance.asPrinted.length > 5 && provenance.document.publisher)).toBe(true);
  const { data } = await hub.ask("{ directionClaims(first: 1000) { nodes { id figures { id } gaps { field } } } }");
  for (const { figures, gaps } of data.directionClaims.nodes as { figures: unknown[]; gaps: { field: string }[] }[]) expect(gaps.some(({ field }) => field === "figures")).toBe(figures.length === 0);
});

test("a claim whose subject is not said, or that is another's, is refused", async () => {
  const columns = "id,partnership,area,place,claim,direction,period,indicator,figures,document,section,as_printed,known_from";
  const none = await hub.importCsv("indicators/direction-claims", `${columns}\ndirection-claim-x,,,,Claimed,UP,,,,,,,\n`);
  expect(none.problems).toMatchObject([{ code: "MISSING_VALUE", column: "partnership" }]);
  const csv = `${columns}\ndirection-claim-x,partnership-plymouth,,,Claimed,UP,,,,,,,\n`;
  const answer = await hub.as(steward("pcc-area-cambridgeshire")).ask(`mutation($csv: String) { importIndicatorsFile(file: DIRECTION_CLAIMS, csv: $csv, idempotencyKey: "claims-of-plymouth") { written problems { code } } }`, { csv });
  expect(JSON.stringify(answer)).toContain("OUTSIDE_YOUR_REACH");
});
