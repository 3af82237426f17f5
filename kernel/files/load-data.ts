/** Loads the data that the hub ships, once: what users changed since is never put back. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { asHub } from "../authority/asking.js";
import { PROJECT_DIR } from "../process/config.js";
import { importFile } from "./importer.js";
import type { Logger } from "../process/log.js";
import type { RunningSubgraph } from "../subgraph/running-subgraph.js";

/** Imports each file of `<dir>/<service>` that was not loaded before. A file with a problem stops the start. */
export async function loadData({ name, subgraph, database }: RunningSubgraph, dir: string, log: Logger): Promise<void> {
  for (const [file, declaration] of Object.entries(subgraph.imports)) {
    const fileName = `${name}/${file}.csv`;
    const bytes = await readFile(path.join(dir, fileName));
    const digest = createHash("sha256").update(bytes).digest("hex");
    const { rows } = await database.pool.query<{ digest: string }>(`select digest from ${name}.loaded_file where name = $1`, [fileName]);
    if (rows[0]) {
      // Loading it again would put back what users corrected: whether to is theirs to say.
      if (rows[0].digest !== digest) log.warn({ file: fileName }, `shipped data changed since they were loaded; to take them: npm run import -- ${name}/${file} data/${fileName}`);
      continue;
    }
    const report = await importFile(database, declaration, Readable.from([bytes]), { fileName, log, asking: asHub() });
    const [first] = report.problems;
    if (first) {
      throw new Error(`${fileName} line ${first.line}${first.column ? `, column ${first.column}` : ""}: ${first.message} (${report.refused} rows refused, nothing written)`);
    }
    await database.pool.query(`insert into ${name}.loaded_file (name, digest) values ($1, $2) on conflict do nothing`, [fileName, digest]);
    log.info({ file: fileName, rows: report.read, written: report.written }, "loaded");
  }
}

/** Loads what the project ships in `data/`. */
export function loadShippedData(running: RunningSubgraph, log: Logger): Promise<void> {
  return loadData(running, path.join(PROJECT_DIR, "data"), log);
}
