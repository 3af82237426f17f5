/**
 * Shows what each service keeps of other services' facts and how old it is: `npm run projections`. Makes one anew:
 * `npm run projections -- rebuild plans/award`. Where the services have databases of their own, `--apart` asks the source at its address.
 */
import "reflect-metadata";
import { parseArgs } from "node:util";
import { openSecret } from "../kernel/authority/keys.js";
import { signer } from "../kernel/authority/passport.js";
import { commandDatabase } from "../kernel/database/command-database.js";
import { readConfig } from "../kernel/process/config.js";
import { openLog } from "../kernel/process/log.js";
import { runToTheEnd } from "../kernel/process/run.js";
import { openSubgraph } from "../kernel/subgraph/running-subgraph.js";
import { httpFacts } from "../kernel/writing/http-facts.js";
import type { FactSource } from "../kernel/writing/outbox.js";
import { Courier } from "../kernel/writing/projection.js";
import { services } from "../services/index.js";

await runToTheEnd(async (closing) => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { apart: { type: "boolean", default: false } } });
  const [verb, what = ""] = positionals;
  const [serviceName = "", topic = ""] = what.split("/");
  const known = services.flatMap(({ name, projections }) => projections.map((each) => `${name}/${each.topic}`));
  if (verb !== undefined && (verb !== "rebuild" || !known.includes(what))) throw new Error(`Say what to rebuild: npm run projections -- rebuild plans/award\nWhat is kept: ${known.join(", ")}`);
  // To ask a service that runs elsewhere takes the secret of the parts.
  const config = readConfig(process.env, values.apart ? "service" : "command");
  const log = openLog(config.logLevel, process.stderr.fd);
  const url = await commandDatabase(config, log, closing);
  const open = async (name: string): Promise<Awaited<ReturnType<typeof openSubgraph>>> => {
    const running = await openSubgraph(services.find((each) => each.name === name)!, url, config, log);
    closing(() => running.close());
    return running;
  };
  if (verb === undefined) {
    for (const name of new Set(values.apart ? [] : known.map((each) => each.split("/")[0]!))) {
      const { database } = await open(name);
      const { rows } = await database.pool.query<{ topic: string; source: string; at: Date | null }>(`select topic, source, up_to_date_at as at from ${name}.projection order by topic`);
      for (const row of rows) process.stdout.write(`${name}/${row.topic}, from ${row.source}: ${row.at ? `up to date at ${new Date(row.at).toISOString()}` : "nothing was told yet"}\n`);
    }
    return;
  }
  const keeper = await open(serviceName);
  const { source } = keeper.subgraph.projections.find((each) => each.topic === topic)!;
  const itself = source === serviceName;
  const from: FactSource = itself ? keeper : values.apart ? httpFacts(source, config.subgraphUrls[source]!, signer(openSecret(config))) : await open(source);
  const count = await new Courier(keeper.database, keeper.subgraph.projections, { [source]: from }, log).rebuild(topic);
  process.stdout.write(`${what}: made anew from ${count} facts\n`);
});
