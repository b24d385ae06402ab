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

/** The rows of a section one behind the other. */
export function joinEventRows(section: Buffer): Buffer {
  const parts = [...eventRowParts(section)];
  const joined = Buffer.allocUnsafe(parts.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts) end += part.copy(joined, end);
  return joined;
}

/** Each row of a section by itself. */
export function splitEventRows(section: Buffer): Buffer[] {
  const rows: Buffer[] = [];
  let start: Buffer | undefined;
  for (const part of eventRowParts(section)) {
    if (start) rows.push(Buffer.concat([start, part]));
    start = start ? undefined : part;
  }
  return rows;
}

/** In turn the start and the end of each row. */
function* eventRowParts(section: Buffer): Generator<Buffer> {
  let at = 0;
  const number = () => {
    at += NUMBER_BYTES;
    return section.readUInt32LE(at - NUMBER_BYTES);
  };
  const part = () => {
    const length = number();
    at += length;
    return section.subarray(at - length, at);
  };
  while (at < section.length) {
    if (section[at] !== LAYOUT)
      throw new TypeError('a group of rows in the journal begins with its layout');
    at += 1;
    const rows = number();
    const end = part();
    for (let row = 0; row < rows; row += 1) {
      yield part();
      yield end;
    }
  }
}
