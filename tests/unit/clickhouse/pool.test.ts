import { describe, expect, it } from 'vitest';
import { createPool } from '../../../collector/src/clickhouse/pool.ts';

function setUp(size: number) {
  const opened: number[] = [];
  const closed: number[] = [];
  const pool = createPool({
    size,
    open: () => Promise.resolve(opened.push(opened.length)),
    close: (resource: number) => Promise.resolve(void closed.push(resource)),
  });
  return { pool, opened, closed };
}

function createGate(): { passed: Promise<void>; open: () => void } {
  let open = () => {};
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open };
}

describe('createPool', () => {
  it('runs at most `size` at once, the others in the order of their calls', async () => {
    const { pool, opened } = setUp(2);
    const gates = [createGate(), createGate(), createGate()];
    const log: string[] = [];
    const runs = gates.map((gate, index) =>
      pool.run(async () => {
        log.push(`start ${index}`);
        await gate.passed;
        log.push(`end ${index}`);
      }),
    );
    gates[1]?.open();
    await runs[1];
    gates[2]?.open();
    await runs[2];
    gates[0]?.open();
    await runs[0];
    expect(log).toEqual(['start 0', 'start 1', 'end 1', 'start 2', 'end 2', 'end 0']);
    expect(opened).toHaveLength(2);
  });

  it('replaces a resource after a rejection, before the next waiting call', async () => {
    const { pool, closed } = setUp(1);
    const failed = pool.run(() => Promise.reject(new Error('no')));
    const next = pool.run((resource) => Promise.resolve([resource, [...closed]]));
    await expect(failed).rejects.toThrow('no');
    expect(await next).toEqual([2, [1]]);
  });

  it('keeps its size when a resource can not be opened', async () => {
    let isUp = false;
    const pool = createPool({
      size: 1,
      open: () => (isUp ? Promise.resolve('ok') : Promise.reject(new Error('down'))),
      close: () => Promise.resolve(),
    });
    await expect(pool.run(() => Promise.resolve())).rejects.toThrow('down');
    isUp = true;
    expect(await pool.run((resource) => Promise.resolve(resource))).toBe('ok');
  });

  it('lets what waits finish, closes all and takes no more', async () => {
    const { pool, closed } = setUp(1);
    const runs = [1, 2].map((value) => pool.run(() => Promise.resolve(value)));
    await pool.close();
    expect(await Promise.all(runs)).toEqual([1, 2]);
    expect(closed).toEqual([1]);
    await expect(pool.run(() => Promise.resolve())).rejects.toThrow('closed');
  });
});
