import type { EventRow } from '../ingest/event-row.ts';

/** What each visitor who allows personalization looked at last, in memory. */
export interface RecentItems {
  /** Newest first. */
  of(siteId: string, visitorId: string): readonly string[];
  add(siteId: string, visitorId: string, itemIds: readonly string[]): void;
  learnEvents(events: readonly EventRow[]): void;
  forget(siteId: string, visitorId: string): void;
}

/** Further back is another errand. */
const MAX_ITEMS = 50;
/** About 2 kB each when full; who came longest ago goes first, and the browser still knows its own. */
const MAX_VISITORS = 50_000;

export function createRecentItems({ maxVisitors = MAX_VISITORS } = {}): RecentItems {
  const visitors = new Map<string, readonly string[]>();

  function add(siteId: string, visitorId: string, itemIds: readonly string[]): void {
    const key = keyOf(siteId, visitorId);
    const items = new Set([...itemIds.toReversed(), ...(visitors.get(key) ?? [])]);
    visitors.delete(key);
    visitors.set(key, [...items].slice(0, MAX_ITEMS));
    const [oldest] = visitors.keys();
    if (visitors.size > maxVisitors && oldest !== undefined) visitors.delete(oldest);
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
    forget: (siteId, visitorId) => void visitors.delete(keyOf(siteId, visitorId)),
  };
}

function keyOf(siteId: string, visitorId: string): string {
  return `${siteId} ${visitorId}`;
}
