import type { Dependencies } from '../dependencies.ts';

/** What the console stands on. */
export type ConsoleDependencies = Pick<
  Dependencies,
  'config' | 'clock' | 'logger' | 'database' | 'live' | 'catalog' | 'refusals'
>;
