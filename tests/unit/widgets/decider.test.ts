import type { DecideRequest, Decision, PageContext } from '@tendero/schema';
import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../widgets/src/api/connection.ts';
import { createDecider } from '../../../widgets/src/api/decider.ts';
import type { PageFacts, SlotQuery } from '../../../widgets/src/api/slot-query.ts';

const NO_FACTS: PageFacts = {
  locale: 'en',
  item: '',
  category: '',
  cart: [],
  key: '',
  endpoint: '',
};

function query(id: string, facts: Partial<PageFacts> = {}, limit = 4): SlotQuery {
  return { slot: { id, kind: 'recommendations', limit }, facts: { ...NO_FACTS, ...facts } };
}

function setUp(context: PageContext | null, connection: Connection = { key: '', endpoint: '' }) {
  const posts: { connection: Connection; request: DecideRequest }[] = [];
  const decide = createDecider({
    connection,
    getContext: async () => context,
    getUrl: () => 'https://shop.test/cup',
    post: async (to, request) => {
      posts.push({ connection: to, request });
      return answer(request);
    },
  });
  return { posts, decide };
}

function answer({ slots }: DecideRequest): Decision {
  const empty = { kind: 'recommendations', strategy: 'popular', items: [] } as const;
  return {
    decision: 'd1',
    slots: Object.fromEntries(slots.map(({ id }) => [id, { ...empty, items: [] }])),
  };
}

const SDK: PageContext = {
  key: 'wk',
  endpoint: 'https://c.test',
  consent: {
    states: {
      analytics: 'granted',
      personalization: 'granted',
      marketing: 'denied',
      social: 'denied',
    },
    version: '1',
    at: 1,
  },
  visitor: '0123456789abcdef0123456789abcdef',
  recent: ['cup'],
};

describe('createDecider', () => {
  it('collects what is asked in one microtask into one request with the person of the SDK', async () => {
    const { posts, decide } = setUp(SDK);
    const results = await Promise.all([decide(query('a')), decide(query('b', { item: 'cup' }))]);
    expect(posts).toHaveLength(1);
    expect(posts[0]).toEqual({
      connection: { key: 'wk', endpoint: 'https://c.test' },
      request: {
        v: 1,
        visitor: SDK.visitor,
        consent: SDK.consent,
        page: { url: 'https://shop.test/cup', locale: 'en', item: 'cup' },
        cart: [],
        recent: ['cup'],
        slots: [
          { id: 'a', kind: 'recommendations', limit: 4 },
          { id: 'b', kind: 'recommendations', limit: 4 },
        ],
      },
    });
    expect(results.map((result) => result?.consent)).toEqual([SDK.consent, SDK.consent]);
  });

  it('decides without a person when no SDK answers, by the connection of the script tag', async () => {
    const { posts, decide } = setUp(null, { key: 'tag', endpoint: 'https://tag.test' });
    expect((await decide(query('a')))?.consent).toBeNull();
    expect(posts[0]?.connection).toEqual({ key: 'tag', endpoint: 'https://tag.test' });
    expect(posts[0]?.request).toMatchObject({ consent: null, recent: [] });
    expect(posts[0]?.request).not.toHaveProperty('visitor');
  });

  it('prefers the attributes of a widget to the script tag', async () => {
    const { posts, decide } = setUp(null, { key: 'tag', endpoint: 'https://tag.test' });
    await decide(query('a', { key: 'own', endpoint: 'https://own.test' }));
    expect(posts[0]?.connection).toEqual({ key: 'own', endpoint: 'https://own.test' });
  });

  it('sends nothing when nobody names the collector', async () => {
    const { posts, decide } = setUp(null);
    expect(await decide(query('a'))).toBeNull();
    expect(posts).toEqual([]);
  });

  it.each([
    ['facts contradict each other', query('a', { item: 'cup' }), query('b', { item: 'pot' })],
    ['one slot is asked for in two ways', query('a', {}, 4), query('a', {}, 8)],
  ])('makes two requests when %s', async (_case, first, second) => {
    const { posts, decide } = setUp(SDK);
    await Promise.all([decide(first), decide(second)]);
    expect(posts).toHaveLength(2);
  });

  it('never asks for more than twenty slots at once', async () => {
    const { posts, decide } = setUp(SDK);
    await Promise.all(Array.from({ length: 21 }, (_, index) => decide(query(`s${index}`))));
    expect(posts.map(({ request }) => request.slots.length)).toEqual([20, 1]);
  });

  it('makes a new request for what is asked after the answer', async () => {
    const { posts, decide } = setUp(SDK);
    await decide(query('a'));
    await decide(query('a'));
    expect(posts).toHaveLength(2);
  });
});
