/**
 * Runs the work as the only page of this origin that does; yields false at once where another
 * page is at it. Without Web Locks every page works: repeated sending costs bytes, loses nothing.
 */
export async function withLock(name: string, work: () => Promise<void>): Promise<boolean> {
  if (!('locks' in navigator)) return work().then(() => true);
  return navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
    return lock !== null;
  });
}
