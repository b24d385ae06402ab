import { expect, test } from 'vitest';
import { profileLines } from '../../../collector/src/people/profile-lines.ts';

const registration = {
  siteId: 'shop',
  visitorId: 'ana',
  profile: { name: 'Ana', email: 'ana@mail.example', birth_year: 1990 },
  decisionId: 'decision-1',
  recordedAt: Date.UTC(2026, 4, 1),
};

test.each([
  { purposes: [], fields: [] },
  { purposes: ['analytics', 'social', 'social.basic'], fields: [] },
  { purposes: ['personalization'], fields: ['name', 'birth_year'] },
  { purposes: ['marketing'], fields: ['email'] },
  { purposes: ['personalization', 'marketing'], fields: ['name', 'birth_year', 'email'] },
])('keeps $fields under $purposes', ({ purposes, fields }) => {
  const lines = profileLines({ ...registration, purposes });
  expect(lines.map(({ json }) => JSON.parse(String(json)).field)).toEqual(fields);
});

test('says of each value where it came from and what allows it', () => {
  const [line] = profileLines({ ...registration, purposes: ['personalization'] });
  expect(line?.table).toBe('profile_values');
  expect(JSON.parse(String(line?.json))).toEqual({
    site_id: 'shop',
    visitor_id: 'ana',
    field: 'name',
    value: 'Ana',
    source: 'sign_up',
    purpose: 'personalization',
    decision_id: 'decision-1',
    recorded_at: '2026-05-01T00:00:00.000Z',
  });
});
