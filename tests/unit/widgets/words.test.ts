import { describe, expect, it } from 'vitest';
import { CONSENT_TEXTS } from '../../../widgets/src/consent/consent.texts.ts';
import { languageOf } from '../../../widgets/src/internal/locale.ts';
import { formatMoney } from '../../../widgets/src/internal/money.ts';
import { OFFER_TEXTS } from '../../../widgets/src/offer/offer.texts.ts';
import { reasonText } from '../../../widgets/src/recommendations/reason-text.ts';
import { RECOMMENDATION_TEXTS } from '../../../widgets/src/recommendations/recommendations.texts.ts';

describe('reasonText', () => {
  it.each([
    ['en', { code: 'viewed_with', title: 'Teapot' }, 'Because you looked at Teapot'],
    ['en', { code: 'bought_with' }, 'People also bought'],
    ['en', { code: 'popular' }, 'Popular right now'],
    ['es', { code: 'viewed_with', title: 'Tetera' }, 'Porque miraste Tetera'],
    ['es', { code: 'popular' }, 'De lo más buscado ahora'],
  ] as const)('says in %s for %j: %s', (language, reason, expected) => {
    expect(reasonText(reason, language)).toBe(expected);
  });
});

describe('formatMoney', () => {
  it.each([
    [12.5, 'EUR', 'en', '€12.50'],
    [12.5, 'EUR', 'es', '12,50 €'],
    [1250, 'JPY', 'en', '¥1,250'],
  ])('writes %d %s in %s as %s', (amount, currency, locale, expected) => {
    expect(formatMoney(amount, currency, locale)?.replace(/\s/g, ' ')).toBe(expected);
  });

  it('is undefined for what is no currency', () => {
    expect(formatMoney(1, 'euro', 'en')).toBeUndefined();
  });
});

describe('languageOf', () => {
  it.each([
    ['es', 'es'],
    ['es-AR', 'es'],
    ['en-GB', 'en'],
    ['de', 'en'],
    ['est', 'en'],
  ])('reads %s as %s', (locale, expected) => expect(languageOf(locale)).toBe(expected));
});

describe('the words of the widgets', () => {
  it.each([
    ['consent', CONSENT_TEXTS],
    ['recommendations', RECOMMENDATION_TEXTS],
    ['offer', OFFER_TEXTS],
  ])('say everything in both languages, and differently (%s)', (_name, texts) => {
    const english = sentences(texts.en);
    const spanish = sentences(texts.es);
    expect(spanish).toHaveLength(english.length);
    expect(spanish.filter((sentence) => english.includes(sentence))).toEqual([]);
  });
});

function sentences(texts: object): string[] {
  return Object.values(texts).flatMap((value: unknown) =>
    typeof value === 'object' && value !== null ? sentences(value) : [String(value)],
  );
}
