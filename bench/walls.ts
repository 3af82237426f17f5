/**
 * What the walls cost: the same work with and without row-level security, signatures and the audit. "Without" is built
 * here, on a copy of the database and with parts of the bench's own: the product has no switch for it.
 */
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import pg from "pg";
import { openGateway } from "../gateway/server.js";
import { httpSubgraph } from "../gateway/subgraph-client.js";
import { readQuestions } from "../gateway/questions.js";
import { syntheticFiles } from "../data/synthetic.js";
import { asHub, type Asking } from "../kernel/authority/asking.js";
import { developmentKeys, newDevelopmentKey } from "../kernel/authority/keys.js";
import { inspector, signer } from "../kernel/authority/passport.js";
import { makeToken } from "../kernel/authority/tokens.js";
import { PUBLIC_VIEWER, Role } from "../kernel/authority/viewer.js";
import { importFile } from "../kernel/files/importer.js";
import { readConfig } from "../kernel/process/config.js";
import { openLog } from "../kernel/process/log.js";
import { openSubgraph, type RunningSubgraph } from "../kernel/subgraph/running-subgraph.js";
import { serveSubgraph } from "../kernel/subgraph/serve.js";
import { services } from "../services/index.js";
import { inTemporaryFolder } from "./processes.js";
import { processorMsWithChildren } from "./processor-time.js";
import { figure, median, spread, table, type Section } from "./report.js";
import { openSyntheticDatabase, type SyntheticDatabase } from "./synthetic-database.js";

const config = readConfig({});
const log = openLog("silent");

/** A hub in this process. */
interface OpenHub {
  running: RunningSubgraph[];
  ask(query: string, variables?: object): Promise<void>;
  close(): Promise<void>;
}

/** One piece of work, repeated; both sides do the same. */
interface Pair {
  what: string;
  times: number;
  withWall: (time: number) => Promise<void>;
  without: (time: number) => Promise<void>;
}

/** Times each pair, side by side and in turns. */
export function timeWalls(partnerships: number, rounds: number, say: (line: string) => void): Promise<Section> {
  return inTemporaryFolder(async (dir) => {
    const database = await openSyntheticDatabase(dir, partnerships);
    try {
      const open = await copy(database, "open", "do $$ declare t record; begin for t in select oid::regclass as name from pg_class where relrowsecurity loop execute format('alter table %s disable row level security, no force row level security', t.name); end loop; end $$");
      const silent = await copy(database, "silent", "do $$ declare t record; begin for t in select tgrelid::regclass as name from pg_trigger where tgname = 'audit' loop execute format('drop trigger audit on %s', t.name); end loop; end $$");
      const walled = await openHub(database.url);
      const bare = await openHub(open, true);
      const unaudited = await openHub(silent);
      const signed = await openApart(walled.running, true);
      const believed = await openApart(walled.running, false);
      const hubs = [signed, believed, walled, bare, unaudited];
      const rows: string[][] = [];
      try {
        for (const pair of [...rowPairs(walled, bare), ...signaturePairs(signed, believed), ...auditPairs(walled, unaudited, partnerships)]) {
          rows.push(await time(pair, database.pid, rounds));
          say(rows.at(-1)!.join("  "));
        }
      } finally {
        for (const hub of hubs) await hub.close();
      }
      const text = [
        `Each line: the same work with the wall and without it, in turns, ${rounds} rounds; ${partnerships} synthetic partnerships beside the shipped data. One request after the other, so milliseconds are what one caller waits. Processor time is Node's (client and hub in one process) and PostgreSQL's together.`,
        "",
        table(["work", "times a round", "ms with", "ms without", "time, ratio", "processor, ratio"], rows),
      ].join("\n");
      return { title: "What the walls cost", text };
    } finally {
      await database.stop();
    }
  });
}

function rowPairs(walled: OpenHub, bare: OpenHub): Pair[] {
  const light = "{ partnerships(first: 20) { nodes { name plans { nodes { title } } } } }";
  const sorted = "{ plans(first: 50, orderBy: { field: AWARDED, direction: DESC }) { nodes { title awardedTotal { amount { pounds } } } } }";
  const questions: [string, string, number][] = [["20 partnerships with their plans", light, 200], ["50 plans sorted by money", sorted, 100], ...readQuestions().map(({ slug, query }): [string, string, number] => [slug, query, 15])];
  return questions.map(([what, query, times]) => ({ what: `row-level security: ${what}`, times, withWall: () => walled.ask(query), without: () => bare.ask(query) }));
}

function signaturePairs(signed: OpenHub, believed: OpenHub): Pair[] {
  const query = "{ partnerships(first: 20) { nodes { name awards(first: 5) { nodes { awarded { pounds } } } } } }";
  return [{ what: "signature: 20 partnerships with their awards, two calls over HTTP", times: 200, withWall: () => signed.ask(query), without: () => believed.ask(query) }];
}

