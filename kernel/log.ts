/** The log: one JSON line for each event, written by this file alone. */
import { pino, type Logger } from "pino";

/** Writes the log to standard output; the level comes from the configuration. */
export function openLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

export type { Logger };
