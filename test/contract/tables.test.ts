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
  const keeping = services.flatMap(({ name }) => [`${name}.loaded_file`, `${name}.migration`]);
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
    };
    const columns = (await found(hub, service, knownOf(noun, service).tableName)).filter(({ name, generated }) => name !== "known_to" && !generated);
    const taken: string[] = [];
    for (const { name, type } of columns) {
      const refused = await refusal(`update ${place()} set ${name} = ${other[type]} where id = $1`, [id]);
      // The currency is held to pounds by a check that speaks before the history does.
      const sound = name === "awarded_currency" ? refused?.code === "23514" : /^history is never overwritten/.test(refused?.message ?? "");
      if (!sound) taken.push(`${name}: ${refused?.message ?? "taken"}`);
    }
    expect(taken).toEqual([]);
    expect(columns.length).toBeGreaterThan(5);
    expect(await hub.sql(`select to_jsonb(t) as row from ${place()} t where id = $1`, [id])).toEqual([before]);
  });

  test("no version can be deleted", async () => {
    const id = await currentId();
    expect((await refusal(`delete from ${place()} where id = $1`, [id]))?.message).toMatch(/^history is never deleted/);
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
    expect(await refusal(`update ${place()} set known_to = known_from + interval '1 day' where id = $1`, [id])).toBeNull();
    for (const again of ["known_from + interval '2 days'", "null"]) {
      expect((await refusal(`update ${place()} set known_to = ${again} where id = $1`, [id]))?.message).toMatch(/^history is never overwritten/);
    }
  });

  test("a version cannot end before it begins", async () => {
    const id = await currentId();
    expect(await refusal(`update ${place()} set known_to = known_from where id = $1`, [id])).toMatchObject({ code: "23514" });
  });
});
