import type { FC } from 'hono/jsx';
import { SEGMENTS } from '../../segments/definition.ts';
import type { Member, SegmentSizes } from '../../segments/segment-queries.ts';
import { Layout } from '../layout.tsx';
import { Empty, Figure, Table } from '../parts.tsx';
import { linkTo, type Screen } from '../screen.ts';
import type { Segment, SegmentId } from '../../segments/definition.ts';

const DAY_MS = 86_400_000;

/** All segments with their sizes. */
export const SegmentsPage: FC<{ screen: Screen; sizes: SegmentSizes }> = ({ screen, sizes }) => {
  const { words, formats } = screen;
  return (
    <Layout screen={screen} title={words.segments.title} current="/segments">
      <h1>{words.segments.title}</h1>
      <p class="help">{words.segments.help}</p>
      <div class="figures large">
        {SEGMENTS.map((segment) => (
          <Figure
            label={words.segments[segment.id]}
            value={formats.count(sizes.sizes.get(segment.id) ?? 0)}
            detail={segmentHelp(screen, segment.id)}
            note={sinceText(screen, segment, sizes.sinceMs)}
            href={linkTo(screen, `/segments/${segment.id}`)}
          />
        ))}
      </div>
      {sizes.sinceMs === undefined ? (
        <Empty title={words.segments.empty} help={words.segments.emptyHelp} />
      ) : undefined}
    </Layout>
  );
};

/** A person of a list, with the link to their page. */
export interface ListedPerson extends Member {
  readonly link: string;
  readonly label: string;
}

/** The people of one segment, `offset` of them before the first shown. */
export const SegmentPage: FC<{
  screen: Screen;
  segment: Segment;
  people: readonly ListedPerson[];
  sizes: SegmentSizes;
  offset: number;
  pageSize: number;
}> = ({ screen, segment, people, sizes, offset, pageSize }) => {
  const { words, formats } = screen;
  const size = sizes.sizes.get(segment.id) ?? 0;
  const title = words.segments[segment.id];
  return (
    <Layout screen={screen} title={title} current="/segments">
      <h1>
        {title}: {words.segments.people(size, formats.count(size))}
      </h1>
      <p class="help">
        {segmentHelp(screen, segment.id)}, {sinceText(screen, segment, sizes.sinceMs)}.
      </p>
      {people.length === 0 ? (
        <Empty title={words.segments.empty} help={words.segments.emptyHelp} />
      ) : (
        <>
          <Table
            caption={title}
            columns={[
              { title: words.segments.person },
              { title: words.segments.orders, isNumber: true },
              { title: words.segments.lastSeen },
            ]}
            rows={people.map((person) => [
              <a href={linkTo(screen, `/people/${person.link}`)}>{person.label}</a>,
              formats.count(person.orders),
              formats.dateTime(person.lastActiveAt),
            ])}
          />
          <Paging {...{ screen, segment, offset, pageSize, size, shown: people.length }} />
        </>
      )}
    </Layout>
  );
};

const Paging: FC<{
  screen: Screen;
  segment: Segment;
  offset: number;
  pageSize: number;
  size: number;
  shown: number;
}> = ({ screen, segment, offset, pageSize, size, shown }) => {
  const { words, formats } = screen;
  const at = (from: number): string =>
    linkTo(screen, `/segments/${segment.id}`, { from: from > 0 ? String(from) : undefined });
  return (
    <p class="paging">
      {offset > 0 ? (
        <a href={at(Math.max(0, offset - pageSize))}>{words.segments.newer}</a>
      ) : undefined}
      <span>
        {words.segments.page(
          formats.count(offset + 1),
          formats.count(offset + shown),
          formats.count(size),
        )}
      </span>
      {offset + shown < size ? (
        <a href={at(offset + pageSize)}>{words.segments.older}</a>
      ) : undefined}
    </p>
  );
};

function segmentHelp({ words }: Screen, id: SegmentId): string {
  return words.segments[`${id}Help`];
}

/** A group that looks back some days counts from there, the others from the first person on. */
function sinceText(
  { words, formats, nowMs }: Screen,
  { rule }: Segment,
  sinceMs: number = nowMs,
): string {
  const from = rule.op === 'active' ? Math.max(sinceMs, nowMs - rule.days * DAY_MS) : sinceMs;
  return words.common.since(formats.date(from));
}
