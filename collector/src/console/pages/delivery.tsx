import { OUTCOMES } from '@tendero/schema';
import type { FC } from 'hono/jsx';
import { sumOf } from '../delivery/books.ts';
import { Layout } from '../layout.tsx';
import { Chart, Empty, Section, Table } from '../parts.tsx';
import type { LateDuplicates } from '../../ingest/late-duplicates.ts';
import type { BookLine, BotFamily, RejectionReason } from '../queries/books.ts';
import { linkTo, type Screen } from '../screen.ts';

/** What the books hold. */
export interface Books {
  readonly hours: readonly BookLine[];
  readonly minutes: readonly BookLine[];
  /** What the shop's server sent, by the hour. */
  readonly server: readonly BookLine[];
  readonly reasons: readonly RejectionReason[];
  readonly bots: readonly BotFamily[];
  /** Rejected events that can be judged again. */
  readonly kept: number;
  readonly late: LateDuplicates;
}

/** What became of every event that arrived. */
export const DeliveryPage: FC<{ screen: Screen; books: Books }> = ({ screen, books }) => {
  const { words, formats } = screen;
  const total = sumOf([...books.hours, ...books.server]);
  // Events become readable a moment before the books that count them.
  const late = Math.max(0, books.late.stored - books.late.distinct);
  return (
    <Layout screen={screen} title={words.delivery.title} current="/delivery">
      <h1>{words.delivery.title}</h1>
      <p class="help">{words.delivery.help}</p>
      <Balance
        screen={screen}
        missing={total.received - OUTCOMES.reduce((sum, one) => sum + total[one], 0)}
      />
      <p>
        <strong>{words.delivery.late(late, formats.count(late))}</strong>{' '}
        {words.delivery.lateHelp(
          formats.count(books.late.stored),
          formats.count(books.late.distinct),
        )}
      </p>
      <Section title={words.delivery.lastDay}>
        {books.hours.length === 0 ? (
          <Empty
            title={words.delivery.empty}
            help={words.delivery.emptyHelp}
            action={<a href={linkTo(screen, '/test')}>{words.overview.emptyAction}</a>}
          />
        ) : (
          <Chart
            size="full"
            src={linkTo(screen, '/charts/delivery.svg', { lang: screen.language })}
            text={words.delivery.chartHelp(formats.count(sumOf(books.hours).received))}
            tableTitle={words.common.asTable}
          >
            <BookTable screen={screen} caption={words.delivery.lastDay} lines={books.hours} />
          </Chart>
        )}
      </Section>
      {books.minutes.length === 0 ? undefined : (
        <Section title={words.delivery.lastHour}>
          <BookTable screen={screen} caption={words.delivery.lastHour} lines={books.minutes} />
        </Section>
      )}
      {books.server.length === 0 ? undefined : (
        <Section title={words.delivery.server} help={words.delivery.serverHelp}>
          <BookTable screen={screen} caption={words.delivery.server} lines={books.server} />
        </Section>
      )}
      <Reasons screen={screen} reasons={books.reasons} />
      {books.kept === 0 ? undefined : (
        <p>
          <a class="button" href={linkTo(screen, '/delivery/replay')}>
            {words.delivery.replayTitle}
          </a>
        </p>
      )}
      <Bots screen={screen} bots={books.bots} />
    </Layout>
  );
};

const Balance: FC<{ screen: Screen; missing: number }> = ({ screen, missing }) => {
  const { words, formats } = screen;
  return missing === 0 ? (
    <p class="good">{words.delivery.balanced}</p>
  ) : (
    <p class="warning">{words.delivery.unbalanced(formats.count(missing))}</p>
  );
};

const BookTable: FC<{ screen: Screen; caption: string; lines: readonly BookLine[] }> = ({
  screen,
  caption,
  lines,
}) => {
  const { words, formats } = screen;
  const columns = ['received', 'stored', 'duplicate', 'no_consent', 'bot', 'rejected'] as const;
  const cells = (line: Omit<BookLine, 'at'>): string[] =>
    columns.map((column) => formats.count(line[column]));
  return (
    <Table
      caption={caption}
      columns={[
        { title: words.delivery.when },
        ...columns.map((column) => ({ title: words.delivery[column], isNumber: true })),
      ]}
      rows={[
        [<strong>{words.delivery.sum}</strong>, ...cells(sumOf(lines))],
        ...lines.map((line) => [formats.minute(line.at), ...cells(line)]),
      ]}
    />
  );
};

const Reasons: FC<{ screen: Screen; reasons: readonly RejectionReason[] }> = ({
  screen,
  reasons,
}) => {
  const { words, formats } = screen;
  return (
    <Section title={words.delivery.rejections} help={words.delivery.rejectionsHelp}>
      {reasons.length === 0 ? (
        <p class="good">{words.delivery.noRejections}</p>
      ) : (
        <Table
          caption={words.delivery.rejections}
          columns={[
            { title: words.delivery.code },
            { title: words.delivery.path },
            { title: words.delivery.message },
            { title: words.delivery.count, isNumber: true },
            { title: words.delivery.last },
          ]}
          rows={reasons.map(({ code, path, message, count, lastAt }) => [
            <code>{code}</code>,
            <code>{path}</code>,
            message,
            formats.count(count),
            formats.dateTime(lastAt),
          ])}
        />
      )}
    </Section>
  );
};

const Bots: FC<{ screen: Screen; bots: readonly BotFamily[] }> = ({ screen, bots }) => {
  const { words, formats } = screen;
  return (
    <Section title={words.delivery.bots} help={words.delivery.botsHelp}>
      {bots.length === 0 ? (
        <p>{words.delivery.noBots}</p>
      ) : (
        <Table
          caption={words.delivery.bots}
          columns={[
            { title: words.delivery.family },
            { title: words.delivery.count, isNumber: true },
            { title: words.delivery.first },
            { title: words.delivery.last },
          ]}
          rows={bots.map(({ family, count, firstAt, lastAt }) => [
            family,
            formats.count(count),
            formats.dateTime(firstAt),
            formats.dateTime(lastAt),
          ])}
        />
      )}
    </Section>
  );
};
