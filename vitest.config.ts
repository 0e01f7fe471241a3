import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// Starts PostgreSQL for the tests that ask for it.
const globalSetup = 'dist/tests/support/postgres/postgres-keeper.js'

// Node-side tests run from the compiled tree: the same files that `npm start` runs, worker threads included.
// The console's state modules have no build of their own, so their tests run from source.
export default defineConfig({
  test: {
    reporters: ['default'],
    // Most tests wait for processes and browsers more than they compute: two cores bear two of them.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'unit',
          globalSetup,
          include: ['dist/src/**/*.test.js', 'web/**/*.test.ts'],
          // Those of PostgreSQL make and kill databases, which may take its time on a busy machine.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'system',
          globalSetup,
          // What is waited for may take its time on a busy machine.
          expect: { poll: { timeout: 15_000 } },
          include: ['dist/tests/**/*.test.js'],
          exclude: ['dist/tests/long/**'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'long',
          globalSetup,
          include: ['dist/tests/long/**/*.test.js'],
          testTimeout: 3_600_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
