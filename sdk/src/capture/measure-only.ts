import type { PageParts } from '../chunks.ts';
import type { Track } from '../events.ts';

/** A tracker for what serves measurement alone: without consent to analytics it does nothing. */
export function measureOnly({ track, consent }: PageParts): Track {
  return (name, fields) => {
    if (consent()?.states.analytics === 'granted') track(name, fields);
  };
}
