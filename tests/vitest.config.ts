import { defineConfig } from 'vitest/config';

const source = {
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
};

/** The tiers that Vitest runs; browser and end-to-end tests need built artefacts, so `run.ts` builds first. */
export default defineConfig({
  test: {
    env: { UV_THREADPOOL_SIZE: '32', TZ: 'UTC' },
    projects: [
      {
        ...source,
        test: {
          name: 'unit',
          include: ['unit/**/*.test.ts', 'unit/**/*.test.tsx'],
          // no code under test keeps anything in its modules, and loading them anew for each file takes most of the time
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        ...source,
        test: {
          name: 'integration',
          include: ['integration/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      { ...source, test: { name: 'gates', include: ['gates/**/*.test.ts'], testTimeout: 60_000 } },
      {
        ...source,
        test: {
          name: 'faults',
          include: ['faults/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...source,
        test: {
          name: 'browser',
          include: ['browser/**/*.test.ts', 'e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // Vitest's own second is less than a loaded machine may need for a page
          expect: { poll: { timeout: 15_000 } },
        },
      },
    ],
  },
});
