/** Imports published files as they were downloaded, all of them or none, and enters them as documents. */
import { parseArgs } from "node:util";
import { asHub } from "../kernel/authority/asking.js";
import type { Database } from "../kernel/database/database.js";
import type { Publication } from "../kernel/files/publication.js";
import type { Config } from "../kernel/process/config.js";
import type { Logger } from "../kernel/process/log.js";
import { isDay, today, type Day } from "../kernel/values/day.js";
import { enterSources } from "./enter-sources.js";
import { publishedFiles } from "./published-files.js";
import { sayProblems } from "./say-problems.js";

/** What whoever imports says besides the files. */
export interface PublicationOptions {
  files: string[];
  knownFrom: Day | null;
  document: string | null;
  headings: Record<string, string>;
}

/** Reads the arguments after the name of the import. */
export function readPublicationOptions(args: string[]): PublicationOptions {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { "known-from": { type: "string" }, document: { type: "string" }, heading: { type: "string", multiple: true } },
  });
  const { "known-from": knownFrom = null, document = null, heading = [] } = values;
  if (knownFrom !== null && (!isDay(knownFrom) || knownFrom > today())) throw new Error(`--known-from "${knownFrom}" is not a day, today at the latest: write 2022-10-31.`);
  if (document !== null && !/^document-[a-z0-9-]+$/.test(document)) throw new Error(`--document "${document}" is not the id of a document: document-...`);
  const headings = heading.map((each): [string, string] => {
    const at = each.indexOf("=");
    if (at < 1) throw new Error(`--heading "${each}" does not say which heading stands for which: --heading "Number of Offences=Rcd Offences"`);
    return [each.slice(0, at), each.slice(at + 1)];
  });
  return { files: positionals, knownFrom, document, headings: Object.fromEntries(headings) };
}

/** Imports the files and says what became of them. */
export async function takePublication(publication: Publication, { files, knownFrom, document, headings }: PublicationOptions, database: Database, databaseUrl: string, config: Config, log: Logger): Promise<void> {
  const report = await publication.take(database, publishedFiles(files, publication), { asking: asHub(), log, knownFrom, document, headings });
  process.stdout.write(`${report.records} records read; ${report.written} written, ${report.unchanged} unchanged; ${report.refused} lines refused\n`);
  sayProblems(report.problems, ({ file, line }) => `${file} line ${line}`);
  if (report.refused) throw new Error("The files were refused; nothing was written.");
  for (const { what, records } of report.counts) process.stdout.write(`  ${records} ${what}\n`);
  const left = await enterSources(report.sources, database, knownFrom, databaseUrl, config, log);
  if (left.length) process.stdout.write(`Enter as documents of the plans service, which is not in this database: ${left.join(", ")}\n`);
}
