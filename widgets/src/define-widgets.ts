import { TenderoConsent } from './consent/consent.ts';
import { TenderoOffer } from './offer/offer.ts';
import { TenderoRecommendations } from './recommendations/recommendations.ts';

/** Defines the custom elements, but for those that the page has already, say from a second script tag. */
export function defineWidgets(): void {
  define('tendero-consent', TenderoConsent);
  define('tendero-recommendations', TenderoRecommendations);
  define('tendero-offer', TenderoOffer);
}

function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}
