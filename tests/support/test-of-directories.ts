/** Tests of what only a data directory has: its lock, its file, the disk below it. A database has none of that. */
import { test } from 'vitest'
import { lastingStore } from './test-store.js'

/** How a reason begins for which a test is left out on purpose; `scripts/test.mjs` tells of those apart. */
const notOnThisStore = 'Not on this store: '

/** Registers a test that is left out, with that reason, when all tests run on PostgreSQL. */
export const testOfDirectories = (title: string, work: () => Promise<void>, timeoutMs?: number): void =>
  test(
    title,
    async ({ skip }) => {
      if (lastingStore === 'postgres') skip(`${notOnThisStore}it is about a data directory.`)
      await work()
    },
    timeoutMs,
  )
