import { expect, test } from 'vitest';
import { encodeBlock } from '../../../collector/src/journal/block.ts';
import { readSegment } from '../../../collector/src/journal/read-segment.ts';
import { countTurns } from '../../support/count-turns.ts';

test('while a segment of many blocks is read others have their turn', async () => {
  const bytes = Buffer.from('{"value":1}\n');
  const block = encodeBlock({ sections: [{ table: 'orders', rows: 1, bytes }], days: [] });
  const file = Buffer.concat(Array.from({ length: 50 }, () => block));
  const counted = countTurns();
  const { tables } = await readSegment('', { readFile: async () => file });
  expect(tables).toMatchObject([{ table: 'orders', rows: 50 }]);
  expect(counted.turns).toBe(50);
});
