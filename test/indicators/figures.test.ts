/** The figures of the documents: that each is there, where it holds, how exact it is, and which survey it comes from. */
import { startHub, type TestHub } from "../support/hub.js";
import { steward } from "../support/people.js";

let hub: TestHub;
beforeAll(async () => void (hub = await startHub("documents")));
afterAll(() => hub.close());

interface Figure {
  value: string;
  qualifier: string;
  extent: string;
  place: string | null;
  numerator: string | null;
  denominator: string | null;
  area: { name: string; kind: string } | null;
  survey: { name: string | null } | null;
  gaps: { field: string; reason: string }[];
}

const FIGURE = "value qualifier extent place numerator denominator area { name kind } survey { name } gaps { field reason }";

async function figures(indicator: string): Promise<Figure[]> {
  const { data, errors } = await hub.ask(`query($id: ID!) { indicator(id: $id) { observations { nodes { ${FIGURE} } } } }`, { id: `indicator-${indicator}` });
  expect(errors).toBeUndefined();
  return data.indicator.observations.nodes as Figure[];
}

/** Every figure as a reader with the documents at hand would tick it off: partnership, value as exact as printed, phrase. */
const PRINTED: Record<string, [value: string, printed: string][]> = {
  "document-fenland-delivery-plan-2014-15": [
    ["EQ 364", "364"], ["EQ 67", "67%"], ["EQ 55", "55%"], ["EQ 11", "11%"], ["EQ 1", "1%"], ["EQ 32", "32%"], ["EQ 8", "8%"], ["EQ 24", "24%"], ["EQ 0.53", "3 people out of 565"],
    ["EQ 2", "July-2"], ["EQ 4", "Aug-4"], ["EQ 1", "Sep-1"], ["EQ 1", "Oct-1"], ["EQ 2", "Nov-2"], ["EQ 1", "Dec-1"], ["EQ 2", "Jan-2"], ["EQ 1", "Feb-1"], ["EQ 1", "Mar-1"],
    ["EQ 30", "30 people"], ["EQ 4", "4 individuals"], ["EQ 21", "21 identified"], ["EQ 81", "17 had"], ["EQ 71", "12 had"], ["EQ 3", "3 did not"], ["EQ 2", "2 did not"],
    ["EQ 1938", "1938"], ["EQ 152", "152 referrals"], ["EQ 2", "delivered - 2"], ["EQ 487", "487"], ["EQ 243", "243"], ["EQ 30", "30 enforcement"], ["EQ 6", "6 premises"], ["EQ 175", "175"],
    ["EQ 6", "6 cases"], ["EQ 10650", "10,650"], ["EQ 71", "71 cases"], ["EQ 39", "39 people"], ["EQ 2", "2 local farms"], ["EQ 2", "two parks"], ["EQ 8", "Q4 – 8"],
    ["EQ 215", "215"], ["EQ 15", "15 members"], ["EQ 4", "four market towns"], ["EQ 129", "129"], ["EQ 100", "100% engaged"], ["EQ 4", "4 priority"], ["EQ 6000", "6,000 returned cheques"],
    ["EQ 19", "19 casualties"], ["EQ 14", "14 collisions"], ["EQ 14", "14 casualties"], ["EQ 13", "13 collisions"], ["EQ 17", "17 casualties"], ["EQ 16", "16 collisions"], ["EQ 11", "11 casualties"], ["EQ 7", "7 collisions"], ["EQ 61", "61 KSI"],
    ["EQ 5", "5 senior schools"], ["EQ 25.26", "314 of 1243"], ["EQ 228", "228"], ["EQ 149", "149"], ["EQ 80", "80 sessions"], ["EQ 2", "twice a week"],
    ["EQ 85", "85%"], ["EQ 92", "12 out of 13"], ["EQ 91.67", "11 schools out of 12"], ["EQ 75", "3 out of 4"], ["APPROX 400", "400"], ["APPROX 170", "170"], ["EQ 260", "260"], ["EQ 200", "200"],
    ["EQ 8", "increase of 8"], ["EQ -21", "reduction of 21"], ["EQ 66.67", "two of the three"],
  ],
  "document-safer-peterborough-plan-2016-17": [
    ["APPROX 6", "6%"], ["EQ 53", "53"], ["EQ -40", "40%"], ["EQ -68", "68%"], ["EQ 6", "6 people were killed"], ["EQ 50", "50 were seriously injured"], ["EQ 88", "88 in 2013"], ["EQ 75", "fell to 75"], ["APPROX 64", "around 64"],
    ["APPROX 95", "95%"], ["GE 1000", "Over 1000"], ["EQ 1335", "1335"], ["APPROX 400", "nearly 400"], ["GE 1500", "over 1,500"], ["EQ 0", "no waiting list"], ["GE 6000", "over 6,000"], ["EQ 171", "171"],
    ["EQ 12", "12 detectives"], ["GE 600", "over 600"], ["EQ 0", "no significant community tensions"], ["GE 18", "over 18 brothels"], ["GE 55", "55 off street"], ["EQ 294", "294"], ["EQ 10", "10 male"], ["EQ 59", "59 offences"], ["EQ 15", "15 young"], ["GE 114", "over 114"],
  ],
  "document-safer-peterborough-plan-2011-14": [["LE -9", "over 9%"], ["LE -26", "over 26%"], ["LE -280", "in excess of 280"], ["APPROX 10", "around only 10%"], ["LE 50", "up to 50%"], ["APPROX 20", "approximately 20%"], ["EQ 9", "nine individual"], ["EQ 3", "three priorities"]],
  "document-safer-plymouth-update": [
    ["EQ 12", "12%"], ["EQ 52.7", "52.7%"], ["GE 800", "over 800"], ["EQ 72", "72"], ["GE 2000", "in excess of 2,000"], ["EQ 100", "100%"], ["LE 20", "below 20%"], ["EQ 90", "90%"], ["APPROX 500", "approx. 500"],
    ["EQ 33", "33%"], ["EQ 227", "227"], ["GE 30", "more than 30"], ["EQ 99", "99%"], ["EQ 120", "(120)"], ["APPROX 120", "approx. 120"], ["EQ 3", "3 SARCS"],
  ],
  "document-cambridgeshire-pcc-objectives-3-and-4": [["EQ 6", "six"], ["EQ 2", "two-centered"]],
};

