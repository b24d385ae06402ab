import type { FC } from 'hono/jsx';
import { siteDay } from '../../lib/site-day.ts';
import { Layout } from '../layout.tsx';
import { Empty, Figure, Section } from '../parts.tsx';
import { personLabel } from '../person/person-label.ts';
import type { PersonStory } from '../person/read-person.ts';
import { hereWith, type Screen } from '../screen.ts';
import { BrowsersSection, ConsentSection, ProfileSection } from './person-sections.tsx';
import { Timeline } from './timeline.tsx';

/** A person's story: what is known and why, what they allow, and what happened. */
export const PersonPage: FC<{ screen: Screen; story: PersonStory }> = ({ screen, story }) => {
  const { words } = screen;
  const label = personLabel(words, story.person);
  const name = story.profile.find(({ field }) => field === 'name')?.value;
  return (
    <Layout screen={screen} title={name ?? label} current="/segments">
      <h1>{name ?? label}</h1>
      {name === undefined ? undefined : <p class="help">{label}</p>}
      <PersonFigures screen={screen} story={story} />
      <div class="pair story">
        <Section title={words.person.timeline} help={words.person.timelineHelp}>
          {story.timeline.length === 0 ? (
            <Empty title={words.person.noTimeline} help={words.person.noTimelineHelp} />
          ) : (
            <Timeline screen={screen} entries={story.timeline} />
          )}
          <Paging screen={screen} story={story} />
        </Section>
        <div>
          <ProfileSection screen={screen} story={story} />
          <ConsentSection screen={screen} story={story} />
          <BrowsersSection screen={screen} story={story} />
        </div>
      </div>
    </Layout>
  );
};

const PersonFigures: FC<{ screen: Screen; story: PersonStory }> = ({ screen, story }) => {
  const { words, formats } = screen;
  const { seen, sales } = story;
  if (seen === undefined) return <></>;
  const since = words.common.since(formats.date(seen.first));
  const orders = sales.reduce((sum, one) => sum + one.orders, 0);
  return (
    <div class="figures">
      <Figure label={words.person.orders} value={formats.count(orders)} note={since} />
      {sales.map(({ currency, value }) => (
        <Figure
          label={words.person.bought(currency)}
          value={formats.money(value, currency)}
          note={since}
        />
      ))}
      <Figure
        label={words.person.lastSeen}
        value={formats.shortDay(siteDay(seen.last, screen.site.timeZone))}
        note={formats.dateTime(seen.last)}
      />
    </div>
  );
};

const Paging: FC<{ screen: Screen; story: PersonStory }> = ({ screen, story }) => {
  const last = story.timeline.at(-1);
  const isFirstPage = !/[?&]before=/.test(screen.here);
  if (isFirstPage && !story.hasEarlier) return <></>;
  return (
    <p class="paging">
      {isFirstPage ? undefined : (
        <a href={hereWith(screen, { before: undefined })}>{screen.words.person.newest}</a>
      )}
      {last !== undefined && story.hasEarlier ? (
        <a href={hereWith(screen, { before: String(last.at) })}>{screen.words.person.older}</a>
      ) : undefined}
    </p>
  );
};
