import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How a server of the benchmark fared; printed as its last line when it is told to stop. */
export interface ServerReport {
  /** The longest that one thing kept all others waiting, in ms. */
  readonly longestStallMs: number;
  readonly mostMemoryMb: number;
  /** Memory at a third of the time and at the end: equal where nothing piles up. */
  readonly memoryMb: readonly number[];
  readonly cpuSeconds: number;
}

const SAMPLE_MS = 500;

/** Measures this process from now on; prints the port now, and the report at SIGTERM, after `finish`. */
export function reportAtEnd(port: number, finish: () => Promise<object>): void {
  const stalls = monitorEventLoopDelay({ resolution: 5 });
  stalls.enable();
  const memory: number[] = [];
  const cpu = process.cpuUsage();
  const timer = setInterval(() => {
    memory.push(Math.round(process.memoryUsage.rss() / 1e6));
  }, SAMPLE_MS);
  process.stdout.write(`${port}\n`);
  // what came before is the start, not the work
  process.once('SIGUSR2', () => stalls.reset());
  process.once('SIGTERM', () => {
    clearInterval(timer);
    const { user, system } = process.cpuUsage(cpu);
    const report: ServerReport = {
      longestStallMs: stalls.max / 1e6,
      mostMemoryMb: Math.max(0, ...memory),
      memoryMb: [memory[Math.floor(memory.length / 3)] ?? 0, memory.at(-1) ?? 0],
      cpuSeconds: (user + system) / 1e6,
    };
    void finish().then((more) => {
      process.stdout.write(`${JSON.stringify({ ...report, ...more })}\n`, () => process.exit(0));
    });
  });
}

/** The port that a server got. */
export function portOf(address: string | object | null): number {
  return typeof address === 'object' && address !== null && 'port' in address
    ? Number(address.port)
    : 0;
}
