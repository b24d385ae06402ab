import pino from 'pino';
import { expect, test } from 'vitest';
import { DatabaseError } from '../../../collector/src/clickhouse/database.ts';
import { JournalUnavailable } from '../../../collector/src/journal/journal.ts';
import { RequestProblem } from '../../../collector/src/lib/problem.ts';
import { createProblemReport } from '../../../collector/src/middleware/answer-problems.ts';
import { appAround } from '../../support/app-around.ts';

const PERSON = 'ana@example.com';

function failing(error: Error) {
  return appAround(async () => {
    throw error;
  });
}

const refused = new RequestProblem({ status: 400, code: 'bad_thing', detail: 'Not so.' });
const engine = new Error(`row with ${PERSON}`);
const database = new DatabaseError('insert refused by ClickHouse: INCORRECT_DATA (117)', {
  code: 117,
  cause: engine,
});

interface Answered {
  readonly error: Error;
  readonly status: number;
  readonly code: string;
  readonly retryAfter?: string;
}

test.each<[string, Answered]>([
  ['a problem of the request', { error: refused, status: 400, code: 'bad_thing' }],
  [
    'a journal that cannot be written',
    {
      error: new JournalUnavailable(engine),
      status: 503,
      code: 'journal_unavailable',
      retryAfter: '5',
    },
  ],
  [
    'a database that does not answer',
    { error: database, status: 503, code: 'database_unavailable', retryAfter: '5' },
  ],
  ['anything else', { error: new TypeError(`bad ${PERSON}`), status: 500, code: 'internal' }],
])('%s becomes problem JSON', async (_, { error, status, code, retryAfter }) => {
  const { app, counted } = failing(error);
  const answer = await app.request('/v1/events?key=secret-in-a-query');
  expect(answer.status).toBe(status);
  expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  expect(answer.headers.get('Retry-After')).toBe(retryAfter ?? null);
  expect(await answer.json()).toMatchObject({ status, code, retry: retryAfter !== undefined });
  expect(counted).toEqual([code]);
});

test.each([new TypeError(`bad ${PERSON}`), new JournalUnavailable(engine), database])(
  'what an error quotes of people reaches neither answer nor log nor console (%#)',
  async (error) => {
    const { app, log, refusals } = failing(error);
    const answer = await app.request(`/v1/events?key=k&visitor=${PERSON}`, {
      headers: { Origin: 'https://shop.example', Cookie: `tendero_id=${PERSON}` },
    });
    expect(await answer.text()).not.toContain(PERSON);
    expect(log()).toContain('request failed');
    expect(log()).not.toContain(PERSON);
    expect(refusals).toEqual([
      { at: 1_000, code: expect.any(String), path: '/v1/events', origin: 'https://shop.example' },
    ]);
  },
);

test('a refusal is counted and shown, and is no line in the log', async () => {
  const { app, log, refusals } = failing(refused);
  await app.request('/v1/events');
  expect(refusals).toHaveLength(1);
  expect(log()).toBe('');
});

test('a thousand failures of one kind are a line a second, which says how many had none', () => {
  let now = 1_000;
  let counted = 0;
  const lines: string[] = [];
  const report = createProblemReport({
    logger: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
    clock: () => now,
    metrics: { countRefusal: () => void (counted += 1) },
    refusals: { add: () => undefined },
  });
  const fail = (times: number) => {
    for (let time = 0; time < times; time += 1) {
      report(new JournalUnavailable(engine), { path: '/v1/events', origin: '' });
    }
  };
  fail(500);
  now += 999;
  fail(500);
  expect(lines).toHaveLength(1);
  now += 1;
  fail(1);
  expect(lines).toHaveLength(2);
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ code: 'journal_unavailable', unlogged: 999 });
  expect(counted).toBe(1_001);
});
