/** What a benchmark finds beside its figures; one that does not hold fails the run. */
export interface Check {
  readonly name: string;
  readonly holds: boolean;
}

/** The outcome of one run. */
interface BenchResult {
  /** By name, with unit. */
  readonly figures: Readonly<Record<string, string>>;
  readonly checks: readonly Check[];
}

/** One benchmark; a file of `tests/bench` exports it as `bench` and gives it its name. */
export interface Bench {
  /** What it measures, in one line. */
  readonly about: string;
  /** Files that it reads, below `TENDERO_DATA`. */
  readonly needs: readonly string[];
  /** `paths`: of the files it needs, in their order. */
  run(paths: readonly string[]): Promise<BenchResult>;
  /** Called instead where options stand behind the name, for example `--sessions DIR`; writes its outcome itself. */
  runWith?(options: readonly string[]): Promise<void>;
}
