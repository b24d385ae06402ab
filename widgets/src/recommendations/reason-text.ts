import type { Reason } from '@tendero/schema';
import type { Language } from '../internal/locale.ts';

type Words = Record<Reason['code'], { plain: string; about: (title: string) => string }>;

const WORDS: Record<Language, Words> = {
  en: {
    viewed_with: {
      plain: 'Others looked at this too',
      about: (title) => `Because you looked at ${title}`,
    },
    bought_with: { plain: 'People also bought', about: (title) => `Bought together with ${title}` },
    popular: { plain: 'Popular right now', about: (title) => `Popular in ${title}` },
    interest: { plain: 'Chosen for you', about: (title) => `Because you like ${title}` },
  },
  es: {
    viewed_with: {
      plain: 'También lo miraron otras personas',
      about: (title) => `Porque miraste ${title}`,
    },
    bought_with: {
      plain: 'Otras personas también lo compraron',
      about: (title) => `Se lleva junto con ${title}`,
    },
    popular: {
      plain: 'De lo más buscado ahora',
      about: (title) => `De lo más buscado en ${title}`,
    },
    interest: { plain: 'Elegido para ti', about: (title) => `Porque te gusta ${title}` },
  },
};

/** Why an item is shown, in words; undefined for a reason that these widgets don't know yet. */
export function reasonText(reason: Reason, language: Language): string | undefined {
  const words: Words[Reason['code']] | undefined = WORDS[language][reason.code];
  return reason.title ? words?.about(reason.title) : words?.plain;
}
