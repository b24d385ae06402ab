import type { ConsentStates } from '@tendero/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSocialShop, PERSON, type SocialShop, TRACES } from '../../support/social-shop.ts';
import { ALL, NOTHING } from '../../support/wire.ts';

let shop: SocialShop;
beforeAll(async () => {
  shop = await openSocialShop();
});
afterAll(() => shop.close());

describe('a login that leaves nothing of the profile behind (these run first, in an empty folder)', () => {
  test('without social consent it works, ties by a keyed hash, and no byte of the profile is anywhere', async () => {
    const states = { ...ALL, social: 'denied' as const };
    const visitor = await shop.visitorWith(states);
    const started = await shop.start();
    const token = await shop.provider.sign(shop.claims(started.nonce));
    const answer = await shop.login({ ...started, token, visitor, states });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ verified: true, kept: [] });
    expect(shop.allBytes()).not.toMatch(TRACES);
    const { profile, identities } = await shop.keptOf(visitor);
    expect(profile).toEqual([]);
    expect(identities).toEqual([
      { customer_id: expect.stringMatching(/^demo:~[0-9a-f]{64}$/), method: 'id_token:demo' },
    ]);
    expect(shop.allBytes()).not.toMatch(TRACES);
    expect(shop.allBytes()).not.toContain(token.split('.')[1]);
  });

  test.each([
    [
      'the request grants social but the ledger does not',
      { ...ALL, social: 'denied' as const },
      ALL,
    ],
    [
      'the ledger grants social but the request does not',
      ALL,
      { ...ALL, social: 'unset' as const },
    ],
  ])('nothing of the profile is kept when %s', async (_, ledger, states) => {
    const visitor = await shop.visitorWith(ledger);
    const started = await shop.start();
    const token = await shop.provider.sign(shop.claims(started.nonce));
    expect(await (await shop.login({ ...started, token, visitor, states })).json()).toEqual({
      verified: true,
      kept: [],
    });
    expect((await shop.keptOf(visitor)).profile).toEqual([]);
    expect(shop.allBytes()).not.toMatch(TRACES);
  });

  test.each([
    ['refused everything', NOTHING],
    ['granted marketing alone', { ...NOTHING, marketing: 'granted' as const }],
  ])('nothing at all is kept of who %s', async (_, states) => {
    const visitor = await shop.visitorWith(states);
    const started = await shop.start();
    const token = await shop.provider.sign(shop.claims(started.nonce));
    expect((await shop.login({ ...started, token, visitor })).status).toBe(200);
    expect(await shop.keptOf(visitor)).toEqual({ profile: [], identities: [] });
  });

  test('the same person gets the same hash in two browsers', async () => {
    const states = { ...ALL, social: 'denied' as const };
    const ids = await Promise.all(
      [shop.visitorWith(states), shop.visitorWith(states)].map(async (made) => {
        const visitor = await made;
        const started = await shop.start();
        await shop.login({
          ...started,
          token: await shop.provider.sign(shop.claims(started.nonce)),
          visitor,
          states,
        });
        return (await shop.keptOf(visitor)).identities[0]?.customer_id;
      }),
    );
    expect(ids[0]).toBeDefined();
    expect(ids[0]).toBe(ids[1]);
  });
});

describe('a login with social consent', () => {
  test('keeps each granted field with its source, purpose and decision, and ties to the provider', async () => {
    const states: ConsentStates = {
      ...ALL,
      social: { basic: 'granted', demographics: 'granted', contact: 'denied' },
    };
    const visitor = await shop.visitorWith(states);
    const started = await shop.start();
    const token = await shop.provider.sign(shop.claims(started.nonce));
    const answer = await shop.login({ ...started, token, visitor, states });
    expect(await answer.json()).toEqual({ verified: true, kept: ['basic', 'demographics'] });
    // That the search finds what is there makes it worth something where it finds nothing.
    expect(shop.allBytes()).toMatch(TRACES);
    const { profile, identities } = await shop.keptOf(visitor);
    const value = (field: string, text: string, needs: string) => ({
      field,
      value: text,
      source: 'social:demo',
      purpose: `social.${needs}`,
      decided: true,
    });
    expect(profile).toEqual([
      value('birthdate', '1984-02-29', 'demographics'),
      value('country', 'Uruguay', 'demographics'),
      value('gender', 'female', 'demographics'),
      value('name', 'Aurelia Zambrano', 'basic'),
      value('picture', 'https://img.example/aurelia.png', 'basic'),
    ]);
    expect(identities).toEqual([{ customer_id: 'demo:sub-8842917', method: 'id_token:demo' }]);
    expect(shop.allBytes()).not.toMatch(/mail\.example|600 123 987|Calle Nunca|471155083|ceramics/);
  });

  test('keeps all five fields where all are granted, lists and numbers as text', async () => {
    const visitor = await shop.visitorWith(ALL);
    const started = await shop.start();
    const answer = await shop.login({
      ...started,
      token: await shop.provider.sign(shop.claims(started.nonce)),
      visitor,
    });
    expect(await answer.json()).toEqual({
      verified: true,
      kept: ['basic', 'contact', 'demographics', 'friends', 'interests'],
    });
    const { profile } = await shop.keptOf(visitor);
    const values = Object.fromEntries(profile.map(({ field, value }) => [field, value]));
    expect(values).toMatchObject({
      email: PERSON.email,
      phone: PERSON.phone_number,
      friends_count: '471155083',
      interests: '["ceramics","rowing"]',
    });
    expect(profile.find(({ field }) => field === 'email')?.purpose).toBe('social.contact');
  });

  test('leaves out claims of an unexpected form and scripts posing as pictures', async () => {
    const visitor = await shop.visitorWith(ALL);
    const started = await shop.start();
    const odd = {
      name: { first: 'A' },
      picture: 'javascript:alert(1)',
      interests: 'all',
      gender: '',
    };
    const token = await shop.provider.sign(shop.claims(started.nonce, odd));
    await shop.login({ ...started, token, visitor });
    const fields = (await shop.keptOf(visitor)).profile.map(({ field }) => field);
    for (const claim of Object.keys(odd)) expect(fields).not.toContain(claim);
  });
});
