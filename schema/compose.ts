/** Makes the schema artefacts from the services, offline: three subgraph schemas, the supergraph, and the plain API. */
import "reflect-metadata";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { composeServices } from "@apollo/composition";
import { Supergraph } from "@apollo/federation-internals";
import { lexicographicSortSchema, parse, printSchema } from "graphql";
import { services } from "../services/index.js";

/** The artefacts by file name, made anew. Composition errors stop with their codes. */
export function makeArtefacts(): Record<string, string> {
  const composed = composeServices(services.map(({ name, sdl }) => ({ name, url: `http://${name}/graphql`, typeDefs: parse(sdl) })));
  if (composed.errors) throw new Error(composed.errors.map((error) => error.message).join("\n"));
  const api = Supergraph.build(composed.supergraphSdl).apiSchema().toGraphQLJSSchema();
  const files = Object.fromEntries(services.map(({ name, sdl }) => [`${name}.graphql`, sdl]));
  return { ...files, "supergraph.graphql": composed.supergraphSdl, "api.graphql": `${printSchema(lexicographicSortSchema(api))}\n` };
}

/** Names of the committed artefacts that differ from the given ones, which are those of the services where left out. */
export function staleArtefacts(artefacts: Record<string, string> = makeArtefacts()): string[] {
  return Object.entries(artefacts)
    .filter(([file, text]) => read(file) !== text)
    .map(([file]) => `schema/${file}`);
}

function read(file: string): string | null {
  try {
    return readFileSync(path.join(import.meta.dirname, file), "utf8");
  } catch {
    return null;
  }
}

if (process.argv[1] === import.meta.filename) {
  if (process.argv.includes("--check")) {
    const stale = staleArtefacts();
    if (stale.length) {
      process.stderr.write(`Stale: ${stale.join(", ")}. Make them anew with: npm run schema\n`);
      process.exit(1);
    }
    process.stdout.write("The schema artefacts are fresh.\n");
  } else {
    for (const [file, text] of Object.entries(makeArtefacts())) writeFileSync(path.join(import.meta.dirname, file), text);
  }
}
