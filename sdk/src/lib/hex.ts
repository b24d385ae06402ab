/** Fills a byte array with random bits; the browser's is `crypto.getRandomValues`. */
export type Random = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;

/** Lower-case hex of the bytes. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** 128 random bits in hex. */
export function randomId(random: Random): string {
  return hex(random(new Uint8Array(16)));
}
