import type { FC } from 'hono/jsx';
import type { ReplayReport } from '../../ingest/replay.ts';
import { Layout } from '../layout.tsx';
import { linkTo, type Screen } from '../screen.ts';

/** Asks before rejected events are judged again. */
export const ReplayPage: FC<{ screen: Screen; kept: number }> = ({ screen, kept }) => {
  const { words, formats, formToken } = screen;
  return (
    <Layout screen={screen} title={words.delivery.replayTitle} current="/delivery">
      <h1>{words.delivery.replayTitle}</h1>
      <p>{words.delivery.replayAsk(kept, formats.count(kept))}</p>
      <p class="help">{words.delivery.replayHelp}</p>
      {kept === 0 ? undefined : (
        <form method="post" action={linkTo(screen, '/delivery/replay')}>
          <input type="hidden" name="token" value={formToken} />
          <button type="submit">{words.delivery.replayDo}</button>
        </form>
      )}
      <p>
        <a href={linkTo(screen, '/delivery')}>{words.delivery.replayBack}</a>
      </p>
    </Layout>
  );
};

/** What became of them. */
export const ReplayDonePage: FC<{ screen: Screen; report: ReplayReport }> = ({
  screen,
  report,
}) => {
  const { words, formats } = screen;
  const { replayed, rejected, no_consent: noConsent } = report;
  return (
    <Layout screen={screen} title={words.delivery.replayTitle} current="/delivery">
      <h1>{words.delivery.replayTitle}</h1>
      <p class="good">{words.delivery.replayStored(replayed, formats.count(replayed))}</p>
      {rejected === 0 ? undefined : (
        <p>{words.delivery.replayRejected(rejected, formats.count(rejected))}</p>
      )}
      {noConsent === 0 ? undefined : (
        <p>{words.delivery.replayNoConsent(noConsent, formats.count(noConsent))}</p>
      )}
      <p>
        <a href={linkTo(screen, '/delivery')}>{words.delivery.replayBack}</a>
      </p>
    </Layout>
  );
};
