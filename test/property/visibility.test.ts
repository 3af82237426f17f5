import fc from "fast-check";
import { PUBLIC_VIEWER } from "../../kernel/authority/viewer.js";
import { startHub } from "../support/hub.js";
import { ServiceSql } from "../support/service-sql.js";
import { ASKED } from "./nouns.js";
import { Oracle, type Asker } from "./oracle.js";
import { COUNTS, judge, type Door, type Question, type Stage } from "./questions.js";
import { Tally } from "./tally.js";
import { asker, ONE_OF_EACH } from "./viewers.js";
import { ASKED_ON, bringIn, makeWorld, NOUNS, type Noun } from "./world.js";

/*
 * Whoever asks, whatever of, at whichever door: what is shown is what the rules say, and nothing of what is kept is told
 * by anything else. `npm run test:long` judges a million times, with PROPERTY_CHECKS and PROPERTY_SEED where others are
 * wanted: the seed that a run tells makes its worlds and its questions again.
 */

const checks = Number(process.env["PROPERTY_CHECKS"] ?? 50_000);
const seed = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 2_147_483_647);

/** So much is judged in one world. */
const CHECKS_IN_A_WORLD = 250_000;
const QUESTIONS_AT_ONCE = 50;

const noun = fc.constantFrom(...NOUNS);
const door = fc.constantFrom<Door>("gateway", "subgraph");
const day = fc.constantFrom(...ASKED_ON, null);
const number = fc.nat(10_000);

const question: fc.Arbitrary<Question> = fc.oneof(
  fc.record({ kind: fc.constantFrom("list", "one by one"), door, noun, day }),
  fc.record({ kind: fc.constant("by key"), noun, day: fc.constantFrom(...ASKED_ON) }),
  fc.record({ kind: fc.constant("under"), door, edge: fc.nat(COUNTS.edges - 1), day }),
  fc.record({ kind: fc.constant("filtered"), door, filter: fc.nat(COUNTS.filters - 1), value: number, day }),
  fc.record({ kind: fc.constant("paged"), door, noun, day, size: fc.integer({ min: 3, max: 40 }) }),
  fc.record({ kind: fc.constant("sums"), door, noun: fc.constantFrom("Plan", "Partnership"), day, direction: fc.constantFrom("ASC", "DESC") }),
  fc.record({ kind: fc.constantFrom("comparison", "indicators", "gaps"), door, day }),
  fc.record({ kind: fc.constant("search"), door, noun, day, size: fc.integer({ min: 3, max: 40 }) }),
  fc.record({ kind: fc.constant("plain SQL"), noun }),
  fc.record({ kind: fc.constant("index in plain SQL"), noun }),
  fc.constantFrom<Question>({ kind: "money in plain SQL" }, { kind: "gaps in plain SQL" }),
  fc.record({ kind: fc.constant("written"), act: fc.constantFrom("new", "next", "end"), noun, partnership: number, row: number, anothers: fc.nat(3).map((n) => n === 0) }),
);

/** Chance might leave out one role before one table: each reads each, and writes into each in its own reach and in another's. */
const EVERYBODY_AT_EVERYTHING = ONE_OF_EACH.flatMap((viewer) => {
  const written = (noun: Noun, act: "new" | "next" | "end", partnership: number, anothers = false): Question => ({ kind: "written", act, noun, partnership, row: 0, anothers });
  const questions = NOUNS.flatMap((noun): Question[] => [
    { kind: "plain SQL", noun },
    { kind: "index in plain SQL", noun },
    ...[0, 1].map((partnership) => written(noun, "new", partnership)),
    written(noun, "new", 0, true),
    written(noun, "next", 1),
    written(noun, "end", 0),
  ]);
  return [...questions, { kind: "gaps in plain SQL" } as const, { kind: "money in plain SQL" } as const].map((asked): [typeof viewer, Question] => [viewer, asked]);
});

