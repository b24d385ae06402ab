interface TypedArray<Self> {
  readonly length: number;
  set(values: Self): void;
}

/** Copies `values` into `grown` and returns it. */
export function copyInto<Values extends TypedArray<Values>>(grown: Values, values: Values): Values {
  grown.set(values);
  return grown;
}

/** How long an array must be to hold index `needed` and not to be copied again soon. */
export function grownLength(needed: number): number {
  return Math.ceil((needed + 1) * 1.25) + 16;
}
