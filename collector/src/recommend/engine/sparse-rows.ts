/** A matrix of which most cells are zero: row `r` has its cells from `starts[r]` to before `starts[r + 1]`. */
export interface SparseRows {
  readonly starts: Uint32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/** Rows whose cells become known one after the other, in whatever order of rows. */
export interface Cells {
  rows: Int32Array;
  columns: Int32Array;
  values: Float32Array;
  count: number;
}

export function createCells(): Cells {
  return {
    rows: new Int32Array(1_024),
    columns: new Int32Array(1_024),
    values: new Float32Array(1_024),
    count: 0,
  };
}

export function addCell(cells: Cells, row: number, column: number, value: number): void {
  const at = cells.count;
  if (at === cells.rows.length) double(cells);
  cells.rows[at] = row;
  cells.columns[at] = column;
  cells.values[at] = value;
  cells.count = at + 1;
}

/** The cells by row; those of one row stay in the order of their coming. */
export function toRows({ rows, columns, values, count }: Cells, rowCount: number): SparseRows {
  const starts = new Uint32Array(rowCount + 1);
  for (let at = 0; at < count; at += 1) {
    const after = (rows[at] ?? 0) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
  for (let row = 0; row < rowCount; row += 1) {
    starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  }
  const next = starts.slice();
  const sorted = { columns: new Int32Array(count), values: new Float32Array(count) };
  for (let at = 0; at < count; at += 1) {
    const row = rows[at] ?? 0;
    const place = next[row] ?? 0;
    next[row] = place + 1;
    sorted.columns[place] = columns[at] ?? 0;
    sorted.values[place] = values[at] ?? 0;
  }
  return { starts, ...sorted };
}

/** The value in a row whose columns are in order; 0 where it has none. */
export function cellAt(
  { starts, columns, values }: SparseRows,
  row: number,
  column: number,
): number {
  let low = starts[row] ?? 0;
  let high = starts[row + 1] ?? 0;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((columns[middle] ?? 0) < column) low = middle + 1;
    else high = middle;
  }
  return low < (starts[row + 1] ?? 0) && columns[low] === column ? (values[low] ?? 0) : 0;
}

/** Of each row the `most` cells of the largest values, whatever their sign. */
export function strongestCells({ starts, columns, values }: SparseRows, most: number): SparseRows {
  const kept = createCells();
  for (let row = 0; row + 1 < starts.length; row += 1) {
    const from = starts[row] ?? 0;
    const to = starts[row + 1] ?? 0;
    const sizes = values.subarray(from, to).map(Math.abs).sort();
    const least = sizes[Math.max(0, sizes.length - most)] ?? 0;
    for (let at = from; at < to; at += 1) {
      const value = values[at] ?? 0;
      if (Math.abs(value) >= least) addCell(kept, row, columns[at] ?? 0, value);
    }
  }
  return toRows(kept, starts.length - 1);
}

function double(cells: Cells): void {
  const length = cells.rows.length * 2;
  const { rows, columns, values } = cells;
  cells.rows = new Int32Array(length);
  cells.columns = new Int32Array(length);
  cells.values = new Float32Array(length);
  cells.rows.set(rows);
  cells.columns.set(columns);
  cells.values.set(values);
}
