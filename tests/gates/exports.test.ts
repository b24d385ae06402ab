import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './tracked-files.ts';

/** What others may import. A name that goes breaks somebody's build; a name that comes is kept for years. */
const EXPORTS: Readonly<Record<string, readonly string[]>> = {
  'sdk/dist/index.d.ts': [
    'Commerce',
    'Entrance',
    'EventMap',
    'Goods',
    'KnownEvents',
    'Lead',
    'Order',
    'Plain',
    'Social',
    'Tendero',
    'TenderoOptions',
    'createTendero',
  ],
  'widgets/dist/index.d.ts': [
    'TenderoClickEvent',
    'TenderoCloseEvent',
    'TenderoConsent',
    'TenderoConsentDecisionEvent',
    'TenderoImpressionEvent',
    'TenderoOffer',
    'TenderoRecommendations',
  ],
  'sdk/schema/dist/index.d.ts': [
    'AVAILABILITIES',
    'Availability',
    'CONSENT_RECORD_KEY',
    'CONSENT_SOURCES',
    'CatalogItem',
    'ConsentChoice',
    'ConsentDecision',
    'ConsentRecord',
    'ConsentSnapshot',
    'ConsentSource',
    'ConsentState',
    'ConsentStates',
    'Context',
    'DecideRequest',
    'DecidedItem',
    'DecidedOffer',
    'Decision',
    'EVENT_TYPES',
    'Envelope',
    'EventType',
    'IdentifyRequest',
    'Item',
    'KnownEventType',
    'LIMITS',
    'Limits',
    'Localized',
    'NoticeTexts',
    'OUTCOMES',
    'Outcome',
    'PAGE_PROTOCOL_VERSION',
    'PURPOSES',
    'Page',
    'PageContext',
    'PageEvents',
    'PageRequest',
    'Problem',
    'Profile',
    'Properties',
    'PropertyValue',
    'Purpose',
    'REASON_CODES',
    'Reason',
    'ReasonCode',
    'Receipt',
    'Rejection',
    'SERVER_EVENT_TYPES',
    'SOCIAL_FIELDS',
    'STRATEGIES',
    'ServerEnvelope',
    'ServerEvent',
    'ServerEventType',
    'SiteInfo',
    'Slot',
    'SlotAnswer',
    'SlotKind',
    'SlotOutcome',
    'SocialConsent',
    'SocialField',
    'SocialLogin',
    'SocialLoginRequest',
    'SocialStart',
    'SocialStartRequest',
    'Strategy',
    'WIRE_VERSION',
    'WireEvent',
    'isGranted',
  ],
  'sdk/schema/dist/zod.d.ts': [
    'catalogItem',
    'consentDecision',
    'consentSnapshot',
    'consentStates',
    'context',
    'decideRequest',
    'envelope',
    'identifyRequest',
    'item',
    'page',
    'profile',
    'properties',
    'serverEnvelope',
    'serverEvent',
    'socialLoginRequest',
    'socialStartRequest',
    'wireEvent',
  ],
};

test.each(Object.entries(EXPORTS))('%s exports exactly the names listed here', (path, names) => {
  expect(exportedNames(readFileSync(join(ROOT, path), 'utf8'))).toEqual(names);
});

function exportedNames(declarations: string): string[] {
  const declared = declarations.matchAll(/^export declare (?:const|function|class) (\w+)/gm);
  const listed = [...declarations.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(
    ([, inner]) => (inner ?? '').split(',').map((one) => one.trim().split(' as ').at(-1) ?? ''),
  );
  expect(declarations).not.toMatch(/^export (?:\*|default)/m);
  return [...[...declared].map(([, name]) => name ?? ''), ...listed]
    .filter((name) => name !== '')
    .toSorted();
}
