import { overhear } from '../lib/overhear.ts';
import { createTell } from './tell-decision.ts';

type Command = Readonly<Record<number, unknown>>;

/** The parameters of Google Consent Mode v2 that have a meaning here. */
type Parameters = Readonly<Record<string, string>>;

/**
 * Follows Google Consent Mode v2 as the data layer tells it, past and future. Only
 * `gtag('consent', 'update', …)` is a person's decision; `default` is what holds before one.
 * `analytics_storage` allows analytics, `personalization_storage` personalization, `ad_user_data`
 * marketing; it has no word for social.
 */
export function followGoogleConsent(version = 'google', dataLayer = 'dataLayer'): void {
  const tell = createTell('google');
  const layer: Command[] = Reflect.get(window, dataLayer) ?? [];
  const known: Parameters = {};
  let timer: ReturnType<typeof setTimeout> | undefined;

  function read(command: Command): void {
    const said: Parameters = Object(command?.[2]);
    // Nobody has said what a default grants.
    if (command?.[0] !== 'consent' || command[1] !== 'update') return;
    Object.assign(known, said);
    const toState = (name: string) => (known[name] === 'granted' ? 'granted' : 'denied');
    // With the next task: many platforms tell one decision by an update for each category.
    clearTimeout(timer);
    timer = setTimeout(
      tell,
      0,
      {
        analytics: toState('analytics_storage'),
        personalization: toState('personalization_storage'),
        marketing: toState('ad_user_data'),
      },
      version,
    );
  }

  Reflect.set(window, dataLayer, layer);
  overhear(layer, 'push', (...commands: Command[]) => commands.forEach(read));
  layer.forEach(read);
}
