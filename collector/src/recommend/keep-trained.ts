import type { Train } from './evaluate/train-engine.ts';
import type { LearningRecommender } from './recommender.ts';

interface Training {
  readonly siteIds: readonly string[];
  readonly recommender: Pick<LearningRecommender, 'train'>;
  readonly train: Train;
  readonly signal: AbortSignal;
  /** Called with what went wrong; the site goes on with what it had. */
  readonly onError: (error: unknown) => void;
}

/** A start has better to do. */
const FIRST_MS = 60_000;
const DAY_MS = 86_400_000;

/** Trains all sites, one after the other, a minute from now and then once a day until `signal`. */
export function keepTrained(training: Training): void {
  schedule(training, FIRST_MS);
}

function schedule(training: Training, delayMs: number): void {
  const { signal } = training;
  if (signal.aborted) return;
  const timer = setTimeout(() => {
    signal.removeEventListener('abort', cancel);
    void trainAll(training).then(() => schedule(training, DAY_MS));
  }, delayMs);
  const cancel = () => clearTimeout(timer);
  timer.unref();
  signal.addEventListener('abort', cancel, { once: true });
}

async function trainAll({ siteIds, recommender, train, signal, onError }: Training): Promise<void> {
  for (const siteId of siteIds) {
    if (signal.aborted) return;
    await recommender.train(siteId, train).catch((error: unknown) => {
      if (!signal.aborted) onError(error);
    });
  }
}
