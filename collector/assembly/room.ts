import { Span } from './json';

// Where what is read and what it comes to stand in memory, of which there is as much as a body of the longest can need.

/** The longest body that is read, in bytes: 5 ms at most, were all of it to be masked, so that it needs no turns of its own. */
export const LONGEST: i32 = 16_384;

/** Where the body begins; behind its longest there is room for the zero that ends it. */
export const BODY: usize = memory.data(16_384 + 8, 8);

/** The least context has 147 bytes, the least event 43 and the least item 16, each with its comma. */
export const MOST_CONTEXTS: i32 = 128;
export const MOST_EVENTS: i32 = 400;
export const MOST_ITEMS: i32 = 1_024;

/** A record for each context, event and item: numbers of 4 bytes, and times as doubles. */
export const CONTEXT_BYTES: i32 = 96;
export const CONTEXTS: usize = memory.data(128 * 96, 8);
export const EVENT_BYTES: i32 = 48;
export const EVENTS: usize = memory.data(400 * 48, 8);
export const ITEM_BYTES: i32 = 16;
export const ITEMS: usize = memory.data(1_024 * 16, 8);

/** The text that the other side masked, as JSON. */
export const MASKED: usize = memory.data(32_768, 8);

/**
 * The properties of the event under way, and the starts of all rows. What is masked becomes 2.2 times as long at the most
 * (`&sid=x`); beside its texts an item takes up to 40 bytes, and an event up to 80.
 */
export const PROPERTIES: usize = memory.data(65_536, 8);
export const STARTS: usize = memory.data(262_144, 8);

/** Puts where a text stands, as bytes behind the body's first; 0 and 0 is no text. */
export function putPlace(at: usize, span: Span): void {
  store<i32>(at, span.from == 0 ? 0 : <i32>(span.from - BODY));
  store<i32>(at + 4, span.from == 0 ? 0 : <i32>(span.to - BODY));
}
