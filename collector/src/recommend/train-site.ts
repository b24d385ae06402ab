import { snapshot } from './engine/snapshot.ts';
import type { Train } from './evaluate/train-engine.ts';
import type { SiteMemory } from './site-memory.ts';

/** Of fewer sessions, the tenth that is held out says nothing. */
const MIN_SESSIONS = 500;
const KINDS = [
  { name: 'seen', kind: 'sessions' },
  { name: 'bought', kind: 'baskets' },
] as const;

/** Trains a site's engines where they know enough, and takes the models up. */
export async function trainSite(memory: SiteMemory, train: Train): Promise<void> {
  for (const { name, kind } of KINDS) {
    const sessions = snapshot(memory[name].index);
    if (sessions.ends.length < MIN_SESSIONS) continue;
    const items = memory.itemCount();
    const { model, report } = await train({ kind, sessions, items, seed: 1 });
    memory[name].model = model;
    memory.reports[name] = report;
  }
}