/** Nor does it leave out a noun at a door, or a list under a thing: each is asked for once by somebody who sees what is published alone, and once by others in turn. */
const EVERYTHING_AT_EVERY_DOOR = [
  ...NOUNS.flatMap((noun): Question[] => [
    { kind: "list", door: "gateway", noun, day: null },
    { kind: "list", door: "subgraph", noun, day: "2017-06-30" },
    { kind: "by key", noun, day: "2016-06-30" },
    { kind: "search", door: "gateway", noun, day: null, size: 20 },
  ]),
  ...Array.from({ length: COUNTS.edges }, (_, edge): Question => ({ kind: "under", door: "gateway", edge, day: null })),
].flatMap((asked, i): [Asker, Question][] => [
  [PUBLIC_VIEWER, asked],
  [ONE_OF_EACH[1 + (i % (ONE_OF_EACH.length - 2))]!, asked],
]);

/** What is nobody's, or a PCC area's: nobody keeps it to himself, and the wall of its table lets it be no partnership's. */
const NOBODYS = [
  ...["document", "organisation", "pcc_area", "pcc_objective", "pledge", "strategy", "succession", "topic"].map((table) => `plans.${table}`),
  ...["fund", "published_grant"].map((table) => `grants.${table}`),
  ...["area", "area_partnership", "area_succession", "comparator_group", "indicator", "population"].map((table) => `indicators.${table}`),
];

test("no noun that a partnership can keep to itself is left out", async () => {
  const hub = await startHub("empty");
  try {
    // Whatever has a wall that says whose a row is; gaps are judged with what they are noted on.
    const walls = await hub.sql<{ name: string; nobodys: boolean }>(`select n.nspname || '.' || c.relname as name, pg_get_functiondef(f.oid) like '%t.of_partnership is distinct from null then%' as nobodys
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_proc f on f.pronamespace = n.oid and f.proname = c.relname || '_in_line'
      where c.relname <> 'noted_gap' and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'visibility')`);
    const judged = Object.values(ASKED).map(({ service, table }) => `${service}.${table}`);
    expect(walls.map(({ name }) => name).toSorted()).toEqual([...judged, ...NOBODYS].toSorted());
    expect(walls.filter(({ nobodys }) => nobodys).map(({ name }) => name).toSorted()).toEqual(NOBODYS.toSorted());
  } finally {
    await hub.close();
  }
});

test(`everybody sees and writes what the rules say, and nobody else does (seed ${seed})`, async () => {
  const tally = new Tally();
  for (let world = 0; tally.checks < checks; world++) await inWorld(seed + world, tally, Math.min(checks, tally.checks + CHECKS_IN_A_WORLD));
  process.stderr.write(`${tally.checks} fields of rows judged in ${tally.questions} questions, seed ${seed}\n`);
  expect(tally.checks).toBeGreaterThanOrEqual(checks);
  expect(tally.missing()).toEqual([]);
});

/** Asks in one world until so much was judged in all, and every role, noun and door had its turn. */
async function inWorld(seed: number, tally: Tally, until: number): Promise<void> {
  const hub = await startHub("empty");
  const sql = new ServiceSql(hub.databaseUrl);
  try {
    const world = makeWorld(seed);
    await bringIn(hub, world);
    const rows = new Map<string, Record<string, unknown>>();
    for (const { service, table } of Object.values(ASKED)) {
      const found = await hub.sql<{ id: string; row: Record<string, unknown> }>(`select id, to_jsonb(t) - array(select attname::text from pg_attribute where attrelid = '${service}.${table}'::regclass and attgenerated <> '') as row from ${service}.${table} t where known_to is null`);
      for (const { id, row } of found) rows.set(id, row);
    }
    const stage: Stage = { hub, sql, oracle: new Oracle(world), tally, rows };
    const property = fc.asyncProperty(asker, question, (viewer, asked) => {
      tally.questions++;
      return judge(stage, viewer, asked);
    });
    const examples = [...EVERYBODY_AT_EVERYTHING, ...EVERYTHING_AT_EVERY_DOOR];
    await fc.assert(property, { examples, numRuns: examples.length });
    for (let round = 0; tally.checks < until || tally.missing().length; round++) await fc.assert(property, { seed: seed + round, numRuns: QUESTIONS_AT_ONCE });
  } finally {
    await sql.close();
    await hub.close();
  }
}
