import type { Load, Log } from '../chunks.ts';
import type { Track } from '../events.ts';
import { on } from '../lib/on.ts';

/** A starter of web vitals: from its first call on they are observed, once the page has loaded. */
export function createVitalsStarter(load: Load, track: Track, log: Log): () => void {
  let isStarted = false;
  const observe = () => void load('vitals').then((vitals) => vitals.observeVitals(track), log);
  return () => {
    if (isStarted) return;
    isStarted = true;
    if (document.readyState === 'complete') observe();
    else on(window, 'load', observe);
  };
}
