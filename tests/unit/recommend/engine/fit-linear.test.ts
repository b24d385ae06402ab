import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitLinear } from '../../../../collector/src/recommend/engine/fit-linear.ts';
import { toSessions } from '../../../../collector/src/recommend/engine/sessions.ts';
import { solveSymmetric } from '../../../../collector/src/recommend/engine/solve-symmetric.ts';
import type { SparseRows } from '../../../../collector/src/recommend/engine/sparse-rows.ts';

function cell({ starts, columns, values }: SparseRows, row: number, column: number): number {
  for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at += 1) {
    if (columns[at] === column) return values[at] ?? 0;
  }
  return 0;
}

test('solves symmetric systems', () => {
  const size = 4;
  const entries = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
    minLength: size * size,
    maxLength: size * size,
  });
  fc.assert(
    fc.property(entries, (root) => {
      const at = (row: number, column: number) => root[row * size + column] ?? 0;
      const matrix = Float64Array.from({ length: size * size }, (_, place) => {
        const [row, column] = [Math.floor(place / size), place % size];
        let sum = row === column ? 1 : 0;
        for (let inner = 0; inner < size; inner += 1) sum += at(row, inner) * at(column, inner);
        return sum;
      });
      const values = Float64Array.of(1, -2, 3, 0.5);
      const solved = values.slice();
      solveSymmetric(matrix.slice(), solved);
      for (let row = 0; row < size; row += 1) {
        let sum = 0;
        for (let column = 0; column < size; column += 1) {
          sum += (matrix[row * size + column] ?? 0) * (solved[column] ?? 0);
        }
        expect(sum).toBeCloseTo(values[row] ?? 0, 5);
      }
    }),
  );
});

test('ties items of one session both ways, and transitions one way', () => {
  const sessions = toSessions(Array.from({ length: 50 }, () => [0, 1]));
  const { together, transitions } = fitLinear(sessions, 3);
  // ridge regression on one source: 50 / (50 + 50)
  expect(cell(together, 0, 1)).toBeCloseTo(0.5);
  expect(cell(together, 1, 0)).toBeCloseTo(0.5);
  // 50 / (50 + 10)
  expect(cell(transitions, 0, 1)).toBeCloseTo(50 / 60);
  expect(cell(transitions, 1, 0)).toBe(0);
  expect(cell(together, 0, 2)).toBe(0);
});

test('gives the weight to the item that explains, not to one that only came along', () => {
  const sessions = toSessions([
    ...Array.from({ length: 100 }, () => [0, 1]),
    ...Array.from({ length: 100 }, () => [0, 2, 1]),
    ...Array.from({ length: 100 }, () => [2, 3]),
  ]);
  const { together } = fitLinear(sessions, 4);
  expect(cell(together, 0, 1)).toBeGreaterThan(2 * cell(together, 2, 1));
});

test('stays finite where an item is repeated and where sessions are long', () => {
  const long = Array.from({ length: 120 }, (_, at) => at % 7);
  const { together, transitions } = fitLinear(toSessions([long, [1, 1, 1, 2], [3], []]), 8);
  for (const value of [...together.values, ...transitions.values]) {
    expect(Number.isFinite(value)).toBe(true);
  }
});
