import type { LearnableEvent } from '../ingest/event-row.ts';
import { createBoundedMap } from '../lib/bounded-map.ts';

/** What each visitor who allows personalization looked at last, in memory. */
export interface RecentItems {
  /** Newest first. */
  of(siteId: string, visitorId: string): readonly string[];
  add(siteId: string, visitorId: string, itemIds: readonly string[]): void;
  learnEvents(events: readonly LearnableEvent[]): void;
  /** Puts what others looked at before behind what is known here. */
  putBehind(older: RecentItems): void;
  forget(siteId: string, visitorId: string): void;
  /** By visitor; who came longest ago first. */
  entries(): Iterable<readonly [visitor: string, itemIds: readonly string[]]>;
}

/** Further back is another errand. */
const MAX_ITEMS = 50;
/** About 2 kB each when full; who came longest ago goes first, and the browser still knows its own. */
const MAX_VISITORS = 50_000;

export function createRecentItems({ maxVisitors = MAX_VISITORS } = {}): RecentItems {
  const createVisitors = () => createBoundedMap<string, readonly string[]>(maxVisitors);
  let visitors = createVisitors();

  function add(siteId: string, visitorId: string, itemIds: readonly string[]): void {
    put(keyOf(siteId, visitorId), itemIds.toReversed(), visitors);
  }

  /** `itemIds`, newest first, before what `all` knows of the visitor. */
  function put(key: string, itemIds: readonly string[], all: typeof visitors): void {
    const items = new Set([...itemIds, ...(all.get(key) ?? [])]);
    all.put(key, [...items].slice(0, MAX_ITEMS));
  }

  return {
    of: (siteId, visitorId) => visitors.get(keyOf(siteId, visitorId)) ?? [],
    add,
    learnEvents(events) {
      for (const event of events) {
        if (event.type !== 'view_item' || !event.purposes.includes('personalization')) continue;
        add(event.site_id, event.visitor_id, event['items.item_id']);
      }
    },
    putBehind(older) {
      const merged = createVisitors();
      for (const [key, itemIds] of older.entries()) merged.put(key, itemIds);
      for (const [key, itemIds] of visitors.entries()) put(key, itemIds, merged);
      visitors = merged;
    },
    forget: (siteId, visitorId) => visitors.delete(keyOf(siteId, visitorId)),
    entries: () => visitors.entries(),
  };
}

function keyOf(siteId: string, visitorId: string): string {
  return `${siteId} ${visitorId}`;
}
