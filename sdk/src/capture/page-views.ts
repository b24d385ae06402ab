import type { Track } from '../events.ts';
import { on } from '../lib/on.ts';
import { overhear } from '../lib/overhear.ts';
import { readUrl } from '../page.ts';

/** The page views of one load. */
export interface PageViews {
  /** Where the person came from; within a single-page application, its page before. */
  readonly referrer: () => string;
  /** Starts to track. */
  readonly listen: (track: Track) => void;
}

/**
 * Tracks `page_view` once for each path: at the start, at each route of a single-page application
 * (a query or a fragment is no other page), and when the page comes back from the bfcache.
 */
export function createPageViews(): PageViews {
  let referrer: string | undefined;
  let url: string | undefined;
  let path: string | undefined;

  return {
    referrer: () => referrer ?? document.referrer,
    listen(track) {
      function view(): void {
        url = readUrl();
        path = location.pathname;
        track('page_view', { properties: { viewport: `${innerWidth}x${innerHeight}` } });
      }

      function check(): void {
        if (location.pathname === path) return;
        referrer = url;
        view();
      }

      // A router may push and at once replace; and it sets the title a frame or two after it changed the address.
      const checkSoon = () => setTimeout(check, 50);
      check();
      on(window, 'pagehide', check);
      on<PageTransitionEvent>(window, 'pageshow', ({ persisted }) => persisted && view());
      // The page may have a variable or an element of that name; in a sandboxed frame there are no entries.
      if (window.navigation?.currentEntry) on(window.navigation, 'currententrychange', checkSoon);
      else {
        on(window, 'popstate', checkSoon);
        for (const name of ['pushState', 'replaceState']) overhear(history, name, checkSoon);
      }
    },
  };
}
