/** What the log of a start says of the mode: what it opens, and by which tokens the hub believes who asks. */
import { developmentKeyFile } from "../kernel/authority/keys.js";
import type { Config } from "../kernel/process/config.js";
import type { Logger } from "../kernel/process/log.js";

/** Tells the operator in the log. */
export function sayWhatIsOpen({ mode, trust, publicReading, ide, dataDir }: Config, log: Logger): void {
  if (mode === "demo") {
    log.info({ mode, developmentKey: developmentKeyFile(dataDir) }, "demo mode: tokens are signed with the development key; `npm run token` makes one");
  } else {
    log.info({ mode, issuer: trust?.issuer, audience: trust?.audience }, "production mode: tokens of the configured issuer are believed");
  }
  if (publicReading) log.info({ PUBLIC_READING: "on" }, "what is published can be read without a token");
  if (ide) log.info({ IDE: "on" }, "the page at / is served");
}
