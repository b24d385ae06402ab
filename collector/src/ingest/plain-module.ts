import { PLAIN_BODY } from '../../generated/plain-body.ts';

/** What the module of `assembly/` asks of this side while it reads. */
interface Asked {
  readonly properties: {
    /** Puts what a text that stands so many bytes behind the body's first is masked to at MASKED; 0 where it stays. */
    maskText(from: number, to: number): number;
    /** Puts what a number is masked to at MASKED. Both put JSON and return its length in bytes. */
    maskNumber(value: number): number;
  };
  readonly events: {
    /** The days from 1970-01-01 to that of a time (ms UTC) in the site's zone. */
    siteDays(time: number): number;
  };
}

interface Address {
  readonly value: number;
}

/** The module of `assembly/`; each address is one in its memory. */
export interface PlainModule {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly BODY: Address;
  /** Of the longest body that there is room for. */
  readonly LONGEST: Address;
  readonly CONTEXTS: Address;
  readonly EVENTS: Address;
  readonly ITEMS: Address;
  readonly MASKED: Address;
  /** Once, for all events. */
  limit(mostItems: number, mostProperties: number): void;
  /** For the bodies from now on; times in ms by the collector's clock. */
  limitEvents(mostEvents: number, oldest: number, newest: number): void;
  /** Reads what was put at BODY. Returns how many events it has; -1 where it is not plain. */
  read(length: number, receivedAt: number): number;
  /** By the browser's clock, in ms. */
  sentAt(): number;
  contextCount(): number;
}

/** What of the standard is needed; Node's own types leave it out. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: PlainModule };
};

/** A module with memory of its own. */
export function openPlainModule(asked: Asked): PlainModule {
  const module = new WebAssembly.Module(Buffer.from(PLAIN_BODY, 'base64'));
  return new WebAssembly.Instance(module, { ...asked }).exports;
}
