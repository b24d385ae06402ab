/** Version of the wire contract. The collector accepts every version ever shipped. */
export const WIRE_VERSION = 1;

/** Version of the page protocol between widgets and SDK. */
export const PAGE_PROTOCOL_VERSION = 1;

/** Bounds of one request to the collector; `GET /v1/limits` answers them. */
export interface Limits {
  /** Largest body as sent, in bytes. */
  readonly maxBodyBytes: number;
  /** Largest body after gunzip, in bytes. */
  readonly maxUnpackedBytes: number;
  /** Most entries of `events` in one envelope. */
  readonly maxEvents: number;
  /** Largest single event as JSON, in bytes. */
  readonly maxEventBytes: number;
  /** Deepest nesting of one event. */
  readonly maxDepth: number;
  /** Most custom properties of one event. */
  readonly maxProperties: number;
  /** Most items of one event. */
  readonly maxItems: number;
  /** Oldest `time` of a browser event, in ms before its arrival. */
  readonly maxAgeMs: number;
  /** Newest `time` of a browser event, in ms after its arrival. */
  readonly maxAheadMs: number;
}

const DAY_MS = 86_400_000;

/** The defaults of design v1; a shop may lower them in its config. */
export const LIMITS: Limits = {
  maxBodyBytes: 262_144,
  maxUnpackedBytes: 1_048_576,
  maxEvents: 500,
  maxEventBytes: 32_768,
  maxDepth: 6,
  maxProperties: 64,
  maxItems: 200,
  maxAgeMs: 10 * DAY_MS,
  maxAheadMs: DAY_MS,
};
