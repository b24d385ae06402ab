import * as fc from 'fast-check';
import { hardRulesHold, REQUESTS_A_RUN } from '../support/hard-rules.ts';
import type { Bench } from './lib/bench.ts';

const REQUESTS = 1_000_000;

export const bench: Bench = {
  about: 'a million random requests under random rules: none breaks a hard rule',
  needs: [],
  run() {
    const startedAt = performance.now();
    const { failed, numRuns, counterexample } = fc.check(hardRulesHold(), {
      numRuns: REQUESTS / REQUESTS_A_RUN,
    });
    const seconds = (performance.now() - startedAt) / 1_000;
    return Promise.resolve({
      figures: { requests: String(numRuns * REQUESTS_A_RUN), time: `${seconds.toFixed(0)} s` },
      checks: [
        {
          name: `no hard rule was broken${failed ? `: ${JSON.stringify(counterexample)}` : ''}`,
          holds: !failed,
        },
      ],
    });
  },
};
