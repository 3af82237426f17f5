/** The tables: what the classes of the nouns expect is what the migrations made, and the database itself keeps history. */
import type { EntityMetadata, EntityProperty } from "@mikro-orm/core";
import { services } from "../../services/index.js";
import { startHub, type TestHub } from "../support/hub.js";

interface Column {
  name: string;
  type: string;
  nullable: boolean;
  generated: boolean;
}

let empty: TestHub;
let hub: TestHub;

beforeAll(async () => {
  [empty, hub] = await Promise.all([startHub("empty"), startHub("documents")]);
  // No document gives these: the shipped files have no rows.
  const rows: Record<string, string> = {
    "series-breaks": "id,indicator,partnership,area,on_day,reason\nseries-break-a,indicator-overall-crime,,,2014-04-01,A new recording rule",
    expectations: "id,indicator,partnership,period,due_on\nexpectation-a,indicator-overall-crime,partnership-fenland,FINANCIAL_YEAR 2014/15,2015-04-30",
    "comparator-groups": "id,name,method,partnerships,valid_from,valid_to\ncomparator-group-a,Alike,By size,partnership-fenland;partnership-plymouth,2014-04-01,",
    "area-successions": "id,kind,predecessor,successor,on_day\narea-succession-a,RENAMED,area-peterborough,area-fenland,2014-04-01",
    "area-partnerships": "id,area,partnership,valid_from,valid_to\narea-partnership-a,area-fenland,partnership-fenland,1998-07-31,",
  };
  for (const [name, text] of Object.entries(rows)) {
    const [header, row] = text.split("\n");
    expect(await hub.importCsv(`indicators/${name}`, `${header},document,section,as_printed,known_from\n${row},,,,2020-01-01\n`)).toMatchObject({ written: 1, problems: [] });
  }
  // No document tells of returns: the shipped files have no rows.
  const known = "FINANCIAL_QUARTER 2017/18 Q1";
  await hub.importCsv("grants/profile-lines", `id,award,allocation,period,planned,document,section,as_printed,known_from\nprofile-line-1,award-plymouth-2017-19,,${known},1.00,,,,\n`);
  await hub.importCsv("grants/return-expectations", `id,award,allocation,kind,period,due_on,document,section,as_printed,known_from\nreturn-expectation-1,award-plymouth-2017-19,,SPEND,${known},2017-07-31,,,,\n`);
  await hub.importCsv("grants/spend-returns", `id,award,allocation,period,spend,forecast,variance_reason,received_on,final,document,section,as_printed,known_from\nspend-return-1,award-plymouth-2017-19,,${known},1.00,,,2017-07-30,NO,,,,\n`);
  await hub.importCsv("indicators/populations", "id,area,kind,period,count,document,section,as_printed,known_from\npopulation-peterborough,area-peterborough,CENSUS,POINT 2011-03-27,1,,,,2012-07-16\n");
  await hub.importCsv("grants/published-grants", `id,pcc_area,identifier,title,description,currency,amount,award_date,funder_org_id,funder_name,recipient_org_id,recipient_name,recipient_type,programme_code,programme_title,planned_start,planned_end,regrant_type,other,document,section,as_printed,known_from\npublished-grant-one,,360G-example-1,Beds,Beds in winter,GBP,1.00,2019-06-30,GB-CHC-1,Trust,GB-COH-1,Shelter,,,,,,,,,,,2019-07-01\n`);
  // Nor of what was set aside of an award, claimed and paid.
  const [fund, tail] = ["fund-cambridgeshire-pcc-safer-peterborough", ",document,section,as_printed,known_from\n"];
  const ledger: Record<string, string> = {
    "over-allocations": `id,award,year,excess,reason,approved_on${tail}over-allocation-1,award-peterborough-2015-16,2015/16,1.00,Late,2016-01-01`,
    allocations: `id,award,year,amount,service,recipient,parent,purpose,attributed_level,attributed_to${tail}allocation-1,award-peterborough-2015-16,2015/16,10.00,,,,,ACTION,action-a 50.00; action-b 50.00`,
    "service-fundings": `id,service,year,total,shares${tail}service-funding-1,service-plymouth-treatment,2016/17,1.00,${fund} 100.00`,
    claims: `id,award,allocation,period,amount,state,on,reason,purpose${tail}claim-1,award-peterborough-2015-16,allocation-1,,1.00,SUBMITTED,2016-01-01,,`,
    "ledger-entries": `id,award,kind,from,to,amount,on,claim,corrects,note${tail}ledger-entry-1,award-peterborough-2015-16,PAYMENT,${fund},award-peterborough-2015-16,1.00,2016-01-01,,,`,
  };
  for (const [name, text] of Object.entries(ledger)) expect(await hub.importCsv(`grants/${name}`, `${text},,,,\n`)).toMatchObject({ written: 1, problems: [] });
  // Nor does one tell of an application or an agreement.
  const granted = ",document-safer-peterborough-plan-2016-17,,,2016-08-31\n";
  const ends = ",document,section,as_printed,known_from\n";
  const [award, amounts] = ["award-peterborough-2015-16", "2015/16 132339.00"];
  await hub.importCsv("grants/applications", `id,fund,partnership,applicant,purpose,requested,annual_amounts,state,state_on,reason,award${ends}application-peterborough,fund-cambridgeshire-pcc-safer-peterborough,partnership-peterborough,,,132339.00,${amounts},AWARDED,2015-03-01,,${award}${granted}`);
  await hub.importCsv("grants/agreements", `id,award,state,state_on,reasons,without_conditions,agreed_on,published_on,note,clawback${ends}agreement-peterborough,${award},ACTIVE,2015-04-01,,,,,,${granted}`);
  await hub.importCsv("grants/conditions", `id,award,number,text,due_on,evidence,met_on,waived_on,reason${ends}condition-peterborough,${award},1,Report each quarter.,,,,,${granted}`);
  await hub.importCsv("grants/variations", `id,award,number,reason,varied_on,before_amounts,after_amounts${ends}variation-peterborough,${award},1,,2015-10-01,2015/16 1.00,${amounts}${granted}`);
});

