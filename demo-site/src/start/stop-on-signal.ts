/** What Ctrl-C does, from the first moment on. */
export interface Stopping {
  /** Adds something to close; what was added last is closed first. */
  add(close: () => Promise<void>): void;
  /** Whether a signal has come: what breaks off now does so because of it. */
  isUnderWay(): boolean;
}

/** Closes everything in order at SIGINT or SIGTERM, then ends the process. */
export function stopOnSignal(process: NodeJS.Process): Stopping {
  const closers: (() => Promise<void>)[] = [];
  let isUnderWay = false;
  async function stop(): Promise<void> {
    for (const close of closers.toReversed()) await close();
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isUnderWay) return;
      isUnderWay = true;
      process.stdout.write('\nStopping; what was accepted is being finished.\n');
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
  return { add: (close) => void closers.push(close), isUnderWay: () => isUnderWay };
}
