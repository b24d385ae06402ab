import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { Rule } from '../../rules/rule.ts';
import type { SiteSettings } from '../../settings/site-settings.ts';
import { readForm } from '../access/read-form.ts';
import type { FormTokens } from '../access/form-token.ts';
import type { ConsoleEnv, Screen } from '../screen.ts';
import { ShelvesPage } from './page.tsx';
import { preview, type PreviewParts, readPreviewPage } from './preview.ts';
import { ruleFromForm } from './rule-form.ts';

interface ShelvesDependencies extends PreviewParts {
  readonly settings: SiteSettings;
  readonly tokens: FormTokens;
}

/** `GET` and `POST /`: the rules of a site, a new one, and what it would change. */
export function createShelvesRoutes(dependencies: ShelvesDependencies): Hono<ConsoleEnv> {
  const { settings, tokens } = dependencies;
  const routes = new Hono<ConsoleEnv>();

  routes.get('/', (c) => show(c, dependencies, new URLSearchParams(new URL(c.req.url).search)));

  routes.post('/', async (c: Context<ConsoleEnv>) => {
    const form = await readForm(c, tokens);
    const screen = c.get('screen');
    const { shelves } = screen.words;
    const action = form.get('do');
    if (action === 'preview') return show(c, dependencies, form);
    if (form.get('version') !== String(settings.version(screen.site.id, 'rules'))) {
      return show(c, dependencies, form, shelves.changed);
    }
    const rules = change(settings.of(screen.site.id).rules.rules, form);
    if (!rules) return show(c, dependencies, form, shelves.bad);
    await settings.save(screen.site.id, { kind: 'rules', content: { rules } }, screen.user);
    return show(c, dependencies, new URLSearchParams(), shelves.saved);
  });
  return routes;
}

/** The rules after what the form asks for; undefined where it describes none. */
function change(rules: readonly Rule[], form: URLSearchParams): Rule[] | undefined {
  const id = form.get('id');
  switch (form.get('do') ?? '') {
    case 'add': {
      const added = ruleFromForm(form, randomUUID());
      return added && rules.length < 100 ? [...rules, added] : undefined;
    }
    case 'toggle':
      return rules.map((rule) => (rule.id === id ? { ...rule, isOn: !rule.isOn } : rule));
    case 'remove':
      return rules.filter((rule) => rule.id !== id);
    default:
      return undefined;
  }
}

function show(
  c: Context<ConsoleEnv>,
  dependencies: ShelvesDependencies,
  form: URLSearchParams,
  message?: string,
): Response | Promise<Response> {
  const screen = c.get('screen');
  const { settings } = dependencies;
  const { rules } = settings.of(screen.site.id);
  const page = readPreviewPage((name) => form.get(name) ?? undefined);
  const drafted = ruleFromForm(form, 'draft');
  const see = (shown: readonly Rule[]) =>
    preview(dependencies, { ...asker(screen), page, rules: { rules: [...shown] } });
  const view = {
    rules: rules.rules,
    version: settings.version(screen.site.id, 'rules'),
    page,
    now: see(rules.rules),
    withDraft: drafted && see([...rules.rules, drafted]),
    draft: form,
    message,
  };
  return c.html(<ShelvesPage {...{ screen, view }} />);
}

function asker({ site, language }: Screen) {
  return { site, language };
}
