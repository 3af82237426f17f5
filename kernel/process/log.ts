/** The log: one JSON line for each event, written by this file alone. */
import { pino, type Logger } from "pino";

/** Writes the log to standard output, or to the file descriptor given; the level comes from the configuration. */
export function openLog(level: string, to = 1): Logger {
  return pino({ level, base: null, serializers: { err: withoutValues }, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: to, sync: to !== 1 }));
}

export type { Logger };

/** What PostgreSQL adds to an error's message repeats values of rows and arguments: it stays out of the log. */
const VALUES = new Set(["detail", "where", "hint", "internalQuery", "query", "params"]);

function withoutValues(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return Object.fromEntries(Object.entries(pino.stdSerializers.err(error)).filter(([name]) => !VALUES.has(name)));
}
