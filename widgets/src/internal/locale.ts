/** The languages that the widgets speak themselves. */
export type Language = 'en' | 'es';

/** The element's own locale if it is a valid tag, else the nearest `lang` of the page, else English. */
export function resolveLocale(element: Element, own: string): string {
  const candidates = [
    own,
    element.closest('[lang]')?.getAttribute('lang'),
    element.ownerDocument.documentElement.lang,
  ];
  return candidates.map(canonical).find((tag) => tag !== undefined) ?? 'en';
}

/** The widgets' language for a locale: Spanish for `es-…`, English for all others. */
export function languageOf(locale: string): Language {
  return locale.split('-')[0] === 'es' ? 'es' : 'en';
}

function canonical(tag: string | null | undefined): string | undefined {
  try {
    return tag ? Intl.getCanonicalLocales(tag)[0] : undefined;
  } catch {
    return undefined;
  }
}
