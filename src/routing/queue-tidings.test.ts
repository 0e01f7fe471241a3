import { expect, test } from 'vitest'
import type { Chat, WaitingChat } from '../chat/chat.js'
import { ManualClock } from '../lib/manual-clock.js'
import { orphanDemand } from './button-demand.js'
import { Floors } from './floors.js'
import { frontMax, QueueTidings, tellEveryMs, toldAtOnceMax } from './queue-tidings.js'

const idOf = (button: string, number: number): string => `${button}-${String(number).padStart(5, '0')}`

/** A floor on which so many chats wait at each of some buttons, and who is told of their place with each turn. */
const floorOf = (waiting: Readonly<Record<string, number>>) => {
  const clock = new ManualClock()
  const plan = { revision: 0, capacityOf: () => 0, skillsOf: () => [], demandOf: () => orphanDemand(1000) }
  const floors = new Floors(() => plan)
  const floor = floors.of('org')
  let told: string[] = []
  const tidings = new QueueTidings({ floors, clock, tell: (_, chatId) => told.push(chatId) })
  const set = (id: string, changes: Partial<WaitingChat> | { state: 'ended' }): void => {
    const waits = { state: 'waiting', buttonId: id.split('-')[0], waitingSince: 0, resumed: false, tried: [] }
    if (floor.setChat({ ...waits, ...changes, id } as unknown as Chat)) tidings.moved('org')
  }
  const turn = (): string[] => {
    told = []
    clock.advance(tellEveryMs)
    return told
  }
  for (const [button, count] of Object.entries(waiting)) {
    for (let number = 0; number < count; number += 1) set(idOf(button, number), {})
  }
  return { tidings, turn, set, end: (id: string) => set(id, { state: 'ended' }) }
}

test('[D-10] whoever joins the end of a queue, is offered or was the last moves nobody', () => {
  const { turn, set, end } = floorOf({ a: 3 })
  set(idOf('a', 2), { state: 'offered', offer: { agentId: 'x', expiresAt: 1 } } as object)
  end(idOf('a', 2))
  expect(turn()).toEqual([])
})

test('[D-10] where somebody leaves or comes back all are told, and only where that was', () => {
  const { turn, set, end } = floorOf({ a: 3, b: 3 })
  end(idOf('a', 0))
  expect(turn()).toEqual([idOf('a', 1), idOf('a', 2)])
  set(idOf('b', 9), { resumed: true })
  expect(turn()).toEqual([idOf('b', 9), idOf('b', 0), idOf('b', 1), idOf('b', 2)])
  expect(turn()).toEqual([])
})

test('[D-10] of a long queue so many are told at a time: the first ones at once, then the others in turn', () => {
  const waiting = 3 * toldAtOnceMax
  const { turn, end } = floorOf({ a: waiting + 1 })
  end(idOf('a', 0))
  const turns = [turn(), turn(), turn()]
  expect(turns.map(({ length }) => length)).toEqual([toldAtOnceMax, toldAtOnceMax, toldAtOnceMax])
  expect(turns.flat()).toEqual(Array.from({ length: waiting }, (_, number) => idOf('a', number + 1)))
  expect(turn()).toEqual([])
})

test('[D-10] a queue that moves all the time keeps nobody from their turn', () => {
  const waiting = 2000
  const { turn, end } = floorOf({ a: waiting, b: waiting })
  const untold = new Set(Array.from({ length: waiting }, (_, number) => [idOf('a', number), idOf('b', number)]).flat())
  const turnsMax = Math.ceil((2 * waiting) / (toldAtOnceMax - frontMax))
  for (let number = 0; number < turnsMax; number += 1) {
    for (const button of ['a', 'b']) {
      end(idOf(button, number))
      untold.delete(idOf(button, number))
    }
    const told = turn()
    expect(told).toHaveLength(toldAtOnceMax)
    // The front of both queues, however far the others are.
    expect(told.slice(0, 2)).toEqual([idOf('a', number + 1), idOf('b', number + 1)])
    expect(told.slice(0, frontMax)).toContain(idOf('b', number + frontMax / 2))
    for (const chatId of told) untold.delete(chatId)
  }
  expect([...untold]).toEqual([])
})

test('nothing is told after the end', () => {
  const { tidings, turn, end } = floorOf({ a: 3 })
  end(idOf('a', 0))
  tidings.stop()
  expect(turn()).toEqual([])
})
