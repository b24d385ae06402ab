/**
 * Solves `matrix · x = values` for a symmetric positive definite matrix of which the lower half is read, in place:
 * `values` becomes x (Cholesky).
 */
export function solveSymmetric(matrix: Float64Array, values: Float64Array): void {
  decompose(matrix, values.length);
  substituteForward(matrix, values);
  substituteBack(matrix, values);
}

/** Below what rounding leaves; keeps a matrix that is singular in floats solvable. */
const LEAST_PIVOT = 1e-9;

function decompose(matrix: Float64Array, size: number): void {
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * size + column] ?? 0;
      for (let at = 0; at < column; at += 1) {
        sum -= (matrix[row * size + at] ?? 0) * (matrix[column * size + at] ?? 0);
      }
      matrix[row * size + column] =
        row === column
          ? Math.sqrt(Math.max(sum, LEAST_PIVOT))
          : sum / (matrix[column * size + column] ?? 1);
    }
  }
}

function substituteForward(lower: Float64Array, values: Float64Array): void {
  const size = values.length;
  for (let row = 0; row < size; row += 1) {
    let sum = values[row] ?? 0;
    for (let at = 0; at < row; at += 1) sum -= (lower[row * size + at] ?? 0) * (values[at] ?? 0);
    values[row] = sum / (lower[row * size + row] ?? 1);
  }
}

function substituteBack(lower: Float64Array, values: Float64Array): void {
  const size = values.length;
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = values[row] ?? 0;
    for (let at = row + 1; at < size; at += 1) {
      sum -= (lower[at * size + row] ?? 0) * (values[at] ?? 0);
    }
    values[row] = sum / (lower[row * size + row] ?? 1);
  }
}
