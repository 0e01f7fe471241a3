import { expect, test } from 'vitest'
import { Crews, type Hand } from './crews.js'

const agent = (id: string, skillIds: string[], active = true) => ({ id, active, skillIds })
const agents = [agent('ada', ['billing']), agent('ben', ['billing', 'dutch']), agent('cleo', ['billing'], false)]
let asked = 0
const setup = {
  agents: () => {
    asked += 1
    return agents
  },
  agent: (_: string, id: string) => agents.find((other) => other.id === id),
  button: () => ({ active: true, routing: 'skills', skillIds: ['billing', 'dutch'], queueId: null }),
  get: () => ({ memberIds: ['ada', 'gone'] }),
  all: () => [],
} as unknown as ConstructorParameters<typeof Crews>[0]
const hands: Record<string, Hand> = {
  ada: { isOnline: true, hasPlace: false },
  ben: { isOnline: true, hasPlace: true },
  cleo: { isOnline: true, hasPlace: true },
}
const handOf = (id: string): Hand => hands[id] ?? { isOnline: false, hasPlace: false }

test('[A-44] who is online and has a place is counted among those who answer', () => {
  const crews = new Crews(setup, 'o')
  expect(crews.at({ kind: 'skill', id: 'billing' }, handOf)).toEqual({ online: 2, free: 1 })
  expect(crews.at({ kind: 'button', id: 'b' }, handOf)).toEqual({ online: 1, free: 1 })
  expect(crews.at({ kind: 'queue', id: 'q' }, handOf)).toEqual({ online: 1, free: 0 })
})

test('who answers is found out once, how they stand each time', () => {
  const crews = new Crews(setup, 'o')
  crews.at({ kind: 'skill', id: 'billing' }, handOf)
  const before = asked
  const nobody = (): Hand => ({ isOnline: false, hasPlace: true })
  expect(crews.at({ kind: 'skill', id: 'billing' }, nobody)).toEqual({ online: 0, free: 0 })
  expect(asked).toBe(before)
})
