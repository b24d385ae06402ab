import type { PageEvents, SlotOutcome } from '@tendero/schema';
import type { Fields, Track } from '../events.ts';
import { on } from '../lib/on.ts';

const NAMES = {
  'tendero-impression': ['view_promotion', 'view_item_list'],
  'tendero-click': ['select_promotion', 'select_item'],
  'tendero-close': ['close_promotion', 'close_promotion'],
} as const satisfies Partial<Record<keyof PageEvents, [offer: string, recommendation: string]>>;

/** Turns what becomes of the widgets' slots into events, which name the decision for attribution. */
export function observeSlots(track: Track): void {
  for (const [type, [offer, recommendation]] of Object.entries(NAMES)) {
    on<CustomEvent<SlotOutcome>>(document, type, ({ detail }) =>
      track(detail.item_id ? recommendation : offer, toFields(detail)),
    );
  }
}

function toFields({ decision, slot, item_id, offer_id }: SlotOutcome): Fields {
  return {
    ...(item_id && { items: [{ item_id }] }),
    properties: { decision, slot, ...(offer_id && { promotion_id: offer_id }) },
  };
}
