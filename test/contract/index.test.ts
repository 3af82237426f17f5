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
