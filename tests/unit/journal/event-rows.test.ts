import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventRow } from '../../../collector/src/ingest/event-row.ts';
import { eventRowsLine } from '../../../collector/src/ingest/encode-rows.ts';
import {
  cutEventRows,
  joinedBytes,
  splitEventRows,
  toInsert,
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

/** What stands behind the 9 bytes of a group's head: the end, and a row's start behind its length. */
function partsOf(alone: Buffer): { end: Buffer; start: Buffer } {
  const startsAt = 9 + alone.readUInt32LE(5);
  return { end: alone.subarray(9, startsAt), start: alone.subarray(startsAt + 4) };
}

test('rows of several visits come out of a section one by one as each stands alone', () => {
  fc.assert(
    fc.property(fc.array(visit, { maxLength: 5 }), (visits) => {
      const groups = visits.map(toRows);
      const section = Buffer.concat(groups.map(toGroup));
      const alone = groups.flat().map(eventBytes);
      expect(splitEventRows(section)).toEqual(alone);
      const bytes = alone.map(partsOf).map(({ end, start }) => end.length + start.length);
      expect(joinedBytes(section)).toBe(bytes.reduce((sum, length) => sum + length, 0));
    }),
  );
});

test('an insert takes of each visit what its rows share, their number and what each has of its own', () => {
  const visits = [1, 2, 127, 128, 300].map((count) =>
    toRows({
      page_title: `Seen ${count} times`,
      ids: Array.from({ length: count }, (_, index) => `${count}-${index}`),
    }),
  );
  const expected = visits.map((rows) => {
    const parts = rows.map(eventBytes).map(partsOf);
    const { length } = parts;
    // a varint of LEB128
    const count = length < 128 ? [length] : [(length % 128) + 128, length >> 7];
    return Buffer.concat([
      parts[0]?.end ?? Buffer.alloc(0),
      Buffer.from(count),
      ...parts.map(({ start }) => start),
    ]);
  });
  const section = Buffer.concat(visits.map(toGroup));
  // a list of all bytes that differ would help nobody
  expect(toInsert(section).equals(Buffer.concat(expected))).toBe(true);
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
        const tooLong = pieces.filter((piece) => joinedBytes(piece) > most);
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
  expect(() => toInsert(Buffer.from('{"event_id":"1"}\n'))).toThrow('begins with its layout');
});