test.each(Object.keys(PRINTED))("every figure of %s is an observation, as exact as printed", async (document) => {
  const { data } = await hub.ask("{ observations(first: 1000) { nodes { value qualifier provenance { asPrinted document { id } } } } }");
  const held = (data.observations.nodes as { value: string; qualifier: string; provenance: { asPrinted: string; document: { id: string } } }[]).filter(({ provenance }) => provenance.document.id === document);
  const left = held.map(({ value, qualifier, provenance }) => ({ value: `${qualifier} ${value}`, printed: provenance.asPrinted }));
  const missing: string[] = [];
  for (const [value, printed] of PRINTED[document]!) {
    const at = left.findIndex((each) => each.value === value && each.printed.includes(printed));
    if (at < 0) missing.push(`${value}: ${printed}`);
    else left.splice(at, 1);
  }
  expect(missing).toEqual([]);
  // What is left are sums of money that an indicator carries.
  expect(left.filter(({ printed }) => !printed.includes("£"))).toEqual([]);
});

test("figures of the whole nation are context, not the partnership's own", async () => {
  expect(await figures("road-deaths-per-day")).toEqual([expect.objectContaining({ value: "6", extent: "NATIONAL", area: { name: "United Kingdom", kind: "NATION" } })]);
  expect(await figures("prolific-offenders-share-of-crime")).toEqual([expect.objectContaining({ value: "50", qualifier: "LE", extent: "NATIONAL", area: null, gaps: expect.arrayContaining([expect.objectContaining({ field: "area", reason: "NOT_STATED" })]) })]);
  const { data } = await hub.ask(`{ partnership(id: "partnership-peterborough") {
    local: observations(first: 1000, where: { extent: [LOCAL] }) { nodes { indicator { id } } }
    all: observations(first: 1000) { totalCount }
    other: observations(where: { extent: [WIDER, NATIONAL, NOT_STATED] }) { totalCount }
  } }`);
  const { local, all, other } = data.partnership as { local: { nodes: { indicator: { id: string } }[] }; all: { totalCount: number }; other: { totalCount: number } };
  expect(local.nodes.map(({ indicator }) => indicator.id)).not.toContain("indicator-road-deaths-per-day");
  expect(other.totalCount).toBeGreaterThan(5);
  expect(local.nodes.length + other.totalCount).toBe(all.totalCount);
});

