/** How a subgraph is asked: in this process, or over HTTP under the hub's signature and within its time. */
import { Pool, type Dispatcher } from "undici";
import type { Asking } from "../kernel/authority/asking.js";
import { PASSPORT_HEADER, type Sign } from "../kernel/authority/passport.js";
import { PUBLIC_VIEWER } from "../kernel/authority/viewer.js";
import type { Logger } from "../kernel/process/log.js";
import { Refusal } from "../kernel/refusals.js";

/** What a subgraph is asked. */
export interface SubgraphRequest {
  query: string;
  variables?: Record<string, unknown> | undefined;
  operationName?: string | undefined;
}

/** An answer of a subgraph. */
export interface SubgraphAnswer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: readonly (string | number)[]; extensions?: Record<string, unknown> }[];
}

/** Whoever answers for a subgraph. */
export interface SubgraphClient {
  /** Refuses with a code of the registry where no answer can be had. */
  ask(request: SubgraphRequest, asking: Asking): Promise<SubgraphAnswer>;
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

/** A subgraph that runs elsewhere. */
export interface SubgraphElsewhere {
  name: string;
  address: string;
  /** One call may take so long. */
  timeoutMs: number;
  sign: Sign;
  log: Logger;
}

/** No answer of a subgraph is longer: a page holds 1,000 rows. */
const ANSWER_BYTES = 100 * 1024 * 1024;

/** How a connection fails that carried no answer: nothing listens, or it was closed while the question was on its way. */
const CONNECTION_FAILED = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

/** Statuses by which a proxy says that there is nobody behind it. */
const NOBODY_THERE = new Set([502, 503, 504]);

/** Asks a subgraph that runs elsewhere. */
export function httpSubgraph({ name, address, timeoutMs, sign, log }: SubgraphElsewhere): SubgraphClient {
  const { origin, pathname, search } = new URL(address);
  const pool = new Pool(origin, {
    connections: 32,
    // Idle connections are let go well before the service would close them.
    keepAliveTimeout: 30_000,
    keepAliveMaxTimeout: 30_000,
    connectTimeout: Math.min(timeoutMs, 5_000),
    // Each call has a time of its own.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: ANSWER_BYTES,
  });

  async function post(body: string, asking: Asking, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const headers = { "content-type": "application/json", [PASSPORT_HEADER]: await sign(name, body, asking) };
    return pool.request({ method: "POST", path: pathname + search, headers, body, signal });
  }

  return {
    async ask(request, asking) {
      const body = JSON.stringify(request);
      const left = asking.deadline - Date.now();
      const patience = new AbortController();
      const timer = setTimeout(() => patience.abort(new Error("It did not answer in time.")), Math.min(timeoutMs, left));
      try {
        // Reading can be repeated, and a mutation carries an idempotency key: a connection that failed is tried once more.
        const answer = await post(body, asking, patience.signal).catch((error: unknown) => {
          if (!CONNECTION_FAILED.has(codeOf(error))) throw error;
          return post(body, asking, patience.signal);
        });
        return answerIn(await answer.body.text(), answer.statusCode);
      } catch (error) {
        log.error({ requestId: asking.requestId, service: name, err: error }, "subgraph gave no answer");
        if (patience.signal.aborted && left <= timeoutMs) throw new Refusal("DEADLINE_PASSED");
        throw new Refusal(error instanceof NoAnswer || codeOf(error) === "UND_ERR_RES_EXCEEDED_MAX_SIZE" ? "SUBGRAPH_MISANSWERED" : "SUBGRAPH_UNAVAILABLE");
      } finally {
        clearTimeout(timer);
      }
    },
    async ready() {
      try {
        const { statusCode, body } = await pool.request({ method: "GET", path: "/health/ready", signal: AbortSignal.timeout(Math.min(timeoutMs, 2_000)) });
        const { status } = JSON.parse(await body.text()) as { status?: unknown };
        if (statusCode !== 200 || status !== "ready") return false;
        // It must also believe this gateway: another secret there would show in no health of its own.
        const asking: Asking = { viewer: PUBLIC_VIEWER, requestId: "readiness", deadline: Date.now() + 2_000 };
        const believed = await post('{"query":"{ __typename }"}', asking, AbortSignal.timeout(2_000));
        await believed.body.dump();
        return believed.statusCode === 200;
      } catch {
        return false;
      }
    },
    close: () => pool.close(),
  };
}

/** Something was sent back that is no answer. What it was may be nobody's to read: the log does not repeat it. */
class NoAnswer extends Error {}

function answerIn(text: string, status: number): SubgraphAnswer {
  if (NOBODY_THERE.has(status)) throw new Error(`Status ${status}.`);
  if (status !== 200) throw new NoAnswer(`Status ${status}.`);
  let answer: SubgraphAnswer | null;
  try {
    answer = JSON.parse(text) as SubgraphAnswer | null;
  } catch {
    throw new NoAnswer(`${text.length} characters that are not JSON.`);
  }
  const { data, errors } = answer ?? {};
  const sound =
    (data == null ? errors?.length : typeof data === "object" && !Array.isArray(data)) &&
    (errors === undefined || (Array.isArray(errors) && errors.every((error) => typeof (error as { message?: unknown } | null)?.message === "string")));
  if (!sound) throw new NoAnswer("Not GraphQL.");
  return answer!;
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code);
}
