import type { Localized } from '@tendero/schema';

/** The text in the first of the languages that it has (`es-MX` also finds `es`), else in any. */
export function localize(
  text: Localized,
  locales: readonly (string | undefined)[],
): string | undefined {
  for (const locale of locales) {
    if (locale === undefined) continue;
    if (Object.hasOwn(text, locale)) return text[locale];
    const language = locale.slice(0, LANGUAGE_LETTERS);
    if (Object.hasOwn(text, language)) return text[language];
  }
  return Object.values(text)[0];
}

/** As the catalogue's texts have them. */
const LANGUAGE_LETTERS = 2;
