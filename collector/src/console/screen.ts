import type { Context } from 'hono';
import type { Catalog } from '../catalog/catalog.ts';
import type { Clock } from '../lib/clock.ts';
import { localize } from '../lib/localize.ts';
import { siteDay } from '../lib/site-day.ts';
import type { Config, Site } from '../config.ts';
import { createFormats, type Formats } from './formats.ts';
import { type Language, type LanguageEnv, wordsOf } from './language.ts';
import type { Scope } from './queries/scope.ts';
import type { Words } from './words/en.ts';

/** What every page is drawn from. */
export interface Screen {
  readonly language: Language;
  readonly words: Words;
  readonly formats: Formats;
  /** What a product is called: the catalogue's title, else the name that came with the event or order, else its id. */
  readonly nameOf: (itemId: string, seenName: string) => string;
  readonly site: Site;
  readonly sites: readonly Site[];
  /** Whether the shop's own team counts. */
  readonly team: boolean;
  /** In ms UTC. */
  readonly nowMs: number;
  /** `YYYY-MM-DD` in the site's time zone. */
  readonly today: string;
  /** The path of this page with its query, without the language. */
  readonly here: string;
  readonly user: string;
  /** For the forms of this page. */
  readonly formToken: string;
}

/** Who asked for a page. */
interface Visit {
  readonly user: string;
  readonly formToken: string;
}

/** What the pages behind the login find in their context. */
export interface ConsoleEnv extends LanguageEnv {
  Variables: LanguageEnv['Variables'] & { visit: Visit; screen: Screen };
}

/** The screen of a request; undefined when `?site=` names none of the sites. */
export function readScreen(
  c: Context<ConsoleEnv>,
  { config, clock, catalog }: { config: Config; clock: Clock; catalog: Pick<Catalog, 'get'> },
): Screen | undefined {
  const siteId = c.req.query('site');
  const site = config.sites.find(({ id }) => siteId === undefined || id === siteId);
  if (!site) return undefined;
  const language = c.get('language');
  const nowMs = clock();
  return {
    language,
    words: wordsOf(language),
    formats: createFormats(language, site.timeZone),
    nameOf: productNames(catalog, { site, language }),
    site,
    sites: config.sites,
    team: c.req.query('team') === '1',
    nowMs,
    today: siteDay(nowMs, site.timeZone),
    here: pathWith(c.req.path, { ...c.req.query(), lang: undefined }),
    ...c.get('visit'),
  };
}

function productNames(
  catalog: Pick<Catalog, 'get'>,
  { site, language }: { site: Site; language: Language },
): Screen['nameOf'] {
  return (itemId, seenName) => {
    const title = catalog.get(site.id, itemId)?.title;
    return (title && localize(title, [language, site.locale])) || seenName || itemId;
  };
}

/** A path of the console for the same site and team choice. */
export function linkTo(
  screen: Screen,
  page: string,
  params: Readonly<Record<string, string | undefined>> = {},
): string {
  return pathWith(`/console${page}`, {
    site: screen.sites.length > 1 ? screen.site.id : undefined,
    team: screen.team ? '1' : undefined,
    ...params,
  });
}

/** This page with some of its parameters changed; undefined takes one away. */
export function hereWith(
  screen: Screen,
  params: Readonly<Record<string, string | undefined>>,
): string {
  const [path = '', query = ''] = screen.here.split('?');
  return pathWith(path, { ...Object.fromEntries(new URLSearchParams(query)), ...params });
}

function pathWith(path: string, params: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params))
    if (value !== undefined) query.set(name, value);
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

/** The day that many days from another, both `YYYY-MM-DD`. */
export function dayFrom(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** `?day=`, unless it is no day or has not come yet: then today. */
export function readDay(c: Context<ConsoleEnv>): string {
  const { today } = c.get('screen');
  const day = c.req.query('day') ?? today;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`));
  return isDay && day >= '2000-01-01' && day < today ? day : today;
}

/** What the queries of a page count. */
export function scopeOf({ site, team }: Screen): Scope {
  return { siteId: site.id, timeZone: site.timeZone, team };
}
