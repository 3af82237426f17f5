/** Quarterly tables of recorded crime as the Home Office publishes them: under the headings of each edition, for the partnerships that the hub knows, all of it or nothing. */
import { Readable } from "node:stream";
import { asHub } from "../../kernel/authority/asking.js";
import type { PublicationDelivery, PublicationReport } from "../../kernel/files/publication.js";
import { openLog } from "../../kernel/process/log.js";
import { startHub, type TestHub } from "../support/hub.js";

const NEWEST = "Financial Year,Financial Quarter,Police Force,CSP Name,Offence Description,Offence Group,Offence Subgroup,Offence Code,Offence Count";
const EARLIER = "Financial Year,Financial Quarter,Force Name,CSP Name,Offence Description,Offence Group,Offence Subgroup,Offence Code,Number of Offences";
const BURGLARY = "Residential burglary,Theft offences,Residential burglary,28E";
const BICYCLES = "Bicycle theft,Theft offences,Bicycle theft,44";

const FENLAND = `2020/21,Q1,Cambridgeshire,Fenland,${BURGLARY},31`;
const PETERBOROUGH = `2020/21,Q1,Cambridgeshire,Peterborough,${BICYCLES},-1`;
const PLYMOUTH = `2020/21,Q2,Devon & Cornwall,Plymouth,${BURGLARY},12`;
const NEITHER = [`2020/21,Q1,Cambridgeshire,Unassigned,${BURGLARY},3`, `2020/21,Q1,Another Force,Elsewhere,${BURGLARY},7`];

let hub: TestHub;

beforeAll(async () => {
  hub = await startHub("documents");
});

afterAll(() => hub.close());

const tableOf = (header: string, ...rows: string[]): string => [header, ...rows, ""].join("\n");

function take(what: string, files: (string | Buffer)[], more: Partial<PublicationDelivery> = {}): Promise<PublicationReport> {
  const { database, subgraph } = hub.service("indicators");
  const each = files.map((content, i) => ({ name: `table ${i + 1}.csv`, bytes: Readable.from([Buffer.from(content)]) }));
  return subgraph.publications[what]!.take(database, each, { asking: asHub(), log: openLog("silent"), ...more });
}

const rowsHeld = (): Promise<{ n: string }[]> => hub.sql("select count(*) as n from indicators.observation");

describe("tables", () => {
  test("come in once their offences are indicators: those that the hub lacks are made of the tables themselves", async () => {
    const table = tableOf(NEWEST, FENLAND, PETERBOROUGH, PLYMOUTH, ...NEITHER);
    expect(await take("recorded-crime", [table])).toMatchObject({
      written: 0,
      problems: [
        { file: "table 1.csv", line: 2, column: "Offence Code", code: "UNKNOWN_REFERENCE", message: expect.stringContaining("indicator-recorded-offence-28e") },
        { line: 3, column: "Offence Code", code: "UNKNOWN_REFERENCE" },
      ],
    });
    expect(await take("recorded-offences", [table])).toMatchObject({ written: 2, unchanged: 0, refused: 0, counts: [{ what: "offences", records: 2 }] });
    expect(await take("recorded-offences", [table])).toMatchObject({ written: 0, unchanged: 2 });
    const { data } = await hub.ask(`{ indicator(id: "indicator-recorded-offence-28e") { name unit valueType frequency } }`);
    expect(data.indicator).toEqual({ name: "Recorded offences: Residential burglary (28E)", unit: "offences", valueType: "COUNT", frequency: "QUARTERLY" });
  });

  test("give an observation for each partnership that the hub knows; rows of others are counted and left, and a second time nothing changes", async () => {
    const table = tableOf(NEWEST, FENLAND, PETERBOROUGH, PLYMOUTH, ...NEITHER);
    const counts = [
      { what: "in a partnership", records: 3 },
      { what: "in no partnership of the hub", records: 1 },
      { what: "of a force that the hub does not know", records: 1 },
    ];
    expect(await take("recorded-crime", [table])).toMatchObject({ records: 5, counts, written: 3, unchanged: 0, refused: 0 });
    const { data, errors } = await hub.ask(`{ observations(where: { indicator: ["indicator-recorded-offence-28e", "indicator-recorded-offence-44"] }) { nodes { value period { label } partnership { name } area { name } extent } } }`);
    expect(errors).toBeUndefined();
    expect(data.observations.nodes).toEqual([
      { value: "31", period: { label: "Q1 2020/21" }, partnership: { name: "Fenland Community Safety Partnership" }, area: { name: "Fenland" }, extent: "LOCAL" },
      { value: "12", period: { label: "Q2 2020/21" }, partnership: { name: "Safer Plymouth" }, area: { name: "Plymouth" }, extent: "LOCAL" },
      // Records that were cancelled are taken off in the quarter in which they are.
      { value: "-1", period: { label: "Q1 2020/21" }, partnership: { name: "Safer Peterborough Partnership" }, area: { name: "Peterborough" }, extent: "LOCAL" },
    ]);
    expect(await take("recorded-crime", [table])).toMatchObject({ written: 0, unchanged: 3 });
  });

  test("of an earlier edition say the same under its own headings and numbers of quarters, and a revised count is a new version", async () => {
    const earlier = tableOf(EARLIER, FENLAND.replace("Q1", "1").replace("2020/21", "2020-21"));
    expect(await take("recorded-crime", [earlier])).toMatchObject({ written: 0, unchanged: 1 });
    expect(await take("recorded-crime", [tableOf(EARLIER, FENLAND.replace(",31", ",33"))])).toMatchObject({ written: 1, unchanged: 0 });
    expect(await hub.sql("select version, value::text from indicators.observation where id = 'observation-recorded-offence-28e-fenland-2020-04' order by version")).toEqual([
      { version: 1, value: "31" },
      { version: 2, value: "33" },
    ]);
  });

  test("with a heading that nobody knows yet come in where it is said what it stands for", async () => {
    const renamed = tableOf(NEWEST.replace("Offence Count", "Offences recorded"), FENLAND.replace(",31", ",33"));
    const { problems } = await take("recorded-crime", [renamed]);
    expect(problems.map(({ code, column }) => [code, column])).toEqual([
      ["UNKNOWN_COLUMN", "Offences recorded"],
      ["MISSING_COLUMN", "Offence Count"],
    ]);
    expect(problems[1]!.message).toContain('--heading "Offence Count=its heading"');
    expect(await take("recorded-crime", [renamed], { headings: { "Offence Count": "Offences recorded" } })).toMatchObject({ refused: 0, unchanged: 1 });
  });
});

