import type { ConsentSnapshot, Slot, SlotAnswer } from '@tendero/schema';

/** What a widget knows of its page; an empty value says nothing. */
export interface PageFacts {
  locale: string;
  item: string;
  category: string;
  cart: readonly string[];
  /** Used only where no SDK answers. */
  key: string;
  endpoint: string;
}

/** What one widget wants. */
export interface SlotQuery {
  slot: Slot;
  facts: PageFacts;
}

/** What a widget gets. */
export interface SlotResult {
  decision: string;
  answer: SlotAnswer;
  /** The consent that the decision was made under. */
  consent: ConsentSnapshot | null;
}