afterAll(() => Promise.all([empty.close(), hub.close()]));

/** Every table of a fact, in every service. */
const tables = services.flatMap((service) => [...service.nouns, service.notedGaps].map((noun) => ({ service: service.name, noun })));

/** What MikroORM knows of a noun. */
function knownOf(noun: (typeof tables)[number]["noun"], service: string): EntityMetadata {
  return empty.service(service).database.orm.getMetadata().get(noun as never);
}

/** The columns that a noun's class expects. A value object in a column that may be null has parts that may be. */
async function expected(meta: EntityMetadata): Promise<Column[]> {
  const properties: EntityProperty[] = meta.props.filter((property) => property.kind !== "embedded" && property.persist !== false);
  const types = properties.map((property) => property.columnTypes[0]!.replace(/\(.*\)/, ""));
  const [row] = await empty.sql<{ types: string[] }>(`select array_agg(type::regtype::text order by n) as types from unnest($1::text[]) with ordinality as given(type, n)`, [types]);
  return properties.map((property, i) => ({
    name: property.fieldNames[0]!,
    type: row!.types[i]!,
    nullable: Boolean(property.nullable),
    generated: Boolean(property.generated),
  }));
}

/** The columns that the table has. */
function found(at: TestHub, schema: string, table: string): Promise<Column[]> {
  return at.sql<Column>(
    `select column_name as name, (udt_schema || '.' || quote_ident(udt_name))::regtype::text as type,
        is_nullable = 'YES' as nullable, is_generated = 'ALWAYS' as generated
      from information_schema.columns where table_schema = $1 and table_name = $2 order by ordinal_position`,
    [schema, table],
  );
}

/** The name of the refusal that PostgreSQL gives a statement; null where it takes it. */
async function refusal(statement: string, values: unknown[] = []): Promise<{ code: string; message: string } | null> {
  try {
    await hub.sql(statement, values);
    return null;
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return { code, message };
  }
}

const byName = (columns: Column[]): Column[] => columns.toSorted((a, b) => (a.name < b.name ? -1 : 1));

