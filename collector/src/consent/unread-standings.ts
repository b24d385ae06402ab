import { BinaryWriter } from '../lib/binary-writer.ts';
import { hashOf, IdTable } from '../lib/id-table.ts';
import type { ConsentStanding, KeptStanding } from './consent-store.ts';
import { laterStanding } from './next-standing.ts';

/**
 * Standings as they were written, of which no more is read than whose they are. A crash leaves hundreds of thousands, few
 * of them come back, and as objects they would cost a start more time in garbage collection than in reading.
 */
export interface UnreadStandings {
  /**
   * Adds lines of `consent_states`, each with that of `consent_subjects` beside it; both buffers are kept. Of one
   * visitor's the newest stays, and those as old.
   * @throws {TypeError} where a line is not what this collector writes.
   */
  add(states: Buffer, subjects: Buffer): void;
  /** Reads what there is of one visitor and forgets it. */
  take(siteId: string, visitorId: string): ConsentStanding | undefined;
  forget(siteId: string, visitorId: string): void;
  /** Reads all that are left, and forgets none. */
  all(): Generator<KeptStanding>;
}

interface SubjectRow {
  readonly subject_key: string;
}

interface StateRow {
  readonly site_id: string;
  readonly visitor_id: string;
  readonly granted: readonly string[];
  readonly decision_id: string;
  readonly notice_version: string;
  readonly source: string;
  readonly known_decisions: readonly string[];
  readonly decided_at: string;
}

interface Lines {
  readonly states: Buffer;
  readonly subjects: Buffer;
}

/** One standing: where its two lines stand, and the number of one that is as old, or none. */
interface Place extends Lines {
  readonly from: number;
  readonly to: number;
  readonly subjectFrom: number;
  readonly subjectTo: number;
  readonly before: number;
}

const NONE = -1;
/** What is kept of a place: six numbers of 4 bytes, the first says which lines. */
const PLACE_BYTES = 24;
const NEW_LINE = 10;
const QUOTE = 0x22;

/** None yet. */
export function createUnreadStandings(): UnreadStandings {
  const lines: Lines[] = [];
  let places = new BinaryWriter();
  /** Whoever has some, by the start of their lines. */
  let owners = new IdTable();
  /** Of each owner the place that was added last. */
  const newest: number[] = [];
  /** How many owners have some. */
  let left = 0;

  function placeAt(number: number): Place {
    const { bytes } = places;
    const at = number * PLACE_BYTES;
    const { states, subjects } = lines[bytes.readUInt32LE(at)] ?? NO_LINES;
    return {
      states,
      subjects,
      from: bytes.readUInt32LE(at + 4),
      to: bytes.readUInt32LE(at + 8),
      subjectFrom: bytes.readUInt32LE(at + 12),
      subjectTo: bytes.readUInt32LE(at + 16),
      before: bytes.readInt32LE(at + 20),
    };
  }

  function keep(which: number, place: Place): number {
    const number = places.length / PLACE_BYTES;
    places.uint32(which);
    places.uint32(place.from);
    places.uint32(place.to);
    places.uint32(place.subjectFrom);
    places.uint32(place.subjectTo);
    places.uint32(place.before);
    return number;
  }

  function addOne(which: number, place: Place, keyTo: number): void {
    const { states, from } = place;
    const owner = owners.add(states, from, keyTo, hashOf(states, from, keyTo));
    const known = newest[owner] ?? NONE;
    if (known === NONE) left += 1;
    const order = known === NONE ? 1 : compareAges(place, placeAt(known));
    if (order >= 0) newest[owner] = keep(which, { ...place, before: order === 0 ? known : NONE });
  }

  /** Forgets a visitor's and returns the place of what there was, or NONE. */
  function release(siteId: string, visitorId: string): number {
    if (left === 0) return NONE;
    const key = Buffer.from(keyOf(siteId, visitorId));
    const owner = owners.numberOf(key, 0, key.length, hashOf(key, 0, key.length));
    const number = newest[owner] ?? NONE;
    if (number === NONE) return NONE;
    newest[owner] = NONE;
    left -= 1;
    return number;
  }

  /** All of them may be half a kilobyte for each visitor there is. */
  function dropIfEmpty(): void {
    if (left > 0 || lines.length === 0) return;
    lines.length = 0;
    newest.length = 0;
    places = new BinaryWriter();
    owners = new IdTable();
  }

  function read(number: number): ConsentStanding {
    const standings: ConsentStanding[] = [];
    for (let at = number; at !== NONE;) {
      const place = placeAt(at);
      standings.push(toStanding(place));
      at = place.before;
    }
    return standings.toReversed().reduce(laterStanding);
  }

  return {
    add(states, subjects) {
      const which = lines.push({ states, subjects }) - 1;
      let from = 0;
      let subjectFrom = 0;
      for (let to = lineEnd(states, 0); to >= 0; to = lineEnd(states, from)) {
        const subjectTo = lineEnd(subjects, subjectFrom);
        const keyTo = endOfKey(states, from);
        const sameTo = subjectFrom + keyTo - from;
        const isPaired =
          subjectTo > sameTo && subjects.compare(states, from, keyTo, subjectFrom, sameTo) === 0;
        if (!isPaired) throw new TypeError(UNPAIRED);
        const before = NONE;
        addOne(which, { states, subjects, from, to, subjectFrom, subjectTo, before }, keyTo);
        from = to + 1;
        subjectFrom = subjectTo + 1;
      }
    },
    take(siteId, visitorId) {
      const number = release(siteId, visitorId);
      const standing = number === NONE ? undefined : read(number);
      dropIfEmpty();
      return standing;
    },
    forget(siteId, visitorId) {
      release(siteId, visitorId);
      dropIfEmpty();
    },
    *all() {
      for (const number of newest) {
        if (number === NONE) continue;
        const { states, from, to } = placeAt(number);
        const { site_id: siteId, visitor_id: visitorId } = parse<StateRow>(states, from, to);
        yield { siteId, visitorId, standing: read(number) };
      }
    },
  };
}

