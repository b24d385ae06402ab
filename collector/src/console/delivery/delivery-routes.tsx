import { type Context, Hono } from 'hono';
import { lateDuplicates } from '../../ingest/late-duplicates.ts';
import type { FormTokens } from '../access/form-token.ts';
import { readForm } from '../access/read-form.ts';
import type { ConsoleDependencies } from '../console-dependencies.ts';
import { DeliveryPage } from '../pages/delivery.tsx';
import { ReplayDonePage, ReplayPage } from '../pages/replay.tsx';
import { botFamilies, deliveryBook, keptRejections, rejectionReasons } from '../queries/books.ts';
import { type ConsoleEnv, scopeOf } from '../screen.ts';
import { dayOfBooks } from './books.ts';

interface DeliveryDependencies extends Pick<ConsoleDependencies, 'database' | 'replay'> {
  readonly tokens: FormTokens;
}

type PageContext = Context<ConsoleEnv>;

const HOUR_MS = 3_600_000;
const REASONS = 50;
const BOTS = 50;

/** `GET /`: the books; `GET` and `POST /replay`: asks whether to judge rejected events again, and does it. */
export function createDeliveryRoutes({
  database,
  replay,
  tokens,
}: DeliveryDependencies): Hono<ConsoleEnv> {
  const lane = database.console;
  const routes = new Hono<ConsoleEnv>();

  routes.get('/', async (c: PageContext) => {
    const screen = c.get('screen');
    const scope = scopeOf(screen);
    const { siteId } = scope;
    const day = { ...scope, step: 'hour', sinceMs: dayOfBooks(screen.nowMs) } as const;
    const [hours, minutes, server, reasons, bots, kept, late] = await Promise.all([
      deliveryBook(lane, day),
      deliveryBook(lane, { ...scope, step: 'minute', sinceMs: screen.nowMs - HOUR_MS }),
      deliveryBook(lane, { ...day, source: 'server' }),
      rejectionReasons(lane, { siteId, limit: REASONS }),
      botFamilies(lane, { siteId, limit: BOTS }),
      keptRejections(lane, siteId),
      lateDuplicates(lane, siteId),
    ]);
    const books = { hours, minutes, server, reasons, bots, kept, late };
    return c.html(<DeliveryPage screen={screen} books={books} />);
  });

  routes.get('/replay', async (c: PageContext) => {
    const screen = c.get('screen');
    return c.html(<ReplayPage screen={screen} kept={await keptRejections(lane, screen.site.id)} />);
  });

  routes.post('/replay', async (c: PageContext) => {
    await readForm(c, tokens);
    const screen = c.get('screen');
    return c.html(<ReplayDonePage screen={screen} report={await replay(screen.site)} />);
  });

  return routes;
}
