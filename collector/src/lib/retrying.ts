/** Work that is done whenever it was woken, one run at a time. */
export interface Retrying {
  /** Has the work done once more, after a run or a pause that is under way. */
  wake(): void;
  /**
   * Has it done at once, whatever pause is under way, and resolves when nothing is left to do.
   * @throws {Error} `failed`, when a run rejected; it is tried again by itself.
   */
  now(): Promise<void>;
  /** Whether a run is under way. */
  readonly isRunning: boolean;
  /** Nothing runs until `work` has ended. */
  during(work: Promise<unknown>): void;
  /** Ends with the run under way. */
  stop(): Promise<void>;
}

interface RetryingOptions {
  readonly work: () => Promise<void>;
  readonly random: () => number;
  readonly onFailure: (error: unknown, told: { failures: number; waitMs: number }) => void;
  /** What {@link Retrying.now} says of a run that rejected. */
  readonly failed: string;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 30_000;

/** Does nothing yet. A run that rejects is tried again, after pauses that grow from a quarter of a second to half a minute. */
export function createRetrying({ work, random, onFailure, failed }: RetryingOptions): Retrying {
  let running: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;
  let failures = 0;
  let isWanted = false;
  let isStopped = false;

  function wake(): void {
    isWanted = true;
    if (isStopped || running || retry) return;
    isWanted = false;
    occupy(work().then(() => void (failures = 0), waitAndRetry));
  }

  function occupy(run: Promise<void>): void {
    running = run.finally(() => {
      running = undefined;
      if (isWanted) wake();
    });
  }

  function waitAndRetry(error: unknown): void {
    failures += 1;
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1));
    const waitMs = longest * (0.5 + random() / 2);
    onFailure(error, { failures, waitMs });
    retry = setTimeout(wakeAgain, waitMs);
  }

  function wakeAgain(): void {
    clearTimeout(retry);
    retry = undefined;
    wake();
  }

  return {
    wake,
    async now() {
      wakeAgain();
      while (running) await running;
      if (retry) throw new Error(failed);
    },
    get isRunning() {
      return running !== undefined;
    },
    during(others) {
      const ended = () => {};
      occupy(others.then(ended, ended));
    },
    async stop() {
      isStopped = true;
      clearTimeout(retry);
      await running;
    },
  };
}