test("two surveys are two: Fenland's shares say which they come from and how many answered", async () => {
  const { data, errors } = await hub.ask(`{ partnership(id: "partnership-fenland") { surveys { nodes { name respondents method question observations { totalCount nodes { value denominator } gaps { reason } } } } } }`);
  expect(errors).toBeUndefined();
  const surveys = Object.fromEntries((data.partnership.surveys.nodes as { name: string }[]).map((survey) => [survey.name, survey]));
  expect(surveys["Online survey of Fenland residents"]).toMatchObject({ respondents: "364", method: "Online", observations: { totalCount: 8 } });
  expect(surveys["PIC Survey"]).toMatchObject({ respondents: "565", method: null, observations: { nodes: [{ value: "0.53", denominator: "565" }] } });
  expect(surveys["ASB community survey"]).toMatchObject({ respondents: null, observations: { totalCount: 0, gaps: [{ reason: "NOT_STATED" }] } });
  expect(await figures("modern-slavery-conference-satisfaction")).toEqual([
    expect.objectContaining({ value: "99", numerator: null, denominator: "120", survey: { name: "Evaluation questionnaires of the Modern Slavery conference" }, gaps: expect.arrayContaining([expect.objectContaining({ field: "numerator", reason: "NOT_STATED" })]) }),
  ]);
  expect(await figures("people-get-on-well")).toEqual([expect.objectContaining({ survey: { name: null } })]);
});

test("the matrix of vulnerable wards stands as printed: six types of crime, three wards each, and no rank", async () => {
  const { data, errors } = await hub.ask(`{ plan(id: "plan-peterborough-2011-14") { vulnerableWards { nodes { crimeType ward { name kind gssCode parent { name } } plan { title } provenance { asPrinted } } } } }`);
  expect(errors).toBeUndefined();
  const nodes: { crimeType: string; ward: { name: string } }[] = data.plan.vulnerableWards.nodes;
  const matrix = Object.fromEntries([...Map.groupBy(nodes, ({ crimeType }) => crimeType)].map(([type, cells]) => [type, cells.map(({ ward }) => ward.name).toSorted()]));
  expect(matrix).toEqual({
    "Alcohol related incidents": ["Central", "East", "Fletton"],
    "Anti social behaviour": ["Central", "East", "Orton Longueville"],
    "Domestic Abuse": ["Central", "East", "Orton Longueville"],
    "Serious Acquisitive Crime": ["Central", "East", "Paston"],
    "Total Crime": ["Central", "East", "Orton Longueville"],
    "Violent Crime": ["Central", "East", "Orton Longueville"],
  });
  for (const { ward } of nodes) expect(ward).toMatchObject({ kind: "WARD", gssCode: null, parent: { name: "Peterborough" } });
  const { data: asked } = await hub.ask(`{ area(id: "area-peterborough-paston") { vulnerableFor { nodes { crimeType } } } }`);
  expect(asked.area.vulnerableFor.nodes).toEqual([{ crimeType: "Serious Acquisitive Crime" }]);
});

test("a code is one that is confirmed, or a gap; and no area's population is held", async () => {
  const { data } = await hub.ask("{ areas(first: 1000) { nodes { name kind gssCode gaps { field reason } populations { totalCount gaps { reason } } } } }");
  const areas: { name: string; kind: string; gssCode: string | null; gaps: { field: string; reason: string }[]; populations: object }[] = data.areas.nodes;
  expect(Object.fromEntries(areas.flatMap(({ name, kind, gssCode }) => (gssCode ? [[`${kind} ${name}`, gssCode]] : [])))).toEqual({
    "FORCE_AREA Cambridgeshire": "E23000023",
    "FORCE_AREA Devon and Cornwall": "E23000035",
    "LOCAL_AUTHORITY Peterborough": "E06000031",
    "LOCAL_AUTHORITY Plymouth": "E06000026",
  });
  for (const { gssCode, gaps, populations } of areas) {
    if (!gssCode) expect(gaps).toContainEqual({ field: "gssCode", reason: "NOT_HELD" });
    expect(populations).toEqual({ totalCount: 0, gaps: [{ reason: "NOT_HELD" }] });
  }
});

