import type { ConsentDecision, Context, Page, Profile } from '@tendero/schema';
import type { Log } from './chunks.ts';
import { mayKeep, toSnapshot } from './consent/gate.ts';
import { LOSS, type LooseEvent, type Sparse } from './delivery/entry.ts';
import type { Plugin, Track } from './events.ts';
import type { Keeping } from './keeping.ts';
import { safely } from './lib/safely.ts';
import type { NewId } from './lib/uuid.ts';

/** What {@link createRecorder} stands on. */
export interface RecorderParts {
  readonly gate: Keeping['gate'];
  readonly plugins: Iterable<Plugin>;
  readonly clock: () => number;
  readonly newId: NewId;
  readonly readPage: () => Page;
  /** What else is true of an event of this time (ms): visitor, session, … */
  readonly describe: (timeMs: number) => Sparse<Omit<Context, 'page' | 'consent'>>;
  readonly accept: (event: LooseEvent, context: Sparse<Context>) => void;
  readonly log: Log;
}

/** Turns what happens into events: held before a decision, accepted or dropped after it. */
export interface Recorder {
  readonly track: Track;
  /** An event of now, which nobody has seen. */
  readonly create: (type: string, fields?: object) => LooseEvent;
  /** Tracks a decision; no plug-in sees it. */
  readonly announce: (consent: ConsentDecision & { withdrawn?: undefined }) => void;
  /** Accepts or drops what was held, by the decision in force. */
  readonly release: () => void;
}

/** The recorder of one page. */
export function createRecorder(parts: RecorderParts): Recorder {
  const { gate, plugins, clock, newId, readPage, describe, accept, log } = parts;
  const held: (readonly [LooseEvent, Page])[] = [];

  function create(type: string, fields?: object): LooseEvent {
    // The fields first: a shop's own product may have an id and a type too.
    return { ...fields, id: newId(), type, time: clock() };
  }

  function pass(event: LooseEvent, page: Page): void {
    const record = gate.record();
    // A page that is rendered ahead may never be seen.
    if (!record || document.prerendering) held.push([copyOf(event), page]);
    else if (mayKeep(record.states)) {
      accept(
        { ...event, profile: event.profile && allowed(event.profile) },
        { ...describe(event.time), page, consent: toSnapshot(record) },
      );
    }
  }

  /** Of a registration what its purposes cover, field by field. */
  function allowed(profile: Profile): Profile {
    return Object.fromEntries(
      Object.entries(profile).filter(([field]) =>
        gate.allows(/email|phone/.test(field) ? 'marketing' : 'personalization'),
      ),
    );
  }

  return {
    create,
    track(name, fields) {
      let event = create(name, fields);
      // A report of losses that a plug-in spoils would be lost, and reported, without end.
      for (const plugin of name === LOSS ? [] : plugins) {
        const changed: LooseEvent | null | undefined | void = safely(plugin)(event);
        if (changed === undefined) continue;
        // Not null alone: `false` or a promise is no event either.
        if (!changed?.type) return;
        event = changed;
      }
      log(name, event);
      pass(event, readPage());
    },
    announce: (consent) => pass(create('consent_update', { consent }), readPage()),
    release() {
      for (const one of held.splice(0)) safely(pass)(...one);
    },
  };
}

/** What it is now, of what JSON can say: the page may change its own object later. */
export function copyOf<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value));
}
