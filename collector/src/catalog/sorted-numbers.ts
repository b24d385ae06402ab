/** Adds a number to numbers that rise, each of which is there once. */
export function addSorted(numbers: number[], one: number): void {
  const at = placeIn(numbers, one);
  if (numbers[at] !== one) numbers.splice(at, 0, one);
}

/** Takes a number out of numbers that rise. */
export function removeSorted(numbers: number[], one: number): void {
  const at = placeIn(numbers, one);
  if (numbers[at] === one) numbers.splice(at, 1);
}

/** Where it is, or where it would have to stand. */
function placeIn(numbers: readonly number[], one: number): number {
  let low = 0;
  let high = numbers.length;
  // what comes last nearly always is the highest
  if ((numbers[high - 1] ?? -Infinity) < one) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? Infinity) < one) low = middle + 1;
    else high = middle;
  }
  return low;
}
