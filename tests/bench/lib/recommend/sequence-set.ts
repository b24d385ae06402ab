import * as z from 'zod';
import { holdOutLast } from '../../../../collector/src/recommend/evaluate/hold-out.ts';
import { createNumbering, type DataSet, readLines } from './data-set.ts';

/** `user i1 i2 …` a line, and the attributes of items: the last item of each user is to be found by those before it. */
export function readSequences([path = '', attributesPath = '']: readonly string[]): DataSet {
  const { numberOf, count } = createNumbering();
  const all = readLines(path).map((line) => line.trim().split(/\s+/).slice(1).map(numberOf));
  const held = holdOutLast(all);
  const attributes = z
    .record(z.string(), z.array(z.number()))
    .parse(JSON.parse(readLines(attributesPath).join('')));
  const words: number[][] = Array.from({ length: count() }, () => []);
  for (const [item, numbers] of Object.entries(attributes)) words[numberOf(item)] = numbers;
  return {
    sessions: held.sessions,
    held: holdOutLast(held.sessions),
    test: held.trials.flat(),
    items: count(),
    repeats: 'none',
    words,
  };
}
