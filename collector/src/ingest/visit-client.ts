import bowser from 'bowser';
import { isbot } from 'isbot';

/** What a user agent string says, coarse enough to name nobody. */
export interface VisitClient {
  readonly isBot: boolean;
  /** `desktop`, `mobile`, `tablet`, `tv` or empty. */
  readonly device: string;
  readonly browser: string;
  readonly os: string;
}

const KEPT = 2_000;

/** Reads user agents; the answers for the newest strings are kept, since parsing one costs more than an event. */
export function createClientReader(): (userAgent: string) => VisitClient {
  const known = new Map<string, VisitClient>();
  return (userAgent) => {
    const client = known.get(userAgent) ?? readClient(userAgent);
    if (known.size >= KEPT) known.clear();
    known.set(userAgent, client);
    return client;
  };
}

function readClient(userAgent: string): VisitClient {
  if (userAgent === '' || isbot(userAgent)) return { isBot: true, device: '', browser: '', os: '' };
  const { browser, os, platform } = bowser.parse(userAgent);
  return {
    isBot: false,
    device: platform.type ?? '',
    browser: browser.name ?? '',
    os: os.name ?? '',
  };
}
