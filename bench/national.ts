/** What the size of a nation costs: the same questions at the size of a county and of a nation, side by side in one run. */
import { openGateway } from "../gateway/server.js";
import { COUNTY_FIGURES, NATIONAL_FIGURES } from "../data/synthetic.js";
import { developmentKeys, newDevelopmentKey } from "../kernel/authority/keys.js";
import { readConfig } from "../kernel/process/config.js";
import { openLog } from "../kernel/process/log.js";
import { openSubgraph } from "../kernel/subgraph/running-subgraph.js";
import { services } from "../services/index.js";
import { openFiguresCluster } from "./figures-database.js";
import { inTemporaryFolder } from "./processes.js";
import { figure, median, spread, table, type Section } from "./report.js";

const log = openLog("silent");
const SEED = 1;
/** A question's times in each round. */
const TIMES = 60;
/** The last month of the figures. */
const MONTH = { from: "2025-03-01", to: "2025-03-31" };
const PERIOD = `periodIs: { kind: MONTH, from: "${MONTH.from}", to: "${MONTH.to}" }`;

interface Question {
  what: string;
  /** With the number of the time, so that no two are of the same things. */
  query: (time: number) => string;
  /** Rows of the answer. */
  rows: (data: never) => number;
  /** Whether it is judged by what a row costs. */
  each?: true;
}

interface Observed {
  observations: { nodes: { period: { from: string } }[] };
}

const partnership = (time: number): string => `partnership-synthetic-${time % COUNTY_FIGURES.partnerships}`;
const indicator = (time: number): string => `indicator-synthetic-${(time * 7) % NATIONAL_FIGURES.indicators}`;
const compared = (time: number, first: number): string =>
  `{ observations(first: ${first}, where: { indicator: ["${indicator(time)}"], ${PERIOD} }, orderBy: { field: VALUE, direction: DESC }) { nodes { value period { from } partnership { id name } } } }`;

const QUESTIONS: Question[] = [
  {
    what: "a partnership's page of indicators",
    query: (time) => `{ partnership(id: "${partnership(time)}") { indicators(first: 100) { nodes { name unit polarity } } } }`,
    rows: ({ partnership: { indicators } }: { partnership: { indicators: { nodes: unknown[] } } }) => indicators.nodes.length,
  },
  {
    what: "a series of 120 points",
    query: (time) => `{ series(indicator: "${indicator(time)}", partnership: "${partnership(time)}", kind: MONTH) { points { period { from } value mean lowerLimit upperLimit } statisticalStatus { code } } }`,
    rows: ({ series }: { series: { points: unknown[] } }) => series.points.length,
  },
  { what: "a first page of 100 partnerships compared on one indicator", query: (time) => compared(time, 100), rows: ({ observations }: Observed) => observations.nodes.length },
  { what: "all partnerships compared on one indicator, each row", query: (time) => compared(time, 1_000), rows: ({ observations }: Observed) => observations.nodes.length, each: true },
];

/** A hub on one of the sizes. */
interface SizedHub {
  observations: number;
  /** The answer as it is sent: to read it is the caller's work. */
  ask(query: string): Promise<string>;
  close(): Promise<void>;
}

/** Fills two databases and asks both, in turns. */
export async function timeNational(partnerships: number, rounds: number, say: (line: string) => void): Promise<Section> {
  return inTemporaryFolder(async (dir) => {
    const cluster = await openFiguresCluster(dir);
    const hubs: SizedHub[] = [];
    try {
      for (const [name, size] of [["county", COUNTY_FIGURES], ["national", { ...NATIONAL_FIGURES, partnerships }]] as const) {
        const { url, observations } = await cluster.fill(name, { ...size, seed: SEED }, (line) => say(`${name} ${line}`));
        hubs.push({ observations, ...(await openHub(url)) });
      }
      const [county, nation] = hubs as [SizedHub, SizedHub];
      const rows: string[][] = [];
      for (const question of QUESTIONS) {
        rows.push(await timeQuestion(question, county, nation, rounds));
        say(rows.at(-1)!.join("  "));
      }
      const text = [
        `Each question at the size of a county (${COUNTY_FIGURES.partnerships} partnerships, ${county.observations} observations) and of a nation (${partnerships} partnerships, ${nation.observations} observations), in turns, ${rounds} rounds, PostgreSQL ${cluster.version}: ${NATIONAL_FIGURES.indicators} indicators, each by month and by year over ${NATIONAL_FIGURES.years} years, laid down month after month as figures come in.`,
        "One request after the other in one process, of the county and of the nation in turns, no two alike; milliseconds are what one caller waits, in the median. The last line is judged by what each returned row costs: a page of the nation has more of them.",
        "",
        table(["question", "rows, county", "rows, nation", "ms, county", "ms, nation", "nation / county, round by round"], rows),
      ].join("\n");
      return { title: "The size of a nation", text };
    } finally {
      for (const hub of hubs) await hub.close();
      await cluster.stop();
    }
  });
}

async function timeQuestion({ what, query, rows, each }: Question, county: SizedHub, nation: SizedHub, rounds: number): Promise<string[]> {
  const took: [number[], number[]] = [[], []];
  const returned: [number, number] = [0, 0];
  let time = 0;
  for (let round = -1; round < rounds; round++) {
    const ms: [number[], number[]] = [[], []];
    for (let i = 0; i < TIMES; i++) {
      // In turns, request by request: what the machine does meanwhile, and what it still holds of the last request, both sides meet alike.
      for (const side of i % 2 ? ([0, 1] as const) : ([1, 0] as const)) {
        const began = performance.now();
        const answer = await (side ? nation : county).ask(query(time + i));
        ms[side].push(performance.now() - began);
        returned[side] = rows(dataOf(answer));
        if (!returned[side]) throw new Error(`${what}: nothing was answered.`);
      }
    }
    // The first round warms up.
    if (round >= 0) for (const side of [0, 1] as const) took[side].push(median(ms[side]) / (each ? returned[side] : 1));
    time += TIMES;
  }
  const digits = (value: number): string => (each ? value.toFixed(3) : figure(value));
  return [what, String(returned[0]), String(returned[1]), digits(median(took[0])), digits(median(took[1])), spread(took[1].map((ms, i) => ms / took[0][i]!))];
}

/** What was answered; fails where that is an error. */
export function dataOf(answer: string): never {
  const { data, errors } = JSON.parse(answer) as { data: never; errors?: unknown[] };
  if (errors) throw new Error(JSON.stringify(errors).slice(0, 500));
  return data;
}

/** Opens a whole hub on a filled database, in this process. */
export async function openHub(url: string): Promise<Omit<SizedHub, "observations">> {
  const config = readConfig({});
  const running = await Promise.all(services.map((service) => openSubgraph(service, url, config, log)));
  const keys = await developmentKeys(newDevelopmentKey());
  const gateway = await openGateway({ ...config, subgraphs: Object.fromEntries(running.map((each) => [each.name, each])), signIn: { keys, publicReading: true }, log });
  return {
    ask: async (query) => {
      const { payload } = await gateway.app.inject({ method: "POST", url: "/graphql", payload: { query } });
      return payload;
    },
    close: async () => {
      await gateway.close();
      for (const each of running) await each.close();
    },
  };
}
