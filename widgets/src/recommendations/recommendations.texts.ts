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
      cross_sell: 'Goes well with your cart',
      trending: 'What people look at these days',
      popular: 'Popular right now',
      recently_viewed: 'You looked at these',
      replenish: 'Time for more?',
      new: 'New in',
    },
    before: 'Before',
    now: 'Now',
  },
  es: {
    headings: {
      for_you: 'Para ti',
      related: 'También te puede gustar',
      bought_together: 'Suelen llevarse juntos',
      cross_sell: 'Va bien con tu cesta',
      trending: 'Lo que más se mira estos días',
      popular: 'Lo más buscado ahora',
      recently_viewed: 'Lo que has visto',
      replenish: '¿Toca reponer?',
      new: 'Novedades',
    },
    before: 'Antes',
    now: 'Ahora',
  },
};
