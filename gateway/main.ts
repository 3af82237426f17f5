/** Runs the gateway as a process of its own over services that run elsewhere. */
import { readConfig } from "../kernel/config.js";
import { openLog } from "../kernel/log.js";
import { runUntilStopped } from "../kernel/run.js";
import "./no-telemetry.js";
import { openGateway } from "./server.js";
import { httpSubgraph } from "./subgraph-client.js";

await runUntilStopped(async (closing) => {
  const config = readConfig();
  const log = openLog(config.logLevel);
  const subgraphs = Object.fromEntries(
    Object.entries(config.subgraphUrls).map(([name, url]) => [name, httpSubgraph(name, url, config.subgraphTimeoutMs, log)]),
  );
  const gateway = await openGateway(subgraphs, config.limits, log);
  closing(() => gateway.close());
  const address = await gateway.app.listen({ host: config.host, port: config.port ?? 4000 });
  log.info({ address: `${address}/graphql` }, "gateway answers");
});
