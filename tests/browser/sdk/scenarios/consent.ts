import { expect } from 'vitest';
import { type Tab, waitUntil } from '../../support/driver.ts';
import { REFUSED, GRANTED } from '../support/shop-page.ts';
import { acknowledged, decision, enter, type Stage, trackTen } from '../support/stage.ts';

/** What a person decides, and what must follow from it. */
export interface ConsentScenario {
  readonly title: string;
  /** Resolves where it did. */
  readonly act: (stage: Stage) => Promise<void>;
}

const NOTHING = { cookie: '', local: [], session: [], databases: 0, caches: 0, name: '' };

/** All that the origin keeps in this browser; names of records only. */
function readKept(tab: Tab): Promise<unknown> {
  return tab.evaluate(`(async () => ({
    cookie: document.cookie,
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).length,
    caches: globalThis.caches ? (await caches.keys()).length : 0,
    name: window.name,
  }))()`);
}

export const CONSENT: readonly ConsentScenario[] = [
  {
    title:
      'keeps and sends nothing before a decision, over a load too; a grant sends what this page held',
    async act(stage) {
      const tab = await stage.open('a');
      await trackTen(tab);
      await stage.visit(tab, 'b');
      await trackTen(tab);
      expect(await readKept(tab)).toEqual(NOTHING);
      expect(stage.road.sent).toEqual([]);
      await tab.evaluate(decision(GRANTED));
      await stage.taken(10);
      const taken = [...stage.road.taken.values()].map(({ type }) => type);
      expect(taken.slice(0, 2)).toEqual(['consent_update', 'page_view']);
      expect(taken.filter((type) => type === 'view_item')).toHaveLength(10);
    },
  },
  {
    title: 'keeps one record after a refusal, and sends nothing of what was held or comes later',
    async act(stage) {
      const tab = await stage.open('a');
      await trackTen(tab);
      await tab.evaluate(decision(REFUSED));
      await trackTen(tab);
      await stage.visit(tab, 'b');
      await trackTen(tab);
      expect(await readKept(tab)).toEqual({ ...NOTHING, local: ['tendero-consent'] });
      expect(stage.road.sent).toEqual([]);
    },
  },
  {
    title: 'clears queue, ids and storage at a withdrawal in every open tab, and reports it',
    async act(stage) {
      const tab = await enter(stage);
      const other = await stage.open('b');
      await acknowledged(other);
      stage.road.weather = 'failing';
      await trackTen(tab);
      await trackTen(other);
      await tab.evaluate(decision(REFUSED));
      for (const one of [tab, other]) {
        await waitUntil(
          one,
          "!document.cookie && Object.keys(localStorage).join() === 'tendero-consent'",
        );
        await trackTen(one);
        expect(await readKept(one)).toEqual({ ...NOTHING, local: ['tendero-consent'] });
      }
      stage.road.weather = 'fine';
      await waitUntil(tab, "!localStorage['tendero-consent'].includes('withdrawn')");
      const taken = [...stage.road.taken.values()].map(({ type }) => type);
      expect(taken.filter((type) => type === 'consent_update')).toHaveLength(2);
      expect(taken).not.toContain('view_item');
    },
  },
];
