import { expect, test } from 'vitest'
import { contactTimes } from './contact-times.js'

const server = { waitingMs: 150_000, establishedMs: 600_000, awayAfterMs: 30_000, endedMs: 600_000 }

test.each([
  ['no deployment', undefined, server],
  ['one without times', { connectionTimeoutS: null, connectionWarningS: null }, server],
  [
    'a timeout',
    { connectionTimeoutS: 60, connectionWarningS: null },
    { waitingMs: 60_000, establishedMs: 60_000, awayAfterMs: 30_000, endedMs: 600_000 },
  ],
  [
    'a timeout above the time in which ends are fetched',
    { connectionTimeoutS: 900, connectionWarningS: null },
    { waitingMs: 900_000, establishedMs: 900_000, awayAfterMs: 30_000, endedMs: 900_000 },
  ],
  ['a warning', { connectionTimeoutS: null, connectionWarningS: 5 }, { ...server, awayAfterMs: 5_000 }],
])('[S-15] the times with %s', (_what, deployment, times) => {
  expect(contactTimes(server, deployment)).toEqual(times)
})
