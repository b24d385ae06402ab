import { followGoogleConsent } from './google-consent.ts';

// For the script tag: `data-version` of the notice, `data-layer` where it has another name.
const { version, layer } = document.currentScript?.dataset ?? {};
followGoogleConsent(version, layer);
