/** The log: one JSON line for each event, written by this file alone. */
import { pino, type Logger } from "pino";

/** Writes the log to standard output, or to the file descriptor given; the level comes from the configuration. */
export function openLog(level: string, to = 1): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: to, sync: to !== 1 }));
}

export type { Logger };
