import type { FC } from 'hono/jsx';
import { Section, Table } from '../parts.tsx';
import { visitorLabel } from '../person/person-label.ts';
import type { PersonStory } from '../person/read-person.ts';
import type { Screen } from '../screen.ts';
import {
  decisionSource,
  fieldLabel,
  linkMethod,
  profileSource,
  purposeLabel,
  purposeLabels,
} from '../words/labels.ts';

interface SectionProps {
  readonly screen: Screen;
  readonly story: PersonStory;
}

/** What is known, where it came from, what allows it and since when. */
export const ProfileSection: FC<SectionProps> = ({ screen, story: { profile } }) => {
  const { words, formats } = screen;
  return (
    <Section title={words.person.profile}>
      {profile.length === 0 ? (
        <p class="help">
          {words.person.noProfile}. {words.person.noProfileHelp}
        </p>
      ) : (
        <dl class="profile">
          {profile.map(({ field, value, source, purpose, recordedAt }) => (
            <div>
              <dt>{fieldLabel(words, field)}</dt>
              <dd>
                {value}
                <small>
                  {words.person.origin(profileSource(screen, source), purposeLabel(words, purpose))}
                  , {words.common.since(formats.date(recordedAt))}
                </small>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
};

/** Every decision of the person, as the ledger holds it. */
export const ConsentSection: FC<SectionProps> = ({ screen, story: { decisions } }) => {
  const { words, formats } = screen;
  return (
    <Section title={words.person.consent} help={words.person.consentHelp}>
      {decisions.length === 0 ? (
        <p>{words.person.noConsent}</p>
      ) : (
        <Table
          caption={words.person.consent}
          columns={[{ title: words.person.decided }, { title: words.person.allowed }]}
          rows={decisions.map(({ decidedAt, granted, source, noticeVersion }) => [
            <>
              {formats.dateTime(decidedAt)}
              <br />
              <small>
                {decisionSource(words, source)}, {words.person.notice(noticeVersion)}
              </small>
            </>,
            allowedText(screen, granted),
          ])}
        />
      )}
    </Section>
  );
};

/** The browsers that belong to the person, and how that is known. */
export const BrowsersSection: FC<SectionProps> = ({ screen, story: { browsers } }) => {
  const { words, formats } = screen;
  return (
    <Section title={words.person.browsers}>
      <ul class="plain">
        {browsers.map(({ visitorId, method, linkedAt, granted }) => (
          <li>
            <strong>{words.person.visitor(visitorLabel(visitorId))}</strong>
            <br />
            {method === ''
              ? words.person.neverLinked
              : `${linkMethod(screen, method)}, ${formats.dateTime(linkedAt)}`}
            <br />
            {words.person.allowsNow}: {allowedText(screen, granted)}
          </li>
        ))}
      </ul>
    </Section>
  );
};

function allowedText({ words }: Screen, granted: readonly string[]): string {
  return purposeLabels(words, granted).join(', ') || words.person.allowsNothing;
}
