import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

/** For what the provider gives no end. */
const LONGEST_S = 86_400;

interface Entry {
  readonly payload: AdapterPayload;
  readonly expiresAt: number;
}

/**
 * Keeps what the provider has to remember (sessions, codes, grants) in memory: a demo may forget at a
 * restart. `now` is in ms UTC.
 */
export function createMemoryStore(now: () => number): AdapterFactory {
  const entries = new Map<string, Entry>();
  return (model) => createAdapter(entries, model, now);
}

function createAdapter(entries: Map<string, Entry>, model: string, now: () => number): Adapter {
  const find = (test: (payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
    for (const [key, { payload, expiresAt }] of entries) {
      if (expiresAt <= now()) entries.delete(key);
      else if (key.startsWith(`${model}:`) && test(payload)) return payload;
    }
    return undefined;
  };
  return {
    upsert: async (id, payload, expiresIn) => {
      entries.set(`${model}:${id}`, {
        payload,
        expiresAt: now() + (expiresIn ?? LONGEST_S) * 1_000,
      });
    },
    find: async (id) => {
      const entry = entries.get(`${model}:${id}`);
      return entry && entry.expiresAt > now() ? entry.payload : undefined;
    },
    findByUid: async (uid) => find((payload) => payload.uid === uid),
    findByUserCode: async (userCode) => find((payload) => payload.userCode === userCode),
    consume: async (id) => {
      const payload = entries.get(`${model}:${id}`)?.payload;
      if (payload) payload.consumed = Math.floor(now() / 1_000);
    },
    destroy: async (id) => {
      entries.delete(`${model}:${id}`);
    },
    revokeByGrantId: async (grantId) => {
      for (const [key, { payload }] of entries) {
        if (payload.grantId === grantId) entries.delete(key);
      }
    },
  };
}
