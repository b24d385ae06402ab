/** A request refused whole, without anything that names a person. */
export interface Refusal {
  /** In ms UTC. */
  readonly at: number;
  readonly code: string;
  /** Route, without its query. */
  readonly path: string;
  /** The `Origin` header, which names a page's site and nobody. */
  readonly origin: string;
}

/** The newest refusals, for the console's page «test my site». */
export interface Refusals {
  add(refusal: Refusal): void;
  /** Newest first. */
  newest(): readonly Refusal[];
}

/** Keeps the last `size`. */
export function createRefusals(size = 50): Refusals {
  let kept: readonly Refusal[] = [];
  return {
    add(refusal) {
      kept = [refusal, ...kept].slice(0, size);
    },
    newest: () => kept,
  };
}
