import type { Reason, ReasonCode } from '@tendero/schema';
import type { Language } from '../internal/locale.ts';

/** `about`: with the title of what led to the item, where the reason has one. */
type Words = Record<ReasonCode, { plain: string; about?: (title: string) => string }>;

const WORDS: Record<Language, Words> = {
  en: {
    viewed_with: {
      plain: 'Others looked at this too',
      about: (title) => `Because you looked at ${title}`,
    },
    bought_with: { plain: 'People also bought', about: (title) => `Bought together with ${title}` },
    similar_to: { plain: 'Of the same kind', about: (title) => `Similar to ${title}` },
    popular: { plain: 'Popular right now', about: (title) => `Popular in ${title}` },
    trending: { plain: 'Much looked at these days', about: (title) => `On the rise in ${title}` },
    new: { plain: 'New in the shop', about: (title) => `New in ${title}` },
    recently_viewed: { plain: 'You looked at this' },
    bought_before: { plain: 'Time for more? You bought it before' },
    picked: { plain: 'Our own pick' },
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
    similar_to: { plain: 'Del mismo estilo', about: (title) => `Parecido a ${title}` },
    popular: {
      plain: 'De lo más buscado ahora',
      about: (title) => `De lo más buscado en ${title}`,
    },
    trending: {
      plain: 'Estos días lo mira mucha gente',
      about: (title) => `Cada vez más buscado en ${title}`,
    },
    new: { plain: 'Recién llegado', about: (title) => `Novedad en ${title}` },
    recently_viewed: { plain: 'Ya le echaste un vistazo' },
    bought_before: { plain: '¿Toca reponer? Ya lo compraste' },
    picked: { plain: 'Lo recomienda la casa' },
    interest: { plain: 'Elegido para ti', about: (title) => `Porque te gusta ${title}` },
  },
};

/** Why an item is shown, in words; undefined for a reason that these widgets don't know yet. */
export function reasonText(reason: Reason, language: Language): string | undefined {
  const words: Words[ReasonCode] | undefined = WORDS[language][reason.code];
  return (reason.title ? words?.about?.(reason.title) : undefined) ?? words?.plain;
}
