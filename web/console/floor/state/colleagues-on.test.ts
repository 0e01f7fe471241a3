import { expect, test } from 'vitest'
import { colleaguesOn } from './colleagues-on.js'
import { applyFloorEvents } from './floor.js'
import { agent, floorSnapshot, line } from './testing/floor-items.js'

test('who can take a chat stands first, and every line is there', () => {
  const snapshot = floorSnapshot({
    agents: [agent('off', { status: 'offline' }), agent('full', { load: 3 }), agent('free', { load: 4, capacity: 5 })],
    queues: [line('skill', 's', { online: 2, waiting: 1 })],
  })
  const floor = applyFloorEvents(undefined, [{ name: 'snapshot', data: snapshot }])
  const { agents, targets } = colleaguesOn(floor ?? { agents: new Map(), lines: new Map(), chats: new Map() })
  expect(agents.map(({ agentId, free }) => [agentId, free])).toEqual([
    ['free', 1],
    ['full', 0],
    ['off', 3],
  ])
  expect(targets).toEqual([{ type: 'skill', id: 's', name: 's', online: 2, waiting: 1 }])
})
