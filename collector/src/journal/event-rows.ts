/**
 * Rows of events_raw as the journal holds them: in groups that write once what their rows have in common. A group is a
 * byte that says which columns (LAYOUT), the number of rows, the rows' end, and each row's start; each part stands
 * behind its length, and numbers are 4 bytes in little endian. A row's start and the end behind it are a row in
 * RowBinary, with the values of `EVENT_COLUMNS`.
 */
export const LAYOUT = 1;

const NUMBER_BYTES = 4;
const HEAD_BYTES = 1 + 2 * NUMBER_BYTES;

/** Whether a section begins with a group of this layout. */
export function hasEventRows(section: Buffer): boolean {
  return section[0] === LAYOUT;
}

/** How long {@link joinEventRows} becomes. */
export function joinedBytes(section: Buffer): number {
  let bytes = 0;
  for (const group of groupsOf(section)) bytes += group.joinedBytes;
  return bytes;
}

/** The rows of a section one behind the other. */
export function joinEventRows(section: Buffer): Buffer {
  const joined = Buffer.allocUnsafe(joinedBytes(section));
  let length = 0;
  eachRow(section, (from, to, { endAt, startsAt }) => {
    length += section.copy(joined, length, from, to);
    length += section.copy(joined, length, endAt, startsAt);
  });
  return joined;
}

/** Each row of a section by itself. */
export function splitEventRows(section: Buffer): Buffer[] {
  const rows: Buffer[] = [];
  eachRow(section, (from, to, { endAt, startsAt }) => {
    rows.push(Buffer.concat([section.subarray(from, to), section.subarray(endAt, startsAt)]));
  });
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
    yield { from, endAt, startsAt, to, joinedBytes: joined };
    from = to;
  }
}

/** Behind the row's start whose length stands at `at`. */
function behindStart(section: Buffer, at: number): number {
  return at + NUMBER_BYTES + section.readUInt32LE(at);
}

/** Calls with the place of each row's start, and its group. */
function eachRow(section: Buffer, onRow: (from: number, to: number, group: Group) => void): void {
  for (const group of groupsOf(section)) {
    for (let at = group.startsAt; at < group.to;) {
      const to = behindStart(section, at);
      onRow(at + NUMBER_BYTES, to, group);
      at = to;
    }
  }
}
