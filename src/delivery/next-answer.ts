/**
 * What a poll is answered with. Pure. The order and the grouping are what real clients were seen to need: a request's
 * success, and an agent's arrival, each alone in a response (rules D-5 to D-8 of docs/protocol.md).
 */
import type { RequestedChat } from '../chat/chat.js'
import type { NamedAgent } from '../chat/handover.js'
import type { ChatSoFar } from './chat-so-far.js'
import type { NumberedEvent } from './numbered-events.js'

/** Told once, not numbered, kept nowhere. */
export type Fleeting =
  | { readonly type: 'typing'; readonly typing: boolean; readonly agentName: string; readonly agentId: string }
  | { readonly type: 'queue'; readonly position: number; readonly estimatedWaitS: number }

export interface Answer {
  readonly items: readonly (NumberedEvent | Fleeting | ChatSoFar)[]
  /** The number of the newest event the client has once it has this answer. */
  readonly sequence: number
  /** The chat's log position of that event. */
  readonly offset: number
  /** The visitor's place in the queue and the seconds still to wait, when this answer tells them. */
  readonly queue?: { readonly position: number; readonly estimatedWaitS: number }
  /** Which agent types, or nobody, when this answer tells it. */
  readonly typing?: { readonly by: NamedAgent | undefined }
}

/** What is known besides the log when a poll is answered. */
export interface Surroundings {
  /** The visitor's place in the queue; 0 when the chat does not wait. */
  readonly position: number
  readonly estimatedWaitS: number
  /** What the client was last told of its place. */
  readonly toldPosition: number | undefined
  /** The agent who began to type last, of those who do. */
  readonly typist: NamedAgent | undefined
  /** Who the client was last told types. */
  readonly toldTypist: NamedAgent | undefined
  /** Whether the client reads only the first message of a response. */
  readonly oneMessage: boolean
}

/** How many events one response holds. */
export const eventsPerAnswerMax = 100

const standsAlone = ({ body }: NumberedEvent): boolean => {
  switch (body.type) {
    case 'requested':
    case 'refused':
    case 'accepted':
    case 'agent-lost':
    case 'transfer-queued':
    case 'transfer-failed':
      return true
    default:
      return false
  }
}

/** The events that go into one response: one that stands alone, or all up to the next that does. */
export const firstBatch = (events: readonly NumberedEvent[]): readonly NumberedEvent[] => {
  const [first] = events
  if (first === undefined) return []
  if (standsAlone(first)) return [first]
  const end = events.findIndex(standsAlone)
  return events.slice(0, Math.min(end === -1 ? events.length : end, eventsPerAnswerMax))
}

/** The answer to a client that reconnected and has everything up to number `base`. It takes the next number. */
export const answerSoFar = (soFar: ChatSoFar, base: number, around: Surroundings): Answer => {
  const { position, estimatedWaitS } = around
  return { items: [soFar], sequence: base, offset: soFar.baseVersion, queue: { position, estimatedWaitS } }
}

const typingOf = ({ id, name }: NamedAgent, typing: boolean): Fleeting => ({
  ...{ type: 'typing', typing, agentName: name, agentId: id },
})

/** What is another about the agents' typing than the client was told. */
const typingNow = ({ typist, toldTypist }: Surroundings): Fleeting | undefined => {
  if (typist?.id === toldTypist?.id) return undefined
  return typist ? typingOf(typist, true) : toldTypist && typingOf(toldTypist, false)
}

/**
 * The answer to a client that has everything up to number `after`, given the events that follow; `undefined` when
 * there is nothing to say.
 */
export const nextAnswer = (
  chat: RequestedChat,
  after: number,
  events: readonly NumberedEvent[],
  around: Surroundings,
): Answer | undefined => {
  const batch = around.oneMessage ? events.slice(0, 1) : firstBatch(events)
  const last = batch.at(-1)
  if (last !== undefined) {
    const place = { sequence: last.number, offset: last.version }
    if (last.body.type === 'requested') {
      const { position, estimatedWaitS } = around
      return { items: batch, ...place, queue: { position, estimatedWaitS } }
    }
    if (standsAlone(last)) return { items: batch, ...place, typing: { by: undefined } }
    // That the agent stopped typing comes by itself then, if the client was told that they began.
    if (around.oneMessage) return { items: batch, ...place }
    return withTyping(chat, batch, place, around)
  }
  if (after < 0) return undefined
  const typing = chat.state === 'established' ? typingNow(around) : undefined
  if (typing) return { items: [typing], sequence: after, offset: chat.version, typing: { by: around.typist } }
  const { position, estimatedWaitS } = around
  const waits = chat.state === 'waiting' || chat.state === 'offered'
  if (!waits || !chat.receiveQueueUpdates || position === 0 || position === around.toldPosition) return undefined
  const queue = { position, estimatedWaitS }
  return { items: [{ type: 'queue', ...queue }], sequence: after, offset: chat.version, queue }
}

// A message ends the typing that led to it: clients clear their indicator on the AgentNotTyping that follows. Some
// readers look at the first element only, so the message comes first.
const withTyping = (
  chat: RequestedChat,
  batch: readonly NumberedEvent[],
  place: { sequence: number; offset: number },
  around: Surroundings,
): Answer => {
  const items: (NumberedEvent | Fleeting)[] = []
  let told: NamedAgent | undefined
  for (const [index, event] of batch.entries()) {
    items.push(event)
    const { body } = event
    const next = batch[index + 1]?.body.type
    if (body.type !== 'agent-message' || next === 'agent-message') continue
    told = next === undefined && chat.state === 'established' ? around.typist : undefined
    items.push(told ? typingOf(told, true) : typingOf({ id: body.agentId, name: body.agentName }, false))
  }
  return { items, ...place, typing: { by: told } }
}
