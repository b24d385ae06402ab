import type { Context } from 'hono';
import { streamSSE, type SSEStreamingApi } from 'hono/streaming';
import type { LiveEvent } from '../../ingest/event-row.ts';
import type { Live } from '../../ingest/live.ts';
import type { Screen } from '../screen.ts';
import { arrivalOf, showArrival, type ShownEvent } from './shown-event.ts';

/** Proxies close what is silent for 30 to 60 s. */
const HEARTBEAT_MS = 15_000;
/** What waits for a browser; more is skipped, and it is told so. */
const MAX_WAITING = 200;
/** What comes meanwhile goes together: nobody reads faster, and each tab that looks costs. */
const PAUSE_MS = 250;

/** Sends a site's events as they come, until the browser goes away, `isOver` holds, or the stream is closed. */
export function streamLive(
  c: Context,
  { live, screen, isOver }: { live: Live; screen: Screen; isOver: () => boolean },
): Response {
  return streamSSE(c, async (stream) => {
    const waiting = createWaiting();
    const unsubscribe = live.subscribe((rows) => waiting.add(rows.filter(isSeen(screen))));
    stream.onAbort(waiting.wake);
    try {
      await stream.writeSSE({ event: 'hello', data: '' });
      while (!stream.aborted && !isOver()) await pass(stream, { waiting, screen });
    } finally {
      unsubscribe();
    }
  });
}

async function pass(
  stream: SSEStreamingApi,
  { waiting, screen }: { waiting: Waiting; screen: Screen },
): Promise<void> {
  const { rows, hasSkipped } = await waiting.take();
  if (stream.aborted) return;
  if (hasSkipped) await stream.writeSSE({ event: 'skipped', data: '' });
  if (rows.length === 0) return stream.writeSSE({ event: 'still', data: '' });
  const events = rows.flatMap((row) => shownOf(screen, row));
  if (events.length > 0) await stream.writeSSE({ event: 'events', data: JSON.stringify(events) });
  await stream.sleep(PAUSE_MS);
}

function isSeen({ site, team }: Screen): (row: LiveEvent) => boolean {
  return ({ site_id, internal }) => site_id === site.id && (team || !internal);
}

function shownOf(screen: Screen, row: LiveEvent): ShownEvent[] {
  const arrival = arrivalOf(row);
  return arrival === undefined ? [] : [showArrival(screen, arrival)];
}

interface Waiting {
  add(rows: readonly LiveEvent[]): void;
  /** Resolves with what has come, at the latest after a heartbeat. */
  take(): Promise<{ rows: LiveEvent[]; hasSkipped: boolean }>;
  readonly wake: () => void;
}

function createWaiting(): Waiting {
  let rows: LiveEvent[] = [];
  let hasSkipped = false;
  let wake = (): void => {};
  return {
    add(more) {
      if (more.length === 0) return;
      hasSkipped ||= rows.length + more.length > MAX_WAITING;
      rows = [...rows, ...more].slice(-MAX_WAITING);
      wake();
    },
    async take() {
      if (rows.length === 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, HEARTBEAT_MS);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      const taken = { rows, hasSkipped };
      rows = [];
      hasSkipped = false;
      return taken;
    },
    wake: () => wake(),
  };
}
