/**
 * What the ledger costs: acts on money through the hub's own doors, beside bare SQL that locks the award's row, looks at
 * the sum of its entries and does the same writes. The bare side has tables of the same columns and keys, and neither
 * walls, audit, index, idempotency keys nor guards: the ratio is the price of those.
 */
import pg from "pg";
import { randomUUID } from "node:crypto";
import { openGateway } from "../gateway/server.js";
import { developmentKeys, newDevelopmentKey } from "../kernel/authority/keys.js";
import { makeToken } from "../kernel/authority/tokens.js";
import { PUBLIC_VIEWER, Role } from "../kernel/authority/viewer.js";
import { readConfig } from "../kernel/process/config.js";
import { openLog } from "../kernel/process/log.js";
import { openSubgraph } from "../kernel/subgraph/running-subgraph.js";
import { services } from "../services/index.js";
import { inTemporaryFolder } from "./processes.js";
import { figure, median, spread, table, type Section } from "./report.js";
import { openSyntheticDatabase } from "./synthetic-database.js";

/** Who act at the same moment. */
const CALLERS = 64;
/** Connections of the bare side: as many as a service of the hub has. */
const CONNECTIONS = 10;
const FUND = "fund-cambridgeshire-pcc-safer-peterborough";

/** Does one act; answers the ids and versions that the next needs. */
type Acts = { payment(award: string): Promise<void>; claim(award: string): Promise<void> };

/** One side: makes awards and acts on them. */
interface Side extends Acts {
  award(): Promise<string>;
}

/** One piece of work: how many callers act, on how many awards, and what each does how often. */
interface Work {
  what: string;
  callers: number;
  awards: number;
  times: number;
  /** Acts that one time of it comes to. */
  acts: number;
  act: keyof Acts;
}

const WORKS: readonly Work[] = [
  { what: "payments, one caller", callers: 1, awards: 1, times: 30, acts: 1, act: "payment" },
  { what: "payments, 64 callers on one award", callers: CALLERS, awards: 1, times: 2, acts: 1, act: "payment" },
  { what: "payments, 64 callers on an award each", callers: CALLERS, awards: CALLERS, times: 2, acts: 1, act: "payment" },
  { what: "claims to their payment, one caller", callers: 1, awards: 1, times: 8, acts: 4, act: "claim" },
  { what: "claims to their payment, 64 callers on one award", callers: CALLERS, awards: 1, times: 1, acts: 4, act: "claim" },
];

/** Times the works on both sides, in turns. */
export function timeLedger(rounds: number, say: (line: string) => void): Promise<Section> {
  return inTemporaryFolder(async (dir) => {
    const database = await openSyntheticDatabase(dir, 3);
    try {
      const hub = await hubSide(database.url);
      const bare = await bareSide(database.superuserUrl);
      const rows: string[][] = [];
      try {
        for (const work of WORKS) {
          rows.push(await time(work, hub, bare, rounds));
          say(rows.at(-1)!.join("  "));
        }
      } finally {
        await hub.close();
        await bare.close();
      }
      const text = [
        `Each line: the same acts through the hub and as bare SQL under a row lock, in turns, ${rounds} rounds. The bare side locks the award's row, sums its entries and writes the same rows in one transaction over ${CONNECTIONS} connections; it has no walls, audit, index, keys or guards.`,
        "",
        table(["work", "acts a round", "acts a second, hub", "acts a second, bare", "hub / bare"], rows),
      ].join("\n");
      return { title: "What the ledger costs", text };
    } finally {
      await database.stop();
    }
  });
}

async function time({ what, callers, awards, times, acts, act }: Work, hub: Side, bare: Side, rounds: number): Promise<string[]> {
  const perSecond: [number[], number[]] = [[], []];
  const total = callers * times * acts;
  for (let round = -1; round < rounds; round++) {
    for (const n of round % 2 ? [0, 1] : [1, 0]) {
      const side = n === 0 ? hub : bare;
      const of: string[] = [];
      for (let i = 0; i < awards; i++) of.push(await side.award());
      const began = performance.now();
      await Promise.all(
        Array.from({ length: callers }, async (_, caller) => {
          for (let i = 0; i < times; i++) await side[act](of[caller % awards]!);
        }),
      );
      // The first round warms up.
      if (round >= 0) perSecond[n]!.push((1_000 * total) / (performance.now() - began));
    }
  }
  const [ours, theirs] = perSecond;
  return [what, String(total), figure(median(ours)), figure(median(theirs)), spread(ours.map((value, i) => value / theirs[i]!))];
}

