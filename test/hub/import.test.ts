import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { importColumns } from "../../kernel/files/import-declaration.js";
import { importFile } from "../../kernel/files/importer.js";
import { loadData } from "../../kernel/files/load-data.js";
import { asHub } from "../../kernel/authority/asking.js";
import { openLog } from "../../kernel/process/log.js";
import { startHub, type TestHub } from "../support/hub.js";

let hub: TestHub;

const FUNDS = "id,name,funder,purpose,document,section,as_printed,known_from";
const AWARDS = "id,fund,partnership,recipient,awarded,annual_amounts,purpose,document,section,as_printed,known_from";
const FUND = "fund-a,A fund,organisation-a,?NOT_STATED: The leaflet gives no purpose.,document-a,1,£1,2016-08-31";
const AWARD = "award-a,fund-a,partnership-a,,132339.00,2015/16 132339.00,Youth work,document-a,2,\"£132,339\",2016-08-31";
const file = (header: string, ...rows: string[]): string => [header, ...rows, ""].join("\n");
const count = async (table: string): Promise<number> => Number((await hub.sql<{ n: string }>(`select count(*) as n from ${table}`))[0]!.n);

describe("a file", () => {
  beforeEach(async () => void (hub = await startHub("empty")));
  afterEach(() => hub.close());

  test("a file's rows are read, written and told; the same file again changes nothing and says so", async () => {
    expect(await hub.importCsv("grants/funds", file(FUNDS, FUND))).toMatchObject({ read: 1, written: 1, unchanged: 0, refused: 0, problems: [] });
    expect(await hub.importCsv("grants/funds", file(FUNDS, FUND))).toMatchObject({ read: 1, written: 0, unchanged: 1, refused: 0, problems: [] });
    expect(await count("grants.fund")).toBe(1);
  });

  test("a row that says something new becomes a version beside the old one", async () => {
    await hub.importCsv("grants/funds", file(FUNDS, FUND));
    const report = await hub.importCsv("grants/funds", file(FUNDS, FUND.replace("A fund", "Another name")));
    expect(report).toMatchObject({ written: 1, unchanged: 0 });
    expect(await hub.sql("select name, known_to is null as current from grants.fund order by known_from")).toEqual([
      { name: "A fund", current: false },
      { name: "Another name", current: true },
    ]);
  });

  test("a gap written in a cell is shown with its reason and source; an empty cell is a gap too", async () => {
    await hub.importCsv("grants/funds", file(FUNDS, FUND));
    await hub.importCsv("grants/awards", file(AWARDS, AWARD));
    const { data } = await hub.ask(`{ fund(id: "fund-a") { purpose gaps { field reason explanation provenance { section document { id } } } } award(id: "award-a") { recipient { id } gaps { field reason } } }`);
    expect(data.fund).toEqual({
      purpose: null,
      gaps: [{ field: "purpose", reason: "NOT_STATED", explanation: "The leaflet gives no purpose.", provenance: { section: "1", document: { id: "document-a" } } }],
    });
    expect(data.award).toEqual({ recipient: null, gaps: [{ field: "recipient", reason: "NOT_STATED" }] });
  });

  test("a file with one bad row writes nothing, and each problem is told by line, column and reason", async () => {
    await hub.importCsv("grants/funds", file(FUNDS, FUND));
    const report = await hub.importCsv(
      "grants/awards",
      file(
        AWARDS,
        AWARD,
        "award-b,fund-a,partnership-a,,1.5,2015/16 1.50,,,,,2016-08-31",
        "award-c,fund-a,partnership-a,,1.50,2015/17 1.50,,,,,2016-08-31",
        "award-d,fund-a,partnership-a,,3.00,2015/16 1.50; 2016/17 1.49,,,,,2016-08-31",
        "award-e,fund-a,partnership-a,,3.00,2015/16 1.50; 2015-16 1.50,,,,,2016-08-31",
        "Award F,fund-a,partnership-a,,1.00,2015/16 1.00,,,,,2016-02-31",
        "award-g,fund-a,partnership-a,,,2015/16 1.00,?BECAUSE: no such reason,,,,",
      ),
    );
    expect(report).toMatchObject({ read: 7, written: 0, unchanged: 0, refused: 6 });
    expect(report.problems.map(({ line, column, code }) => [line, column, code])).toEqual([
      [3, "awarded", "MALFORMED_MONEY"],
      [4, "annual_amounts", "MALFORMED_FINANCIAL_YEAR"],
      [5, "annual_amounts", "AMOUNTS_DO_NOT_SUM"],
      [6, "annual_amounts", "PERIODS_OVERLAP"],
      [7, "id", "MALFORMED_ID"],
      [7, "known_from", "MALFORMED_DATE"],
      [8, "awarded", "MISSING_VALUE"],
      [8, "purpose", "MALFORMED_GAP"],
    ]);
    expect(await count("grants.award")).toBe(0);
  });

  test("a reference to what the hub does not know is refused by its line; one to a row of the same file is not", async () => {
    const report = await hub.importCsv("grants/awards", file(AWARDS, AWARD));
    expect(report.problems).toEqual([expect.objectContaining({ line: 2, column: "fund", code: "UNKNOWN_REFERENCE" })]);
    const PRIORITIES = "id,plan,number,word,title,topics,continues,summary,document,section,as_printed,known_from";
    await hub.importCsv("plans/pcc-areas", "id,name,gss_code,document,section,as_printed,known_from\npcc-area-a,A,,,,,\n");
    await hub.importCsv("plans/partnerships", "id,name,place,pcc_area,gss_code,document,section,as_printed,known_from\npartnership-a,A,A,pcc-area-a,,,,,\n");
    await hub.importCsv("plans/plans", "id,partnership,title,period,vision,document,section,as_printed,known_from\nplan-a,partnership-a,A,FINANCIAL_YEAR 2015/16,,,,,\n");
    await hub.importCsv("plans/topics", "id,name,description,document,section,as_printed,known_from\ntopic-alcohol,Alcohol,Harm,,,,\ntopic-drugs,Drugs,Harm,,,,\n");
    const row = (id: string, number: number, continues: string): string => `priority-${id},plan-a,${number},THEME,T,topic-alcohol; topic-drugs,${continues},,,,,`;
    expect(await hub.importCsv("plans/priorities", file(PRIORITIES, row("b", 2, "priority-a"), row("a", 1, "")))).toMatchObject({ written: 2, problems: [] });
    const unknown = await hub.importCsv("plans/priorities", file(PRIORITIES, row("c", 3, "").replace("topic-drugs", "topic-nowhere")));
    expect(unknown.problems).toEqual([expect.objectContaining({ line: 2, column: "topics", code: "UNKNOWN_REFERENCE", message: expect.stringContaining("topic-nowhere") as string })]);
  });

  test("the same id twice, or the same thing under two ids, is refused", async () => {
    const twice = await hub.importCsv("grants/funds", file(FUNDS, FUND, FUND.replace("A fund", "B fund")));
    expect(twice.problems).toEqual([expect.objectContaining({ line: 3, column: "id", code: "DUPLICATE_ROW" })]);
    const OBJECTIVES = "id,pcc_area,number,title,summary,document,section,as_printed,known_from";
    await hub.importCsv("plans/pcc-areas", "id,name,gss_code,document,section,as_printed,known_from\npcc-area-a,A,,,,,\n");
    await hub.importCsv("plans/pcc-objectives", file(OBJECTIVES, "pcc-objective-a-1,pcc-area-a,1,One,,,,,"));
    const same = await hub.importCsv("plans/pcc-objectives", file(OBJECTIVES, "pcc-objective-b-1,pcc-area-a,1,Uno,,,,,"));
    expect(same.problems).toEqual([expect.objectContaining({ line: 2, column: "pcc_area", code: "DUPLICATE_ROW" })]);
    expect([await count("grants.fund"), await count("plans.pcc_objective")]).toEqual([0, 1]);
  });

  test("a file with a byte order mark, Windows line ends and lines within cells is read, and its lines are counted as an editor does", async () => {
    const csv = `\ufeff${FUNDS}\r\nfund-a,"A fund\r\nof two lines",organisation-a,,,,,\r\nfund-b,B,nobody,,,,,\r\n`;
    const report = await hub.importCsv("grants/funds", csv);
    expect(report.problems).toEqual([expect.objectContaining({ line: 4, column: "funder", code: "MALFORMED_ID" })]);
  });

  test("a figure with its sign is no formula, in a column of text or of numbers", async () => {
    expect(await hub.importCsv("grants/funds", file(FUNDS, FUND.replace("£1", "-2.5%"), FUND.replace("fund-a", "fund-b").replace("£1", "+ £1000 a year")))).toMatchObject({ written: 2, problems: [] });
    const INDICATORS = "id,name,definition,unit,value_type,polarity,document,section,as_printed,known_from";
    await hub.importCsv("indicators/indicators", file(INDICATORS, "indicator-a,A,,percent,CHANGE_PERCENT,NOT_STATED,,,,"));
    const OBSERVATIONS = "id,indicator,partnership,place,period,reported_under,qualifier,value,numerator,denominator,base,status,document,section,as_printed,known_from";
    const report = await hub.importCsv("indicators/observations", file(OBSERVATIONS, "observation-a,indicator-a,partnership-a,,FINANCIAL_YEAR 2015/16,FINANCIAL_YEAR 2015/16,EQ,-2.5,,,,FINAL,,,-2.5%,"));
    expect(report).toMatchObject({ written: 1, problems: [] });
  });

  test("why a fact is missing is judged as text is", async () => {
    for (const explanation of ["=1+1", "  @SUM(A1)", "+A1", "-A1"]) {
      const report = await hub.importCsv("grants/funds", file(FUNDS, `fund-a,A fund,organisation-a,?NOT_STATED: ${explanation},,,,2016-08-31`));
      expect(report.problems.map(({ line, column, code }) => [line, column, code])).toEqual([[2, "purpose", "FORMULA_CELL"]]);
    }
    expect(await count("grants.fund")).toBe(0);
  });

  test("the empty rows that a spreadsheet leaves are passed over", async () => {
    const report = await hub.importCsv("grants/funds", file(FUNDS, FUND, ",,,,,,,", " , ,,,,,,"));
    expect(report).toMatchObject({ read: 1, written: 1, refused: 0 });
  });

  test("an award for a partnership that the hub does not know answers a refusal where the partnership is asked for", async () => {
    await hub.importCsv("grants/funds", file(FUNDS, FUND));
    await hub.importCsv("grants/awards", file(AWARDS, AWARD.replace("partnership-a", "partnership-plymuoth")));
    const { data, errors } = await hub.ask("{ awards { nodes { id awarded { pounds } partnership { name } } } }");
    expect(data.awards.nodes).toEqual([{ id: "award-a", awarded: { pounds: "132339.00" }, partnership: null }]);
    expect(errors).toEqual([expect.objectContaining({ path: ["awards", "nodes", 0, "partnership", "name"], extensions: expect.objectContaining({ code: "THING_UNKNOWN" }) as object })]);
  });

  test("a file sent again after a newer one says nothing new, and an older source cannot replace newer knowledge", async () => {
    const from2020 = FUND.replace("A fund", "Name of 2020").replace("2016-08-31", "2020-01-01");
    const from2021 = FUND.replace("A fund", "Name of 2021").replace("2016-08-31", "2021-01-01");
    await hub.importCsv("grants/funds", file(FUNDS, from2020));
    await hub.importCsv("grants/funds", file(FUNDS, from2021));
    expect(await hub.importCsv("grants/funds", file(FUNDS, from2020))).toMatchObject({ written: 0, unchanged: 1, problems: [] });
    const older = await hub.importCsv("grants/funds", file(FUNDS, FUND));
    expect(older.problems).toEqual([expect.objectContaining({ line: 2, column: "known_from", code: "OLDER_THAN_KNOWN" })]);
    expect((await hub.ask(`{ fund(id: "fund-a") { name } }`)).data.fund.name).toBe("Name of 2021");
  });

  test("shipped data are loaded once: what users corrected since stays corrected", async () => {
    const dir = mkdtempSync(path.join(tmpdir(), "hub-shipped-"));
    try {
      mkdirSync(`${dir}/grants`);
      for (const [name, declaration] of Object.entries(hub.service("grants").subgraph.imports)) {
        writeFileSync(`${dir}/grants/${name}.csv`, `${Object.keys(importColumns(declaration)).join(",")}\n`);
      }
      writeFileSync(`${dir}/grants/funds.csv`, file(FUNDS, FUND));
      writeFileSync(`${dir}/grants/awards.csv`, file(AWARDS, AWARD));
      await loadData(hub.service("grants"), dir, openLog("silent"));
      await hub.importCsv("grants/funds", file(FUNDS, FUND.replace("A fund", "Corrected")));
      writeFileSync(`${dir}/grants/funds.csv`, `${file(FUNDS, FUND)}\n`);
      await loadData(hub.service("grants"), dir, openLog("silent"));
      expect((await hub.ask(`{ fund(id: "fund-a") { name } }`)).data.fund.name).toBe("Corrected");
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  test("a long import says from time to time how far it has come", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "hub-progress-"));
    try {
      const fd = openSync(`${folder}/log`, "w");
      const { database, subgraph } = hub.service("grants");
      async function* slowly(): AsyncGenerator<Buffer> {
        yield Buffer.from(`${FUNDS}\n`);
        for (const id of ["a", "b", "c"]) {
          yield Buffer.from(`fund-${id},Fund,organisation-a,,,,,\n`);
          await new Promise((resolve) => setTimeout(resolve, 1_200));
        }
      }
      const report = await importFile(database, subgraph.imports["funds"]!, Readable.from(slowly()), { fileName: "slow.csv", asking: asHub(), log: openLog("info", fd) });
      expect(report.written).toBe(3);
      expect(readFileSync(`${folder}/log`, "utf8")).toMatch(/"file":"slow.csv","rows":\d+,"msg":"importing"/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("two imports of the same file at once leave each row once", async () => {
    const reports = await Promise.all([1, 2, 3].map(() => hub.importCsv("grants/funds", file(FUNDS, FUND))));
    expect(reports.map(({ written }) => written).sort()).toEqual([0, 0, 1]);
    expect(await count("grants.fund")).toBe(1);
  });

  test("10,000 rows come in by one import", async () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => `fund-n${i},Fund ${i},organisation-a,,,,,`);
    expect(await hub.importCsv("grants/funds", file(FUNDS, ...rows))).toMatchObject({ read: 10_000, written: 10_000 });
    expect((await hub.ask("{ funds { totalCount } }")).data.funds.totalCount).toBe(10_000);
  });
});

describe("a file that cannot be read as it should", () => {
    let untouched: TestHub;
    beforeAll(async () => void (untouched = await startHub("empty")));
    afterAll(() => untouched.close());

  test.each<[string, string | Buffer, string, number, string | null]>([
    ["lacks a column", "id,name,funder,document,section,as_printed,known_from\n", "MISSING_COLUMN", 1, "purpose"],
    ["has a column that is not declared", `${FUNDS},colour\n`, "UNKNOWN_COLUMN", 1, "colour"],
    ["has a column twice", `${FUNDS},name\n`, "DUPLICATE_COLUMN", 1, "name"],
    ["would name a person", `${FUNDS},officer_name\n`, "PERSON_NAMED", 1, "officer_name"],
    ["would name a contact", `${FUNDS},contact_name\n`, "PERSON_NAMED", 1, "contact_name"],
    ...["first_name", "Surname", "DOB", "date_of_birth", "email", "E-mail", "home phone", "nhs_number", "address", "post code", "witness_names"].map(
      (name): [string, string, string, number, string] => [`would tell of a person by "${name}"`, `${FUNDS},${name}\n`, "PERSON_NAMED", 1, name],
    ),
    ["has a column by the name of a thing of the language", `${FUNDS},constructor\n`, "UNKNOWN_COLUMN", 1, "constructor"],
    ["would be known only from a day to come", `${FUNDS}\nfund-a,A,organisation-a,,,,,2999-01-01\n`, "KNOWN_AHEAD", 2, "known_from"],
    ["is empty", "", "EMPTY_FILE", 1, null],
    ["is separated by semicolons", "id;name;funder\n", "UNKNOWN_COLUMN", 1, "id;name;funder"],
    ["is separated by tabs", `${FUNDS.replaceAll(",", "\t")}\n`, "UNKNOWN_COLUMN", 1, FUNDS.replaceAll(",", "\t")],
    ["is a workbook", Buffer.from("PK\u0003\u0004whatever", "latin1"), "FORMAT_ASTRAY", 1, null],
    ["is JSON", `[{"id": "fund-a"}]`, "FORMAT_ASTRAY", 1, null],
    ...["=HYPERLINK(1)", "+1+cmd|' /C calc'!A0", "-cmd", "@SUM(1)"].map(
      (text): [string, string, string, number, string] => [`has the text "${text}" that a spreadsheet would act on`, `${FUNDS}\nfund-a,${text},organisation-a,,,,,\n`, "FORMULA_CELL", 2, "name"],
    ),
    ["has a row with a cell too few", `${FUNDS}\n${FUND}\nfund-b,B\n`, "RAGGED_ROW", 3, null],
    ["has a row with a cell too many", `${FUNDS}\n${FUND},more\n`, "RAGGED_ROW", 2, null],
    ["has a quote that is not closed", `${FUNDS}\n"fund-a,A fund\n`, "MALFORMED_CSV", 2, null],
    ["is not UTF-8", Buffer.concat([Buffer.from(`${FUNDS}\nfund-a,`), Buffer.from([0xa3]), Buffer.from(" fund,organisation-a,,,,,\n")]), "NOT_UTF8", 2, null],
    ["is UTF-16", Buffer.from(`\ufeff${FUNDS}\n${FUND}\n`, "utf16le"), "NOT_UTF8", 1, null],
    ["is cut in the middle of a letter", Buffer.concat([Buffer.from(`${FUNDS}\nfund-a,`), Buffer.from([0xc2])]), "NOT_UTF8", 2, null],
    ["goes wrong early and is long", `${FUNDS}\nfund-a,"A"fund,organisation-a,,,,,\n${"fund-b,B,organisation-a,,,,,\n".repeat(20_000)}`, "MALFORMED_CSV", 2, null],
    ["has a name that no list could be sorted by", `${FUNDS}\nfund-a,${"x".repeat(5_000)},organisation-a,,,,,\n`, "NAME_TOO_LONG", 2, "name"],
    ["is known from a day that no calendar here has", `${FUNDS}\nfund-a,A,organisation-a,,,,,0000-01-01\n`, "MALFORMED_DATE", 2, "known_from"],
    ["has a cell of two million letters", `${FUNDS}\nfund-a,${"x".repeat(2_000_000)},organisation-a,,,,,\n`, "CELL_TOO_LONG", 2, null],
  ])("and %s is refused, and nothing is written", async (_, csv, code, line, column) => {
    const report = await untouched.importCsv("grants/funds", csv);
    expect(report.written).toBe(0);
    expect(report.problems).toContainEqual(expect.objectContaining({ code, line, column }));
    expect(await untouched.sql("select from grants.fund")).toEqual([]);
  });
});
