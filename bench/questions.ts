/** What the saved questions cost: the hub in one process and in four, beside one hand-written statement for each. */
import { isDeepStrictEqual } from "node:util";
import autocannon from "autocannon";
import { readQuestions } from "../gateway/questions.js";
import { CONTESTANTS, type Contestant } from "./contestants.js";
import { FLOOR_STATEMENTS } from "./floor-statements.js";
import { ask, inTemporaryFolder } from "./processes.js";
import { processorMs, processorMsWithChildren } from "./processor-time.js";
import { questionSection, type Cell } from "./question-report.js";
import type { Section } from "./report.js";
import { openSyntheticDatabase, type SyntheticDatabase } from "./synthetic-database.js";

/** How long and on how much. */
export interface QuestionOptions {
  partnerships: number;
  rounds: number;
  /** Seconds before the timing begins. */
  warmUp: number;
  /** Seconds of the timing. */
  measured: number;
}

const CONNECTIONS = 10;
/** A request that takes longer has failed. */
const TIMEOUT_S = 30;

interface Question {
  slug: string;
  query: string;
  /** What the hub answers; every contestant must say the same before and after each timing. */
  expected: unknown;
}

/** Times every question with every contestant. Those of a round run side by side, so that what is compared was measured within seconds. */
export function timeQuestions(options: QuestionOptions, say: (line: string) => void, closing: (close: () => unknown) => void): Promise<Section> {
  return inTemporaryFolder(async (dir) => {
    const database = await openSyntheticDatabase(dir, options.partnerships);
    closing(() => database.stop());
    const cells: Cell[] = [];
    try {
      for (let round = 0; round < options.rounds; round++) cells.push(...(await timeRound(round, database, options, say)));
    } finally {
      await database.stop();
    }
    return questionSection(cells, { ...options, connections: CONNECTIONS, postgres: database.version });
  });
}

async function timeRound(round: number, database: SyntheticDatabase, options: QuestionOptions, say: (line: string) => void): Promise<Cell[]> {
  const running = new Map<string, Contestant>();
  const cells: Cell[] = [];
  try {
    for (const [name, begin] of Object.entries(CONTESTANTS)) running.set(name, await begin(database));
    for (const question of await questionsFor(running.get("one process")!)) {
      const order = round % 2 ? [...running].reverse() : [...running];
      for (const [name, contestant] of order) {
        const cell = { question: question.slug, contestant: name, round, ...(await measure(question, contestant, database, options)) };
        cells.push(cell);
        say(`${question.slug}, round ${round + 1}, ${name}: ${cell.perSecond.toFixed(0)} req/s, ${(cell.nodeMs + cell.postgresMs).toFixed(2)} ms of processor each`);
      }
    }
  } finally {
    for (const contestant of running.values()) await contestant.stop();
  }
  return cells;
}

async function questionsFor(hub: Contestant): Promise<Question[]> {
  const saved = readQuestions().filter(({ slug }) => slug in FLOOR_STATEMENTS);
  return Promise.all(saved.map(async ({ slug, query }) => ({ slug, query, expected: (await ask(hub.addressOf(slug), query)).data })));
}

type Measured = Omit<Cell, "question" | "contestant" | "round">;

async function measure(question: Question, contestant: Contestant, database: SyntheticDatabase, options: QuestionOptions): Promise<Measured> {
  const url = contestant.addressOf(question.slug);
  const text = await sameAnswer(question, url);
  const load = (duration: number) =>
    autocannon({
      url,
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: question.query }),
      connections: CONNECTIONS,
      duration,
      timeout: TIMEOUT_S,
      verifyBody: (body) => body === text || ascii(body) === ascii(text),
    });
  await load(options.warmUp);
  const node = processorMs(contestant.pids);
  const postgres = processorMsWithChildren(database.pid);
  const { requests, duration, latency, errors, timeouts, non2xx, mismatches } = await load(options.measured);
  const nodeMs = (processorMs(contestant.pids) - node) / requests.total;
  const postgresMs = (processorMsWithChildren(database.pid) - postgres) / requests.total;
  const failed = errors + timeouts + non2xx + mismatches;
  if (failed) throw new Error(`${question.slug} at ${url}: ${failed} of ${requests.total} requests failed or were answered otherwise.`);
  if (!requests.total) throw new Error(`${question.slug} at ${url}: nothing was answered in ${options.measured} s; give it more with --seconds.`);
  await sameAnswer(question, url);
  return { perSecond: requests.total / duration, p50: latency.p50, p97_5: latency.p97_5, nodeMs, postgresMs, bytes: Buffer.byteLength(text) };
}

/** autocannon decodes each piece of an answer by itself and so breaks a letter that lies across two pieces. */
function ascii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "");
}

/** The answer's text, once its data are found to be what the hub in one process answers. */
async function sameAnswer({ slug, query, expected }: Question, url: string): Promise<string> {
  const { text, data } = await ask(url, query);
  if (!isDeepStrictEqual(data, expected)) throw new Error(`${slug} at ${url}: the answer is not the hub's.\n${text.slice(0, 1_000)}`);
  return text;
}
