/**
 * Runs the work as the only page of this origin that does; yields false at once where another
 * page is at it. Without Web Locks every page works: repeated sending costs bytes, loses nothing.
 */
export function withLock(name: string, work: () => Promise<void>): Promise<boolean> {
  const run = async (lock: unknown) => {
    if (lock) await work();
    return !!lock;
  };
  // Not there where the page came by plain HTTP.
  return navigator.locks?.request(name, { ifAvailable: true }, run) ?? run(true);
}
