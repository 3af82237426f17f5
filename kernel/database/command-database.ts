/** The database that a command works on: the configured one, or the embedded one beside a hub that may be running. */
import type { Config } from "../process/config.js";
import type { Logger } from "../process/log.js";
import { startEmbeddedPostgres } from "./embedded-postgres.js";

/** The address; what was started for the command is stopped when it ends. */
export async function commandDatabase({ databaseUrl, dataDir }: Config, log: Logger, closing: (close: () => unknown) => void): Promise<string> {
  if (databaseUrl) return databaseUrl;
  const embedded = await startEmbeddedPostgres(dataDir, log, { alone: false });
  closing(() => embedded.stop());
  return embedded.url;
}
