import { type Context, Hono } from 'hono';
import { findSegment, SEGMENTS } from '../segments/definition.ts';
import { countSegments, listMembers, type Member } from '../segments/segment-queries.ts';
import { sessionCookie } from './access/cookies.ts';
import { isHttps } from './access/is-https.ts';
import type { PersonLinks } from './access/person-links.ts';
import type { Sessions } from './access/sessions.ts';
import type { ConsoleDependencies } from './console-dependencies.ts';
import { ForesightPage } from './foresight/page.tsx';
import { showArrival, type ShownEvent } from './live/shown-event.ts';
import { streamLive } from './live/stream.ts';
import { notFound } from './not-found.tsx';
import { readShown } from './overview/metric.ts';
import { readOverview } from './overview/read-overview.ts';
import { LivePage } from './pages/live.tsx';
import { OverviewPage } from './pages/overview.tsx';
import { PersonPage } from './pages/person.tsx';
import { SegmentPage, SegmentsPage } from './pages/segments.tsx';
import { SiteTestPage } from './pages/site-test.tsx';
import { TogetherPage } from './pages/together.tsx';
import { personLabel } from './person/person-label.ts';
import { readPerson } from './person/read-person.ts';
import { lastArrivals, recentArrivals } from './queries/arrivals.ts';
import { namesOf } from './queries/person-identity.ts';
import { boughtTogether } from './queries/together.ts';
import { type ConsoleEnv, readDay, type Screen, scopeOf } from './screen.ts';
import { testSite } from './site-test/site-test.ts';

interface PageDependencies extends ConsoleDependencies {
  readonly links: PersonLinks;
  readonly sessions: Sessions;
}

type PageContext = Context<ConsoleEnv>;
type Page = Response | Promise<Response>;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const PEOPLE_ON_A_PAGE = 50;
const PAIRS = 60;
const RECENT_EVENTS = 30;

/** The pages behind the login. */
export function createPageRoutes(dependencies: PageDependencies): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>();
  const show =
    (page: (c: PageContext, dependencies: PageDependencies) => Page) =>
    (c: PageContext): Page =>
      page(c, dependencies);
  routes.get('/', show(showOverview));
  routes.get('/live', show(showLive));
  routes.get('/live/stream', show(showStream));
  routes.get('/segments', show(showSegments));
  routes.get('/segments/:id', show(showSegment));
  routes.get('/people/:link', show(showPerson));
  routes.get('/together', show(showTogether));
  routes.get('/recommendations/report', show(showForesight));
  routes.get('/test', show(showSiteTest));
  return routes;
}

async function showOverview(c: PageContext, { database }: PageDependencies) {
  const screen = c.get('screen');
  const shown = readShown((name) => c.req.query(name), screen.site.currency);
  const day = readDay(c);
  const overview = await readOverview(database.console, scopeOf(screen), {
    day,
    shown,
  });
  return c.html(<OverviewPage {...{ screen, overview }} />);
}

async function showLive(c: PageContext, dependencies: PageDependencies) {
  const screen = c.get('screen');
  return c.html(<LivePage screen={screen} events={await readRecent(screen, dependencies)} />);
}

function showStream(c: PageContext, { live, sessions }: PageDependencies) {
  const cookie = sessionCookie(c);
  const isOver = (): boolean => sessions.find(cookie) === undefined;
  return streamLive(c, { live, screen: c.get('screen'), isOver });
}

async function showSegments(c: PageContext, { database }: PageDependencies) {
  const screen = c.get('screen');
  const sizes = await countSegments(database.console, SEGMENTS, peopleScope(screen));
  return c.html(<SegmentsPage screen={screen} sizes={sizes} />);
}

async function showSegment(c: PageContext, { database, links }: PageDependencies) {
  const screen = c.get('screen');
  const segment = findSegment(c.req.param('id') ?? '');
  if (!segment) return notFound(c);
  const lane = database.console;
  const scope = peopleScope(screen);
  const offset = wholeNumber(c.req.query('from'));
  const [sizes, members] = await Promise.all([
    countSegments(lane, [segment], scope),
    listMembers(lane, segment, { scope, limit: PEOPLE_ON_A_PAGE, offset }),
  ]);
  const names = await namesOf(lane, screen.site.id, members);
  const people = members.map((member) => ({
    ...member,
    link: links.seal(screen.site.id, member),
    label: labelOf(screen, member, names),
  }));
  return c.html(
    <SegmentPage {...{ screen, segment, people, sizes, offset }} pageSize={PEOPLE_ON_A_PAGE} />,
  );
}

async function showPerson(c: PageContext, { database, links }: PageDependencies) {
  const screen = c.get('screen');
  const person = links.open(screen.site.id, c.req.param('link') ?? '');
  if (!person) return notFound(c);
  const beforeMs = wholeNumber(c.req.query('before')) || screen.nowMs + DAY_MS;
  const story = await readPerson(database.console, screen.site.id, { person, beforeMs });
  return c.html(<PersonPage screen={screen} story={story} />);
}

async function showTogether(c: PageContext, { database }: PageDependencies) {
  const screen = c.get('screen');
  const by = c.req.query('by') === 'strong' ? 'strong' : 'often';
  const together = await boughtTogether(database.console, {
    scope: scopeOf(screen),
    by,
    limit: PAIRS,
  });
  return c.html(<TogetherPage {...{ screen, together, by }} />);
}

function showForesight(c: PageContext, { recommender }: PageDependencies) {
  const screen = c.get('screen');
  return c.html(<ForesightPage screen={screen} foresight={recommender.reports(screen.site.id)} />);
}

async function showSiteTest(c: PageContext, dependencies: PageDependencies) {
  const screen = c.get('screen');
  const { site, nowMs } = screen;
  const [arrivals, events] = await Promise.all([
    lastArrivals(dependencies.database.console, { siteId: site.id, sinceMs: nowMs - 30 * DAY_MS }),
    readRecent(screen, dependencies),
  ]);
  const { host } = new URL(c.req.url);
  const test = testSite({
    site,
    asked: c.req.query('page') ?? '',
    arrivals,
    refusals: dependencies.refusals.newest(),
    collectorUrl: `${isHttps(c) ? 'https' : 'http'}://${host}`,
  });
  return c.html(<SiteTestPage {...{ screen, test, events }} />);
}

async function readRecent(screen: Screen, { database }: PageDependencies): Promise<ShownEvent[]> {
  const arrivals = await recentArrivals(database.console, {
    scope: scopeOf(screen),
    sinceMs: screen.nowMs - 15 * MINUTE_MS,
    limit: RECENT_EVENTS,
  });
  return arrivals.map((arrival) => showArrival(screen, arrival));
}

function labelOf(screen: Screen, member: Member, names: ReadonlyMap<string, string>): string {
  const label = personLabel(screen.words, member);
  const name = names.get(`${member.kind}:${member.id}`);
  return name === undefined ? label : `${name} (${label})`;
}

function peopleScope({ site, team, nowMs }: Screen) {
  return { siteId: site.id, team, nowMs };
}

function wholeNumber(text: string | undefined): number {
  return /^\d{1,15}$/.test(text ?? '') ? Number(text) : 0;
}
