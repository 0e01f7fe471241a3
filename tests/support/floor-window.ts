/** What a supervisor's screen shows of the floor: a snapshot and the events after it, applied in order. */
import type { FloorEvent } from '../../src/agent-api/supervision/floor-change.js'
import type { FloorEvents, FloorSnapshot } from '../../src/agent-api/supervision/floor-messages.js'

type AnyFloorEvent = { [Name in keyof FloorEvents]: { name: Name; data: FloorEvents[Name] } }[keyof FloorEvents]

const put = <T>(items: readonly T[], item: T, idOf: (item: T) => string): T[] => [
  ...items.filter((other) => idOf(other) !== idOf(item)),
  item,
]

/** The snapshot after one event. */
export const applyFloorEvent = (floor: FloorSnapshot, event: Pick<FloorEvent, 'name' | 'data'>): FloorSnapshot => {
  const one = event as AnyFloorEvent
  switch (one.name) {
    case 'snapshot':
      return one.data
    case 'agent':
      return { ...floor, agents: put(floor.agents, one.data, ({ id }) => id) }
    case 'queue':
      return { ...floor, queues: put(floor.queues, one.data, ({ kind, id }) => `${kind}/${id}`) }
    case 'chat':
      return { ...floor, chats: put(floor.chats, one.data, ({ chatId }) => chatId) }
    case 'chat-gone':
      return { ...floor, chats: floor.chats.filter(({ chatId }) => chatId !== one.data.chatId) }
  }
}

/** The same whatever the order of its items. */
export const unordered = ({ agents, queues, chats }: FloorSnapshot) => ({
  agents: Object.fromEntries(agents.map((agent) => [agent.id, agent])),
  queues: Object.fromEntries(queues.map((queue) => [`${queue.kind}/${queue.id}`, queue])),
  chats: Object.fromEntries(chats.map((chat) => [chat.chatId, chat])),
})
