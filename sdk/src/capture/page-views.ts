import type { Track } from '../events.ts';
import { on } from '../lib/on.ts';
import { readUrl } from '../page.ts';

/** The page views of one load. */
export interface PageViews {
  /** Where the person came from; within a single-page application, its page before. */
  readonly referrer: () => string;
  /** Starts to track. */
  readonly observe: (track: Track) => void;
}

/**
 * Tracks `page_view` once for each path: at the start, at each route of a single-page application
 * (a query or a fragment is no other page), and when the page comes back from the bfcache.
 */
export function createPageViews(): PageViews {
  let referrer: string | undefined;
  let url: string | undefined;
  let path: string | undefined;

  function view(track: Track): void {
    url = readUrl();
    path = location.pathname;
    track('page_view');
  }

  function check(track: Track): void {
    if (location.pathname === path) return;
    referrer = url;
    view(track);
  }

  return {
    referrer: () => referrer ?? document.referrer,
    observe(track) {
      const checkNow = () => check(track);
      // A router may push and at once replace; and it sets the title after it changed the address.
      onRoute(() => setTimeout(checkNow));
      on(window, 'pagehide', checkNow);
      on<PageTransitionEvent>(window, 'pageshow', ({ persisted }) => {
        if (persisted) view(track);
      });
      on(document, 'prerenderingchange', checkNow);
      // A page that is rendered ahead may never be seen.
      if (!document.prerendering) checkNow();
    },
  };
}

function onRoute(changed: () => void): void {
  if ('navigation' in globalThis) {
    on(navigation, 'currententrychange', changed);
    return;
  }
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name].bind(history);
    history[name] = (...args) => {
      original(...args);
      changed();
    };
  }
  on(window, 'popstate', changed);
}
