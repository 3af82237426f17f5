/** Enters the documents that published files are, where the database holds the plans service, so that what they say can show its source. */
import sql from "sql-template-tag";
import { stringify } from "csv-stringify/sync";
import { Readable } from "node:stream";
import { asHub } from "../kernel/authority/asking.js";
import type { Database } from "../kernel/database/database.js";
import { importFile } from "../kernel/files/importer.js";
import type { PublicationSource } from "../kernel/files/publication.js";
import type { Config } from "../kernel/process/config.js";
import type { Logger } from "../kernel/process/log.js";
import { openSubgraph } from "../kernel/subgraph/running-subgraph.js";
import type { Day } from "../kernel/values/day.js";
import { today } from "../kernel/values/day.js";
import { services } from "../services/index.js";

const COLUMNS = ["id", "publisher", "title", "kind", "period", "published_from", "published_to", "published_note", "licence", "document", "section", "as_printed", "known_from"];

/** Enters those that the hub does not know yet; answers the ids of those that it still does not know, since plans lives elsewhere. */
export async function enterSources(sources: readonly PublicationSource[], beside: Database, knownFrom: Day | null, databaseUrl: string, config: Config, log: Logger): Promise<string[]> {
  const reader = beside.rows.seenBy(asHub(), { snapshot: false });
  const [schema] = await reader.all<{ there: boolean }>(sql`select exists (select from pg_namespace where nspname = 'plans') as there`);
  await reader.end();
  const different = [...new Map(sources.map((source) => [source.id, source])).values()];
  if (!schema?.there) return different.map(({ id }) => id);
  const plans = await openSubgraph(services.find(({ name }) => name === "plans")!, databaseUrl, config, log);
  try {
    const rows = plans.database.rows.seenBy(asHub(), { snapshot: false });
    const held = await rows.all<{ id: string }>(sql`select id from plans.document where known_to is null and id = any(${different.map(({ id }) => id)})`);
    await rows.end();
    const missing = different.filter(({ id }) => !held.some((each) => each.id === id));
    if (missing.length === 0) return [];
    const until = knownFrom ?? today();
    const lines = missing.map(({ id, publisher, title, period, publishedFrom, licence }) => [
      id, publisher, title, "DATA_RELEASE", period, publishedFrom < until ? publishedFrom : until, until,
      "No date stands in the file: it cannot be older than the end of its period, nor younger than the day that whoever imported it gave, or imported it on.",
      licence, id, "", "", knownFrom ?? "",
    ]);
    const report = await importFile(plans.database, plans.subgraph.imports["documents"]!, Readable.from([Buffer.from(stringify([COLUMNS, ...lines]))]), { fileName: "plans/documents", asking: asHub(), log });
    if (report.refused) throw new Error(`The documents were refused: ${report.problems[0]!.message}`);
    return [];
  } finally {
    await plans.close();
  }
}
