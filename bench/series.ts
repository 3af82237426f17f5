/** What statistics cost beside the SQL that reads their values: 300 series of 120 months in one request. */
import { Readable } from "node:stream";
import pg from "pg";
import { asHub } from "../kernel/authority/asking.js";
import { startEmbeddedPostgres } from "../kernel/database/embedded-postgres.js";
import { importFile } from "../kernel/files/importer.js";
import { readConfig } from "../kernel/process/config.js";
import { openLog } from "../kernel/process/log.js";
import { Context, type Reading } from "../kernel/subgraph/context.js";
import { openSubgraph, type RunningSubgraph } from "../kernel/subgraph/running-subgraph.js";
import { today } from "../kernel/values/day.js";
import { PeriodKind } from "../kernel/values/period.js";
import { ValueType } from "../services/indicators/figures/indicator/indicator.js";
import { readSeries, type SeriesRow } from "../services/indicators/figures/series/read-series.js";
import { chartsOf, layOut, trendOf, type Measured } from "../services/indicators/figures/series/series-points.js";
import { intervalOf } from "../services/indicators/figures/statistic/figure.js";
import { CONFIDENCE_95, CONFIDENCE_99_8 } from "../services/indicators/statistics/confidence.js";
import { indicators } from "../services/indicators/subgraph.js";
import { inTemporaryFolder } from "./processes.js";
import { parentOf, processorMsWithChildren } from "./processor-time.js";
import { figure, median, spread, table, type Section } from "./report.js";

const SERIES = 300;
const MONTHS = 120;

/** Times the reading of 300 series and their statistics apart, in turns. */
export function timeSeries(rounds: number, say: (line: string) => void): Promise<Section> {
  return inTemporaryFolder(async (dir) => {
    const log = openLog("silent");
    const postgres = await startEmbeddedPostgres(dir, log);
    const running = await openSubgraph(indicators, postgres.url, readConfig({}), log);
    try {
      await fill(running);
      const pid = await settled(postgres.url);
      const sql: number[] = [];
      const statistics: number[] = [];
      const ratios: number[] = [];
      for (let round = -1; round < rounds; round++) {
        const [ofSql, rows] = await spent(pid, () => read(running));
        const [ofStatistics] = await spent(pid, () => Promise.resolve(compute(rows)));
        // The first round warms up.
        if (round < 0) continue;
        sql.push(ofSql);
        statistics.push(ofStatistics);
        ratios.push(ofStatistics / ofSql);
      }
      const line = [`${SERIES} series of ${MONTHS} months`, figure(median(sql)), figure(median(statistics)), spread(ratios)];
      say(line.join("  "));
      const text = [
        `One statement reads ${SERIES} series of ${MONTHS} months each (a request of one indicator for ${SERIES} partnerships). Their statistics: the layout, the chart with all its rules, the trend, and the interval of each value at 95% and at 99.8%. Milliseconds of processor time: of the SQL PostgreSQL's and the driver's, of the statistics Node's alone. ${rounds} rounds, in turns.`,
        "",
        table(["work", "SQL, ms", "statistics, ms", "statistics to SQL"], [line]),
      ].join("\n");
      return { title: "What statistics cost", text };
    } finally {
      await running.close();
      await postgres.stop();
    }
  });
}

/** Through the importer, as a user's files come in. */
async function fill({ database, subgraph }: RunningSubgraph): Promise<void> {
  const log = openLog("silent");
  const put = async (what: string, lines: Iterable<string>): Promise<void> => {
    const report = await importFile(database, subgraph.imports[what]!, Readable.from([Buffer.from([...lines].join(""))]), { fileName: what, log, asking: asHub() });
    if (report.refused) throw new Error(`Refused: ${report.problems[0]!.message}`);
  };
  await put("indicators", ["id,name,definition,unit,value_type,polarity,document,section,as_printed,known_from\n", "indicator-bench,Bench,,offences,COUNT,LOWER_IS_BETTER,,,,2010-01-01\n"]);
  await put("observations", lines());
}

function* lines(): Generator<string> {
  yield "id,indicator,partnership,place,period,reported_under,qualifier,value,numerator,denominator,base,status,document,section,as_printed,known_from\n";
  for (let p = 0; p < SERIES; p++) {
    for (let m = 0; m < MONTHS; m++) {
      const month = `${2010 + Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, "0")}`;
      // Small counts and large ones: each method has its share.
      const value = (p % 3 ? 40 : 4) + ((p * 31 + m * 17 + m * m) % (p % 3 ? 90 : 9));
      yield `observation-bench-${p}-${m},indicator-bench,partnership-bench-${p},,MONTH ${month},MULTI_YEAR 2010-04-01..2020-03-31,EQ,${value},,,,FINAL,,,,2020-04-01\n`;
    }
  }
}

/** Brings statistics of the tables up to date, and tells PostgreSQL's first process. */
async function settled(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  const pid = parentOf(rows[0]!.pid);
  await client.end();
  return pid;
}

async function read({ database }: RunningSubgraph): Promise<SeriesRow[]> {
  const rows = database.rows.seenBy(asHub(), { snapshot: false });
  const context = new Context({} as Reading, asHub(), rows, database);
  const found = await readSeries(context, { indicator: "indicator-bench", partnership: null, area: null, kind: PeriodKind.MONTH, dimension: null, from: null, to: null }, today());
  await rows.end();
  if (found.length !== SERIES * MONTHS) throw new Error(`${found.length} values were read.`);
  return found;
}

function compute(rows: readonly SeriesRow[]): number {
  let computed = 0;
  for (const those of Map.groupBy(rows, ({ partnershipId }) => partnershipId).values()) {
    const measured: Measured[] = those.map((row) => ({ ...row, valueType: ValueType.COUNT, ratePer: null }));
    const points = layOut(PeriodKind.MONTH, measured, []);
    const charts = chartsOf(PeriodKind.MONTH, points);
    if ("reason" in charts) throw new Error(charts.explanation);
    trendOf(PeriodKind.MONTH, points);
    for (const each of measured) for (const confidence of [CONFIDENCE_95, CONFIDENCE_99_8]) if (!("reason" in intervalOf(each, confidence))) computed++;
  }
  return computed;
}

/** What a piece of work came to, and the milliseconds of processor time that it took here and in PostgreSQL. */
async function spent<V>(postgres: number, work: () => Promise<V>): Promise<[number, V]> {
  const [node, database] = [process.cpuUsage(), processorMsWithChildren(postgres)];
  const value = await work();
  const { user, system } = process.cpuUsage(node);
  return [(user + system) / 1_000 + processorMsWithChildren(postgres) - database, value];
}
