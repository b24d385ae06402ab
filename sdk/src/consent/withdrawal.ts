import type { ConsentRecord } from '@tendero/schema';
import { type Entry, formatEntry, type LooseEvent } from '../delivery/envelope.ts';
import type { Backlog } from '../delivery/delivery.ts';
import { entryKey, type Queue } from '../delivery/queue.ts';
import { readPage } from '../page.ts';
import type { Gate } from './gate.ts';

/** The withdrawal that a record still has to report; its visitor is named nowhere else. */
export function toWithdrawal(record: ConsentRecord): Entry[] {
  const { pending, ...consent } = record;
  if (!pending) return [];
  const { states, version, at } = consent;
  const type = 'consent_update';
  const event: LooseEvent = { id: pending.id, type, time: at, consent };
  const context = {
    visitor: pending.visitor,
    page: readPage(''),
    consent: { states, version, at },
  };
  return [[entryKey(event), formatEntry(event, context)]];
}

/** The queue, and in front of it a withdrawal that waits in the record of consent. */
export function createBacklog(gate: Gate, queue: Queue): Backlog {
  const withdrawal = () => {
    const record = gate.record();
    return record ? toWithdrawal(record) : [];
  };
  return {
    list: () => [...withdrawal(), ...queue.list()],
    remove(keys) {
      const record = gate.record();
      if (record && withdrawal().some(([key]) => keys.includes(key))) {
        const { pending: _acknowledged, ...rest } = record;
        gate.set(rest);
      }
      queue.remove(keys);
    },
  };
}
