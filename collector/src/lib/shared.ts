/** Calls `work` once for all who ask while it runs, never again after it resolved, and again after it rejected. */
export function shared(work: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | undefined;
  return () => {
    current ??= work().catch((error: unknown) => {
      current = undefined;
      throw error;
    });
    return current;
  };
}
