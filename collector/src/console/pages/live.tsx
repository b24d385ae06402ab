import type { FC } from 'hono/jsx';
import { assetUrl } from '../assets.ts';
import { Layout } from '../layout.tsx';
import { Empty } from '../parts.tsx';
import type { ShownEvent } from '../live/shown-event.ts';
import { linkTo, type Screen } from '../screen.ts';

/** The live page: the newest events, then those that come. */
export const LivePage: FC<{ screen: Screen; events: readonly ShownEvent[] }> = ({
  screen,
  events,
}) => (
  <Layout screen={screen} title={screen.words.live.title} current="/live">
    <h1>{screen.words.live.title}</h1>
    <p class="help">
      {screen.words.live.help} {screen.words.live.since}
    </p>
    <LiveTable screen={screen} events={events} />
  </Layout>
);

/** A table that fills by itself; the script finds it by `data-stream`. */
export const LiveTable: FC<{ screen: Screen; events: readonly ShownEvent[] }> = ({
  screen,
  events,
}) => {
  const { words } = screen;
  return (
    <div
      class="live"
      data-stream={linkTo(screen, '/live/stream')}
      data-connected={words.live.connected}
      data-lost={words.live.lost}
      data-skipped={words.live.skipped}
    >
      <p class="live-state" role="status">
        {words.live.waiting}
      </p>
      {events.length === 0 ? (
        <div data-empty>
          <Empty title={words.live.empty} help={words.live.emptyHelp} />
        </div>
      ) : undefined}
      <div
        class="scroll"
        hidden={events.length === 0}
        tabindex={0}
        role="region"
        aria-label={words.live.title}
      >
        <table>
          <thead>
            <tr>
              {[
                words.live.time,
                words.live.what,
                words.live.where,
                words.live.items,
                words.live.consent,
              ].map((title) => (
                <th scope="col">{title}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <tr>
                <td>{event.time}</td>
                <td>{event.what}</td>
                <td>{event.path}</td>
                <td>{event.items}</td>
                <td>{event.allowed}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <script type="module" src={assetUrl('live.js')}></script>
    </div>
  );
};
