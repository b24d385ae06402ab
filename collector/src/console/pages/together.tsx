import type { FC } from 'hono/jsx';
import { Layout } from '../layout.tsx';
import { Empty, Table } from '../parts.tsx';
import type { Pair } from '../queries/together.ts';
import { linkTo, type Screen } from '../screen.ts';

const ORDERS = [
  { by: 'often', word: 'byOften' },
  { by: 'strong', word: 'byStrong' },
] as const;

/** Pairs of goods that land in one order. */
export const TogetherPage: FC<{
  screen: Screen;
  pairs: readonly Pair[];
  by: 'often' | 'strong';
  nameOf: (itemId: string, seenName: string) => string;
}> = ({ screen, pairs, by, nameOf }) => {
  const { words, formats } = screen;
  const [first] = pairs;
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
      {first === undefined ? (
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
            rows={pairs.map((pair) => [
              nameOf(pair.one, pair.oneName),
              nameOf(pair.other, pair.otherName),
              formats.count(pair.orders),
              formats.percent(pair.share),
              words.together.times(formats.decimal(pair.lift)),
            ])}
          />
          <p class="help">
            {words.together.since(
              formats.count(first.total),
              formats.day(first.firstDay),
              formats.day(first.lastDay),
            )}
          </p>
        </>
      )}
    </Layout>
  );
};
