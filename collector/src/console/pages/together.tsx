import type { FC } from 'hono/jsx';
import { Layout } from '../layout.tsx';
import { Empty, Table } from '../parts.tsx';
import type { Together } from '../queries/together.ts';
import { linkTo, type Screen } from '../screen.ts';

const ORDERS = [
  { by: 'often', word: 'byOften' },
  { by: 'strong', word: 'byStrong' },
] as const;

/** Pairs of goods that land in one order. */
export const TogetherPage: FC<{
  screen: Screen;
  together: Together | undefined;
  by: 'often' | 'strong';
}> = ({ screen, together, by }) => {
  const { words, formats, nameOf } = screen;
  return (
    <Layout screen={screen} title={words.together.title} current="/together">
      <h1>{words.together.title}</h1>
      <p class="help">{words.together.help}</p>
      <p class="choice" role="group" aria-label={words.together.order}>
        {ORDERS.map((order) => (
          <a
            href={linkTo(screen, '/together', { by: order.by })}
            aria-current={order.by === by ? 'true' : undefined}
          >
            {words.together[order.word]}
          </a>
        ))}
      </p>
      {together === undefined || together.pairs.length === 0 ? (
        <Empty title={words.together.empty} help={words.together.emptyHelp} />
      ) : (
        <>
          <Table
            caption={words.together.title}
            columns={[
              { title: words.together.one },
              { title: words.together.other },
              { title: words.together.orders, isNumber: true },
              { title: words.together.share, isNumber: true },
              { title: words.together.lift, isNumber: true },
            ]}
            rows={together.pairs.map((pair) => [
              nameOf(pair.one.itemId, pair.one.name),
              nameOf(pair.other.itemId, pair.other.name),
              formats.count(pair.orders),
              formats.percent(pair.share),
              words.together.times(formats.decimal(pair.lift)),
            ])}
          />
          <p class="help">
            {words.together.since(
              formats.count(together.orders),
              formats.day(together.firstDay),
              formats.day(together.lastDay),
            )}
          </p>
        </>
      )}
    </Layout>
  );
};
