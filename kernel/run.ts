/** Runs a process until it is told to stop, and then closes what it opened in the reverse order. */

/**
 * Starts with `start`, which says what to close at the end. Ends in order on SIGTERM and SIGINT; a start that fails
 * says why in one line, closes what was opened and exits with 1.
 */
export async function runUntilStopped(start: (closing: (close: () => unknown) => void) => Promise<void>): Promise<void> {
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
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(0));
  try {
    await start((close) => closers.push(close));
  } catch (error) {
    process.stderr.write(`The start failed. ${error instanceof Error ? error.message : String(error)}\n`);
    await stop(1);
  }
}