describe("a table that cannot be right is refused with its line and heading, and nothing is written", () => {
  test.each<[string, string | Buffer, { code: string; line: number; column?: string }]>([
    ["with a quarter that is none", tableOf(NEWEST, FENLAND, FENLAND.replace("Q1", "Q5")), { line: 3, column: "Financial Quarter", code: "MALFORMED_PERIOD" }],
    ["with a year that is none", tableOf(EARLIER, FENLAND.replace("2020/21", "2020/22")), { line: 2, column: "Financial Year", code: "MALFORMED_PERIOD" }],
    ["with a count that is none", tableOf(EARLIER, FENLAND.replace(",31", ",3.1")), { line: 2, column: "Number of Offences", code: "MALFORMED_NUMBER" }],
    ["without an offence", tableOf(NEWEST, FENLAND.replace("28E", "")), { line: 2, column: "Offence Code", code: "MISSING_VALUE" }],
    ["that gives the same twice", tableOf(NEWEST, FENLAND, PETERBOROUGH, FENLAND), { line: 4, column: "Offence Code", code: "DUPLICATE_ROW" }],
    ["without the column of the partnership", tableOf(NEWEST.replace("CSP Name,", ""), "x"), { line: 1, column: "CSP Name", code: "MISSING_COLUMN" }],
    ["with a column of persons", tableOf(`${NEWEST},Victim name`, "x"), { line: 1, column: "Victim name", code: "UNKNOWN_COLUMN" }],
    ["with one column twice", tableOf(`${NEWEST},Number of Offences`, "x"), { line: 1, column: "Number of Offences", code: "DUPLICATE_COLUMN" }],
    ["cut in the middle", tableOf(NEWEST, PETERBOROUGH, FENLAND).slice(0, -25), { line: 3, code: "RAGGED_ROW" }],
    ["in two encodings", Buffer.concat([Buffer.from(tableOf(NEWEST, FENLAND)), Buffer.from("2020/21,Q1,Cambridgeshire,F\u00e9nland\n", "latin1")]), { line: 3, code: "NOT_UTF8" }],
    ["that is empty", "", { line: 1, code: "EMPTY_FILE" }],
    ["without a row", tableOf(NEWEST), { line: 1, code: "NO_RECORDS" }],
    ["of none of the hub's partnerships", tableOf(NEWEST, ...NEITHER), { line: 2, column: "Police Force", code: "FORCE_UNKNOWN" }],
  ])("%s", async (_, content, found) => {
    const before = await rowsHeld();
    // Nothing of a sound table that comes with it is written either.
    const beside = ["NO_RECORDS", "FORCE_UNKNOWN"].includes(found.code) ? [] : [tableOf(NEWEST, FENLAND.replace("2020/21", "2018/19"))];
    const report = await take("recorded-crime", [...beside, content]);
    expect(report.problems).toContainEqual(expect.objectContaining(found));
    expect(report).toMatchObject({ written: 0, unchanged: 0 });
    expect(await rowsHeld()).toEqual(before);
  });
});
