import type { FC } from 'hono/jsx';
import { siteDay } from '../../lib/site-day.ts';
import { entryDetails, entryThings, entryTitle } from '../person/entry-text.ts';
import type { TimelineEntry } from '../queries/person-timeline.ts';
import type { Screen } from '../screen.ts';

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
                    <EntryItems screen={screen} entry={entry} />
                    <EntryDetails screen={screen} entry={entry} />
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
      <strong>{entryTitle(screen, entry)}</strong>
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

const EntryItems: FC<{ screen: Screen; entry: TimelineEntry }> = ({ screen, entry }) => {
  const things = entryThings(screen, entry);
  return things.length === 0 ? <></> : <p class="items">{things.join(' · ')}</p>;
};

const EntryDetails: FC<{ screen: Screen; entry: TimelineEntry }> = ({ screen, entry }) => {
  const details = entryDetails(screen, entry);
  return details.length === 0 ? <></> : <p class="details">{details.join(' · ')}</p>;
};
