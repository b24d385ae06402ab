/** The places of the `most` highest of the first `count` scores, highest first; of equal ones the earlier first. */
export function bestFirst(scores: ArrayLike<number>, count: number, most: number): Int32Array {
  const heap = new Int32Array(count);
  for (let at = 0; at < count; at += 1) heap[at] = at;
  for (let at = (count >> 1) - 1; at >= 0; at -= 1) sink({ heap, scores, size: count }, at);
  const best = new Int32Array(Math.min(count, most));
  for (let taken = 0, size = count; taken < best.length; taken += 1) {
    best[taken] = heap[0] ?? 0;
    size -= 1;
    heap[0] = heap[size] ?? 0;
    sink({ heap, scores, size }, 0);
  }
  return best;
}

interface Heap {
  readonly heap: Int32Array;
  readonly scores: ArrayLike<number>;
  readonly size: number;
}

function sink({ heap, scores, size }: Heap, from: number): void {
  const sinking = heap[from] ?? 0;
  let at = from;
  for (let child = 2 * at + 1; child < size; child = 2 * at + 1) {
    const other = heap[child + 1] ?? 0;
    if (child + 1 < size && isBefore(scores, other, heap[child] ?? 0)) child += 1;
    if (!isBefore(scores, heap[child] ?? 0, sinking)) break;
    heap[at] = heap[child] ?? 0;
    at = child;
  }
  heap[at] = sinking;
}

function isBefore(scores: ArrayLike<number>, one: number, other: number): boolean {
  const difference = (scores[one] ?? 0) - (scores[other] ?? 0);
  return difference > 0 || (difference === 0 && one < other);
}
