import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  doublyRobust,
  ips,
  type LoggedChoice,
  type OffPolicyEstimate,
  selfNormalizedIps,
} from '../../collector/src/experiments/off-policy.ts';
import type { Bench } from './lib/bench.ts';

/** One thing in one place of the shop's page, as the log has it. */
interface Shown {
  readonly item: string;
  readonly position: string;
  readonly click: number;
  readonly propensity: number;
}

export const bench: Bench = {
  about: 'the click rate of a Thompson sampling policy, estimated from the log of a random one',
  needs: ['open_bandit/random_men.csv.gz', 'open_bandit/bts_men.csv.gz'],
  run([random = '', thompson = '']) {
    const log = read(random);
    const other = read(thompson);
    const own = onPolicy(other);
    const choices = toChoices(log, other);
    const estimates = {
      IPS: ips,
      'self-normalised IPS': selfNormalizedIps,
      'doubly robust': doublyRobust,
    };
    const found = Object.entries(estimates).map(([name, estimate]) => ({
      name,
      ...estimate(choices),
    }));
    const relative = (value: number) => `${((value / own.value - 1) * 100).toFixed(0)} %`;
    return Promise.resolve({
      figures: {
        'impressions, random and Thompson': `${log.length}, ${other.length}`,
        'click rate of the random policy': show(onPolicy(log)),
        'click rate of the Thompson policy, as logged': show(own),
        ...Object.fromEntries(
          found.map((one) => [
            `the same by ${one.name}`,
            `${show(one)}, off by ${relative(one.value)}`,
          ]),
        ),
      },
      checks: found.map((one) => ({
        name: `${one.name} agrees with the logged rate within the two intervals`,
        holds:
          Math.abs(one.value - own.value) <=
          1.96 * Math.hypot(one.standardError, own.standardError),
      })),
    });
  },
};

function read(path: string): Shown[] {
  const [, ...lines] = gunzipSync(readFileSync(path)).toString('utf8').trim().split('\n');
  return lines.map((line) => {
    const [, , item = '', position = '', click, propensity] = line.split(',');
    return { item, position, click: Number(click), propensity: Number(propensity) };
  });
}

/**
 * What the Thompson policy shows does not depend on the person, so the shares in its log are how likely each item is in
 * each place. (The mean of its logged propensities is not: they are high just when an item is shown.)
 */
function toChoices(log: readonly Shown[], other: readonly Shown[]): LoggedChoice[] {
  const target = sharesOf(other);
  const expected = expectations(log);
  const ofTarget = new Map<string, number>();
  for (const [key, share] of target) {
    const position = key.split(' ')[0] ?? '';
    ofTarget.set(position, (ofTarget.get(position) ?? 0) + share * expected(key));
  }
  return log.map((one) => ({
    reward: one.click,
    propensity: one.propensity,
    target: target.get(keyOf(one)) ?? 0,
    expected: expected(keyOf(one)),
    expectedOfTarget: ofTarget.get(one.position) ?? 0,
  }));
}

/** The click rate of an item in a place, drawn to that of all by 500 imagined impressions. */
function expectations(log: readonly Shown[]): (key: string) => number {
  const all = onPolicy(log).value;
  const sums = new Map<string, { shown: number; clicks: number }>();
  for (const one of log) {
    const { shown, clicks } = sums.get(keyOf(one)) ?? { shown: 0, clicks: 0 };
    sums.set(keyOf(one), { shown: shown + 1, clicks: clicks + one.click });
  }
  return (key) => {
    const { shown, clicks } = sums.get(key) ?? { shown: 0, clicks: 0 };
    return (clicks + 500 * all) / (shown + 500);
  };
}

/** How often each item stood in each place. */
function sharesOf(log: readonly Shown[]): Map<string, number> {
  const places = new Map<string, number>();
  const shown = new Map<string, number>();
  for (const one of log) {
    places.set(one.position, (places.get(one.position) ?? 0) + 1);
    shown.set(keyOf(one), (shown.get(keyOf(one)) ?? 0) + 1);
  }
  return new Map(
    [...shown].map(([key, count]) => [key, count / (places.get(key.split(' ')[0] ?? '') ?? 1)]),
  );
}

function keyOf({ item, position }: Shown): string {
  return `${position} ${item}`;
}

function onPolicy(log: readonly Shown[]): OffPolicyEstimate {
  const value = log.reduce((sum, { click }) => sum + click, 0) / log.length;
  return { value, standardError: Math.sqrt((value * (1 - value)) / log.length) };
}

function show({ value, standardError }: OffPolicyEstimate): string {
  const percent = (rate: number) => (rate * 100).toFixed(2);
  return `${percent(value)} % ± ${percent(1.96 * standardError)}`;
}
