/** The floor as a fold: a snapshot and the events after it give what a fresh snapshot would say. Pure. */
import type {
  FloorAgent,
  FloorChat,
  FloorEventName,
  FloorEvents,
  FloorQueue,
  FloorSnapshot,
} from '../../../../src/agent-api/supervision/floor-messages.js'

export interface Floor {
  readonly agents: ReadonlyMap<string, FloorAgent>
  /** By {@link lineKey}. */
  readonly lines: ReadonlyMap<string, FloorQueue>
  readonly chats: ReadonlyMap<string, FloorChat>
}

export type FloorEvent = { [Name in FloorEventName]: { name: Name; data: FloorEvents[Name] } }[FloorEventName]

/** What tells a line from all others, also in addresses: `button/573P…`, `skill/…`, `queue/…`. */
export const lineKey = ({ kind, id }: Pick<FloorQueue, 'kind' | 'id'>): string => `${kind}/${id}`

const floorOf = ({ agents, queues, chats }: FloorSnapshot): Floor => ({
  agents: new Map(agents.map((agent) => [agent.id, agent])),
  lines: new Map(queues.map((line) => [lineKey(line), line])),
  chats: new Map(chats.map((chat) => [chat.chatId, chat])),
})

/**
 * The floor after several events, in their order; each list is copied once, however many events change it. Undefined
 * until there was a snapshot. Events of kinds that are not known change nothing.
 */
export function applyFloorEvents(floor: Floor | undefined, events: readonly FloorEvent[]): Floor | undefined {
  const begins = events.findLastIndex(({ name }) => name === 'snapshot')
  const first = events[begins]
  const from = first?.name === 'snapshot' ? floorOf(first.data) : floor
  if (from === undefined) return undefined
  let { agents, lines, chats } = from
  const copied = { agents: false, lines: false, chats: false }
  const change = <Item>(name: keyof typeof copied, map: ReadonlyMap<string, Item>): Map<string, Item> => {
    const own = copied[name] ? (map as Map<string, Item>) : new Map(map)
    copied[name] = true
    return own
  }
  for (const event of events.slice(begins + 1)) {
    switch (event.name) {
      case 'snapshot':
        break
      case 'agent':
        agents = change('agents', agents).set(event.data.id, event.data)
        break
      case 'queue':
        lines = change('lines', lines).set(lineKey(event.data), event.data)
        break
      case 'chat':
        chats = change('chats', chats).set(event.data.chatId, event.data)
        break
      case 'chat-gone': {
        const own = change('chats', chats)
        own.delete(event.data.chatId)
        chats = own
        break
      }
    }
  }
  return copied.agents || copied.lines || copied.chats ? { agents, lines, chats } : from
}
