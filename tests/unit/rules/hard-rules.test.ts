import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hardRulesHold, REQUESTS_A_RUN } from '../../support/hard-rules.ts';

/** A million of them: `npm run bench rules`. */
const REQUESTS = 1_000;

test('no request breaks a hard rule, whatever the rules, the page and the person', () => {
  expect(() => fc.assert(hardRulesHold(), { numRuns: REQUESTS / REQUESTS_A_RUN })).not.toThrow();
}, 30_000);
