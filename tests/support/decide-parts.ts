import type { DecideParts } from '../../collector/src/decide/decide.ts';
import type { DecisionRow } from '../../collector/src/decide/decision-row.ts';
import { createRecentItems, type RecentItems } from '../../collector/src/decide/recent-items.ts';
import { NO_TRIALS, type Trials } from '../../collector/src/experiments/experiment.ts';
import { createRecommender } from '../../collector/src/recommend/create-recommender.ts';
import type { LearningRecommender } from '../../collector/src/recommend/recommender.ts';
import type { CatalogMemory } from '../../collector/src/catalog/catalog.ts';
import { NO_RULES, type RuleSet } from '../../collector/src/rules/rule.ts';
import { standers } from './standers.ts';

interface PartsOptions {
  readonly catalog: CatalogMemory;
  /** What the ledger holds, by visitor. */
  readonly ledger?: Readonly<Record<string, readonly string[]>>;
  readonly rules?: RuleSet;
  readonly trials?: Trials;
  /** @default one that never explores */
  readonly random?: () => number;
  readonly now?: number;
}

/** What `decide` stands on, in memory, with what it kept. */
export interface TestParts extends DecideParts {
  readonly recommender: LearningRecommender;
  readonly recent: RecentItems;
  readonly kept: DecisionRow[];
}

export function decideParts({
  catalog,
  ledger = {},
  rules = NO_RULES,
  trials = NO_TRIALS,
  random = () => 0.999_999,
  now = Date.UTC(2026, 4, 20),
}: PartsOptions): TestParts {
  const kept: DecisionRow[] = [];
  const clock = () => now;
  return {
    catalog,
    recommender: createRecommender({ catalog, clock }),
    consent: standers(ledger),
    recent: createRecentItems(),
    settings: { of: () => ({ rules, trials }) },
    decisions: { add: (row) => void kept.push(row) },
    clock,
    random,
    kept,
  };
}
