import type { ConsentSnapshot, ConsentStates } from '@tendero/schema';
import type { Commerce } from './capture/commerce.ts';
import type { EventMap, FieldsOf, KnownEvents, Plugin } from './events.ts';
import type { Social } from './identity/customer.ts';

/**
 * What a page can say to Tendero. Nothing here throws or rejects.
 * `Custom` names a shop's own events and their properties.
 */
export interface Tendero<Custom extends EventMap = Record<never, never>> extends Commerce, Social {
  /** Any event, known or the shop's own. */
  track<Name extends keyof KnownEvents | (keyof Custom & string)>(
    name: Name,
    ...fields: object extends FieldsOf<Custom, Name>
      ? [fields?: FieldsOf<Custom, Name>]
      : [fields: FieldsOf<Custom, Name>]
  ): void;
  /** Lets a plug-in see each later event before anything else does. */
  use(plugin: Plugin): void;
  /** Says who the customer is, by a token (JWT of at most 1 h) that the shop's server signed. */
  identify(customerToken: string): void;
  /** Puts the shop's customer number beside later events; unproven, it links and opens nothing. */
  claimCustomer(customerId: string): void;
  /** Forgets the customer, the items seen and the visit; call it at the shop's own logout. */
  logout(): void;
  /**
   * A decision made in the shop's own form; purposes left out are denied.
   * @param version - of the notice that the person saw. @default '1'
   */
  setConsent(states: Partial<ConsentStates>, version?: string): void;
  /** The decision in force; null before one. */
  getConsent(): ConsentSnapshot | null;
}
