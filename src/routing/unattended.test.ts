import { expect, test } from 'vitest'
import type { RequestedChat, WaitingChat } from '../chat/chat.js'
import { withDefaults } from '../setup/setup-kinds.js'
import type { Button } from '../setup/kinds/button.js'
import { buttonDemand } from './button-demand.js'
import { Floor } from './floor.js'
import { Unattended } from './unattended.js'

const now = 1_000_000

const floorWith = (...chats: readonly Partial<WaitingChat>[]): Floor => {
  const demand = buttonDemand(withDefaults('button', { name: 'Ask us' }) as Button, undefined, 30_000)
  const floor = new Floor('org', { revision: 0, capacityOf: () => 1, skillsOf: () => [], demandOf: () => demand })
  for (const chat of chats) {
    const waiting = { state: 'waiting', buttonId: 'button', waitingSince: now, resumed: false, tried: [], ...chat }
    floor.setChat(waiting as unknown as RequestedChat)
  }
  return floor
}

const dueAt = (unattended: Unattended, floor: Floor, instant: number) => [...unattended.due(floor, instant)]

test('[R-5] at a deserted button a chat waits in vain from its request on, but for one that had an agent', () => {
  const floor = floorWith({ id: 'old' }, { id: 'new', waitingSince: now + 5 }, { id: 'lost', resumed: true })
  const unattended = new Unattended()
  unattended.note({ deserted: ['button'], exhausted: [] }, now)
  unattended.note({ deserted: ['button'], exhausted: [] }, now + 3)
  expect(dueAt(unattended, floor, now - 1)).toEqual([])
  expect(dueAt(unattended, floor, now)).toEqual(['old'])
  expect(dueAt(unattended, floor, now + 5)).toEqual(['old', 'new'])
  unattended.note({ deserted: [], exhausted: [] }, now + 6)
  expect(dueAt(unattended, floor, now + 9)).toEqual([])
})

test('[R-5] while somebody was asked for it a chat did not wait in vain', () => {
  const floor = floorWith({ id: 'asked', tried: [{ agentId: 'a', at: now + 8, times: 1 }] })
  const unattended = new Unattended()
  unattended.note({ deserted: ['button'], exhausted: [] }, now)
  expect(dueAt(unattended, floor, now + 7)).toEqual([])
  expect(dueAt(unattended, floor, now + 8)).toEqual(['asked'])
})

test('[R-5] who asks for an agent by name waits in vain only when nobody is left for them', () => {
  const floor = floorWith({ id: 'named', direct: { agentId: 'a', fallback: true } })
  const unattended = new Unattended()
  unattended.note({ deserted: ['button'], exhausted: [] }, now)
  expect(dueAt(unattended, floor, now + 9)).toEqual([])
  unattended.note({ deserted: ['button'], exhausted: ['named'] }, now + 9)
  expect(dueAt(unattended, floor, now + 9)).toEqual(['named'])
})
