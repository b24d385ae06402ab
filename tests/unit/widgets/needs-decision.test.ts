import type { ConsentSnapshot } from '@tendero/schema';
import { describe, expect, it } from 'vitest';
import { grantedOf, statesOf } from '../../../widgets/src/consent/consent-states.ts';
import { needsDecision } from '../../../widgets/src/consent/needs-decision.ts';

const DECIDED: ConsentSnapshot = {
  states: statesOf(new Set(['analytics'])),
  version: '1',
  at: Date.UTC(2024, 0, 31),
};
const rules = { version: '1', renewAfterMonths: 24, now: Date.UTC(2025, 0, 1) };

describe('needsDecision', () => {
  it('is true when nothing was decided', () => {
    expect(needsDecision(null, rules)).toBe(true);
  });

  it.each(['granted', 'denied'] as const)('is false after everything was %s', (state) => {
    const states = { ...DECIDED.states, analytics: state };
    expect(needsDecision({ ...DECIDED, states }, rules)).toBe(false);
  });

  it('is true when the notice has another version', () => {
    expect(needsDecision(DECIDED, { ...rules, version: '2' })).toBe(true);
  });

  it('is true when only a browser signal denied a part and the rest is open', () => {
    const states = { ...DECIDED.states, analytics: 'unset' } as const;
    expect(needsDecision({ ...DECIDED, states }, rules)).toBe(true);
  });

  it('is true from the day on which the decision is too old, and not before', () => {
    const renewal = Date.UTC(2026, 0, 31);
    expect(needsDecision(DECIDED, { ...rules, now: renewal - 1 })).toBe(false);
    expect(needsDecision(DECIDED, { ...rules, now: renewal })).toBe(true);
  });
});

describe('grantedOf', () => {
  it('counts social as granted when one of its fields is', () => {
    const states = { ...DECIDED.states, social: { basic: 'granted' } } as const;
    expect(grantedOf({ ...DECIDED, states })).toEqual(new Set(['analytics', 'social']));
  });

  it('is empty before a decision', () => {
    expect(grantedOf(null)).toEqual(new Set());
  });
});
