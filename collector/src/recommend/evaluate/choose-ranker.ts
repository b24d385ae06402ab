import { FEATURE_COUNT } from '../engine/features.ts';
import { type Ranker, scoreCandidate, UNTUNED } from '../engine/ranker.ts';
import { type Example, trainRanker } from '../engine/train-ranker.ts';

export interface Choice {
  readonly ranker: Ranker;
  /** Mean reciprocal rank of each kind on examples it had not seen; the best is chosen. */
  readonly mrr: Readonly<Record<Kind, number>>;
  readonly chosen: Kind;
  readonly examples: number;
}

type Kind = 'untuned' | 'linear' | 'hidden';

/** Hidden units: 16 were no better than 8. */
const HIDDEN = { linear: 0, hidden: 8 } as const;
const EPOCHS = 8;
const UNSEEN_SHARE = 0.2;

/** Learns rankers of several sizes on most examples, takes the one that does best on the rest, and learns it from all. */
export function chooseRanker(examples: readonly Example[], random: () => number): Choice {
  const cut = Math.floor(examples.length * (1 - UNSEEN_SHARE));
  const [seen, unseen] = [examples.slice(0, cut), examples.slice(cut)];
  const train = (from: readonly Example[], hidden: number) =>
    trainRanker(from, { hidden, epochs: EPOCHS, random });
  const mrr = {
    untuned: reciprocalRank(UNTUNED, unseen),
    linear: reciprocalRank(train(seen, HIDDEN.linear), unseen),
    hidden: reciprocalRank(train(seen, HIDDEN.hidden), unseen),
  };
  const chosen = bestOf(mrr);
  const ranker = chosen === 'untuned' ? UNTUNED : train(examples, HIDDEN[chosen]);
  return { ranker, mrr, chosen, examples: examples.length };
}

/** Where two do as well, the simpler. */
function bestOf(mrr: Choice['mrr']): Kind {
  if (mrr.hidden > mrr.linear && mrr.hidden > mrr.untuned) return 'hidden';
  return mrr.linear > mrr.untuned ? 'linear' : 'untuned';
}

function reciprocalRank(ranker: Ranker, examples: readonly Example[]): number {
  let sum = 0;
  for (const { features, chosen } of examples) {
    const target = scoreCandidate(ranker, features, chosen * FEATURE_COUNT);
    let rank = 1;
    for (let at = 0; at < features.length; at += FEATURE_COUNT) {
      if (scoreCandidate(ranker, features, at) > target) rank += 1;
    }
    sum += 1 / rank;
  }
  return sum / Math.max(1, examples.length);
}
