/** Runs a process until it is told to stop, or until its work is done, and then closes what it opened in the reverse order. */

const STOP_WITHIN_MS = 30_000;

type Start = (closing: (close: () => unknown) => void, leaving: (leave: () => Promise<void>) => void) => Promise<void>;

/**
 * Runs a server: `start` says what to close at the end, and what to do before, while whoever asks moves elsewhere.
 * SIGTERM does both; SIGINT comes from somebody who waits, and closes at once.
 */
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
  let leave = (): Promise<void> => Promise.resolve();
  let stopping: Promise<void> | undefined;
  const stop = (code: number, first?: () => Promise<void>): Promise<void> =>
    (stopping ??= (async () => {
      await first?.();
      // Nothing may hold up the end for ever.
      setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
      for (const close of closers.reverse()) {
        try {
          await close();
        } catch (error) {
          process.stderr.write(`While stopping: ${error instanceof Error ? error.message : String(error)}\n`);
        }
      }
      process.exit(code);
    })());
  const told = (first?: () => Promise<void>) => (): void => {
    // Whoever asks a second time does not want to wait.
    if (stopping) process.exit(1);
    void stop(0, first);
  };
  process.on("SIGTERM", told(() => leave()));
  process.on("SIGINT", told());
  try {
    await start(
      (close) => closers.push(close),
      (first) => (leave = first),
    );
    if (ends) await stop(0);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    await stop(1);
  }
}
