/**
 * Rows of events_raw as the journal holds them: in groups that write once what their rows have in common. A group is a
 * byte that says which columns (LAYOUT), the number of rows, the rows' end, and each row's start; each part stands
 * behind its length, and numbers are 4 bytes in little endian. A row's start and the end behind it are a row in
 * RowBinary, with the values of `EVENT_COLUMNS`.
 */
export const LAYOUT = 1;

const NUMBER_BYTES = 4;

/** Whether a section begins with a group of this layout. */
export function hasEventRows(section: Buffer): boolean {
  return section[0] === LAYOUT;
}

/** How long {@link joinEventRows} becomes. */
export function joinedBytes(section: Buffer): number {
  let bytes = 0;
  eachPart(section, (from, to) => (bytes += to - from));
  return bytes;
}

/** The rows of a section one behind the other. */
export function joinEventRows(section: Buffer): Buffer {
  const joined = Buffer.allocUnsafe(joinedBytes(section));
  let end = 0;
  eachPart(section, (from, to) => (end += section.copy(joined, end, from, to)));
  return joined;
}

/** Each row of a section by itself. */
export function splitEventRows(section: Buffer): Buffer[] {
  const rows: Buffer[] = [];
  let start: Buffer | undefined;
  eachPart(section, (from, to) => {
    const part = section.subarray(from, to);
    if (start) rows.push(Buffer.concat([start, part]));
    start = start ? undefined : part;
  });
  return rows;
}

/** Calls with the place of, in turn, the start and the end of each row. */
function eachPart(section: Buffer, onPart: (from: number, to: number) => void): void {
  let at = 0;
  const number = () => {
    at += NUMBER_BYTES;
    return section.readUInt32LE(at - NUMBER_BYTES);
  };
  while (at < section.length) {
    if (section[at] !== LAYOUT)
      throw new TypeError('a group of rows in the journal begins with its layout');
    at += 1;
    const rows = number();
    const endBytes = number();
    const endAt = at;
    at += endBytes;
    for (let row = 0; row < rows; row += 1) {
      const startBytes = number();
      onPart(at, at + startBytes);
      onPart(endAt, endAt + endBytes);
      at += startBytes;
    }
  }
}
