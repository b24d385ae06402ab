import type { Reason, Strategy } from '@tendero/schema';
import { decide, type DecideParts } from '../../collector/src/decide/decide.ts';
import { siteConfig } from './site-config.ts';

/** Somebody who allows everything; the ledger of the parts has to know it. */
export const ASKER = 'a'.repeat(32);

interface Asked {
  readonly strategy?: Strategy;
  readonly item?: string;
  readonly category?: string;
  readonly cart?: readonly string[];
  readonly recent?: readonly string[];
  readonly limit?: number;
  /** What the request says that is allowed. @default everything */
  readonly granted?: readonly string[];
}

interface Shown {
  readonly itemId: string;
  readonly reason: Reason;
}

/** What one slot of the site `shop` shows to {@link ASKER}, by the way that answers to pages take. */
export function askDecide(parts: DecideParts, asked: Asked): Shown[] {
  const { strategy = 'for_you', item, category, cart = [], recent = [], limit = 4 } = asked;
  const [site] = siteConfig().sites;
  if (!site) throw new Error('the config has one site');
  const { granted = ['analytics', 'personalization', 'marketing', 'social'] } = asked;
  const stateOf = (purpose: string) => (granted.includes(purpose) ? 'granted' : 'denied');
  const states = {
    analytics: stateOf('analytics'),
    personalization: stateOf('personalization'),
    marketing: stateOf('marketing'),
    social: stateOf('social'),
  } as const;
  const { slots } = decide(parts, {
    id: 'decision',
    site,
    request: {
      v: 1,
      visitor: ASKER,
      consent: { states, version: '1', at: 0 },
      page: {
        url: 'https://shop.example/',
        ...(item !== undefined && { item }),
        ...(category !== undefined && { category }),
      },
      cart: [...cart],
      recent: [...recent],
      slots: [{ id: 'slot', kind: 'recommendations', strategy, limit }],
    },
  });
  const answer = slots['slot'];
  if (answer?.kind !== 'recommendations') return [];
  return answer.items.map(({ item_id: itemId, reason }) => ({ itemId, reason }));
}
