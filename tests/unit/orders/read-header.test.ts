import { expect, test } from 'vitest';
import { RequestProblem } from '../../../collector/src/lib/problem.ts';
import { parseMapping } from '../../../collector/src/orders/import/mapping.ts';
import { readHeader } from '../../../collector/src/orders/import/read-header.ts';
import { siteConfig } from '../../support/site-config.ts';

const REQUIRED = ['order', 'item', 'time', 'quantity', 'price'];

function read(header: readonly string[]) {
  const [site] = siteConfig().sites;
  if (!site) throw new Error('the test config has a site');
  const asked = Object.fromEntries(REQUIRED.map((name) => [name, name]));
  return readHeader(header, parseMapping(asked, site), new Set(REQUIRED));
}

function problemOf(header: readonly string[]) {
  try {
    read(header);
  } catch (error) {
    if (error instanceof RequestProblem) return error.toJSON();
    throw error;
  }
  return undefined;
}

test('finds columns wherever they stand, between columns without a name too', () => {
  expect(read(['', 'price', 'quantity ', 'time', 'item', 'order', ''])).toMatchObject({
    order: 5,
    price: 1,
    quantity: 2,
    count: 7,
  });
});

test.each([
  ['that is mapped', ['order', 'item', 'time', 'quantity', 'price', ' price '], 'price', '5, 6'],
  ['that nobody maps', ['note', ...REQUIRED, 'note', 'note'], 'note', '1, 7, 8'],
])('refuses two columns of one name %s and says which they are', (_, header, name, places) => {
  expect(problemOf(header)).toMatchObject({
    status: 400,
    code: 'duplicate_column',
    detail: expect.stringMatching(/same name\. Rename all but one .* send it again\.$/),
    expected: 'column names that differ',
    got: `«${name}» as columns ${places}`,
  });
});
