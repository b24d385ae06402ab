/**
 * Rows of events_raw as the journal holds them: in groups that write once what their rows have in common. A group is a
 * byte that says which columns (LAYOUT), the number of rows, the rows' end, and each row's start; each part stands
 * behind its length, and numbers are 4 bytes in little endian. Starts and end are in RowBinary: an end has the values of the
 * columns that are `shared` in `EVENT_COLUMNS`, a start those that are a row's `own`.
 */
export const LAYOUT = 1;

const NUMBER_BYTES = 4;
const HEAD_BYTES = 1 + 2 * NUMBER_BYTES;

/** Whether a section begins with a group of this layout. */
export function hasEventRows(section: Buffer): boolean {
  return section[0] === LAYOUT;
}

/** How long the rows of a section are, each by itself. */
export function joinedBytes(section: Buffer): number {
  let bytes = 0;
  for (const group of groupsOf(section)) bytes += group.joinedBytes;
  return bytes;
}

/** A section's groups as an INSERT takes them: each one's end, the number of its rows, and their starts. */
export function toInsert(section: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(section.length);
  let length = 0;
  for (const { rows, endAt, startsAt, to } of groupsOf(section)) {
    length += section.copy(bytes, length, endAt, startsAt);
    length = writeVarint(bytes, length, rows);
    for (let at = startsAt; at < to;) {
      const next = behindStart(section, at);
      length += section.copy(bytes, length, at + NUMBER_BYTES, next);
      at = next;
    }
  }
  return bytes.subarray(0, length);
}

/** Each row of a section as a group of its own. */
export function splitEventRows(section: Buffer): Buffer[] {
  const rows: Buffer[] = [];
  for (const { endAt, startsAt, to } of groupsOf(section)) {
    const end = section.subarray(endAt, startsAt);
    for (let at = startsAt; at < to;) {
      const next = behindStart(section, at);
      rows.push(toGroup(1, end, section.subarray(at, next)));
      at = next;
    }
  }
  return rows;
}

/** The same rows in sections of which each becomes so long at the most, or has one row. */
export function* cutEventRows(section: Buffer, most: number): Generator<Buffer> {
  let from = 0;
  let room = most;
  for (const group of groupsOf(section)) {
    if (group.joinedBytes > room && group.from > from) {
      yield section.subarray(from, group.from);
      from = group.from;
      room = most;
    }
    if (group.joinedBytes > most) {
      yield* cutGroup(section, group, most);
      from = group.to;
    } else room -= group.joinedBytes;
  }
  if (from < section.length) yield section.subarray(from);
}

/** In groups, each with an end of its own. */
function* cutGroup(
  section: Buffer,
  { endAt, startsAt, to }: Group,
  most: number,
): Generator<Buffer> {
  const end = section.subarray(endAt, startsAt);
  let from = startsAt;
  let rows = 0;
  let room = most;
  for (let at = from; at < to;) {
    const next = behindStart(section, at);
    const bytes = next - at - NUMBER_BYTES + end.length;
    if (bytes > room && rows > 0) {
      yield toGroup(rows, end, section.subarray(from, at));
      from = at;
      rows = 0;
      room = most;
    }
    rows += 1;
    room -= bytes;
    at = next;
  }
  yield toGroup(rows, end, section.subarray(from, to));
}

function toGroup(rows: number, end: Buffer, starts: Buffer): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt8(LAYOUT);
  head.writeUInt32LE(rows, 1);
  head.writeUInt32LE(end.length, 1 + NUMBER_BYTES);
  return Buffer.concat([head, end, starts]);
}

/** Where the parts of a group stand in its section. */
interface Group {
  readonly rows: number;
  readonly from: number;
  /** The rows' end. */
  readonly endAt: number;
  /** The rows' starts, each behind its length. */
  readonly startsAt: number;
  readonly to: number;
  /** Of its rows one behind the other. */
  readonly joinedBytes: number;
}

function* groupsOf(section: Buffer): Generator<Group> {
  for (let from = 0; from < section.length;) {
    if (section[from] !== LAYOUT)
      throw new TypeError('a group of rows in the journal begins with its layout');
    const rows = section.readUInt32LE(from + 1);
    const endBytes = section.readUInt32LE(from + 1 + NUMBER_BYTES);
    const endAt = from + HEAD_BYTES;
    const startsAt = endAt + endBytes;
    let to = startsAt;
    for (let row = 0; row < rows; row += 1) to = behindStart(section, to);
    const joined = to - startsAt + rows * (endBytes - NUMBER_BYTES);
    yield { rows, from, endAt, startsAt, to, joinedBytes: joined };
    from = to;
  }
}

/** Behind the row's start whose length stands at `at`. */
function behindStart(section: Buffer, at: number): number {
  return at + NUMBER_BYTES + section.readUInt32LE(at);
}

/** Returns the place behind it. */
function writeVarint(bytes: Buffer, start: number, value: number): number {
  let at = start;
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) at = bytes.writeUInt8((rest & 0x7f) | 0x80, at);
  return bytes.writeUInt8(rest, at);
}
