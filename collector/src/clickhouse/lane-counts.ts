/** How many queries of each kind run at once; each holds one thread of libuv's pool while it runs. */
export interface LaneCounts {
  readonly serve: number;
  readonly console: number;
}

/** Besides them two lanes write: one inserts, one recounts. */
export const LANES: LaneCounts = { serve: 3, console: 4 };

/**
 * The least `UV_THREADPOOL_SIZE` for these lanes: a journal fsync must never wait behind queries,
 * and all lanes together use at most half of the threads.
 */
export function requiredThreads(lanes: LaneCounts = LANES): number {
  const total = 2 + lanes.serve + lanes.console;
  return Math.max(total + 8, total * 2);
}
