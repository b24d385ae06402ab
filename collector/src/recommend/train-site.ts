import { wordsOf } from './engine/attributes.ts';
import { numberIn } from './engine/session-index.ts';
import { findSlot } from './engine/session-keys.ts';
import { toSessions } from './engine/sessions.ts';
import { itemsBefore, slotsKept, snapshot } from './engine/snapshot.ts';
import { cutOf } from './evaluate/hold-out.ts';
import type { Train, TrainingTask } from './evaluate/train-engine.ts';
import type { Clock } from '../lib/clock.ts';
import { mapInTurns } from '../lib/turns.ts';
import type { DatedReport } from './recommender.ts';
import type { ShopMemory } from './shop-memory.ts';
import type { SiteMemory } from './site-memory.ts';

interface Pupil {
  readonly memory: SiteMemory;
  readonly shop: ShopMemory;
  readonly clock: Clock;
}

/** Of fewer sessions, the tenth that is held out says nothing. */
const MIN_SESSIONS = 500;
const WEEK_MS = 7 * 86_400_000;
/** A week that is more of what is known leaves too little to learn from, one that is less says nothing. */
const HELD_OUT = { most: 0.4, least: 0.02 };
/** Of one person; as many as an answer reads. */
const MAX_HISTORY = 20;
/** Of orders with a known past: more teach nothing new, and finding them holds answers up. */
const MAX_HISTORIES = 5_000;

/** Trains a site's engines where they know enough, and takes the models up. */
export async function trainSite({ memory, shop, clock }: Pupil, train: Train): Promise<void> {
  for (const name of ['seen', 'bought'] as const) {
    const task = name === 'seen' ? await sessionsTask(memory, clock()) : basketsTask(memory, shop);
    if (task.sessions.ends.length < MIN_SESSIONS) continue;
    const items = memory.items.count();
    const { attributes } = memory[name];
    const words = toSessions(Array.from({ length: items }, (_, item) => wordsOf(attributes, item)));
    const { since, ...known } = task;
    const { model, report } = await train({ ...known, words, items, seed: 1 });
    memory[name].model = model;
    memory.reports[name] = { ...report, at: clock(), ...(since !== undefined && { since }) };
  }
}

type Known = Pick<TrainingTask, 'kind' | 'sessions' | 'histories' | 'cut'> &
  Pick<DatedReport, 'since'>;

/** Holds out the last week, and finds of each session in it what the same person looked at in earlier ones. */
async function sessionsTask({ seen: { index }, days }: SiteMemory, now: number): Promise<Known> {
  const slots = slotsKept(index);
  const before = days.findLastIndex(({ day }) => day < now - WEEK_MS);
  const week = days[before + 1];
  const first = slots.findIndex((slot) => numberIn(index, slot) >= (week?.begun ?? Infinity));
  const { most, least } = HELD_OUT;
  const isFit = first >= slots.length * (1 - most) && first <= slots.length * (1 - least);
  const cut = week !== undefined && isFit ? first : cutOf(slots.length);
  // at once, before others have their turn and begin or forget sessions
  const sessions = snapshot(index, slots);
  const histories = await mapInTurns(slots, (slot, at) =>
    at >= cut ? itemsBefore(index, slot, MAX_HISTORY) : [],
  );
  return {
    kind: 'sessions',
    sessions,
    histories: toSessions(histories),
    cut,
    ...(cut === first && week !== undefined && { since: week.day }),
  };
}

/** Of orders by somebody whose purchases may be used, what they had bought before. */
function basketsTask({ bought: { index }, items }: SiteMemory, { purchases }: ShopMemory): Known {
  const slots = slotsKept(index);
  const known = new Map<number, number[]>();
  for (const { transactionId, itemIds } of purchases.histories(MAX_HISTORIES)) {
    const slot = findSlot(index.keys, { owner: transactionId, name: '' });
    const numbers = itemIds.slice(0, MAX_HISTORY).map((itemId) => items.findNumber(itemId));
    known.set(
      slot,
      numbers.filter((item) => item !== undefined),
    );
  }
  const histories = slots.map((slot) => known.get(slot) ?? []);
  return {
    kind: 'baskets',
    sessions: snapshot(index, slots),
    histories: toSessions(histories),
    cut: cutOf(slots.length),
  };
}
