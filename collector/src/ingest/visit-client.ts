import bowser from 'bowser';
import { isbot, isbotMatch } from 'isbot';

/** What a user agent string says, coarse enough to name nobody. */
export interface VisitClient {
  readonly isBot: boolean;
  /** What a program calls itself, for example `Googlebot`; empty for people's browsers. */
  readonly family: string;
  /** `desktop`, `mobile`, `tablet`, `tv` or empty. */
  readonly device: string;
  readonly browser: string;
  readonly os: string;
}

const KEPT = 2_000;
/** In characters; people's browsers need 300 at the most, and what reads them may take the square of a longer one. */
const MAX_USER_AGENT = 1_000;

/** Reads user agents; the answers for the newest strings are kept, since parsing one costs more than an event. */
export function createClientReader(): (userAgent: string) => VisitClient {
  const known = new Map<string, VisitClient>();
  return (header) => {
    const userAgent = header.slice(0, MAX_USER_AGENT);
    const client = known.get(userAgent) ?? readClient(userAgent);
    if (known.size >= KEPT) known.clear();
    known.set(userAgent, client);
    return client;
  };
}

function readClient(userAgent: string): VisitClient {
  if (userAgent === '' || isbot(userAgent))
    return { ...NO_BROWSER, isBot: true, family: familyOf(userAgent) };
  const { browser, os, platform } = bowser.parse(userAgent);
  return {
    isBot: false,
    family: '',
    device: platform.type ?? '',
    browser: browser.name ?? '',
    os: os.name ?? '',
  };
}

/** In characters. */
const MAX_FAMILY = 40;

const NO_BROWSER = { device: '', browser: '', os: '' };

/**
 * The word that gives a program away, with the letters around it. Letters only: versions, addresses and whatever else
 * stands in a user agent are left out, so that it names no person and there are not more families than programs.
 */
function familyOf(userAgent: string): string {
  if (userAgent === '') return 'no user agent';
  const sign = isbotMatch(userAgent) ?? '';
  const start = userAgent.indexOf(sign);
  // no more than a family's length: from all that stands before, the pattern would take the square of it
  const before =
    /[a-z-]*$/i.exec(userAgent.slice(Math.max(0, start - MAX_FAMILY), start))?.[0] ?? '';
  const after = /^[a-z-]*/i.exec(userAgent.slice(start + sign.length))?.[0] ?? '';
  const words = `${before}${sign}${after}`.match(/[a-z][a-z-]*/gi) ?? [];
  return words.at(-1)?.slice(0, MAX_FAMILY) ?? 'unnamed program';
}
