import { FEATURE_COUNT } from '../engine/features.ts';
import { type Ranker, scoreCandidate, UNTUNED } from '../engine/ranker.ts';
import { type Example, trainRanker } from '../engine/train-ranker.ts';

export interface Choice {
  readonly ranker: Ranker;
  /** The same kind, learnt without what it is judged by. */
  readonly provisional: Ranker;
  /** Mean reciprocal rank of each kind on examples it had not seen; the best is chosen. */
  readonly mrr: Readonly<Record<Kind, number>>;
  readonly chosen: Kind;
  readonly examples: number;
}

type Kind = 'untuned' | 'linear' | 'hidden';

/** Hidden units: 16 were no better than 8. */
const HIDDEN = { linear: 0, hidden: 8 } as const;
const EPOCHS = 8;

/** Learns rankers of several sizes, takes the one that does best on what it had not seen, and learns it from all. */
export function chooseRanker(
  { seen, unseen }: { readonly seen: readonly Example[]; readonly unseen: readonly Example[] },
  random: () => number,
): Choice {
  const train = (from: readonly Example[], hidden: number) =>
    trainRanker(from, { hidden, epochs: EPOCHS, random });
  const rankers = {
    untuned: UNTUNED,
    linear: train(seen, HIDDEN.linear),
    hidden: train(seen, HIDDEN.hidden),
  };
  const mrr = {
    untuned: reciprocalRank(rankers.untuned, unseen),
    linear: reciprocalRank(rankers.linear, unseen),
    hidden: reciprocalRank(rankers.hidden, unseen),
  };
  const chosen = bestOf(mrr);
  const all = [...seen, ...unseen];
  const ranker = chosen === 'untuned' ? UNTUNED : train(all, HIDDEN[chosen]);
  return { ranker, provisional: rankers[chosen], mrr, chosen, examples: all.length };
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
