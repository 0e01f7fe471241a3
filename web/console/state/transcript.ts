/**
 * What the page knows of one chat's messages. It grows beyond what a snapshot holds: pages loaded by scrolling up stay,
 * and so do messages that the snapshot has let go of.
 */
import type { Message } from '../../../src/agent-api/messages.js'
import { joinMessages, withMessage } from './message-list.js'

export interface Transcript {
  /** Oldest first by number, each once, without holes. */
  readonly messages: readonly Message[]
  /** Whether the server has messages before the first one here. */
  readonly hasEarlier: boolean
}

/** How many messages the page keeps of one chat. Beyond it the oldest go, and scrolling up loads them again. */
export const transcriptMessagesMax = 2_000

/** What is known after a snapshot, or after a chat was established: `newest` is the newest part of the chat. */
export function withNewest(known: Transcript | undefined, newest: Transcript): Transcript {
  if (!known || !newest.hasEarlier) return newest
  const lastKnown = known.messages.at(-1)
  const first = newest.messages[0]
  // More was written while this page was away than a snapshot holds: joining them would hide a hole.
  if (!lastKnown || !first || first.number > lastKnown.number) return newest
  return { messages: joinMessages(known.messages, newest.messages), hasEarlier: known.hasEarlier }
}

/** What is known after one more message. The same object when it was known. */
export function withOne(known: Transcript, message: Message): Transcript {
  const messages = withMessage(known.messages, message)
  if (messages === known.messages) return known
  if (messages.length <= transcriptMessagesMax) return { ...known, messages }
  return { messages: messages.slice(-transcriptMessagesMax / 2), hasEarlier: true }
}

/** What is known after a page that was asked for before the first known message. */
export function withEarlier(known: Transcript, page: Transcript): Transcript {
  return { messages: joinMessages(known.messages, page.messages), hasEarlier: page.hasEarlier }
}
