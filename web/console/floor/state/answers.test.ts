/** The filter of the floor beside the server's own rule, on setups of all kinds. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Crews } from '../../../../src/agent-api/supervision/crews.js'
import type { FloorQueue } from '../../../../src/agent-api/supervision/floor-messages.js'
import { isEligible, type Directory } from '../../../../src/routing/handover-targets.js'
import { answers } from './floor-rows.js'
import { agent, line } from './testing/floor-items.js'

const skillIds = fc.subarray(['s1', 's2', 's3'])
const setups = fc.record({
  agents: fc.array(fc.record({ skillIds }), { minLength: 1, maxLength: 4 }),
  queues: fc.constant(['q1', 'q2']).chain((ids) => fc.tuple(...ids.map(() => fc.subarray(['a0', 'a1', 'a2', 'a3'])))),
  button: fc.record({
    ...{ active: fc.boolean(), skillIds, queueId: fc.constantFrom('q1', 'q2', null) },
    routing: fc.constantFrom('queue', 'skills', 'choice', 'least-active'),
  }),
})

test('[A-116] an agent is shown with a line exactly when they answer it', () => {
  fc.assert(
    fc.property(setups, ({ agents, queues, button }) => {
      const people = agents.map((one, place) => ({ id: `a${place}`, active: true, ...one }))
      const filled = queues.map((memberIds, place) => ({ id: `q${place + 1}`, memberIds }))
      const setup = {
        ...{ agents: () => people, all: () => filled, button: () => button },
        agent: (_: string, id: string) => people.find((one) => one.id === id),
        get: (_: string, __: string, id: string) => filled.find((one) => one.id === id),
      } as unknown as Directory
      const crews = new Crews(setup, 'o')
      const lines = [
        ...(['s1', 's2', 's3'] as const).map((id) => ['skill', id] as const),
        ...[['queue', 'q1'] as const, ['queue', 'q2'] as const, ['button', 'b'] as const],
      ]
      for (const [kind, id] of lines) {
        const shown: FloorQueue = line(kind, id, crews.answeredBy({ kind, id }))
        for (const one of people) {
          const skills = one.skillIds.map((skillId) => ({ id: skillId, name: skillId }))
          const seen = agent(one.id, { skills, queueIds: [...crews.queuesOf(one.id)] })
          expect(answers(seen, shown)).toBe(isEligible(setup, 'o', { type: kind, id }, one.id))
        }
      }
    }),
  )
})
