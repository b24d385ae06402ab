import type { DecidedItem, Strategy } from '@tendero/schema';
import { STRATEGIES } from '@tendero/schema';
import type { FC } from 'hono/jsx';
import type { Rule } from '../../rules/rule.ts';
import { assetUrl } from '../assets.ts';
import { Layout } from '../layout.tsx';
import { Empty, Section } from '../parts.tsx';
import { linkTo, type Screen } from '../screen.ts';
import type { PreviewPage } from './preview.ts';
import { ruleText } from './rule-text.ts';

/** What the page shows besides the rules that are in force. */
export interface ShelvesView {
  readonly rules: readonly Rule[];
  readonly version: number;
  readonly page: PreviewPage;
  readonly now: readonly DecidedItem[];
  /** With the rule of the form; undefined where it is none yet. */
  readonly withDraft: readonly DecidedItem[] | undefined;
  /** What the form holds. */
  readonly draft: URLSearchParams;
  readonly message?: string | undefined;
}

const KINDS = [
  'pin',
  'boost',
  'bury',
  'exclude',
  'in_stock_only',
  'price_band',
  'exclude_bought',
  'limit',
] as const satisfies readonly Rule['type'][];

/** Rules, and what they would change. */
export const ShelvesPage: FC<{ screen: Screen; view: ShelvesView }> = ({ screen, view }) => {
  const { shelves } = screen.words;
  return (
    <Layout screen={screen} title={shelves.title} current="/recommendations">
      <h1>{shelves.title}</h1>
      <p class="help">{shelves.help}</p>
      <p>
        <a href={linkTo(screen, '/recommendations/report')}>{screen.words.foresight.link}</a>
      </p>
      {view.message === undefined ? undefined : (
        <p class="note" role="status">
          {view.message}
        </p>
      )}
      <Section title={shelves.rules}>
        <RuleList screen={screen} view={view} />
      </Section>
      <form
        method="post"
        action={linkTo(screen, '/recommendations')}
        class="rule-form"
        data-preview=""
      >
        <input type="hidden" name="token" value={screen.formToken} />
        <input type="hidden" name="version" value={String(view.version)} />
        <Section title={shelves.add}>
          <RuleFields screen={screen} draft={view.draft} />
          <p class="actions">
            <button name="do" value="add">
              {shelves.save}
            </button>
            <button class="quiet" name="do" value="preview">
              {shelves.tryIt}
            </button>
          </p>
        </Section>
        <Section title={shelves.preview}>
          <PageFields screen={screen} page={view.page} />
          <Previews screen={screen} view={view} />
        </Section>
      </form>
      <script type="module" src={assetUrl('rules.js')}></script>
    </Layout>
  );
};

const RuleList: FC<{ screen: Screen; view: ShelvesView }> = ({ screen, view }) => {
  const { shelves } = screen.words;
  if (view.rules.length === 0) return <Empty title={shelves.none} help={shelves.noneHelp} />;
  return (
    <ul class="plain">
      {view.rules.map((rule) => (
        <li>
          <form method="post" action={linkTo(screen, '/recommendations')} class="line">
            <input type="hidden" name="token" value={screen.formToken} />
            <input type="hidden" name="version" value={String(view.version)} />
            <input type="hidden" name="id" value={rule.id} />
            <span>{ruleText(screen, rule)}</span>
            {rule.isOn ? undefined : <span class="badge">{shelves.isOff}</span>}
            <button class="quiet" name="do" value="toggle">
              {rule.isOn ? shelves.turnOff : shelves.turnOn}
            </button>
            <button class="quiet" name="do" value="remove">
              {shelves.remove}
            </button>
          </form>
        </li>
      ))}
    </ul>
  );
};

const RuleFields: FC<{ screen: Screen; draft: URLSearchParams }> = ({ screen, draft }) => {
  const { shelves } = screen.words;
  const field = (name: string, label: string, kinds: string, type = 'text') => (
    <label data-for={kinds}>
      {label}
      <input name={name} type={type} value={draft.get(name) ?? ''} min="0" step="any" />
    </label>
  );
  const products = 'boost bury exclude';
  return (
    <div class="fields">
      <label>
        {shelves.kind}
        <select name="type">
          {KINDS.map((kind) => (
            <option value={kind} selected={draft.get('type') === kind}>
              {shelves.kinds[kind]}
            </option>
          ))}
        </select>
      </label>
      {field('items', shelves.items, `pin ${products}`)}
      {field('category', shelves.category, products)}
      {field('brand', shelves.brand, products)}
      {field('factor', shelves.factor, 'boost', 'number')}
      {field('least', shelves.least, 'price_band', 'number')}
      {field('most', shelves.most, 'price_band', 'number')}
      {field('days', shelves.days, 'exclude_bought', 'number')}
      {field('count', shelves.count, 'limit', 'number')}
      <label data-for="limit">
        {shelves.ofOne}
        <select name="by">
          {(['brand', 'category'] as const).map((by) => (
            <option value={by} selected={draft.get('by') === by}>
              {shelves.by[by]}
            </option>
          ))}
        </select>
      </label>
      {field('slots', shelves.slots, '')}
      {field('categories', shelves.categories, '')}
    </div>
  );
};

const PageFields: FC<{ screen: Screen; page: PreviewPage }> = ({ screen, page }) => {
  const { shelves } = screen.words;
  return (
    <div class="fields">
      <label>
        {shelves.slot}
        <input name="slot" value={page.slot} />
      </label>
      <label>
        {shelves.strategy}
        <StrategySelect screen={screen} name="strategy" chosen={page.strategy} />
      </label>
      <label>
        {shelves.pageItem}
        <input name="item" value={page.item} />
      </label>
      <label>
        {shelves.pageCategory}
        <input name="pageCategory" value={page.category} />
      </label>
    </div>
  );
};

/** A choice of strategies, in words. */
export const StrategySelect: FC<{ screen: Screen; name: string; chosen: Strategy }> = ({
  screen,
  name,
  chosen,
}) => (
  <select name={name}>
    {STRATEGIES.map((strategy) => (
      <option value={strategy} selected={strategy === chosen}>
        {screen.words.shelves.strategies[strategy]}
      </option>
    ))}
  </select>
);

const Previews: FC<{ screen: Screen; view: ShelvesView }> = ({ screen, view }) => {
  const { shelves } = screen.words;
  return (
    <div id="preview" class="pair" aria-live="polite">
      <Shelf screen={screen} title={shelves.now} items={view.now} />
      {view.withDraft === undefined ? undefined : (
        <Shelf screen={screen} title={shelves.withRule} items={view.withDraft} />
      )}
    </div>
  );
};

const Shelf: FC<{ screen: Screen; title: string; items: readonly DecidedItem[] }> = ({
  screen,
  title,
  items,
}) => {
  const { shelves } = screen.words;
  return (
    <div>
      <h3>{title}</h3>
      {items.length === 0 ? <p class="note">{shelves.empty}</p> : undefined}
      <ol>
        {items.map((item) => (
          <li>
            {item.title} <small>{`${item.item_id} · ${shelves.reasons[item.reason.code]}`}</small>
          </li>
        ))}
      </ol>
    </div>
  );
};
