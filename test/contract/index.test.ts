/** The index: every noun of every service is told of, has a kind, and the kind leads to it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { buildSchema, isEnumType, isUnionType } from "graphql";
import { PROJECT_DIR } from "../../kernel/process/config.js";
import { services } from "../../services/index.js";
import { HUB_VIEWER } from "../../kernel/authority/viewer.js";
import { factTable } from "../../kernel/facts/fact-table.js";
import { guardedTable } from "../../kernel/facts/guarded-facts.js";
import { indexedTables } from "../../kernel/facts/indexed-facts.js";
import { startHub, type TestHub } from "../support/hub.js";
import { ServiceSql, testRolesOf } from "../support/service-sql.js";

const api = buildSchema(readFileSync(path.join(PROJECT_DIR, "schema", "api.graphql"), "utf8"));

let hub: TestHub;
beforeAll(async () => void (hub = await startHub("empty")));
afterAll(() => hub.close());

/** The tables of facts, by the classes of the nouns. */
const tables = (): { service: string; noun: string; table: string }[] =>
  services.flatMap((service) =>
    [...service.nouns, service.notedGaps].map((noun) => ({ service: service.name, noun: noun.name, table: hub.service(service.name).database.orm.getMetadata().get(noun as never).tableName })),
  );

test("every noun has a kind, which is the name of its table, and is a thing to which what is found leads", () => {
  const nouns = tables().filter(({ table }) => table !== "noted_gap");
  const kinds = api.getType("FactKind");
  const things = api.getType("Thing");
  if (!isEnumType(kinds) || !isUnionType(things)) throw new Error("The API has no kinds, or no things.");
  expect(kinds.getValues().map(({ name }) => name).toSorted()).toEqual(nouns.map(({ table }) => table.toUpperCase()).toSorted());
  expect(things.getTypes().map(({ name }) => name).toSorted()).toEqual(nouns.map(({ noun }) => noun).toSorted());
  for (const { noun, table } of nouns) expect(kinds.getValue(table.toUpperCase())!.description).toContain(` ${noun}.`);
});

test("every table of facts is told of when it is written, and stands in the view that the index is made from", async () => {
  const told = await hub.sql<{ table: string }>(`select tgrelid::regclass::text as table from pg_trigger where tgname = 'tell_of_facts' order by 1`);
  expect(told.map(({ table }) => table).toSorted()).toEqual(tables().map(({ service, table }) => `${service}.${table}`).toSorted());
  for (const { service, table } of tables()) {
    const [view] = await hub.sql<{ text: string }>(`select pg_get_viewdef('${service}.${service}_facts') as text`);
    expect(view!.text).toMatch(new RegExp(`FROM ${service}\\.${table} t`));
  }
});

test.each(services.map(({ name }) => name))("of every fact of the documents its words are told, and what it refers to: %s", async (service) => {
  const documents = await startHub("documents");
  try {
    for (const { table } of tables().filter((each) => each.service === service)) {
      const computed = await documents.sql<{ name: string }>(`select attname as name from pg_attribute where attrelid = '${service}.${table}'::regclass and attgenerated <> ''`);
      const told = await documents.sql<{ row: Record<string, unknown>; fact: Entry }>(`select to_jsonb(t) as row, f.fact from ${service}.${table} t join ${service}.${service}_facts f on f.id = t.id and f.version = t.version and f.fact ->> 'noun' = '${table}'`);
      const [stands] = await documents.sql<{ count: string }>(`select count(*) from ${service}.${table}`);
      expect(told).toHaveLength(Number(stands!.count));
      for (const { row, fact } of told) expect(fact).toMatchObject(entryOf(table, row, computed.map(({ name }) => name)));
    }
  } finally {
    await documents.close();
  }
});

/** What is told of a fact, as far as it is words and references. */
interface Entry {
  title: string | null;
  texts: string[];
  refers: string[];
  partnership_id: string | null;
  period_from: string | null;
  known_from: string;
  visibility: string;
}

const CALLED = ["title", "name", "term", "use", "outcome", "measure", "place", "description", "statement", "summary", "purpose", "label", "wording", "text"];
const NO_WORDS = new Set(["known_from", "known_to", "visibility", "of_partnership", "section", "as_printed", "sort_number"]);

/** The entry of a row, found by looking through the row instead of its table. */
function entryOf(table: string, row: Record<string, unknown>, computed: readonly string[]): Entry {
  const title = CALLED.filter((name) => name !== "place" || row["indicator_id"] == null).map((name) => row[name]).find((value) => value != null) as string | undefined;
  const texts = Object.entries(row)
    .filter(([name]) => !/(^|_)ids?$/.test(name) && !NO_WORDS.has(name) && !computed.includes(name) && !(name === "subject" && ["statement", "strategy_link"].includes(table)))
    .toSorted(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
    .flatMap(([name, value]) => [value].flat().filter((part) => typeof part === "string" && (["title", "name", "short_name", "term"].includes(name) || !/^[A-Z0-9]+(_[A-Z0-9]+)*$/.test(part))) as string[])
    .filter((text) => !/^\d{4}-\d{2}-\d{2}/.test(text) && text !== title);
  const refers = Object.keys(row).filter((name) => name.endsWith("_id") && !["document_id", "partnership_id", "pcc_area_id"].includes(name)).toSorted();
  return {
    title: title ?? null,
    texts,
    refers: refers.flatMap((name) => (row[name] == null ? [] : [row[name] as string])),
    partnership_id: (row["of_partnership"] ?? row["partnership_id"] ?? null) as string | null,
    period_from: (row["period_from"] ?? row["reported_under_from"] ?? null) as string | null,
    known_from: row["known_from"] as string,
    visibility: row["visibility"] as string,
  };
}

test.each(services.map(({ name }) => name))("a table of facts that a later migration makes is taken in by its last line: %s", async (service) => {
  const sql = new ServiceSql(hub.databaseUrl);
  try {
    await sql.under(testRolesOf(service).owner, HUB_VIEWER, async (client) => {
      const made = [
        factTable(service, "later_thing", ["title text", "kind text not null", "told_of text[]", "other_id text"]),
        guardedTable(service, { table: "later_thing", owner: { of: "PARTNERSHIP", orNobody: true }, ofPartnership: "null", writers: [] }),
      ].flat();
      for (const statement of made) await client.query(statement);
      const insert = (id: string): Promise<unknown> =>
        client.query(`insert into ${service}.later_thing (id, known_from, version, visibility, title, kind, told_of, other_id) values ($1, '2020-01-01', 1, 'PUBLISHED', 'A title', 'SOME_CODE', '{"first thing told","SOME_CODE"}', 'other-1')`, [id]);
      await insert("later-before");
      for (const statement of indexedTables(service)) await client.query(statement);
      await insert("later-after");
      const entry = { noun: "later_thing", title: "A title", texts: ["first thing told"], refers: ["other-1"] };
      for (const place of [`select id, fact from ${service}.outbox where topic = '${service}_facts' and id like 'later-%' order by n`, `select id, fact from ${service}.${service}_facts where id like 'later-%' order by id desc`]) {
        expect((await client.query(place)).rows).toEqual(["later-before", "later-after"].map((id) => ({ id, fact: expect.objectContaining({ ...entry, about: id }) as object })));
      }
    });
  } finally {
    await sql.close();
  }
});
