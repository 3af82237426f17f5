/** The floor of a question: one prepared statement behind a bare HTTP server, its text passed on as it comes. Run as a process of its own. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { readConfig } from "../kernel/process/config.js";
import { addDays, today } from "../kernel/values/day.js";
import { openLog } from "../kernel/process/log.js";
import { runUntilStopped } from "../kernel/process/run.js";
import { FLOOR_STATEMENTS } from "./floor-statements.js";

await runUntilStopped(async (closing) => {
  const { databaseUrl, logLevel, host, port } = readConfig();
  // As many connections as the load has, which is as many as a service of the hub has.
  const pool = new pg.Pool({ connectionString: databaseUrl!, max: 10 });
  closing(() => pool.end());
  const server = createServer((request, response) => {
    request.resume();
    const question = request.url!.slice(1);
    pool
      .query<{ answer: string }>({ name: question, text: FLOOR_STATEMENTS[question]!, values: [`${addDays(today(), 1)}T00:00:00Z`] })
      .then(({ rows }) => response.setHeader("content-type", "application/json").end(`{"data":${rows[0]!.answer}}`))
      .catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  closing(() => server.close().closeAllConnections());
  await new Promise<void>((resolve) => server.listen(port ?? 0, host, resolve));
  openLog(logLevel).info({ address: `http://${host}:${(server.address() as AddressInfo).port}` }, "floor answers");
});