function auditPairs(walled: OpenHub, unaudited: OpenHub, partnerships: number): Pair[] {
  const [header, ...once] = Buffer.concat([...syntheticFiles({ seed: 7, partnerships, years: 10 }).find(({ what }) => what === "grants/awards")!.pieces()]).toString().trimEnd().split("\n");
  // Ten times over, each under ids of its own.
  const rows = Array.from({ length: 10 }, (_, i) => once.map((row) => row.replace("award-synthetic-", `award-synthetic-c${i}-`)));
  const awards = [header, ...rows.flat(), ""].join("\n");
  const imported = async ({ running }: OpenHub, time: number): Promise<void> => {
    const { database, subgraph } = running.find(({ name }) => name === "grants")!;
    const csv = awards.replaceAll("award-synthetic-", `award-synthetic-t${time}-`);
    const report = await importFile(database, subgraph.imports["awards"]!, Readable.from([Buffer.from(csv)]), { fileName: "awards", log, asking: asHub() });
    if (report.refused) throw new Error(`Refused: ${report.problems[0]!.message}`);
  };
  const RECORD = `mutation($key: ID!) { recordAward(expectedVersion: 0, idempotencyKey: $key, input: { fund: "fund-cambridgeshire-pcc-safer-peterborough", partnership: "partnership-peterborough", awarded: "1.00", annualAmounts: [{ year: "2016/17", amount: "1.00" }] }) { id } }`;
  return [
    { what: `audit: an import of ${awards.split("\n").length - 2} awards`, times: 1, withWall: (time) => imported(walled, time), without: (time) => imported(unaudited, time) },
    { what: "audit: an award recorded", times: 50, withWall: (time) => walled.ask(RECORD, { key: `bench-with-${time}` }), without: (time) => unaudited.ask(RECORD, { key: `bench-without-${time}` }) },
  ];
}

let lastTime = 0;

async function time({ what, times, withWall, without }: Pair, postgres: number, rounds: number): Promise<string[]> {
  const measured = { ms: [[], []] as [number[], number[]], processor: [[], []] as [number[], number[]] };
  for (let round = -1; round < rounds; round++) {
    for (const side of round % 2 ? [0, 1] : [1, 0]) {
      const work = side === 0 ? withWall : without;
      const [began, node, database] = [performance.now(), process.cpuUsage(), processorMsWithChildren(postgres)];
      for (let i = 0; i < times; i++) await work(++lastTime);
      // The first round warms up.
      if (round < 0) continue;
      const { user, system } = process.cpuUsage(node);
      measured.ms[side]!.push((performance.now() - began) / times);
      measured.processor[side]!.push(((user + system) / 1_000 + processorMsWithChildren(postgres) - database) / times);
    }
  }
  const ratios = ([ours, theirs]: [number[], number[]]): string => spread(ours.map((value, i) => value / theirs[i]!));
  return [what, String(times), ...measured.ms.map((values) => figure(median(values))), ratios(measured.ms), ratios(measured.processor)];
}

/** The hub in this process; `bare`: its reads go straight to the pool, with nobody said to ask. */
async function openHub(url: string, bare = false): Promise<OpenHub> {
  const running = await Promise.all(services.map((service) => openSubgraph(service, url, config, log)));
  if (bare) {
    for (const { database } of running) {
      const all = async ({ text, values }: { text: string; values: unknown[] }): Promise<unknown[]> => (await database.pool.query({ name: createHash("sha256").update(text).digest("hex").slice(0, 40), text, values })).rows;
      Object.assign(database.rows, { seenBy: () => ({ all, end: () => Promise.resolve() }) });
    }
  }
  return asked(running, Object.fromEntries(running.map((each) => [each.name, each])));
}

/** The same services over HTTP in this process: under passports, or believed as they come. */
async function openApart(running: RunningSubgraph[], signed: boolean): Promise<OpenHub> {
  const secret = "the secret of a measurement and nothing else";
  const believed: Asking = { ...asHub(), viewer: PUBLIC_VIEWER, deadline: Date.now() + 3_600_000 };
  const sign = signed ? signer(secret) : () => Promise.resolve("believed");
  const servers = await Promise.all(
    running.map(async (each) => {
      const { app } = serveSubgraph(each, signed ? inspector(secret, each.name) : () => Promise.resolve(believed), log);
      return { name: each.name, app, address: await app.listen({ host: "127.0.0.1", port: 0 }) };
    }),
  );
  const clients = servers.map(({ name, address }) => [name, httpSubgraph({ name, address: `${address}/graphql`, timeoutMs: 30_000, sign, log })] as const);
  return asked(running, Object.fromEntries(clients), async () => {
    for (const { app } of servers) await app.close();
  });
}

async function asked(running: RunningSubgraph[], subgraphs: Parameters<typeof openGateway>[0]["subgraphs"], closed: () => Promise<void> = () => Promise.resolve()): Promise<OpenHub> {
  const keys = await developmentKeys(newDevelopmentKey());
  const token = await makeToken(keys, { role: Role.GRANT_OFFICER, subject: "bench", partnerships: [], pccArea: "pcc-area-cambridgeshire", scopes: [] }, 3_600);
  const gateway = await openGateway({ ...config, subgraphs, signIn: { keys, publicReading: true }, log });
  return {
    running,
    async ask(query, variables = {}) {
      const answer = await gateway.app.inject({ method: "POST", url: "/graphql", headers: { authorization: `Bearer ${token}` }, payload: { query, variables } });
      const { errors } = answer.json<{ errors?: unknown[] }>();
      if (errors) throw new Error(JSON.stringify(errors).slice(0, 500));
    },
    close: async () => {
      await gateway.close();
      await closed();
    },
  };
}

/** A copy of the database, changed by a statement. */
async function copy({ url, superuserUrl }: SyntheticDatabase, name: string, change: string): Promise<string> {
  const of = (base: string, database: string): string => Object.assign(new URL(base), { pathname: `/${database}` }).href;
  const run = async (address: string, statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: address });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await run(of(superuserUrl, "postgres"), `create database ${name} template hub owner hub_login`);
  await run(of(superuserUrl, name), change);
  await run(of(superuserUrl, name), "vacuum analyze");
  return of(url, name);
}
