const NEW_LINE = 10;
const COMMA = 44;
const BRACKET = 91;
const BRACKET_END = 93;
const BRACE = 123;

/**
 * The whole rows of a section's lines. Rows with the same end write it once: a line with the end, from its comma to the
 * closing bracket, then a line for each row's start, without its opening bracket; whole rows stay as they are.
 */
export function writeOut(section: Buffer): Buffer {
  if (section[0] !== COMMA && !section.includes('\n,')) return section;
  const rows = Buffer.allocUnsafe(lengthOf(section));
  let length = 0;
  let end = { from: 0, to: 0 };
  for (const line of linesOf(section)) {
    if (section[line.from] === COMMA) end = line;
    else if (isWhole(section, line)) length += section.copy(rows, length, line.from, line.to);
    else {
      rows[length] = section[end.to - 2] === BRACKET_END ? BRACKET : BRACE;
      length += 1 + section.copy(rows, length + 1, line.from, line.to - 1);
      length += section.copy(rows, length, end.from, end.to);
    }
  }
  return rows;
}

function lengthOf(section: Buffer): number {
  let length = 0;
  let endLength = 0;
  for (const { from, to } of linesOf(section)) {
    if (section[from] === COMMA) endLength = to - from;
    else length += to - from + (isWhole(section, { from }) ? 0 : endLength);
  }
  return length;
}

function isWhole(section: Buffer, { from }: { from: number }): boolean {
  return section[from] === BRACKET || section[from] === BRACE;
}

/** `to` is behind the line end. */
function* linesOf(section: Buffer): Generator<{ from: number; to: number }> {
  let from = 0;
  while (from < section.length) {
    const to = section.indexOf(NEW_LINE, from) + 1;
    yield { from, to };
    from = to;
  }
}
