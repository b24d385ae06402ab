import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decodeBlock,
  encodeBlock,
  isTorn,
  nextBlock,
  type Block,
} from '../../../collector/src/journal/block.ts';
import { JOURNAL_TABLES } from '../../../collector/src/journal/journal.ts';

const section = fc
  .record({
    table: fc.constantFrom(...JOURNAL_TABLES),
    rows: fc.array(fc.json(), { minLength: 1 }),
  })
  .map(({ table, rows }) => ({
    table,
    rows: rows.length,
    bytes: Buffer.from(`${rows.join('\n')}\n`),
  }));

const block: fc.Arbitrary<Block> = fc.record({
  sections: fc.array(section, { maxLength: 4 }),
  days: fc.array(fc.record({ siteId: fc.string(), day: fc.string() }), { maxLength: 3 }),
});

const MAGIC = 'TENDERO2';

test('reads back what was written, wherever in the file it stands', () => {
  fc.assert(
    fc.property(block, block, (first, second) => {
      const file = Buffer.concat([encodeBlock(first), encodeBlock(second)]);
      const one = decodeBlock(file, 0);
      expect(one).toMatchObject(first);
      const two = decodeBlock(file, one?.end ?? -1);
      expect(two).toMatchObject(second);
      expect(two?.end).toBe(file.length);
    }),
  );
});

test('a block that is torn or changed anywhere is no block', () => {
  fc.assert(
    fc.property(block, fc.nat(), fc.integer({ min: 1, max: 255 }), (written, at, change) => {
      const bytes = encodeBlock(written);
      const torn = bytes.subarray(0, at % bytes.length);
      expect(decodeBlock(torn, 0)).toBeUndefined();
      const damaged = Buffer.from(bytes);
      const place = at % bytes.length;
      damaged[place] = (damaged[place] ?? 0) ^ change;
      const read = decodeBlock(damaged, 0);
      expect(read).toBeUndefined();
      // a length that was damaged must not pass for a block that was cut off: that one is thrown away
      if (place >= MAGIC.length) expect(isTorn(damaged, 0)).toBe(false);
      expect(isTorn(torn, 0)).toBe(true);
    }),
  );
});

test('the next block is found behind damage', () => {
  const bytes = encodeBlock({ sections: [], days: [{ siteId: 'a', day: '2026-01-01' }] });
  const file = Buffer.concat([Buffer.from('damaged bytes'), bytes]);
  expect(nextBlock(file, 0)).toBe('damaged bytes'.length);
  expect(nextBlock(file, 'damaged bytes'.length)).toBe(-1);
});

test('what a visitor wrote never becomes a block, whatever becomes of the one that holds it', () => {
  const forged = encodeBlock({ sections: [], days: [{ siteId: 'forged', day: '2026-01-01' }] });
  const bytes = Buffer.concat([Buffer.from('{"page_title":"'), forged, Buffer.from('"}\n')]);
  const sections = [{ table: 'orders', rows: 1, bytes } as const];
  const real = encodeBlock({ sections, days: [] });
  const whole = encodeBlock({ sections: [], days: [{ siteId: 'a', day: '2026-01-01' }] });
  const file = Buffer.concat([real, whole]);
  // the last letter of its payload
  file[real.length - 2] = 0;
  expect(decodeBlock(file, 0)).toBeUndefined();
  expect(nextBlock(file, 0)).toBe(real.length);
});
