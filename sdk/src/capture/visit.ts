import type { PageParts } from '../chunks.ts';
import { observeEngagement } from './engagement.ts';
import { measureOnly } from './measure-only.ts';
import { fillViewItem } from './structured-data.ts';

/** Observes what a page tells beside its being viewed: how it was read, and what it shows. */
export function observe(parts: PageParts): void {
  const { track, use, hasItem } = parts;
  observeEngagement(measureOnly(parts), use);
  fillViewItem(track, hasItem, use);
}
