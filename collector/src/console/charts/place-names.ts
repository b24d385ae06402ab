/** A name that wants to stand beside a point; all in pixels. */
export interface Name {
  /** Where it begins. */
  readonly left: number;
  readonly width: number;
  /** Its middle. */
  readonly y: number;
}

/** Heights that names of one line need. */
export const NAME_HEIGHT = 18;

/**
 * The middle of each name, moved up or down no more than needed, so that none lies on another and all
 * stay between `top` and `bottom`, which must have room for all of them.
 */
export function placeNames(
  names: readonly Name[],
  { top, bottom }: { top: number; bottom: number },
): number[] {
  const placed = names.map(({ y }) => y);
  const fromTop = names.map((_, index) => index).toSorted((a, b) => heightOf(a) - heightOf(b));
  push(fromTop, { limit: top + NAME_HEIGHT / 2, sign: 1 });
  push(fromTop.toReversed(), { limit: bottom - NAME_HEIGHT / 2, sign: -1 });
  return placed;

  function heightOf(index: number): number {
    return names[index]?.y ?? 0;
  }

  /** Moves each name away from `limit` and from those before it; `sign` 1 is down. */
  function push(order: readonly number[], { limit, sign }: { limit: number; sign: 1 | -1 }): void {
    for (const [place, index] of order.entries()) {
      const before = order.slice(0, place).filter((other) => areAbove(names[other], names[index]));
      const edges = before.map((other) => sign * (placed[other] ?? 0) + NAME_HEIGHT);
      placed[index] = sign * Math.max(sign * limit, sign * (placed[index] ?? 0), ...edges);
    }
  }
}

/** Whether one stands above or below the other, at any height. */
function areAbove(one: Name | undefined, other: Name | undefined): boolean {
  if (!one || !other) return false;
  return one.left < other.left + other.width && other.left < one.left + one.width;
}
