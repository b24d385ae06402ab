/** How sought-after items are: a count for each, and the leaders in order. */
export interface Popularity {
  add(item: number, weight: number): void;
  count(item: number): number;
  /** The leaders, first the most sought-after. */
  leaders(): readonly number[];
}

/** Several slots' worth, and short to keep in order. */
const MAX_LEADERS = 200;

/** Counts only grow, so an item that joins the leaders passes the last of them. */
export function createPopularity(): Popularity {
  const counts = new Map<number, number>();
  const leaders: number[] = [];
  const ranks = new Map<number, number>();

  const countAt = (rank: number) => counts.get(leaders[rank] ?? -1) ?? 0;

  function place(item: number, rank: number): void {
    leaders[rank] = item;
    ranks.set(item, rank);
  }

  function join(item: number): number | undefined {
    if (leaders.length < MAX_LEADERS) return leaders.length;
    const lastRank = MAX_LEADERS - 1;
    const last = leaders[lastRank];
    if (last === undefined || (counts.get(last) ?? 0) >= (counts.get(item) ?? 0)) return undefined;
    ranks.delete(last);
    return lastRank;
  }

  return {
    add(item, weight) {
      const count = (counts.get(item) ?? 0) + weight;
      counts.set(item, count);
      let rank = ranks.get(item) ?? join(item);
      if (rank === undefined) return;
      for (; rank > 0 && countAt(rank - 1) < count; rank -= 1) place(leaders[rank - 1] ?? -1, rank);
      place(item, rank);
    },
    count: (item) => counts.get(item) ?? 0,
    leaders: () => leaders,
  };
}