test("a population that is imported stands under its area, counted whole and once for its day", async () => {
  const file = (...rows: string[]): string => ["id,area,kind,period,count,document,section,as_printed,known_from", ...rows, ""].join("\n");
  expect(await hub.importCsv("indicators/populations", file("population-made-up,area-plymouth,MID_YEAR_ESTIMATE,POINT 2019-06-30,1000,,Made up for this test,,2020-06-24"))).toMatchObject({ written: 1, problems: [] });
  const { data } = await hub.ask(`{ partnership(id: "partnership-plymouth") { areas { nodes { name populations { nodes { count kind period { label } } } } } } }`);
  expect(data.partnership.areas.nodes).toEqual([{ name: "Plymouth", populations: { nodes: [{ count: "1000", kind: "MID_YEAR_ESTIMATE", period: { label: "2019-06-30" } }] } }]);
  expect(await hub.importCsv("indicators/populations", file("population-half,area-plymouth,MID_YEAR_ESTIMATE,POINT 2018-06-30,10.5,,,,2020-06-24"))).toMatchObject({ problems: [{ code: "MALFORMED_NUMBER", column: "count" }] });
  expect(await hub.importCsv("indicators/populations", file("population-again,area-plymouth,MID_YEAR_ESTIMATE,POINT 2019-06-30,1001,,,,2020-06-24"))).toMatchObject({ problems: [{ code: "DUPLICATE_ROW" }] });
});

test("the Commissioner sets no target for recorded crime, and the partnership's own is still to be set", async () => {
  const { data } = await hub.ask(`{ targets(where: { indicator: ["indicator-overall-crime"] }) { nodes { kind changeNumber partnership { name } area { name kind } gaps { field reason } } } }`);
  expect(data.targets.nodes).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: "MONITOR_ONLY", partnership: null, area: { name: "Cambridgeshire", kind: "FORCE_AREA" } }),
      expect.objectContaining({ kind: "CHANGE_NUMBER", changeNumber: null, partnership: { name: "Safer Peterborough Partnership" }, gaps: expect.arrayContaining([{ field: "changeNumber", reason: "TO_BE_CONFIRMED" }]) }),
    ]),
  );
});

describe("a figure of no single partnership", () => {
  const file = (row: string): string =>
    `id,indicator,partnership,area,place,extent,period,reported_under,qualifier,value,numerator,denominator,base,survey,status,document,section,as_printed,known_from\n${row}\n`;
  const row = (partnership: string, area: string): string => `observation-made-up,indicator-overall-crime,${partnership},${area},,WIDER,MONTH 2019-08,MONTH 2019-08,EQ,1,,,,,FINAL,,,,2020-01-01`;

  test("needs an area", async () => {
    expect(await hub.importCsv("indicators/observations", file(row("", "")))).toMatchObject({ written: 0, problems: [{ code: "MISSING_VALUE", column: "partnership" }] });
  });

  test("is the hub's alone to bring in: a steward answers for partnerships", async () => {
    const asked = hub.as(steward("pcc-area-cambridgeshire"));
    const send = (csv: string): ReturnType<typeof asked.ask> =>
      asked.ask(`mutation($csv: String!) { importIndicatorsFile(file: OBSERVATIONS, csv: $csv, idempotencyKey: "figures-${csv.length}") { written problems { code } } }`, { csv });
    expect((await send(file(row("", "area-cambridgeshire-force")))).data.importIndicatorsFile).toEqual({ written: 0, problems: [{ code: "OUTSIDE_YOUR_REACH" }] });
    expect((await send(file(row("partnership-fenland", "area-fenland")))).data.importIndicatorsFile).toEqual({ written: 1, problems: [] });
  });
});

test("a file of the form without areas, extents and surveys still comes in, as local", async () => {
  const csv = "id,indicator,partnership,place,period,reported_under,qualifier,value,numerator,denominator,base,status,document,section,as_printed,known_from\nobservation-plain,indicator-overall-crime,partnership-plymouth,,MONTH 2019-08,MONTH 2019-08,EQ,1,,,,FINAL,,,,2020-01-01\n";
  expect(await hub.importCsv("indicators/observations", csv)).toMatchObject({ written: 1, problems: [] });
  const { data } = await hub.ask(`{ observation(id: "observation-plain") { extent area { id } survey { id } } }`);
  expect(data.observation).toEqual({ extent: "LOCAL", area: null, survey: null });
});

