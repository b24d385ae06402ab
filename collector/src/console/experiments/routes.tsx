import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { ReadLane } from '../../clickhouse/database.ts';
import { type Trials, trials as trialsShape } from '../../experiments/experiment.ts';
import type { SiteSettings } from '../../settings/site-settings.ts';
import type { FormTokens } from '../access/form-token.ts';
import { readForm } from '../access/read-form.ts';
import type { ConsoleDependencies } from '../console-dependencies.ts';
import type { ConsoleEnv, Screen } from '../screen.ts';
import { compare } from './compare.ts';
import { TrialsPage, type TrialsView } from './page.tsx';
import { trialResults } from './results.ts';

interface TrialsDependencies extends Pick<ConsoleDependencies, 'database'> {
  readonly settings: SiteSettings;
  readonly tokens: FormTokens;
}

/** `GET` and `POST /`: hold-out, exploration, experiments and what came of them. */
export function createTrialsRoutes({
  database,
  settings,
  tokens,
}: TrialsDependencies): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>();
  routes.get('/', (c) => show(c));
  routes.post('/', async (c: Context<ConsoleEnv>) => {
    const form = await readForm(c, tokens);
    const screen = c.get('screen');
    const { site, user, nowMs, words } = screen;
    if (form.get('version') !== String(settings.version(site.id, 'trials'))) {
      return show(c, words.trials.changed);
    }
    const wanted = change(settings.of(site.id).trials, form, nowMs);
    const parsed = trialsShape.safeParse(wanted);
    if (!parsed.success) return show(c, words.trials.bad);
    await settings.save(site.id, { kind: 'trials', content: parsed.data }, user);
    return show(c, words.trials.saved);
  });
  return routes;

  async function show(c: Context<ConsoleEnv>, message?: string) {
    const screen = c.get('screen');
    const trials = settings.of(screen.site.id).trials;
    const results = await readResults(database.console, screen, trials);
    const version = settings.version(screen.site.id, 'trials');
    const view = { trials, version, message, ...results };
    return c.html(<TrialsPage {...{ screen, view }} />);
  }
}

/** The trials after what a form asks for, to be checked. */
function change(trials: Trials, form: URLSearchParams, now: number): unknown {
  const id = form.get('id');
  const { experiments } = trials;
  switch (form.get('do') ?? '') {
    case 'chance':
      return {
        ...trials,
        exploration: Number(form.get('exploration')) / 100,
        holdout: holdoutOf(trials, Number(form.get('holdout')) / 100, now),
      };
    case 'start':
      return { ...trials, experiments: [...experiments, started(form, now)] };
    case 'stop':
      return {
        ...trials,
        experiments: experiments.map((one) => (one.id === id ? { ...one, isOn: false } : one)),
      };
    case 'remove':
      return { ...trials, experiments: experiments.filter((one) => one.id !== id) };
    default:
      return undefined;
  }
}

/** Another share is another draw of people, from now on. */
function holdoutOf({ holdout }: Trials, share: number, startedAt: number): Trials['holdout'] {
  return share === holdout.share ? holdout : { share, startedAt };
}

function started(form: URLSearchParams, startedAt: number): object {
  return {
    id: randomUUID(),
    name: form.get('name') ?? '',
    isOn: true,
    slot: form.get('slot') ?? '',
    startedAt,
    strategies: [form.get('first'), form.get('other')],
  };
}

async function readResults(
  lane: ReadLane,
  { site }: Screen,
  { holdout, experiments }: Trials,
): Promise<Pick<TrialsView, 'holdout' | 'results'>> {
  const scope = { siteId: site.id, currency: site.currency };
  const results = new Map<string, ReturnType<typeof compare>>();
  for (const { id, slot, startedAt, strategies } of experiments) {
    const arms = await trialResults(lane, { ...scope, experiment: id, slot, startedAt });
    results.set(id, compare(arms, strategies));
  }
  if (holdout.share === 0) return { holdout: undefined, results };
  const { startedAt } = holdout;
  const arms = await trialResults(lane, { ...scope, experiment: '', slot: '', startedAt });
  return { holdout: compare(arms, ['held', 'free']), results };
}
