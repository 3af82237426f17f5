/** What it costs to know what money did: to keep the tree that money is attributed to, and to ask the funding of everything, at a size and at four times of it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { loadSynthetic } from "../data/load-synthetic.js";
import { asHub } from "../kernel/authority/asking.js";
import { startEmbeddedPostgres } from "../kernel/database/embedded-postgres.js";
import { readConfig } from "../kernel/process/config.js";
import { openLog } from "../kernel/process/log.js";
import { openSubgraph } from "../kernel/subgraph/running-subgraph.js";
import { today } from "../kernel/values/day.js";
import { Courier } from "../kernel/writing/projection.js";
import { attributedMoney, moneyOfPartnerships, type AttributedKind } from "../services/grants/funding/money-facts.js";
import { services } from "../services/index.js";
import { dataOf, openHub } from "./national.js";
import { inTemporaryFolder } from "./processes.js";
import { figure, median, spread, table, type Section } from "./report.js";

const log = openLog("silent");
const SEED = 1;
const TIMES_AS_MANY = 4;

/** One allocation to each outcome, with a return of what was spent of it; they are laid into the tables, since only reading is timed. */
const ALLOCATIONS = `
  insert into grants.allocation (id, known_from, version, of_partnership, visibility, award_id, year, amount_pence, amount_currency, attributed_level, attributed_ids)
  select 'allocation-' || t.id, '2018-01-01', 1, t.of_partnership, 'PUBLISHED', a.id, a.annual_amounts -> 0 ->> 'year', 100, 'GBP', 'OUTCOME', array[t.id]
  from grants.attributable t join grants.award a on a.id = replace(t.plan_id, 'plan', 'award') and a.known_to is null where t.kind = 'OUTCOME' and t.known_to is null`;
const RETURNS = `
  insert into grants.spend_return (id, known_from, version, of_partnership, visibility, award_id, allocation_id, period_kind, period_from, period_to, spend_pence, spend_currency, received_on, final)
  select 'spend-return-' || a.id, '2018-06-01', 1, a.of_partnership, 'PUBLISHED', a.award_id, a.id, 'FINANCIAL_QUARTER', make_date(left(a.year, 4)::int, 4, 1), make_date(left(a.year, 4)::int, 6, 30), 50, 'GBP', make_date(left(a.year, 4)::int, 7, 10), false
  from grants.allocation a`;

const MONEY = "funding { allocated { pounds } paid { pounds } spent { pounds } shared { pounds } }";
const EVERYTHING = `{ partnerships(first: 1000) { nodes { id ${MONEY} plans { nodes { priorities { nodes { id ${MONEY} actions { nodes { id ${MONEY} } } outcomes { nodes { id ${MONEY} } } } } } } } } }`;
const KINDS: readonly AttributedKind[] = ["PRIORITY", "ACTION", "OUTCOME"];

/** A hub with so many partnerships. */
interface Sized {
  /** Facts that were fetched, and how long it took. */
  facts: number;
  fetched: number;
  /** Things whose funding is asked for. */
  things: number;
  /** Milliseconds of the whole question, and of its statements about money alone. */
  ask(): Promise<number>;
  read(): Promise<number>;
  close(): Promise<void>;
}

