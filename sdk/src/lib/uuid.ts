/** Makes a UUIDv7 of now. */
export type NewId = () => string;

/**
 * A maker of UUIDv7 (RFC 9562); `newSecret` yields 128 random bits in hex. The twelve bits after the
 * version count up, so that ids made by one page within a millisecond sort in the order of their making;
 * what follows is drawn once, for it costs a fifth of an event and tells pages apart, not events.
 */
export function createUuid(clock: () => number, newSecret: () => string): NewId {
  let count = 0;
  const rest = newSecret();
  return () => {
    const time = clock().toString(16).padStart(12, '0');
    const versionAndCount = (0x7000 + (count++ & 0xfff)).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-${versionAndCount}-8${rest.slice(0, 3)}-${rest.slice(3, 15)}`;
  };
}
