import { createTurns } from '../lib/turns.ts';

/** Things that each do one thing at a time and may have to be replaced. */
export interface Pool<Resource> {
  /** Runs `work` on the first free resource, in the order of the calls. After a rejection that resource is replaced. */
  run<Result>(work: (resource: Resource) => Promise<Result>): Promise<Result>;
  /** Lets what runs and waits finish, then closes all; later calls are rejected. */
  close(): Promise<void>;
}

interface PoolOptions<Resource> {
  /** How many at once. */
  size: number;
  /** Called when a resource is first needed, and when one is replaced. */
  open: () => Promise<Resource>;
  close: (resource: Resource) => Promise<void>;
}

interface Slot<Resource> {
  resource: Resource | undefined;
}

/** A pool of `size` resources; a pool of one is a queue. */
export function createPool<Resource>({ size, open, close }: PoolOptions<Resource>): Pool<Resource> {
  const slots: Slot<Resource>[] = Array.from({ length: size }, () => ({ resource: undefined }));
  const turns = createTurns(slots);
  let closed: Promise<unknown> | undefined;

  async function empty(slot: Slot<Resource>): Promise<void> {
    const { resource } = slot;
    slot.resource = undefined;
    if (resource !== undefined) await close(resource);
  }

  return {
    async run(work) {
      if (closed !== undefined) throw new Error('the pool is closed');
      const slot = await turns.take();
      try {
        slot.resource ??= await open();
        return await work(slot.resource);
      } catch (error) {
        await empty(slot);
        throw error;
      } finally {
        turns.give(slot);
      }
    },
    async close() {
      closed ??= Promise.all(slots.map(async () => empty(await turns.take())));
      await closed;
    },
  };
}