/** Fills two databases, times the first fetch of each, and asks both in turns. */
export function timeFunding(partnerships: number, rounds: number, say: (line: string) => void): Promise<Section> {
  return inTemporaryFolder(async (dir) => {
    const postgres = await startEmbeddedPostgres(dir, log);
    const superuser = Object.assign(new URL(postgres.url), { username: "hub", password: readFileSync(path.join(dir, "password"), "utf8") });
    const hubs: Sized[] = [];
    try {
      for (const many of [Math.ceil(partnerships / TIMES_AS_MANY), partnerships]) {
        hubs.push(await openSized(postgres.url, superuser, `partnerships_${many}`, many));
        say(`funding: ${many} partnerships, ${hubs.at(-1)!.facts} facts fetched in ${figure(hubs.at(-1)!.fetched)} s`);
      }
      const [few, all] = hubs as [Sized, Sized];
      const asked: [number[], number[]] = [[], []];
      const read: [number[], number[]] = [[], []];
      for (let round = -1; round < rounds; round++) {
        for (const [side, hub] of hubs.entries()) {
          const [ask, statements] = [await hub.ask(), await hub.read()];
          // The first round warms up.
          if (round < 0) continue;
          asked[side]!.push(ask);
          read[side]!.push(statements);
        }
      }
      const perFact = (hub: Sized): number => (1_000_000 * hub.fetched) / hub.facts;
      const perThing = (hub: Sized, ms: readonly number[]): number => (1_000 * median(ms)) / hub.things;
      const rows = [
        ["fetching a fact for the first time", String(few.facts), String(all.facts), figure(perFact(few)), figure(perFact(all)), figure(perFact(all) / perFact(few))],
        ["the funding of a thing, by the hub", String(few.things), String(all.things), figure(perThing(few, asked[0])), figure(perThing(all, asked[1])), figure(perThing(all, asked[1]) / perThing(few, asked[0]))],
        ["its statements alone", String(few.things), String(all.things), figure(perThing(few, read[0])), figure(perThing(all, read[1])), figure(perThing(all, read[1]) / perThing(few, read[0]))],
      ];
      const text = [
        `Microseconds for each fact that a service keeps of another, and for each partnership, priority, action and outcome whose funding is asked for in one question, at ${few.things} and at ${all.things} things. What grows with the square shows in the last column: it would be ${TIMES_AS_MANY}.`,
        "",
        table(["work", "of few", "of many", "µs each, few", "µs each, many", "many / few"], rows),
        "",
        `The whole question beside its statements about money: ${spread(asked[1].map((ms, i) => ms / read[1][i]!))} times as long; the rest is the other services' lists, the gateway, and the answer itself.`,
      ].join("\n");
      return { title: "What money did", text };
    } finally {
      for (const hub of hubs) await hub.close();
      await postgres.stop();
    }
  });
}

async function openSized(base: string, superuser: URL, name: string, partnerships: number): Promise<Sized> {
  const url = Object.assign(new URL(base), { pathname: `/${name}` }).href;
  const asSuperuser = async <T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: Object.assign(new URL(superuser), { pathname: `/${database}` }).href });
    await client.connect();
    return work(client).finally(() => client.end());
  };
  await asSuperuser("postgres", (client) => client.query(`create database ${name} owner ${new URL(base).username}`));
  const running = await Promise.all(services.map((service) => openSubgraph(service, url, readConfig({}), log)));
  try {
    for await (const report of loadSynthetic(running, { seed: SEED, partnerships, actions: 1 }, log)) log.debug({ file: report.file }, "loaded");
    const facts = await asSuperuser(name, async (client) => (await client.query<{ n: number }>(`select (${services.map((each) => `(select count(*) from ${each.name}.outbox)`).join(" + ")})::int as n`)).rows[0]!.n);
    const sources = Object.fromEntries(running.map((each) => [each.name, each]));
    const fetch = async (): Promise<void> => {
      for (const { database, subgraph } of running) await new Courier(database, subgraph.projections, sources, log).fetch();
    };
    const began = performance.now();
    await fetch();
    const fetched = (performance.now() - began) / 1_000;
    await asSuperuser(name, async (client) => {
      await client.query("select set_config('hub.role', 'HUB', false), set_config('hub.subject', 'bench', false), set_config('hub.verb', 'bench', false), set_config('hub.request', 'bench', false)");
      await client.query(ALLOCATIONS);
      await client.query(RETURNS);
      await client.query("vacuum analyze");
    });
    const ids = await asSuperuser(name, async (client) =>
      (await client.query<{ kind: AttributedKind | "PARTNERSHIP"; id: string }>("select 'PARTNERSHIP' as kind, id from plans.partnership union all select kind, id from grants.attributable where kind in ('PRIORITY', 'ACTION', 'OUTCOME')")).rows,
    );
    const of = (kind: AttributedKind | "PARTNERSHIP"): string[] => ids.filter((each) => each.kind === kind).map(({ id }) => id);
    const statements = [moneyOfPartnerships(of("PARTNERSHIP"), today()), ...KINDS.map((kind) => attributedMoney(kind, of(kind), today()))];
    const { rows } = running.find((each) => each.name === "grants")!.database;
    const hub = await openHub(url);
    return {
      facts,
      fetched,
      things: ids.length,
      ask: () => timed(async () => dataOf(await hub.ask(EVERYTHING))),
      read: () =>
        timed(async () => {
          const seen = rows.seenBy(asHub(), { snapshot: true });
          for (const statement of statements) await seen.all(statement);
          await seen.end();
        }),
      close: async () => {
        await hub.close();
        for (const each of running) await each.close();
      },
    };
  } catch (error) {
    for (const each of running) await each.close();
    throw error;
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
