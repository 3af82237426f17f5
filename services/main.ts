/** Runs one service as a process of its own: `npm run service -- plans`. */
import "reflect-metadata";
import "../kernel/process/library-environment.js";
import { openSecret } from "../kernel/authority/keys.js";
import { inspector, signer } from "../kernel/authority/passport.js";
import { readConfig } from "../kernel/process/config.js";
import { loadShippedData } from "../kernel/files/load-data.js";
import { openLog } from "../kernel/process/log.js";
import { runUntilStopped } from "../kernel/process/run.js";
import { serveSubgraph } from "../kernel/subgraph/serve.js";
import { openSubgraph } from "../kernel/subgraph/running-subgraph.js";
import { httpFacts } from "../kernel/writing/http-facts.js";
import type { FactSource } from "../kernel/writing/outbox.js";
import { sealDaily } from "../kernel/database/audit.js";
import { Courier } from "../kernel/writing/projection.js";
import { services } from "./index.js";

const name = process.argv[2];
const place = services.findIndex((service) => service.name === name);

await runUntilStopped(async (closing, leaving) => {
  const service = services[place];
  if (!service) throw new Error(`Name one of the services: ${services.map((each) => each.name).join(", ")}.`);
  const config = readConfig(process.env, "service");
  const log = openLog(config.logLevel);
  if (!config.databaseUrl) throw new Error("A service by itself needs DATABASE_URL: the embedded database belongs to npm start.");
  const secret = openSecret(config);
  const inspect = inspector(secret, service.name);
  const running = await openSubgraph(service, config.databaseUrl, config, log);
  closing(() => running.close());
  await loadShippedData(running, log);
  closing(sealDaily(running.database, log));
  const sign = signer(secret);
  const others = Object.entries(config.subgraphUrls).map(([source, address]) => [source, httpFacts(source, address, sign)]);
  // What a service keeps of its own facts it tells itself.
  const sources = { ...Object.fromEntries(others), [service.name]: running } as Record<string, FactSource>;
  closing(new Courier(running.database, service.projections, sources, log).start(config.projectionEveryMs));
  const { app, drain } = serveSubgraph(running, inspect, log);
  closing(() => drain.close());
  leaving(() => drain.lead(config.drainMs));
  const address = await app.listen({ host: config.host, port: config.port ?? 4001 + place });
  log.info({ service: service.name, address: `${address}/graphql` }, "service answers");
});
