/** Imports a CSV file: `npm run import -- grants/awards my-awards.csv`. All of its rows or none; the report says which. */
import "reflect-metadata";
import { createReadStream, statSync } from "node:fs";
import { REFUSALS } from "./kernel/refusals.js";
import { readConfig } from "./kernel/config.js";
import { startEmbeddedPostgres } from "./kernel/embedded-postgres.js";
import { importFile } from "./kernel/importer.js";
import { openLog } from "./kernel/log.js";
import { runToTheEnd } from "./kernel/run.js";
import { openSubgraph } from "./kernel/running-subgraph.js";
import { services } from "./services/index.js";

const PROBLEMS_SHOWN = 20;

await runToTheEnd(async (closing) => {
  const [what = "", file = ""] = process.argv.slice(2);
  const [serviceName, importName = ""] = what.split("/");
  const service = services.find((each) => each.name === serviceName);
  const declaration = service?.imports[importName];
  if (!service || !declaration || !file) {
    const known = services.flatMap((each) => Object.keys(each.imports).map((name) => `${each.name}/${name}`));
    throw new Error(`Say what to import and from which file: npm run import -- grants/awards my-awards.csv\nWhat can be imported: ${known.join(", ")}`);
  }
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new Error(`There is no file ${file}.`);
  const config = readConfig();
  const log = openLog(config.logLevel, process.stderr.fd);
  let databaseUrl = config.databaseUrl;
  if (!databaseUrl) {
    const embedded = await startEmbeddedPostgres(config.dataDir, log, { alone: false });
    closing(() => embedded.stop());
    databaseUrl = embedded.url;
  }
  const running = await openSubgraph(service, databaseUrl, log);
  closing(() => running.close());
  const report = await importFile(running.database, declaration, createReadStream(file), { fileName: file, log });
  process.stdout.write(`${file}: ${report.read} read, ${report.written} written, ${report.unchanged} unchanged, ${report.refused} refused\n`);
  for (const { line, column, code, message } of report.problems.slice(0, PROBLEMS_SHOWN)) {
    process.stdout.write(`  line ${line}${column ? `, column ${column}` : ""}: ${code}: ${message}\n`);
  }
  if (report.problems.length > PROBLEMS_SHOWN) process.stdout.write(`  and ${report.problems.length - PROBLEMS_SHOWN} more\n`);
  for (const code of new Set(report.problems.map((each) => each.code))) process.stdout.write(`${code}: ${REFUSALS[code].act}\n`);
  if (report.refused) throw new Error("The file was refused; nothing was written.");
});
