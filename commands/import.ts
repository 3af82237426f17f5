/**
 * Imports a file of CSV, JSON or XLSX: `npm run import -- grants/awards my-awards.csv`; or published files as they were
 * downloaded: `npm run import -- indicators/street-crime 2019-08 2019-09`. All of their rows or none; the report says which.
 */
import "reflect-metadata";
import { createReadStream, statSync } from "node:fs";
import { asHub } from "../kernel/authority/asking.js";
import { readConfig } from "../kernel/process/config.js";
import { commandDatabase } from "../kernel/database/command-database.js";
import { formatOf } from "../kernel/files/file-format.js";
import { importFile } from "../kernel/files/importer.js";
import { openLog } from "../kernel/process/log.js";
import { runToTheEnd } from "../kernel/process/run.js";
import type { Problem } from "../kernel/files/file-row.js";
import { openSubgraph } from "../kernel/subgraph/running-subgraph.js";
import { services } from "../services/index.js";
import { readPublicationOptions, takePublication } from "./import-publication.js";
import { sayProblems } from "./say-problems.js";

const PLACE = { CSV: "line", XLSX: "row", JSON: "object" } as const;

await runToTheEnd(async (closing) => {
  const [what = "", ...rest] = process.argv.slice(2);
  const [file = ""] = rest;
  const [serviceName, importName = ""] = what.split("/");
  const service = services.find((each) => each.name === serviceName);
  const declaration = service && Object.hasOwn(service.imports, importName) ? service.imports[importName] : undefined;
  const publication = service && Object.hasOwn(service.publications, importName) ? service.publications[importName] : undefined;
  if (!service || (!declaration && !publication) || !file) {
    const known = services.flatMap((each) => Object.keys(each.imports).map((name) => `${each.name}/${name}`));
    const published = services.flatMap((each) => Object.entries(each.publications).map(([name, { says }]) => `  ${each.name}/${name}: ${says}`));
    const wrong = what && !declaration && !publication ? `There is no import ${what}.` : "Say what to import and from which file: npm run import -- grants/awards my-awards.csv";
    throw new Error(`${wrong}\nWhat can be imported: ${known.join(", ")}\nAnd as published:\n${published.join("\n")}`);
  }
  // Judged before the database is opened.
  const options = publication ? readPublicationOptions(rest) : undefined;
  if (!publication && !statSync(file, { throwIfNoEntry: false })?.isFile()) throw new Error(`There is no file ${file}.`);
  const format = formatOf(file);
  const config = readConfig(process.env, "command");
  const log = openLog(config.logLevel, process.stderr.fd);
  const databaseUrl = await commandDatabase(config, log, closing);
  const running = await openSubgraph(service, databaseUrl, config, log);
  closing(() => running.close());
  if (publication) return takePublication(publication, options!, running.database, databaseUrl, config, log);
  const report = await importFile(running.database, declaration!, createReadStream(file), { fileName: file, form: { format, sheet: importName }, asking: asHub(), log });
  process.stdout.write(`${file}: ${report.read} read, ${report.written} written, ${report.unchanged} unchanged, ${report.refused} refused\n`);
  sayProblems(report.problems, ({ line }: Problem) => `${PLACE[format]} ${line}`);
  if (report.refused) throw new Error("The file was refused; nothing was written.");
});
