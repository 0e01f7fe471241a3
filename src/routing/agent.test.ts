import { expect, test } from 'vitest'
import { agentKind, placesTaken, type AgentEvent, type AgentState } from './agent.js'

const fold = (events: readonly AgentEvent[]): AgentState =>
  events.reduce(
    (state, body, index) => agentKind.apply(state, { version: index + 1, id: String(index), at: index, body }),
    agentKind.initial({ organizationId: 'o', kind: 'agent', id: 'a' }),
  )

test('[R-2] places are as many as the chats take, and one where nothing is said', () => {
  const taken = fold([
    { type: 'place-taken', chatId: 'light' },
    { type: 'place-taken', chatId: 'heavy', weight: 3 },
  ])
  expect([placesTaken(taken), taken.places]).toEqual([4, ['light', 'heavy']])
  const freed = agentKind.apply(taken, { version: 3, id: '3', at: 3, body: { type: 'place-freed', chatId: 'heavy' } })
  expect([placesTaken(freed), freed.weights]).toEqual([1, undefined])
  expect(placesTaken({ id: 'a', organizationId: 'o', status: 'online', places: ['x', 'y'], lastTakenAt: 0 })).toBe(2)
})
