import { followLayer, type Raw } from '../lib/follow-layer.ts';
import { createTell } from './tell-decision.ts';

/** The parameters of Google Consent Mode v2 that have a meaning here. */
type Parameters = Readonly<Record<string, 'granted' | 'denied'>>;

/**
 * Follows Google Consent Mode v2 as the data layer tells it, past and future. Only
 * `gtag('consent', 'update', …)` is a person's decision; `default` is what holds before one.
 * `analytics_storage` allows analytics, `personalization_storage` personalization, `ad_user_data`
 * marketing; it has no word for social.
 */
export function followGoogleConsent(version = 'google', dataLayer = 'dataLayer'): void {
  const tell = createTell('google');
  const known: Parameters = {};
  let timer: ReturnType<typeof setTimeout> | undefined;

  function read(command: Raw): void {
    // Nobody has said what a default grants.
    if (command?.[0] !== 'consent' || command[1] !== 'update') return;
    Object.assign(known, command[2]);
    // With the next task: many platforms tell one decision by an update for each category.
    clearTimeout(timer);
    timer = setTimeout(
      tell,
      0,
      {
        analytics: known['analytics_storage'],
        personalization: known['personalization_storage'],
        marketing: known['ad_user_data'],
      },
      version,
    );
  }

  followLayer(dataLayer, read);
}
