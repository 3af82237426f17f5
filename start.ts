/** The whole hub in one process, on the embedded database unless another is configured: `npm start`. */
import "reflect-metadata";
import "./kernel/process/library-environment.js";
import { sayWhatIsOpen } from "./gateway/opened.js";
import { openGateway } from "./gateway/server.js";
import { openKeys } from "./kernel/authority/keys.js";
import { readConfig } from "./kernel/process/config.js";
import { startEmbeddedPostgres } from "./kernel/database/embedded-postgres.js";
import { loadShippedData } from "./kernel/files/load-data.js";
import { openLog } from "./kernel/process/log.js";
import { runUntilStopped } from "./kernel/process/run.js";
import { sealDaily } from "./kernel/database/audit.js";
import { Courier } from "./kernel/writing/projection.js";
import { openSubgraph } from "./kernel/subgraph/running-subgraph.js";
import { services } from "./services/index.js";

await runUntilStopped(async (closing, leaving) => {
  const config = readConfig();
  const log = openLog(config.logLevel);
  const keys = await openKeys(config, log);

  let databaseUrl = config.databaseUrl;
  if (!databaseUrl) {
    const embedded = await startEmbeddedPostgres(config.dataDir, log);
    closing(() => embedded.stop());
    databaseUrl = embedded.url;
  }

  const running = await Promise.all(services.map((service) => openSubgraph(service, databaseUrl, config, log)));
  for (const each of running) await loadShippedData(each, log);

  // Each service keeps what it needs of the others' facts: once before anybody asks, and from then on.
  const sources = Object.fromEntries(running.map((each) => [each.name, each]));
  for (const { database } of running) closing(sealDaily(database, log));
  const couriers = running.map(({ database, subgraph }) => new Courier(database, subgraph.projections, sources, log));
  for (const courier of couriers) {
    await courier.fetch();
    closing(courier.start(config.projectionEveryMs));
  }

  const subgraphs = Object.fromEntries(running.map((each) => [each.name, each]));
  const gateway = await openGateway({ ...config, subgraphs, signIn: { keys, publicReading: config.publicReading }, log });
  closing(() => gateway.close());
  leaving(() => gateway.leave(config.drainMs));
  sayWhatIsOpen(config, log);
  const address = await gateway.app.listen({ host: config.host, port: config.port ?? 4000 });
  log.info({ ...(config.ide ? { ide: `${address}/` } : {}), graphql: `${address}/graphql` }, "the hub answers");
});