const NO_LINES: Lines = { states: Buffer.alloc(0), subjects: Buffer.alloc(0) };
const UNPAIRED = 'a state of consent in the journal has no subject beside it';

// Lines are taken at their word: this collector wrote them, and their checksum says that they are what it wrote.

function toStanding({
  states,
  from,
  to,
  subjects,
  subjectFrom,
  subjectTo,
}: Place): ConsentStanding {
  const state = parse<StateRow>(states, from, to);
  return {
    granted: state.granted,
    decisionId: state.decision_id,
    decidedAt: Date.parse(state.decided_at),
    noticeVersion: state.notice_version,
    source: state.source,
    knownDecisions: state.known_decisions,
    subjectKey: parse<SubjectRow>(subjects, subjectFrom, subjectTo).subject_key,
  };
}

function lineEnd(bytes: Buffer, from: number): number {
  return bytes.indexOf(NEW_LINE, from);
}

function parse<Row>(bytes: Buffer, from: number, to: number): Row {
  return JSON.parse(bytes.toString('utf8', from, to));
}

/** How lines of both tables start, up to the mark behind the visitor. */
function keyOf(siteId: string, visitorId: string): string {
  return `${SITE.toString()}"${siteId}"${VISITOR.toString()}"${visitorId}"`;
}

const SITE = Buffer.from('{"site_id":');
const VISITOR = Buffer.from(',"visitor_id":');
const BACKSLASH = 0x5c;

function endOfKey(line: Buffer, from: number): number {
  const siteTo = behindText(line, behindWord(line, from, SITE));
  const visitorTo = behindText(line, behindWord(line, siteTo, VISITOR));
  if (visitorTo === NONE)
    throw new TypeError('a state of consent in the journal does not start with whose it is');
  return visitorTo;
}

function behindWord(line: Buffer, start: number, word: Buffer): number {
  for (let at = 0; at < word.length; at += 1) if (line[start + at] !== word[at]) return NONE;
  return start + word.length;
}

/** Neither id has anything that JSON would escape. */
function behindText(line: Buffer, start: number): number {
  if (line[start] !== QUOTE) return NONE;
  const end = line.indexOf(QUOTE, start + 1);
  return end < 0 || line.subarray(start, end).includes(BACKSLASH) ? NONE : end + 1;
}

const DECIDED_AT = Buffer.from('"decided_at":"');
const TIME_LENGTH = '2026-01-31T10:00:00.123Z'.length;

/** Above 0 where `one` was decided later: times compare as `toISOString` writes them. */
function compareAges(one: Place, other: Place): number {
  const at = timeAt(one);
  const otherAt = timeAt(other);
  return one.states.compare(other.states, otherAt, otherAt + TIME_LENGTH, at, at + TIME_LENGTH);
}

/** Near the end of the line; within a text of the line its quotes would be escaped. */
function timeAt({ states, from, to }: Place): number {
  const start = states.lastIndexOf(DECIDED_AT, to);
  if (start < from)
    throw new TypeError('a state of consent in the journal does not say when it was decided');
  return start + DECIDED_AT.length;
}