/** The hub in this process, asked at its gateway by a grant officer. */
async function hubSide(url: string): Promise<Side & { close(): Promise<void> }> {
  const config = readConfig({});
  const log = openLog("silent");
  const running = await Promise.all(services.map((service) => openSubgraph(service, url, config, log)));
  const keys = await developmentKeys(newDevelopmentKey());
  const token = await makeToken(keys, { ...PUBLIC_VIEWER, role: Role.GRANT_OFFICER, subject: "bench", pccArea: "pcc-area-cambridgeshire" }, 3_600);
  const gateway = await openGateway({ ...config, subgraphs: Object.fromEntries(running.map((each) => [each.name, each])), signIn: { keys, publicReading: true }, log });
  async function act(verb: string, type: string, input: object, expectedVersion?: number): Promise<{ id: string; version: number }> {
    const [declared, given] = expectedVersion === undefined ? ["", ""] : [", $expectedVersion: Int!", ", expectedVersion: $expectedVersion"];
    const query = `mutation($input: ${type}!, $key: ID!${declared}) { ${verb}(input: $input, idempotencyKey: $key${given}) { id version } }`;
    const payload = { query, variables: { input, key: randomUUID(), expectedVersion } };
    for (;;) {
      const answer = await gateway.app.inject({ method: "POST", url: "/graphql", headers: { authorization: `Bearer ${token}` }, payload });
      const { data, errors } = answer.json<{ data: Record<string, { id: string; version: number }>; errors?: { extensions: { code: string } }[] }>();
      if (!errors) return data[verb]!;
      // Whoever waits too long asks again under the same key, as a client does: what was done meanwhile is not done twice.
      if (!["DEADLINE_PASSED", "SUBGRAPH_UNAVAILABLE"].includes(errors[0]!.extensions.code)) throw new Error(JSON.stringify(errors).slice(0, 500));
    }
  }
  return {
    award: async () => {
      const awarded = "1000000.00";
      return (await act("recordAward", "AwardInput", { fund: FUND, partnership: "partnership-peterborough", awarded, annualAmounts: [{ year: "2016/17", amount: awarded }] }, 0)).id;
    },
    payment: async (award) => {
      await act("recordPayment", "AwardMoneyInput", { award, amount: "1.00" });
    },
    claim: async (award) => {
      const { id: claim } = await act("draftClaim", "ClaimInput", { award, amount: "1.00" }, 0);
      await act("submitClaim", "SubmissionInput", { claim }, 1);
      await act("decideClaim", "DecisionInput", { claim, decision: "APPROVED" }, 2);
      await act("payClaim", "ClaimPaymentInput", { claim }, 3);
    },
    close: async () => {
      await gateway.close();
      for (const each of running) await each.close();
    },
  };
}

/** Tables of the same columns and keys in a schema of their own, written by plain statements under a row lock. */
async function bareSide(url: string): Promise<Side & { close(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  // The server may be stopped while connections are idle: that is the end of the bench, and no fault of it.
  pool.on("error", () => {});
  await pool.query("create schema bare");
  for (const name of ["award", "claim", "ledger_entry"]) {
    await pool.query(`create table bare.${name} (like grants.${name} including constraints)`);
    await pool.query(`alter table bare.${name} add primary key (id, known_from); create unique index on bare.${name} (id) where known_to is null`);
  }
  await pool.query("create index on bare.ledger_entry (award_id); create index on bare.claim (award_id)");

  /** One transaction that locks the award's row and goes on only where the award has so much left. */
  async function underLock(award: string, pence: number, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
    const client = await pool.connect();
    try {
      await client.query("begin");
      const { rows: held } = await client.query<{ awarded: string }>({ name: "lock", text: "select awarded_pence as awarded from bare.award where id = $1 and known_to is null for update", values: [award] });
      const { rows: paid } = await client.query<{ pence: string }>({ name: "sum", text: "select coalesce(sum(amount_pence), 0) as pence from bare.ledger_entry where award_id = $1", values: [award] });
      if (BigInt(paid[0]!.pence) + BigInt(pence) > BigInt(held[0]!.awarded)) throw new Error("More than the award.");
      await work(client);
      await client.query("commit");
    } catch (error) {
      await client.query("rollback");
      throw error;
    } finally {
      client.release();
    }
  }
  const entry = (client: pg.PoolClient, award: string, claim: string | null): Promise<unknown> =>
    client.query({
      name: "entry",
      text: `insert into bare.ledger_entry (id, known_from, gaps, award_id, kind, counts_as, from_node, to_node, amount_pence, amount_currency, on_day, claim_id, version, of_partnership, visibility)
        values ($1, now(), '[]', $2, 'PAYMENT', 'PAYMENT', $3, $2, 100, 'GBP', current_date, $4, 1, 'partnership-peterborough', 'PARTNERSHIP')`,
      values: [`ledger-entry-${randomUUID()}`, award, FUND, claim],
    });
  const version = async (client: pg.PoolClient, id: string, award: string, state: string, n: number): Promise<void> => {
    if (n > 1) await client.query({ name: "close", text: "update bare.claim set known_to = clock_timestamp() where id = $1 and known_to is null", values: [id] });
    await client.query({
      name: "claim",
      text: `insert into bare.claim (id, known_from, gaps, award_id, amount_pence, amount_currency, state, state_on, version, of_partnership, visibility)
        values ($1, clock_timestamp(), '[]', $2, 100, 'GBP', $3, current_date, $4, 'partnership-peterborough', 'PARTNERSHIP')`,
      values: [id, award, state, n],
    });
  };
  return {
    award: async () => {
      const id = `award-${randomUUID()}`;
      await pool.query(
        `insert into bare.award (id, known_from, gaps, awarded_pence, awarded_currency, annual_amounts, period_kind, period_from, period_to, fund_id, partnership_id, version, of_partnership, visibility)
         values ($1, now(), '[]', 100000000, 'GBP', '[]', 'FINANCIAL_YEAR', '2016-04-01', '2017-03-31', $2, 'partnership-peterborough', 1, 'partnership-peterborough', 'PARTNERSHIP')`,
        [id, FUND],
      );
      return id;
    },
    payment: (award) =>
      underLock(award, 100, async (client) => {
        await entry(client, award, null);
      }),
    claim: async (award) => {
      const id = `claim-${randomUUID()}`;
      for (const [n, state] of ["DRAFT", "SUBMITTED", "APPROVED", "PAID"].entries()) {
        await underLock(award, 100, async (client) => {
          await version(client, id, award, state, n + 1);
          if (state === "PAID") await entry(client, award, id);
        });
      }
    },
    close: () => pool.end(),
  };
}
