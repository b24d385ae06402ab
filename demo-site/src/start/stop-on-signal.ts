/** What Ctrl-C does, from the first moment on. */
export interface Stopping {
  /** Adds something to close; what was added last is closed first. */
  add(close: () => Promise<void>): void;
  /** Aborted by Ctrl-C: what breaks off then does so because of it. */
  readonly signal: AbortSignal;
}

/** Closes everything in order at SIGINT or SIGTERM, then ends the process. */
export function stopOnSignal(process: NodeJS.Process): Stopping {
  const closers: (() => Promise<void>)[] = [];
  const controller = new AbortController();
  async function stop(): Promise<void> {
    for (const close of closers.toReversed()) await close();
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) return;
      controller.abort();
      process.stdout.write('\nStopping; what was accepted is being finished.\n');
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
  return { add: (close) => void closers.push(close), signal: controller.signal };
}
