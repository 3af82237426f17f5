/** The supergraph: the committed file that says which service answers what. The gateway never asks the services for it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { PROJECT_DIR } from "../kernel/process/config.js";

/** Reads the committed supergraph. */
export function readSupergraph(): string {
  return readFileSync(path.join(PROJECT_DIR, "schema", "supergraph.graphql"), "utf8");
}