test("every table of a migrated database belongs to a noun, or to the hub's own book-keeping", async () => {
  const made = await empty.sql<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables where table_schema = any($1) order by 1`,
    [services.map(({ name }) => name)],
  );
  const own = ["loaded_file", "migration", "audit_entry", "audit_head", "outbox", "partnership_area", "projection", "write_request"];
  const keeping = [...services.flatMap(({ name }) => own.map((table) => `${name}.${table}`)), ...services.map(({ name }) => `${name}.${name}_facts`), "plans.awarded", "plans.attributable", "grants.attributable", "grants.organisation_told", "grants.funded", "plans.funded", "indicators.service_output", "grants.service_output", "plans.indexed_fact", "plans.indexed_words", "indicators.suppression"];
  const nouns = tables.map(({ service, noun }) => `${service}.${knownOf(noun, service).tableName}`);
  expect(made.map(({ name }) => name)).toEqual([...keeping, ...nouns].toSorted());
});

describe.each(tables.map(({ service, noun }) => ({ service, noun, name: noun.name })))("$service: $name", ({ service, noun }) => {
  const place = (): string => `${service}.${knownOf(noun, service).tableName}`;

  /** The id of a row that is current, by which it is found again. */
  async function currentId(): Promise<string> {
    const [row] = await hub.sql<{ id: string }>(`select id from ${place()} where known_to is null order by id desc limit 1`);
    return row!.id;
  }

  test("its columns are those that its class expects: name, type, whether null is allowed, whether computed", async () => {
    const meta = knownOf(noun, service);
    expect(byName(await found(empty, service, meta.tableName))).toEqual(byName(await expected(meta)));
  });

  test("whoever says something of one of its rows from outside is told whose it is", async () => {
    if (noun.name === "NotedGap") return; // nothing is said of what is itself said of another
    const wrong = await hub.sql(`select id, of_partnership, ${service}.owner_of(id) as owner from ${place()} where known_to is null and of_partnership is distinct from ${service}.owner_of(id)`);
    expect(wrong).toEqual([]);
  });

  test("no column of a version can be overwritten", async () => {
    const id = await currentId();
    const [before] = await hub.sql<{ row: object }>(`select to_jsonb(t) as row from ${place()} t where id = $1`, [id]);
    // A value of the column's type that no row of the documents holds.
    const other: Record<string, string> = {
      text: "'overwritten'",
      "text[]": "'{OVERWRITTEN}'",
      jsonb: `'[{"overwritten": true}]'`,
      date: "'1900-01-01'",
      "timestamp with time zone": "'1900-01-01T00:00:00Z'",
      integer: "987654",
      bigint: "987654",
      numeric: "0.125",
      boolean: "true",
      "bigint[]": "'{987654}'",
      "numeric[]": "'{0.125}'",
    };
    const columns = (await found(hub, service, knownOf(noun, service).tableName)).filter(({ name, generated }) => name !== "known_to" && !generated);
    const taken: string[] = [];
    for (const { name, type } of columns) {
      const refused = await refusal(`update ${place()} set ${name} = ${other[type]} where id = $1`, [id]);
      // These are held to their codes, and an end to its beginning, by a check that speaks before the history does.
      const held = /_currency$|^visibility$/.test(name) || (name === "valid_to" && refused?.code === "23514");
      const sound = held ? refused?.code === "23514" : /^history is never overwritten/.test(refused?.message ?? "");
      if (!sound) taken.push(`${name}: ${refused?.message ?? "taken"}`);
    }
    expect(taken).toEqual([]);
    expect(columns.length).toBeGreaterThan(5);
    expect(await hub.sql(`select to_jsonb(t) as row from ${place()} t where id = $1`, [id])).toEqual([before]);
  });

  test("no version can be deleted", async () => {
    const id = await currentId();
    await refusal(`delete from ${place()} where id = $1`, [id]); // no policy lets anyone: nothing is found that could be deleted
    expect(await hub.sql(`select id from ${place()} where id = $1`, [id])).toEqual([{ id }]);
  });

  test("the history cannot be emptied", async () => {
    const id = await currentId();
    expect((await refusal(`truncate ${place()}`))?.message).toMatch(/^history is never deleted/);
    expect(await hub.sql(`select id from ${place()} where id = $1`, [id])).toEqual([{ id }]);
  });

  test("two current versions of one id are impossible", async () => {
    const id = await currentId();
    const names = (await found(hub, service, knownOf(noun, service).tableName)).filter(({ generated }) => !generated).map(({ name }) => name);
    const later = names.map((name) => (name === "known_from" ? "known_from + interval '1 day'" : name));
    const refused = await refusal(`insert into ${place()} (${names.join(", ")}) select ${later.join(", ")} from ${place()} where id = $1`, [id]);
    expect(refused).toMatchObject({ code: "23505", message: expect.stringContaining("_current") });
  });

  test("a version is closed once: its end can be neither moved nor taken back", async () => {
    const id = await currentId();
    // All of it is undone again: what hangs on the thing must find it in the tests that follow.
    const close = `update ${place()} set known_to = known_from + interval '1 day' where id = '${id}'`;
    expect((await refusal(`${close}; do $$ begin raise exception 'undone'; end $$`))?.message).toBe("undone");
    for (const again of ["known_from + interval '2 days'", "null"]) {
      expect((await refusal(`${close}; update ${place()} set known_to = ${again} where id = '${id}'`))?.message).toMatch(/^history is never overwritten/);
    }
  });

  test("a version cannot end before it begins", async () => {
    const id = await currentId();
    expect(await refusal(`update ${place()} set known_to = known_from where id = $1`, [id])).toMatchObject({ code: "23514" });
  });
});
