import type { ConsentStanders } from '../../collector/src/consent/consent-store.ts';

/** A ledger in which these visitors granted these purposes. */
export function standers(granted: Readonly<Record<string, readonly string[]>>): ConsentStanders {
  return {
    standing(_siteId, visitorId) {
      const purposes = granted[visitorId];
      return (
        purposes && {
          granted: purposes,
          decisionId: 'decision-1',
          noticeVersion: '1',
          source: 'banner',
          decidedAt: 0,
          knownDecisions: ['decision-1'],
          subjectKey: '',
        }
      );
    },
  };
}
