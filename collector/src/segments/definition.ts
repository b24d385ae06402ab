/** Who belongs to a segment, as plain data that can be stored, compared and sent. */
export type SegmentRule =
  | { readonly op: 'everyone' }
  /** Ordered at least `orders` times. */
  | { readonly op: 'customers'; readonly orders: number }
  /** Looked or bought within the last `days` days. */
  | { readonly op: 'active'; readonly days: number }
  | { readonly op: 'and'; readonly rules: readonly SegmentRule[] }
  | { readonly op: 'or'; readonly rules: readonly SegmentRule[] }
  | { readonly op: 'not'; readonly rule: SegmentRule };

/** A segment that every shop has; its name and description are words of the console. */
export interface Segment {
  readonly id: SegmentId;
  readonly rule: SegmentRule;
}

export type SegmentId = 'everyone' | 'customers' | 'active';

/** What a shop starts with. */
export const SEGMENTS: readonly Segment[] = [
  { id: 'everyone', rule: { op: 'everyone' } },
  { id: 'customers', rule: { op: 'customers', orders: 1 } },
  { id: 'active', rule: { op: 'active', days: 30 } },
];

/** The segment of that id. */
export function findSegment(id: string): Segment | undefined {
  return SEGMENTS.find((segment) => segment.id === id);
}
