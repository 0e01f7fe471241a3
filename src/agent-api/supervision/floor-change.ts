/** What somebody sees of the floor, who does not look after everybody. Pure. */
import type { FloorAgent, FloorChat, FloorEventName, FloorEvents, FloorQueue, FloorSnapshot } from './floor-messages.js'

/** One event of the stream of the floor. */
export interface FloorEvent {
  readonly id: string
  readonly name: FloorEventName
  readonly data: FloorEvents[FloorEventName]
}

/** Something on the floor is another. */
export interface FloorChange {
  readonly id: string
  readonly what:
    | { readonly name: 'agent'; readonly data: FloorAgent }
    | { readonly name: 'queue'; readonly data: FloorQueue }
    /** Either is absent for a chat that was not open. */
    | {
        readonly name: 'chat'
        readonly chatId: string
        readonly before: FloorChat | undefined
        readonly after: FloorChat | undefined
      }
}

type Sees = (agentId: string) => boolean

/** Chats that nobody is in charge of are everybody's. */
const isChatSeen = (chat: FloorChat | undefined, sees: Sees): chat is FloorChat => {
  if (chat?.state !== 'established') return chat !== undefined
  return [...(chat.agent ? [chat.agent] : []), ...(chat.colleagues ?? [])].some(({ id }) => sees(id))
}

/** The event for somebody who `sees` some agents; nothing when it is about what they do not see. */
export const asSeen = ({ id, what }: FloorChange, sees: Sees): FloorEvent | undefined => {
  switch (what.name) {
    case 'agent':
      return sees(what.data.id) ? { id, name: 'agent', data: what.data } : undefined
    case 'queue':
      return { id, name: 'queue', data: what.data }
    case 'chat':
      if (isChatSeen(what.after, sees)) return { id, name: 'chat', data: what.after }
      return isChatSeen(what.before, sees) ? { id, name: 'chat-gone', data: { chatId: what.chatId } } : undefined
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The floor for somebody who `sees` some agents. */
export const snapshotFor = (
  items: { agents: Iterable<FloorAgent>; queues: Iterable<FloorQueue>; chats: Iterable<FloorChat> },
  sees: Sees,
): FloorSnapshot => ({
  agents: [...items.agents].filter(({ id }) => sees(id)).sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id)),
  queues: [...items.queues].sort((a, b) => compare(a.kind, b.kind) || compare(a.name, b.name) || compare(a.id, b.id)),
  chats: [...items.chats]
    .filter((chat) => isChatSeen(chat, sees))
    .sort((a, b) => compare(a.waitingSince, b.waitingSince) || compare(a.chatId, b.chatId)),
})
