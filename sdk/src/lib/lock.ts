/**
 * Runs the work as the only page of this origin that does; does nothing where another page is at
 * it. Without Web Locks every page works: repeated sending costs bytes, loses nothing.
 */
export async function withLock(name: string, work: () => Promise<void>): Promise<void> {
  const run = async (lock: unknown) => lock && work();
  try {
    await navigator.locks.request(name, { ifAvailable: true }, run);
  } catch {
    // Not there where the page came by plain HTTP, forbidden in a sandboxed frame.
    await work();
  }
}
