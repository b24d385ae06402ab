import {
  holdOutNewest,
  nextItemTrials,
} from '../../../../collector/src/recommend/evaluate/hold-out.ts';
import type { Repeats } from '../../../../collector/src/recommend/evaluate/repeats.ts';
import { createNumbering, type DataSet, readLines } from './data-set.ts';

/** A session a line, oldest first; `prefix items<TAB>target` a line. Items of the prefix stay eligible. */
export function readSessionFiles([train = '', test = '']: readonly string[]): DataSet {
  const { numberOf, count } = createNumbering();
  const read = (text: string) => text.trim().split(/\s+/).map(numberOf);
  const sessions = readLines(train).map(read);
  const trials = readLines(test).map((line) => {
    const [prefix = '', target = ''] = line.split('\t');
    return { session: read(prefix), history: [], target: numberOf(target.trim()) };
  });
  return {
    sessions,
    held: holdOutNewest(sessions),
    test: trials,
    items: count(),
    repeats: 'all',
  };
}

/** Clicks as `SessionId ItemId Time`, tab separated, under a line of names. */
export function readClickFiles(
  [train = '', test = '']: readonly string[],
  repeats: Repeats,
): DataSet {
  const { numberOf, count } = createNumbering();
  const toSessions = (path: string) =>
    sessionsByTime(path).map((clicks) => clicks.map(({ item }) => numberOf(item)));
  const sessions = toSessions(train);
  return {
    sessions,
    held: holdOutNewest(sessions),
    test: toSessions(test).flatMap((session) => nextItemTrials(session)),
    items: count(),
    repeats,
  };
}

interface Click {
  readonly item: string;
  readonly time: number;
}

/** In the order of their last clicks. */
function sessionsByTime(path: string): Click[][] {
  const sessions = new Map<string, Click[]>();
  for (const line of readLines(path).slice(1)) {
    const [session = '', item = '', time = ''] = line.split('\t');
    const clicks = sessions.get(session) ?? [];
    clicks.push({ item, time: Number(time) });
    sessions.set(session, clicks);
  }
  for (const clicks of sessions.values()) clicks.sort((one, other) => one.time - other.time);
  const end = (clicks: readonly Click[]) => clicks.at(-1)?.time ?? 0;
  return [...sessions.values()].sort((one, other) => end(one) - end(other));
}
