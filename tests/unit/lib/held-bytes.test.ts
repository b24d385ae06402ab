import { expect, test } from 'vitest';
import { createHeldBytes } from '../../../collector/src/lib/held-bytes.ts';
import { RequestProblem } from '../../../collector/src/lib/problem.ts';

test('refuses what would be too much with 503 and a time to come back, and takes it when room is made', () => {
  const held = createHeldBytes(100);
  held.hold(60);
  held.hold(40);
  expect(() => held.hold(1)).toThrow(RequestProblem);
  expect(() => held.hold(1)).toThrow(expect.objectContaining({ status: 503, retryAfterS: 2 }));
  held.release(60);
  held.hold(60);
  expect(() => held.hold(1)).toThrow(RequestProblem);
});
