import type { Localized } from '@tendero/schema';

/** The text in the first of the languages that it has (`es-MX` also finds `es`), else in any. */
export function localize(
  text: Localized,
  locales: readonly (string | undefined)[],
): string | undefined {
  const wanted = locales
    .filter((locale) => locale !== undefined)
    .flatMap((locale) => [locale, locale.split('-')[0] ?? locale]);
  const found = wanted.find((locale) => Object.hasOwn(text, locale));
  return found === undefined ? Object.values(text)[0] : text[found];
}
