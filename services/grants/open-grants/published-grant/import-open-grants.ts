/** Imports a package of the 360Giving Data Standard as an officer or a program sends it: all of its grants or none. */
import { Readable } from "node:stream";
import { sent, shown } from "../../../../kernel/files/import-door.js";
import { FileReading } from "../../../../kernel/files/file-reading.js";
import { FileRefused, importInto } from "../../../../kernel/files/importer.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { importPublishedGrants } from "./import-published-grants.js";

/** A package in one of its two forms. */
export interface OpenGrantsSent {
  json?: string | null;
  csv?: string | null;
}

/** Imports a package once for its key; answers what became of it. */
export async function importOpenGrants(context: Context, { json, csv }: OpenGrantsSent, idempotencyKey: string): Promise<object> {
  const given = [sent("JSON", json), sent("CSV", csv)].flat();
  const [only] = given;
  refuseUnless(only && given.length === 1, "ONE_FILE_NEEDED", { field: "json" });
  const { format, content } = only;
  const reading = new FileReading(importPublishedGrants, Readable.from([Buffer.from(content, "utf8")]), {
    fileName: "open-grants",
    form: { format, sheet: "grants" },
    asking: context.asking,
    log: context.reading.log,
  });
  try {
    const act = { verb: "importOpenGrants", idempotencyKey, said: [format, content] };
    return shown(await actOnce(context, act, (client) => importInto(client, context.database, reading), () => reading.ahead()));
  } catch (error) {
    if (error instanceof FileRefused) return shown(error.report);
    throw error;
  }
}
