export type { Limits } from './limits.ts';
export { LIMITS, PAGE_PROTOCOL_VERSION, WIRE_VERSION } from './limits.ts';
export type {
  ConsentDecision,
  ConsentRecord,
  ConsentSnapshot,
  ConsentSource,
  ConsentState,
  ConsentStates,
  Purpose,
  SocialConsent,
  SocialField,
} from './consent.ts';
export {
  CONSENT_RECORD_KEY,
  CONSENT_SOURCES,
  isGranted,
  PURPOSES,
  SOCIAL_FIELDS,
} from './consent.ts';
export type {
  Context,
  Envelope,
  EventType,
  Item,
  KnownEventType,
  Outcome,
  Page,
  Problem,
  Profile,
  Properties,
  PropertyValue,
  Receipt,
  Rejection,
  WireEvent,
} from './events.ts';
export { EVENT_TYPES, OUTCOMES } from './events.ts';
export type {
  DecidedItem,
  DecidedOffer,
  DecideRequest,
  Decision,
  Reason,
  ReasonCode,
  Slot,
  SlotAnswer,
  SlotKind,
  Strategy,
} from './decide.ts';
export { REASON_CODES, STRATEGIES } from './decide.ts';
export type { Availability, CatalogItem, Localized } from './catalog.ts';
export { AVAILABILITIES } from './catalog.ts';
export type { ServerEnvelope, ServerEvent, ServerEventType } from './server.ts';
export { SERVER_EVENT_TYPES } from './server.ts';
export type {
  IdentifyRequest,
  SocialLogin,
  SocialLoginRequest,
  SocialStart,
  SocialStartRequest,
} from './identity.ts';
export type { NoticeTexts, SiteInfo } from './site.ts';
export type { ConsentChoice, PageContext, PageEvents, PageRequest, SlotOutcome } from './page.ts';
