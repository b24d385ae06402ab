import type { PageEvents, SlotOutcome } from '@tendero/schema';
import type { Track } from '../events.ts';
import { on } from '../lib/on.ts';

/** What becomes of recommendations; of an offer it is the same, of a promotion. */
const NAMES = {
  'tendero-impression': 'view_item_list',
  'tendero-click': 'select_item',
  'tendero-close': 'close_promotion',
} as const satisfies Partial<Record<keyof PageEvents, string>>;

/** Turns what becomes of the widgets' slots into events, which name the decision for attribution. */
export function observeSlots(track: Track): void {
  for (const [type, name] of Object.entries(NAMES)) {
    on<CustomEvent<SlotOutcome>>(document, type, ({ detail }) => {
      const { decision, slot, item_id, offer_id } = detail;
      track(item_id ? name : name.replace(/item.*/, 'promotion'), {
        items: item_id ? [{ item_id }] : undefined,
        properties: { decision, slot, promotion_id: offer_id },
      });
    });
  }
}
