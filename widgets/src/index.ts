import { TenderoConsent } from './consent/consent.ts';
import { defineWidgets } from './define-widgets.ts';
import { TenderoOffer } from './offer/offer.ts';
import { TenderoRecommendations } from './recommendations/recommendations.ts';

export { TenderoClickEvent } from './events/click-event.ts';
export { TenderoCloseEvent } from './events/close-event.ts';
export { TenderoConsentDecisionEvent } from './events/consent-decision-event.ts';
export { TenderoImpressionEvent } from './events/impression-event.ts';
export { TenderoConsent, TenderoOffer, TenderoRecommendations };

defineWidgets();

declare global {
  interface HTMLElementTagNameMap {
    'tendero-consent': TenderoConsent;
    'tendero-recommendations': TenderoRecommendations;
    'tendero-offer': TenderoOffer;
  }
}
