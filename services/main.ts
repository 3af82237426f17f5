/** Runs one service as a process of its own: `npm run service -- plans`. */
import "reflect-metadata";
import { readConfig } from "../kernel/config.js";
import { loadShippedData } from "../kernel/load-data.js";
import { openLog } from "../kernel/log.js";
import { runUntilStopped } from "../kernel/run.js";
import { serveSubgraph } from "../kernel/serve.js";
import { openSubgraph } from "../kernel/running-subgraph.js";
import { services } from "./index.js";

const name = process.argv[2];
const place = services.findIndex((service) => service.name === name);

await runUntilStopped(async (closing) => {
  const service = services[place];
  if (!service) throw new Error(`Name one of the services: ${services.map((each) => each.name).join(", ")}.`);
  const config = readConfig();
  const log = openLog(config.logLevel);
  if (!config.databaseUrl) throw new Error("A service by itself needs DATABASE_URL: the embedded database belongs to npm start.");
  const running = await openSubgraph(service, config.databaseUrl, log);
  closing(() => running.close());
  await loadShippedData(running, log);
  const app = serveSubgraph(running);
  closing(() => app.close());
  const address = await app.listen({ host: config.host, port: config.port ?? 4001 + place });
  log.info({ service: service.name, address: `${address}/graphql` }, "service answers");
});
