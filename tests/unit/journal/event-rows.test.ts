import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventRow } from '../../../collector/src/ingest/event-row.ts';
import { eventRowsLine } from '../../../collector/src/ingest/encode-rows.ts';
import {
  cutEventRows,
  joinEventRows,
  splitEventRows,
} from '../../../collector/src/journal/event-rows.ts';
import { eventRow } from '../../support/event-row.ts';
import { eventBytes } from '../../support/insert-rows.ts';

/** Rows of one visit, by what is not shared. */
const visit = fc.record({
  page_title: fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
  ids: fc.array(fc.stringMatching(/^[!-~]{1,128}$/), { minLength: 1, maxLength: 4 }),
});

function toRows({ page_title, ids }: { page_title: string; ids: string[] }): EventRow[] {
  const received_at = Date.UTC(2026, 4, 1);
  return ids.map((event_id) =>
    eventRow({ event_id, page_title, received_at, consent_at: received_at }),
  );
}

function toGroup([first, ...others]: EventRow[]): Buffer {
  if (!first) throw new TypeError('a group has a row');
  return eventRowsLine([first, ...others]).bytes;
}

test('rows of several visits come out of a section one by one as each stands alone, and joined', () => {
  fc.assert(
    fc.property(fc.array(visit, { maxLength: 5 }), (visits) => {
      const groups = visits.map(toRows);
      const section = Buffer.concat(groups.map(toGroup));
      const alone = groups.flat().map((row) => joinEventRows(eventBytes(row)));
      expect(splitEventRows(section)).toEqual(alone);
      expect(joinEventRows(section)).toEqual(Buffer.concat(alone));
    }),
  );
});

test('cut, a section is the same rows in as few bytes at once as asked for, or one by one', () => {
  fc.assert(
    fc.property(
      fc.array(visit, { maxLength: 5 }),
      fc.integer({ min: 1, max: 2_000 }),
      (visits, most) => {
        const section = Buffer.concat(visits.map(toRows).map(toGroup));
        const pieces = [...cutEventRows(section, most)];
        expect(pieces.flatMap(splitEventRows)).toEqual(splitEventRows(section));
        const tooLong = pieces.filter((piece) => joinEventRows(piece).length > most);
        expect(tooLong.filter((piece) => splitEventRows(piece).length > 1)).toEqual([]);
      },
    ),
  );
});

test('a row that can’t be written leaves nothing in the next one', () => {
  const row = eventRow({ itemIds: ['teapot'] });
  const whole = eventBytes(row);
  const unreadable = {
    ...row,
    get properties(): EventRow['properties'] {
      throw new Error('unreadable');
    },
  };
  expect(() => eventBytes(unreadable)).toThrow('unreadable');
  expect(eventBytes(row)).toEqual(whole);
});

test('what is no group is said to be none, instead of being read as rows', () => {
  expect(() => joinEventRows(Buffer.from('{"event_id":"1"}\n'))).toThrow('begins with its layout');
});
