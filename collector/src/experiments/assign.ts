import type { Strategy } from '@tendero/schema';
import type { Trials } from './experiment.ts';

/** What a person sees in a slot, and the trial that says so. */
export interface Assignment {
  readonly strategy: Strategy;
  /** Empty where the slot is in no experiment. */
  readonly experiment: string;
  readonly isHeldOut: boolean;
}

interface AskedSlot {
  readonly slot: string;
  /** What the page asks for. */
  readonly strategy: Strategy;
}

/**
 * The same person always sees the same. Only for who may be told apart: without a visitor the page gets what it asked
 * for and is in no experiment.
 */
export function assign(
  { holdout, experiments }: Trials,
  visitor: string | undefined,
  { slot, strategy }: AskedSlot,
): Assignment {
  if (visitor === undefined) return { strategy, experiment: '', isHeldOut: false };
  if (unitHash(`holdout ${holdout.startedAt} ${visitor}`) < holdout.share) {
    return { strategy: 'popular', experiment: '', isHeldOut: true };
  }
  const found = experiments.find((one) => one.isOn && one.slot === slot);
  if (!found) return { strategy, experiment: '', isHeldOut: false };
  const place = Math.floor(unitHash(`${found.id} ${visitor}`) * found.strategies.length);
  return {
    strategy: found.strategies[place] ?? strategy,
    experiment: found.id,
    isHeldOut: false,
  };
}

/** Spreads texts evenly over [0, 1): FNV-1a, then the finalizer of MurmurHash3, because FNV alone leaves similar texts close. */
function unitHash(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
