import type { WriteStream } from 'node:tty';

/** Says what a start is doing, on a terminal with a bar that moves. */
export interface Progress {
  /** Shows `title` while `work` runs. */
  during<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** The same with a bar for work that counts. */
  counting<T>(
    title: string,
    work: (onProgress: (done: number, all: number) => void) => Promise<T>,
  ): Promise<T>;
}

const CELLS = 30;

/** Writes to `out`; where that is no terminal, one line for each piece of work. */
export function createProgress(out: Pick<WriteStream, 'isTTY' | 'write'>): Progress {
  async function run<T>(title: string, work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    out.write(out.isTTY ? `… ${title}` : `${title} …\n`);
    const result = await work();
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    if (out.isTTY) out.write(`\r\u001B[2K✓ ${title} (${seconds} s)\n`);
    return result;
  }
  return {
    during: run,
    counting: (title, work) =>
      run(title, () =>
        work((done, all) => {
          if (out.isTTY) out.write(`\r\u001B[2K… ${title} ${bar(done / all)} ${done} of ${all}`);
        }),
      ),
  };
}

function bar(share: number): string {
  const full = Math.round(share * CELLS);
  return '█'.repeat(full) + '░'.repeat(CELLS - full);
}
