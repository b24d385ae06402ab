import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, trackedFiles } from './tracked-files.ts';

/** Who writes, moves or copies rows as they are. Everybody else reads through the views, which apply today's consent. */
const MAY_NAME_IT = [
  'collector/src/journal/',
  'collector/src/ingest/',
  'collector/src/clickhouse/',
  'collector/src/operate/',
  'collector/src/orders/contact-row.ts',
  'collector/src/orders/server-events-route.ts',
];

test('no feature reads events past the views that apply consent', () => {
  const named = trackedFiles().filter(
    (path) =>
      path.startsWith('collector/src/') &&
      /\bevents_raw\b/.test(readFileSync(join(ROOT, path), 'utf8')),
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((path) => !MAY_NAME_IT.some((place) => path.startsWith(place)))).toEqual([]);
});

test('those who write orders and contacts only write', () => {
  for (const path of MAY_NAME_IT.filter((place) => place.endsWith('.ts'))) {
    expect(readFileSync(join(ROOT, path), 'utf8'), path).not.toMatch(
      /\b(?:FROM|JOIN)\s+events_raw/i,
    );
  }
});
