import { expect, test } from 'vitest';
import { createHeldBytes } from '../../../collector/src/lib/held-bytes.ts';
import { RequestProblem } from '../../../collector/src/lib/problem.ts';

test('refuses what would be too much with 503 and a time to come back, and takes it when room is made', () => {
  const held = createHeldBytes(800);
  for (let index = 0; index < 7; index += 1) held.hold(100, `192.0.2.${index}`);
  held.hold(60, '192.0.2.8');
  held.hold(40, '192.0.2.9');
  expect(() => held.hold(1, '192.0.2.9')).toThrow(RequestProblem);
  expect(() => held.hold(1, '192.0.2.9')).toThrow(
    expect.objectContaining({ status: 503, retryAfterS: 2 }),
  );
  held.release(60, '192.0.2.8');
  held.hold(60, '192.0.2.9');
  expect(() => held.hold(1, '192.0.2.8')).toThrow(RequestProblem);
});

test('one sender has an eighth of the room, however many bodies it comes with; the others have the rest', () => {
  const held = createHeldBytes(800);
  held.hold(60, '192.0.2.1');
  held.hold(40, '192.0.2.1');
  expect(() => held.hold(1, '192.0.2.1')).toThrow(expect.objectContaining({ status: 503 }));
  held.hold(100, '192.0.2.2');
  held.release(60, '192.0.2.1');
  held.release(40, '192.0.2.1');
  held.hold(100, '192.0.2.1');
});
