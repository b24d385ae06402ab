import type { Track } from '../events.ts';
import type { Log } from '../report.ts';

/** Loads the observers of web vitals, which are no part of the first load. */
export type LoadVitals = () => Promise<{ observeVitals: (track: Track) => void }>;

/** Observes web vitals from the first call on, once the page has loaded. */
export function createVitals(load: LoadVitals, track: Track, log: Log): () => void {
  let isStarted = false;
  const start = () => void load().then(({ observeVitals }) => observeVitals(track), log);
  return () => {
    if (isStarted) return;
    isStarted = true;
    if (document.readyState === 'complete') start();
    else addEventListener('load', start);
  };
}
