import type { Plugin, Track } from '../events.ts';
import { safely } from '../lib/safely.ts';

/** What lasts less is a glance on the way to somewhere else. */
const SHORTEST_MS = 1_000;

/**
 * Tracks `user_engagement`, in GA4's words, each time that a page is hidden or left: for how long
 * it was in sight since the last time, and how far down it was seen. `page_path` names the page,
 * because within a single-page application the next one is already there.
 */
export function observeEngagement(track: Track, use: (plugin: Plugin) => void): void {
  let path = location.pathname;
  let since: number | null = null;
  let visibleMs = 0;
  let percent = 0;

  function look(): void {
    const { scrollHeight } = document.documentElement;
    const seen = Math.round(((scrollY + innerHeight) / scrollHeight) * 100);
    percent = Math.max(percent, Math.min(seen, 100));
  }

  function resume(): void {
    if (document.visibilityState === 'hidden') return;
    since ??= performance.now();
    look();
  }

  function tell(): void {
    if (since !== null) visibleMs += performance.now() - since;
    since = null;
    if (visibleMs < SHORTEST_MS) return;
    const engagement_time_msec = Math.round(visibleMs);
    visibleMs = 0;
    const properties = { engagement_time_msec, percent_scrolled: percent, page_path: path };
    track('user_engagement', { properties });
  }

  function turn(): void {
    tell();
    path = location.pathname;
    visibleMs = percent = 0;
    resume();
  }

  // Before the SDK's own listeners, which send what there is: hence the capture phase.
  const before = { capture: true, passive: true };
  const change = () => (document.visibilityState === 'hidden' ? tell() : resume());
  addEventListener('visibilitychange', safely(change), before);
  addEventListener('pagehide', safely(tell), before);
  addEventListener('pageshow', safely(resume), before);
  addEventListener('scroll', safely(look), before);
  use(({ type }) => {
    if (type === 'page_view') turn();
  });
  resume();
}
