/** Writes invented partnerships into the hub's database, to try the hub on: `npm run synthesise -- county`, `national` or `year`. */
import "reflect-metadata";
import "../kernel/process/library-environment.js";
import { parseArgs } from "node:util";
import { loadSynthetic } from "../data/load-synthetic.js";
import type { SyntheticFile } from "../data/synthetic/file.js";
import { COUNTY, NATIONAL, syntheticFiles, yearOfGrants } from "../data/synthetic.js";
import { startEmbeddedPostgres } from "../kernel/database/embedded-postgres.js";
import { readConfig } from "../kernel/process/config.js";
import { openLog } from "../kernel/process/log.js";
import { runToTheEnd } from "../kernel/process/run.js";
import { openSubgraph } from "../kernel/subgraph/running-subgraph.js";
import { services } from "../services/index.js";

const USAGE = `Say how much: npm run synthesise -- county [--seed N]

  county     a PCC area with ${COUNTY.partnerships} partnerships
  national   ${NATIONAL.partnerships} partnerships in ${NATIONAL.funds} PCC areas
  year       a PCC area whose grants go through their whole life in one financial year; it takes no seed
  --seed N   a whole number of up to nine digits (1): the same number makes the same figures
`;

await runToTheEnd(async (closing) => {
  const files = readFiles();
  const config = readConfig(process.env, "command");
  if (config.mode === "production") throw new Error("What is written stays in the history for ever: this command invents data in demo mode only.");
  const log = openLog(config.logLevel, process.stderr.fd);
  let databaseUrl = config.databaseUrl;
  if (!databaseUrl) {
    const embedded = await startEmbeddedPostgres(config.dataDir, log, { alone: false });
    closing(() => embedded.stop());
    databaseUrl = embedded.url;
  }
  const running = [];
  for (const service of services) {
    const opened = await openSubgraph(service, databaseUrl, config, log);
    closing(() => opened.close());
    running.push(opened);
  }
  for await (const { file, read, written, unchanged } of loadSynthetic(running, files, log)) {
    process.stdout.write(`${file}: ${read} read, ${written} written, ${unchanged} unchanged\n`);
  }
});

function readFiles(): SyntheticFile[] {
  const { values, positionals } = readArguments();
  const [name, ...more] = positionals;
  if (name === "year" && !more.length && values.seed === undefined) return yearOfGrants();
  const size = { county: COUNTY, national: NATIONAL }[name ?? ""];
  const seed = values.seed ?? "1";
  if (!size || more.length || !/^\d{1,9}$/.test(seed)) throw new Error(USAGE);
  return syntheticFiles({ ...size, seed: Number(seed) });
}

function readArguments(): { values: { seed?: string | undefined }; positionals: string[] } {
  try {
    return parseArgs({ allowPositionals: true, options: { seed: { type: "string" } } });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${USAGE}`, { cause: error });
  }
}
