import { type DecidedItem, STRATEGIES, type Strategy } from '@tendero/schema';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Site } from '../../config.ts';
import { decide } from '../../decide/decide.ts';
import { createRecentItems } from '../../decide/recent-items.ts';
import { NO_TRIALS } from '../../experiments/experiment.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Recommender } from '../../recommend/recommender.ts';
import type { RuleSet } from '../../rules/rule.ts';

/** The page that a preview imagines. */
export interface PreviewPage {
  readonly slot: string;
  readonly strategy: Strategy;
  /** Empty for a page without one. */
  readonly item: string;
  readonly category: string;
}

export interface PreviewParts {
  readonly catalog: Catalog;
  readonly recommender: Recommender;
  readonly clock: Clock;
}

interface PreviewQuestion {
  readonly site: Site;
  readonly language: string;
  readonly page: PreviewPage;
  readonly rules: RuleSet;
}

const PLACES = 8;

/** What the slot would show to somebody of whom nothing is known: by the same way that answers to pages take. */
export function preview(parts: PreviewParts, question: PreviewQuestion): readonly DecidedItem[] {
  const { site, language, rules } = question;
  const { slot, strategy, item, category } = question.page;
  const { slots } = decide(
    {
      ...parts,
      consent: { standing: () => undefined },
      recent: createRecentItems(),
      settings: { of: () => ({ rules, trials: NO_TRIALS }) },
      decisions: { add: () => undefined },
      random: () => 0,
    },
    {
      id: 'preview',
      site,
      request: {
        v: 1,
        consent: null,
        page: {
          url: '',
          locale: language,
          ...(item !== '' && { item }),
          ...(category !== '' && { category }),
        },
        cart: [],
        recent: [],
        slots: [{ id: slot, kind: 'recommendations', strategy, limit: PLACES }],
      },
    },
  );
  const answer = slots[slot];
  return answer?.kind === 'recommendations' ? answer.items : [];
}

/** The page that a query or a form names. */
export function readPreviewPage(read: (name: string) => string | undefined): PreviewPage {
  const text = (name: string) => (read(name) ?? '').trim().slice(0, 128);
  const strategy = STRATEGIES.find((one) => one === text('strategy')) ?? 'popular';
  return {
    slot: text('slot') || 'home-popular',
    strategy,
    item: text('item'),
    category: text('pageCategory'),
  };
}
