import type { FC } from 'hono/jsx';
import { siteDay } from '../../lib/site-day.ts';
import type { TimelineEntry } from '../queries/person-timeline.ts';
import type { Screen } from '../screen.ts';
import { eventLabel } from '../words/labels.ts';

/** Products beyond this are only counted. */
const MAX_ITEMS = 6;

/** What happened, day by day, newest first. */
export const Timeline: FC<{ screen: Screen; entries: readonly TimelineEntry[] }> = ({
  screen,
  entries,
}) => {
  const dayOf = ({ at }: TimelineEntry): string => siteDay(at, screen.site.timeZone);
  const days = [...new Set(entries.map(dayOf))];
  return (
    <div class="timeline">
      {days.map((day) => (
        <>
          <h3>{screen.formats.day(day)}</h3>
          <ol>
            {entries
              .filter((entry) => dayOf(entry) === day)
              .map((entry) => (
                <li class={`entry ${entry.kind}`}>
                  <time datetime={new Date(entry.at).toISOString()}>
                    {screen.formats.minute(entry.at)}
                  </time>
                  <div>
                    <EntryHeading screen={screen} entry={entry} />
                    <EntryItems entry={entry} />
                    <EntryDetails entry={entry} />
                  </div>
                </li>
              ))}
          </ol>
        </>
      ))}
    </div>
  );
};

const EntryHeading: FC<{ screen: Screen; entry: TimelineEntry }> = ({ screen, entry }) => {
  const { words, formats } = screen;
  const isPurchase = entry.kind === 'event' && entry.type === 'purchase';
  return (
    <p>
      <strong>{titleOf(screen, entry)}</strong>
      {entry.value === '' ? undefined : ` ${formats.money(entry.value, entry.currency)}`}
      {entry.source.startsWith('import:') ? (
        <span class="badge">{words.person.imported}</span>
      ) : undefined}
      {isPurchase ? (
        <span class={entry.isConfirmed ? 'badge' : 'badge doubtful'}>
          {entry.isConfirmed ? words.person.confirmed : words.person.unconfirmed}
        </span>
      ) : undefined}
      {entry.path === '' ? undefined : <span class="path">{entry.path}</span>}
    </p>
  );
};

const EntryItems: FC<{ entry: TimelineEntry }> = ({ entry: { items } }) => {
  if (items.length === 0) return <></>;
  const named = items
    .slice(0, MAX_ITEMS)
    .map(({ id, name, quantity }) => (quantity > 1 ? `${quantity} × ${name || id}` : name || id));
  const more = items.length > MAX_ITEMS ? [`+${items.length - MAX_ITEMS}`] : [];
  return <p class="items">{[...named, ...more].join(' · ')}</p>;
};

const EntryDetails: FC<{ entry: TimelineEntry }> = ({ entry: { properties } }) => {
  const entries = Object.entries(properties);
  if (entries.length === 0) return <></>;
  return (
    <p class="details">{entries.map(([key, value]) => `${key}: ${readable(value)}`).join(' · ')}</p>
  );
};

/** Properties are kept JSON-encoded; a string is shown without its quotes. */
function readable(json: string): string {
  try {
    return String(JSON.parse(json));
  } catch {
    return json;
  }
}

function titleOf({ words }: Screen, { kind, type, transactionId }: TimelineEntry): string {
  if (kind === 'order') return words.person.order(transactionId);
  if (kind === 'event') return eventLabel(words, type);
  return transactionId === '' ? words.person.refund : words.person.refundOf(transactionId);
}
