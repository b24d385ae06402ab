import { BYTES, Span } from './json';

/**
 * Puts values one behind the other as ClickHouse's RowBinary has them: numbers in little endian, text and lists behind
 * their length as a varint (https://clickhouse.com/docs/interfaces/formats/RowBinary). Whoever writes has seen to it that
 * there is room.
 */
export class RowWriter {
  private readonly start: usize;
  /** The address behind what was written. */
  end: usize;

  constructor(start: usize) {
    this.start = start;
    this.end = start;
  }

  /** Forgets what was written. */
  begin(): void {
    this.end = this.start;
  }

  put<Value>(value: Value): void {
    store<Value>(this.end, value);
    this.end += sizeof<Value>();
  }

  /** A length or a count. */
  varint(value: u32): void {
    let rest = value;
    for (; rest > 0x7f; rest >>= 7) this.put<u8>(<u8>(rest | 0x80));
    this.put<u8>(<u8>rest);
  }

  /** So many zero bytes: as many empty texts, lists or maps. */
  zeros(count: usize): void {
    memory.fill(this.end, 0, count);
    this.end += count;
  }

  text(from: usize, to: usize): void {
    this.varint(<u32>(to - from));
    this.raw(from, to);
  }

  textOf(span: Span): void {
    this.text(span.from, span.to);
  }

  /** Bytes as they are, by 16: up to 15 beyond the end are written too, and stand where the next will. */
  raw(from: usize, to: usize): void {
    const start = this.end;
    for (let at = from; at < to; at += BYTES) v128.store(start + at - from, v128.load(at));
    this.end = start + to - from;
  }

  /** What another one wrote. */
  all(other: RowWriter): void {
    this.raw(other.start, other.end);
  }

  /** Nullable(Decimal(18, 4)); NaN is none. Rounded as `money` and `writeMoney` of the other way do. */
  money(value: f64): void {
    if (isNaN(value)) return this.put<u8>(1);
    this.put<u8>(0);
    this.put<i64>(<i64>Math.round((Math.round(value * 10_000) / 10_000) * 10_000));
  }
}
