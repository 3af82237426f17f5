/** Runs the gateway as a process of its own over services that run elsewhere. */
import "../kernel/process/library-environment.js";
import { openKeys, openSecret } from "../kernel/authority/keys.js";
import { signer } from "../kernel/authority/passport.js";
import { readConfig } from "../kernel/process/config.js";
import { openLog } from "../kernel/process/log.js";
import { runUntilStopped } from "../kernel/process/run.js";
import { sayWhatIsOpen } from "./opened.js";
import { openGateway } from "./server.js";
import { httpSubgraph } from "./subgraph-client.js";

await runUntilStopped(async (closing, leaving) => {
  const config = readConfig(process.env, "gateway");
  const log = openLog(config.logLevel);
  const keys = await openKeys(config, log);
  const sign = signer(openSecret(config));
  const subgraphs = Object.fromEntries(
    Object.entries(config.subgraphUrls).map(([name, address]) => [name, httpSubgraph({ name, address, timeoutMs: config.subgraphTimeoutMs, sign, log })]),
  );
  const gateway = await openGateway({ ...config, subgraphs, signIn: { keys, publicReading: config.publicReading }, log });
  closing(() => gateway.close());
  leaving(() => gateway.leave(config.drainMs));
  sayWhatIsOpen(config, log);
  const address = await gateway.app.listen({ host: config.host, port: config.port ?? 4000 });
  log.info({ address: `${address}/graphql` }, "gateway answers");
});
