import type { EventRow } from './event-row.ts';

/** Columns that the database fills by itself when a line leaves them out; events without items are most events. */
const ITEM_COLUMN = 'items.';

/** One JSONEachRow line: empty values are left out, and the Nested columns stay together or go together. */
export function rowJson(row: EventRow): string {
  const hasItems = row['items.item_id'].length > 0;
  const parts: string[] = [];
  for (const [name, value] of Object.entries(row)) {
    const isItemColumn = name.startsWith(ITEM_COLUMN);
    if (isItemColumn ? !hasItems : value === '' || value === null || value === false) continue;
    parts.push(`"${name}":${JSON.stringify(value)}`);
  }
  return `{${parts.join(',')}}`;
}
