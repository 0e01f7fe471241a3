import { expect, test } from 'vitest'
import { applyFloorEvents, lineKey, type Floor, type FloorEvent } from './floor.js'
import { agent, floorSnapshot, line, runningChat, waitingChat } from './testing/floor-items.js'

const begun = (events: FloorEvent[] = []): Floor => {
  const snapshot = floorSnapshot({
    agents: [agent('ada')],
    queues: [line('button', 'shop')],
    chats: [waitingChat('1', 0)],
  })
  const floor = applyFloorEvents(undefined, [{ name: 'snapshot', data: snapshot }, ...events])
  if (!floor) throw new Error('There is no floor.')
  return floor
}

test('[A-45] before its snapshot there is no floor', () => {
  expect(applyFloorEvents(undefined, [{ name: 'agent', data: agent('ada') }])).toBeUndefined()
})

test('[A-45] an item takes the place of the one with its id, or is added', () => {
  const floor = begun([
    { name: 'agent', data: agent('ada', { load: 2 }) },
    { name: 'agent', data: agent('ben') },
    { name: 'queue', data: line('button', 'shop', { waiting: 4 }) },
    { name: 'queue', data: line('skill', 'shop') },
    { name: 'chat', data: runningChat('1', 0) },
    { name: 'chat', data: waitingChat('2', 1) },
  ])
  expect([...floor.agents.values()].map(({ id, load }) => [id, load])).toEqual([
    ['ada', 2],
    ['ben', 0],
  ])
  expect([...floor.lines.keys()]).toEqual(['button/shop', 'skill/shop'])
  expect(floor.lines.get(lineKey({ kind: 'button', id: 'shop' }))?.waiting).toBe(4)
  expect([...floor.chats.values()].map(({ state }) => state)).toEqual(['established', 'waiting'])
})

test('[A-45] a chat that is gone is gone, and one that never was changes nothing', () => {
  const floor = begun([
    { name: 'chat-gone', data: { chatId: '1' } },
    { name: 'chat-gone', data: { chatId: '9' } },
  ])
  expect(floor.chats.size).toBe(0)
})

test('[A-45] a snapshot makes everything before it void', () => {
  const floor = applyFloorEvents(begun(), [
    { name: 'chat', data: waitingChat('2', 1) },
    { name: 'snapshot', data: floorSnapshot({ chats: [waitingChat('3', 2)] }) },
    { name: 'chat', data: waitingChat('4', 3) },
  ])
  expect([...(floor?.chats.keys() ?? [])]).toEqual(['3', '4'])
  expect(floor?.agents.size).toBe(0)
})

test('what is not changed stays the same object, and what was handed out is not written to', () => {
  const before = begun()
  const after = applyFloorEvents(before, [{ name: 'chat', data: waitingChat('2', 1) }])
  expect(after?.agents).toBe(before.agents)
  expect(after?.lines).toBe(before.lines)
  expect(before.chats.size).toBe(1)
  expect(applyFloorEvents(before, [])).toBe(before)
  expect(applyFloorEvents(before, [{ name: 'weather', data: {} } as unknown as FloorEvent])).toBe(before)
})
