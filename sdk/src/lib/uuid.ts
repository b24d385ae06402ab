import { randomId, type Random } from './hex.ts';

/** Makes a UUIDv7 for a time in ms. */
export type NewId = (timeMs: number) => string;

/**
 * A maker of UUIDv7 (RFC 9562). The twelve bits after the version count up, so that ids made by
 * one page within a millisecond sort in the order of their making.
 */
export function createUuid(random: Random): NewId {
  let count = 0;
  return (timeMs) => {
    const time = timeMs.toString(16).padStart(12, '0');
    const order = (count++ & 0xfff).toString(16).padStart(3, '0');
    const rest = randomId(random);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-8${rest.slice(0, 3)}-${rest.slice(3, 15)}`;
  };
}

/** The time within a UUIDv7, in ms. */
export function uuidTime(id: string): number {
  return parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
