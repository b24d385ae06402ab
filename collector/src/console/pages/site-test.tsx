import type { FC } from 'hono/jsx';
import type { Refusal } from '../../operate/refusals.ts';
import { Layout } from '../layout.tsx';
import type { ShownEvent } from '../live/shown-event.ts';
import { Section, Table } from '../parts.tsx';
import { linkTo, type Screen } from '../screen.ts';
import type { OriginCheck, OriginState, SiteTest } from '../site-test/site-test.ts';
import { LiveTable } from './live.tsx';

/** Is the tag there, is the origin right, what arrived, what was refused. */
export const SiteTestPage: FC<{
  screen: Screen;
  test: SiteTest;
  events: readonly ShownEvent[];
}> = ({ screen, test, events }) => {
  const { words } = screen;
  return (
    <Layout screen={screen} title={words.siteTest.title} current="/test">
      <h1>{words.siteTest.title}</h1>
      <p class="help">{words.siteTest.help}</p>
      <OriginForm screen={screen} test={test} />
      <Section title={`1. ${words.siteTest.step1}`} help={words.siteTest.step1Help(test.origin)}>
        <pre tabindex={0}>
          <code>{test.snippet}</code>
        </pre>
      </Section>
      <Section title={`2. ${words.siteTest.step2}`} help={words.siteTest.step2Help} />
      <Section title={`3. ${words.siteTest.step3}`} help={words.siteTest.recent}>
        <LiveTable screen={screen} events={events} />
      </Section>
      <Section title={words.siteTest.origins}>
        <ul class="plain">
          {test.origins.map((state) => (
            <OriginLine screen={screen} state={state} />
          ))}
        </ul>
      </Section>
      <Refusals screen={screen} refusals={test.refusals} />
    </Layout>
  );
};

const OriginForm: FC<{ screen: Screen; test: SiteTest }> = ({ screen, test }) => {
  const { words, site, sites } = screen;
  return (
    <>
      <form class="day" method="get" action="/console/test">
        {sites.length > 1 ? <input type="hidden" name="site" value={site.id} /> : undefined}
        {screen.team ? <input type="hidden" name="team" value="1" /> : undefined}
        <label>
          {words.siteTest.origin}
          <input
            name="page"
            inputmode="url"
            value={test.asked}
            placeholder={words.siteTest.originHelp}
            maxlength={1_000}
          />
        </label>
        <button type="submit">{words.siteTest.check}</button>
      </form>
      <CheckResult screen={screen} check={test.check} />
    </>
  );
};

const CheckResult: FC<{ screen: Screen; check: OriginCheck }> = ({ screen, check }) => {
  const { words } = screen;
  switch (check.state) {
    case 'not-asked':
      return <></>;
    case 'unreadable':
      return <p class="warning">{words.siteTest.badOrigin}</p>;
    case 'listed':
      return (
        <p class="good">
          <code>{check.origin}</code>: {words.siteTest.listed}
        </p>
      );
    case 'not-listed':
      return (
        <p class="warning">
          <code>{check.origin}</code>: {words.siteTest.notListed}. {words.siteTest.notListedHelp}
        </p>
      );
  }
};

const OriginLine: FC<{ screen: Screen; state: OriginState }> = ({ screen, state }) => {
  const { words, formats } = screen;
  const { origin, isListed, lastAt } = state;
  return (
    <li>
      <code>{origin}</code>: {isListed ? words.siteTest.listed : words.siteTest.notListed},{' '}
      {lastAt === undefined
        ? `${words.siteTest.noEvent}. ${words.siteTest.noEventHelp}`
        : words.siteTest.lastEvent(formats.dateTime(lastAt))}
    </li>
  );
};

const Refusals: FC<{ screen: Screen; refusals: readonly Refusal[] }> = ({ screen, refusals }) => {
  const { words, formats } = screen;
  return (
    <Section title={words.siteTest.refusals} help={words.siteTest.refusalsHelp}>
      {refusals.length === 0 ? (
        <p class="good">{words.siteTest.noRefusals}</p>
      ) : (
        <Table
          caption={words.siteTest.refusals}
          columns={[
            { title: words.siteTest.when },
            { title: words.siteTest.from },
            { title: words.siteTest.what },
            { title: words.siteTest.why },
          ]}
          rows={refusals.map(({ at, origin, path, code }) => [
            formats.dateTime(at),
            origin === '' ? (
              words.siteTest.noOrigin
            ) : (
              <a href={linkTo(screen, '/test', { page: origin })}>{origin}</a>
            ),
            <code>{path}</code>,
            <code>{code}</code>,
          ])}
        />
      )}
    </Section>
  );
};
