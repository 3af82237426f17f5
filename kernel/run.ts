/** Runs a process until it is told to stop, or until its work is done, and then closes what it opened in the reverse order. */

const STOP_WITHIN_MS = 30_000;

type Start = (closing: (close: () => unknown) => void) => Promise<void>;

/** Runs a server: `start` says what to close at the end. Ends in order on SIGTERM and SIGINT. */
export function runUntilStopped(start: Start): Promise<void> {
  return run(start, false);
}

/** Runs a command: it ends when its work is done. */
export function runToTheEnd(work: Start): Promise<void> {
  return run(work, true);
}

/** A start that fails says why in a sentence, closes what was opened and exits with 1. */
async function run(start: Start, ends: boolean): Promise<void> {
  const closers: (() => unknown)[] = [];
  let stopping: Promise<void> | undefined;
  const stop = (code: number): Promise<void> =>
    (stopping ??= (async () => {
      for (const close of closers.reverse()) {
        try {
          await close();
        } catch (error) {
          process.stderr.write(`While stopping: ${error instanceof Error ? error.message : String(error)}\n`);
        }
      }
      process.exit(code);
    })());
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      // Whoever asks a second time does not want to wait; and nothing may hold up the end for ever.
      if (stopping) process.exit(1);
      setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
      void stop(0);
    });
  }
  try {
    await start((close) => closers.push(close));
    if (ends) await stop(0);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    await stop(1);
  }
}
