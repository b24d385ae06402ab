import type { Decision, DecideRequest, PageContext } from '@tendero/schema';
import type { Connection } from './connection.ts';
import type { Group } from './group.ts';
import { joinGroup } from './group.ts';
import type { SlotQuery, SlotResult } from './slot-query.ts';

/** What a decider needs of its page. */
export interface DeciderDependencies {
  getContext: () => Promise<PageContext | null>;
  /** Never rejects; null where there is no usable answer. */
  post: (connection: Connection, request: DecideRequest) => Promise<Decision | null>;
  /** The page's address as the collector may know it. */
  getUrl: () => string;
  /** Used where neither the SDK nor an attribute names the collector. */
  connection: Connection;
}

/** Answers one widget; null when there is nothing to show. */
export type Decide = (query: SlotQuery) => Promise<SlotResult | null>;

/**
 * Creates the function that widgets ask. What is asked before the page context is known (within one
 * microtask, if the SDK is there) leaves in one request.
 */
export function createDecider(dependencies: DeciderDependencies): Decide {
  let open: Group[] | undefined;

  const flush = async (groups: Group[]) => {
    await Promise.resolve();
    const context = await dependencies.getContext();
    open = undefined;
    await Promise.all(groups.map((group) => settleGroup(group, context, dependencies)));
  };

  return (query) =>
    new Promise((resolve) => {
      const isFirst = open === undefined;
      open ??= [];
      joinGroup(open, query, resolve);
      if (isFirst) void flush(open);
    });
}

async function settleGroup(
  group: Group,
  context: PageContext | null,
  { post, getUrl, connection }: DeciderDependencies,
): Promise<void> {
  const key = context?.key ?? (group.facts.key || connection.key);
  const endpoint = context?.endpoint ?? (group.facts.endpoint || connection.endpoint);
  const decision =
    key && endpoint ? await post({ key, endpoint }, toRequest(group, context, getUrl())) : null;
  for (const { slot, settle } of group.waiting) {
    const answer = decision?.slots[slot];
    settle(
      decision && answer
        ? { decision: decision.decision, answer, consent: context?.consent ?? null }
        : null,
    );
  }
}

function toRequest(
  { facts, slots }: Group,
  context: PageContext | null,
  url: string,
): DecideRequest {
  return {
    v: 1,
    ...(context?.visitor && { visitor: context.visitor }),
    consent: context?.consent ?? null,
    page: {
      url,
      locale: facts.locale,
      ...(facts.item && { item: facts.item }),
      ...(facts.category && { category: facts.category }),
    },
    cart: facts.cart.slice(0, MAX_ITEMS),
    recent: context?.recent.slice(0, MAX_ITEMS) ?? [],
    slots: [...slots.values()],
  };
}

/** The collector takes at most this many ids in a list. */
const MAX_ITEMS = 200;
