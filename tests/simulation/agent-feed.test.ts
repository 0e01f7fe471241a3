/**
 * Whenever a console connects, and whenever it was cut off and comes back: what it was told, reduced with the console's
 * own reducer, is what a fresh snapshot says. With slow reads and writes of the log, so that everything races.
 */
import fc from 'fast-check'
import { test } from 'vitest'
import { AgentDesks } from '../support/agent-desks/agent-desks.js'
import { deskHistory } from '../support/agent-desks/desk-command.js'
import { seededRuns } from '../support/seeded-runs.js'

const { title, ...runs } = seededRuns(100)

test(`a snapshot and what follows it is what a fresh snapshot says (${title})`, async () => {
  await fc.assert(
    fc.asyncProperty(deskHistory, async (history) => {
      const desks = await AgentDesks.open()
      for (const commands of history) await desks.run(commands)
      await desks.finish()
    }),
    runs,
  )
})