test("by value, observations stand in the order of numbers, to the last digit, and pages follow on", async () => {
  const row = (id: string, value: string): string => `observation-order-${id},indicator-sircs-members-added,partnership-fenland,Place ${id},MONTH 2001-02,FINANCIAL_YEAR 2000/01,EQ,${value},,,,FINAL,document-police-uk-cambridgeshire-2019-08,,,`;
  const values = { a: "9", b: "10", c: "-2", d: "100000000000000000.02", e: "100000000000000000.01", f: "9.50", g: "0" };
  const header = "id,indicator,partnership,place,period,reported_under,qualifier,value,numerator,denominator,base,status,document,section,as_printed,known_from";
  expect(await hub.importCsv("indicators/observations", [header, ...Object.entries(values).map(([id, value]) => row(id, value))].join("\n"))).toMatchObject({ problems: [] });
  const month = `from: "2001-02-01", to: "2001-02-28"`;
  const periods = [`period: { ${month} }`, `periodIs: { kind: MONTH, ${month} }, indicator: ["indicator-sircs-members-added"]`];
  for (const [direction, expected, period] of periods.flatMap((each) => [["ASC", ["c", "g", "a", "f", "b", "e", "d"], each], ["DESC", ["d", "e", "b", "f", "a", "g", "c"], each]] as const)) {
    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const { data, errors } = await hub.ask(`query($after: String) { observations(first: 3, after: $after, orderBy: { field: VALUE, direction: ${direction} }, where: { ${period} }) {
        nodes { id } pageInfo { hasNextPage endCursor }
      } }`, { after });
      expect(errors).toBeUndefined();
      seen.push(...(data.observations.nodes as { id: string }[]).map(({ id }) => id.slice("observation-order-".length)));
      if (!data.observations.pageInfo.hasNextPage) break;
      after = data.observations.pageInfo.endCursor as string;
    }
    expect(seen).toEqual(expected);
  }
});

test("one period is asked for by its kind and days, and the year around a month is another", async () => {
  const header = "id,indicator,partnership,place,period,reported_under,qualifier,value,numerator,denominator,base,status,document,section,as_printed,known_from";
  const row = (id: string, period: string): string => `observation-period-is-${id},indicator-sircs-members-added,partnership-fenland,,${period},FINANCIAL_YEAR 2002/03,EQ,1,,,,FINAL,document-police-uk-cambridgeshire-2019-08,,,`;
  const rows = [row("month", "MONTH 2003-02"), row("days", "CUSTOM 2003-02-01..2003-02-28"), row("year", "FINANCIAL_YEAR 2002/03")];
  expect(await hub.importCsv("indicators/observations", [header, ...rows].join("\n"))).toMatchObject({ problems: [] });
  const found = async (where: string): Promise<string[]> => {
    const { data, errors } = await hub.ask(`{ observations(where: { indicator: ["indicator-sircs-members-added"], ${where} }) { nodes { id } } }`);
    expect(errors).toBeUndefined();
    return (data.observations.nodes as { id: string }[]).map(({ id }) => id.slice("observation-period-is-".length)).sort();
  };
  const days = `from: "2003-02-01", to: "2003-02-28"`;
  expect(await found(`period: { ${days} }`)).toEqual(["days", "month", "year"]);
  expect(await found(`periodIs: { kind: MONTH, ${days} }`)).toEqual(["month"]);
  expect(await found(`periodIs: { kind: CUSTOM, ${days} }`)).toEqual(["days"]);
  expect(await found(`periodIs: { kind: FINANCIAL_YEAR, from: "2002-04-01", to: "2003-03-31" }`)).toEqual(["year"]);
});

test("a partnership as a whole is asked for apart from what is said of parts of it", async () => {
  const header = "id,indicator,partnership,place,period,reported_under,qualifier,value,numerator,denominator,base,status,service,cohort,dimension,document,section,as_printed,known_from";
  const line = (id: string, value: string, { place = "", service = "", cohort = "", dimension = "" }): string =>
    `observation-part-${id},indicator-people-dispersed,partnership-fenland,${place},MONTH 2020-05,MONTH 2020-05,EQ,${value},,,Reports,FINAL,${service},${cohort},${dimension},,,,`;
  const lines = [line("whole", "50", {}), line("sex", "80", { dimension: "sex=female" }), line("ward", "90", { place: "Waterlees" }), line("cohort", "95", { cohort: "Repeat victims" }), line("service", "97", { service: "service-fenland-rogue-landlord-programme" })];
  expect(await hub.importCsv("indicators/observations", `${header}\n${lines.join("\n")}\n`)).toMatchObject({ written: 5, problems: [] });
  const asked = async (whole: boolean | null): Promise<string[]> => {
    const { data, errors } = await hub.ask(
      `query($whole: Boolean) { observations(where: { indicator: ["indicator-people-dispersed"], whole: $whole, periodIs: { kind: MONTH, from: "2020-05-01", to: "2020-05-31" } }, orderBy: { field: VALUE }) { nodes { value } } }`,
      { whole },
    );
    expect(errors).toBeUndefined();
    return (data.observations.nodes as { value: string }[]).map(({ value }) => value);
  };
  expect([await asked(true), await asked(false), await asked(null)]).toEqual([["50"], ["80", "90", "95", "97"], ["50", "80", "90", "95", "97"]]);
});
