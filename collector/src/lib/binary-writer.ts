const FIRST_BYTES = 65_536;
/** Of one UTF-16 code unit at the most. */
const UTF8_BYTES = 3;
const LENGTH_BYTES = 4;
/** More is copied by Node, whose calls cost as much as so many letters or bytes in a loop. */
const LOOPED = 256;
const TWO_POW_32 = 2 ** 32;

/**
 * Puts values one behind the other as ClickHouse's RowBinary has them: numbers in little endian, text and lists behind
 * their length as a varint (https://clickhouse.com/docs/interfaces/formats/RowBinary).
 */
export class BinaryWriter {
  #bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #view = viewOf(this.#bytes);
  #end = 0;

  /** Forgets what was written, also what a failure left half-way. */
  begin(): void {
    this.#end = 0;
  }

  /** A copy of what was written since {@link begin}. */
  copy(): Buffer {
    const copy = Buffer.allocUnsafe(this.#end);
    this.#bytes.copy(copy, 0, 0, this.#end);
    return copy;
  }

  /** How many bytes were written since {@link begin}. */
  get length(): number {
    return this.#end;
  }

  /** Where it was written, not copied: that holds until more is. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  /** Leaves room for the length of what comes next, as 4 bytes; returns its place for {@link endSized}. */
  beginSized(): number {
    const at = this.#end;
    this.uint32(0);
    return at;
  }

  endSized(at: number): void {
    this.#view.setUint32(at, this.#end - at - LENGTH_BYTES, true);
  }

  uint8(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#end] = value;
    this.#end += 1;
  }

  uint16(value: number): void {
    this.#reserve(2);
    this.#view.setUint16(this.#end, value, true);
    this.#end += 2;
  }

  uint32(value: number): void {
    this.#reserve(4);
    this.#view.setUint32(this.#end, value, true);
    this.#end += 4;
  }

  /** Whole numbers, also negative ones and those beyond 2^53. */
  int64(value: number): void {
    this.#reserve(8);
    const high = Math.floor(value / TWO_POW_32);
    this.#view.setUint32(this.#end, value - high * TWO_POW_32, true);
    this.#view.setInt32(this.#end + 4, high, true);
    this.#end += 8;
  }

  /** So many zero bytes: as many empty texts, lists or maps. */
  zeros(count: number): void {
    this.#reserve(count);
    const bytes = this.#bytes;
    const end = this.#end + count;
    for (let at = this.#end; at < end; at += 1) bytes[at] = 0;
    this.#end = end;
  }

  /** A length or a count. */
  varint(value: number): void {
    this.#reserve(5);
    let rest = value;
    while (rest > 0x7f) {
      this.#bytes[this.#end] = (rest & 0x7f) | 0x80;
      this.#end += 1;
      rest >>>= 7;
    }
    this.#bytes[this.#end] = rest;
    this.#end += 1;
  }

  text(value: string): void {
    this.#reserve(5 + value.length * UTF8_BYTES);
    if (value.length <= LOOPED && this.#shortAscii(value)) return;
    const length = Buffer.byteLength(value);
    this.varint(length);
    this.#end += this.#bytes.write(value, this.#end);
  }

  /** Bytes as they are. */
  raw(from: Buffer, start: number, end: number): void {
    const length = end - start;
    this.#reserve(length);
    const bytes = this.#bytes;
    const at = this.#end;
    if (length > LOOPED) from.copy(bytes, at, start, end);
    else
      for (let index = 0; index < length; index += 1) bytes[at + index] = from[start + index] ?? 0;
    this.#end = at + length;
  }

  texts(values: readonly string[]): void {
    this.varint(values.length);
    for (const value of values) this.text(value);
  }

  /** False where a letter is none, and then nothing is written. */
  #shortAscii(value: string): boolean {
    const start = this.#end;
    this.varint(value.length);
    const bytes = this.#bytes;
    let at = this.#end;
    for (let index = 0; index < value.length; index += 1) {
      const code = value.charCodeAt(index);
      if (code > 0x7f) {
        this.#end = start;
        return false;
      }
      bytes[at] = code;
      at += 1;
    }
    this.#end = at;
    return true;
  }

  #reserve(bytes: number): void {
    const needed = this.#end + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
    this.#view = viewOf(larger);
  }
}

/** Buffer's own methods check their arguments, which takes longer than to write them. */
function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}
