/** Brings synthetic partnerships into running services, by the road of every file. */
import { Readable } from "node:stream";
import { asHub } from "../kernel/authority/asking.js";
import { importFile, type ImportReport } from "../kernel/files/importer.js";
import type { Logger } from "../kernel/process/log.js";
import type { RunningSubgraph } from "../kernel/subgraph/running-subgraph.js";
import type { SyntheticFile } from "./synthetic/file.js";
import { syntheticFiles, type Size } from "./synthetic.js";

/** Imports file after file, those given or those of a size, and reports on each as it comes in. */
export async function* loadSynthetic(running: readonly RunningSubgraph[], made: Size | readonly SyntheticFile[], log: Logger): AsyncGenerator<ImportReport> {
  for (const { what, pieces } of "seed" in made ? syntheticFiles(made) : made) {
    const [serviceName, name = ""] = what.split("/");
    const { database, subgraph } = running.find((each) => each.name === serviceName)!;
    const report = await importFile(database, subgraph.imports[name]!, Readable.from(pieces()), { fileName: what, log, asking: asHub() });
    const [first] = report.problems;
    if (first) throw new Error(`${what} line ${first.line}${first.column ? `, column ${first.column}` : ""}: ${first.message}`);
    yield report;
  }
}
