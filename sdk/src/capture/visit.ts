import type { PageParts } from '../chunks.ts';
import { observeEngagement } from './engagement.ts';
import { fillViewItem } from './structured-data.ts';

/** Observes what a page tells beside its being viewed: how it was read, and what it shows. */
export function observe({ track, use, hasItem }: PageParts): void {
  observeEngagement(track, use);
  fillViewItem(track, hasItem, use);
}
