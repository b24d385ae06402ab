import { isRecord } from './plain-values.ts';

/** How large a value of parsed JSON is. */
export interface Extent {
  /** Of objects and lists in each other. */
  depth: number;
  /** Of its JSON at the least: marks that are escaped there count once. */
  chars: number;
}

/** Looks no further than it takes to find more than `most`: half a million values are walked by nobody. */
export function extentOf(value: unknown, most: Readonly<Extent>): Extent {
  const search = { most, found: { depth: 0, chars: 0 } };
  walk(value, 1, search);
  return search.found;
}

interface Search {
  readonly most: Readonly<Extent>;
  readonly found: Extent;
}

function walk(value: unknown, level: number, search: Search): void {
  const { most, found } = search;
  if (typeof value === 'string') found.chars += value.length + 2;
  else found.chars += 1;
  if (typeof value !== 'object' || value === null) return;
  found.depth = Math.max(found.depth, level);
  if (level > most.depth) return;
  if (Array.isArray(value)) {
    for (const inner of value) {
      if (found.chars > most.chars) return;
      found.chars += 1;
      walk(inner, level + 1, search);
    }
  } else if (isRecord(value)) {
    for (const name in value) {
      if (found.chars > most.chars) return;
      found.chars += name.length + 4;
      walk(value[name], level + 1, search);
    }
  }
}
