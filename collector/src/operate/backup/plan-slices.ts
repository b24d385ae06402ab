/** Rows of a table that travel together: those of `parts` whose offset in their part is from `from` to below `to`. */
export interface Slice {
  readonly parts: readonly string[];
  readonly from: number;
  readonly to: number;
}

interface Part {
  readonly part: string;
  readonly rows: number;
}

/** Cuts parts into slices of `sliceRows` rows at most; small parts share one. */
export function planSlices(parts: readonly Part[], sliceRows: number): Slice[] {
  const slices: Slice[] = [];
  let together: string[] = [];
  let rowsTogether = 0;
  const endTogether = () => {
    if (together.length > 0) slices.push({ parts: together, from: 0, to: sliceRows });
    together = [];
    rowsTogether = 0;
  };
  for (const { part, rows } of parts) {
    if (rows > sliceRows) {
      for (let from = 0; from < rows; from += sliceRows) {
        slices.push({ parts: [part], from, to: Math.min(from + sliceRows, rows) });
      }
      continue;
    }
    if (rowsTogether + rows > sliceRows) endTogether();
    together.push(part);
    rowsTogether += rows;
  }
  endTogether();
  return slices;
}
