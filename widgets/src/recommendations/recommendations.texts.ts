import type { Strategy } from '@tendero/schema';
import type { Language } from '../internal/locale.ts';

interface RecommendationTexts {
  headings: Record<Strategy, string>;
  /** Before the struck price, for those who can't see the line. */
  before: string;
  now: string;
}

/** The widget's own words. */
export const RECOMMENDATION_TEXTS: Record<Language, RecommendationTexts> = {
  en: {
    headings: {
      for_you: 'For you',
      related: 'You may also like',
      bought_together: 'Often bought together',
      popular: 'Popular right now',
    },
    before: 'Before',
    now: 'Now',
  },
  es: {
    headings: {
      for_you: 'Para ti',
      related: 'También te puede gustar',
      bought_together: 'Suelen llevarse juntos',
      popular: 'Lo más buscado ahora',
    },
    before: 'Antes',
    now: 'Ahora',
  },
};
