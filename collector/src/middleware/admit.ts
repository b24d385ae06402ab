import type { Config, Site } from '../config.ts';
import { RequestProblem } from '../lib/problem.ts';

/** What a page's request says about where it comes from. */
interface Arriving {
  /** Of `?key=`. */
  readonly key: string | undefined;
  /** The `Origin` header. */
  readonly origin: string | undefined;
  readonly method: string;
  /** Whether the site's word on `Origin: null` counts. */
  readonly events: boolean;
}

/**
 * Finds the site of a request by its write key, and admits only the site's exact origins. `Origin` is a fence for
 * browsers, not authentication.
 * @throws {RequestProblem} 401 for an unknown key, 403 for another origin.
 */
export type Admit = (arriving: Arriving) => Site;

/** For the sites of a config. */
export function createAdmission({ sites }: Pick<Config, 'sites'>): Admit {
  const byKey = new Map(sites.flatMap((site) => site.writeKeys.map((key) => [key, site])));
  return (arriving) => {
    const site = byKey.get(arriving.key ?? '');
    if (!site) throw unknownKey();
    if (!isAdmitted(site, arriving)) throw wrongOrigin(arriving.origin);
    return site;
  };
}

function isAdmitted(site: Site, { origin, method, events }: Arriving): boolean {
  if (origin === undefined) return method === 'GET';
  if (origin === 'null') return events && site.allowNullOrigin;
  return site.origins.includes(origin);
}

function unknownKey(): RequestProblem {
  return new RequestProblem({
    status: 401,
    code: 'unknown_key',
    detail: 'No site has this write key. Copy the key from the script-tag snippet of the console.',
    expected: 'a write key in ?key=',
  });
}

function wrongOrigin(origin: string | undefined): RequestProblem {
  return new RequestProblem({
    status: 403,
    code: 'wrong_origin',
    detail: "This origin is not on the site's list. Add it to `origins` in the config.",
    expected: "one of the site's origins",
    got: origin ?? 'no Origin header',
  });
}
