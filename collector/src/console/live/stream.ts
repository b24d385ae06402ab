import type { Context } from 'hono';
import { streamSSE, type SSEStreamingApi } from 'hono/streaming';
import type { EventRow } from '../../ingest/event-row.ts';
import type { Live } from '../../ingest/live.ts';
import type { Screen } from '../screen.ts';
import { arrivalOf, showArrival, type ShownEvent } from './shown-event.ts';

/** Proxies close what is silent for 30 to 60 s. */
const HEARTBEAT_MS = 15_000;
/** What waits for a slow browser; more is skipped, and it is told so. */
const MAX_WAITING = 200;

/** Sends a site's events as they come, until the browser goes away, `isOver` holds, or the stream is closed. */
export function streamLive(
  c: Context,
  { live, screen, isOver }: { live: Live; screen: Screen; isOver: () => boolean },
): Response {
  return streamSSE(c, async (stream) => {
    const waiting = createWaiting();
    const unsubscribe = live.subscribe((rows) => waiting.add(shownOf(screen, rows)));
    stream.onAbort(waiting.wake);
    try {
      await stream.writeSSE({ event: 'hello', data: '' });
      while (!stream.aborted && !isOver()) await pass(stream, waiting);
    } finally {
      unsubscribe();
    }
  });
}

async function pass(stream: SSEStreamingApi, waiting: Waiting): Promise<void> {
  const { events, hasSkipped } = await waiting.take();
  if (stream.aborted) return;
  if (hasSkipped) await stream.writeSSE({ event: 'skipped', data: '' });
  await stream.writeSSE(
    events.length === 0
      ? { event: 'still', data: '' }
      : { event: 'events', data: JSON.stringify(events) },
  );
}

function shownOf(screen: Screen, rows: readonly EventRow[]): ShownEvent[] {
  return rows
    .filter(({ site_id, internal }) => site_id === screen.site.id && (screen.team || !internal))
    .map((row) => arrivalOf(row))
    .filter((arrival) => arrival !== undefined)
    .map((arrival) => showArrival(screen, arrival));
}

interface Waiting {
  add(events: readonly ShownEvent[]): void;
  /** Resolves with what has come, at the latest after a heartbeat. */
  take(): Promise<{ events: ShownEvent[]; hasSkipped: boolean }>;
  readonly wake: () => void;
}

function createWaiting(): Waiting {
  let events: ShownEvent[] = [];
  let hasSkipped = false;
  let wake = (): void => {};
  return {
    add(more) {
      if (more.length === 0) return;
      hasSkipped ||= events.length + more.length > MAX_WAITING;
      events = [...events, ...more].slice(-MAX_WAITING);
      wake();
    },
    async take() {
      if (events.length === 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, HEARTBEAT_MS);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      const taken = { events, hasSkipped };
      events = [];
      hasSkipped = false;
      return taken;
    },
    wake: () => wake(),
  };
}
