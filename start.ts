/** The whole hub in one process, on the embedded database unless another is configured: `npm start`. */
import "reflect-metadata";
import "./gateway/no-telemetry.js";
import { openGateway } from "./gateway/server.js";
import { readConfig } from "./kernel/config.js";
import { startEmbeddedPostgres } from "./kernel/embedded-postgres.js";
import { loadShippedData } from "./kernel/load-data.js";
import { openLog } from "./kernel/log.js";
import { runUntilStopped } from "./kernel/run.js";
import { openSubgraph } from "./kernel/running-subgraph.js";
import { services } from "./services/index.js";

await runUntilStopped(async (closing) => {
  const config = readConfig();
  const log = openLog(config.logLevel);

  let databaseUrl = config.databaseUrl;
  if (!databaseUrl) {
    const embedded = await startEmbeddedPostgres(config.dataDir, log);
    closing(() => embedded.stop());
    databaseUrl = embedded.url;
  }

  const running = await Promise.all(services.map((service) => openSubgraph(service, databaseUrl, log)));
  for (const each of running) await loadShippedData(each, log);

  const gateway = await openGateway(Object.fromEntries(running.map((each) => [each.name, each])), config.limits, log);
  closing(() => gateway.close());
  const address = await gateway.app.listen({ host: config.host, port: config.port ?? 4000 });
  log.info({ ide: `${address}/`, graphql: `${address}/graphql` }, "the hub answers");
});
