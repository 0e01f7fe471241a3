import type { Message } from '../../../src/agent-api/messages.js'

/**
 * Puts `message` into a list kept oldest first by `number`. A message already known by its number changes nothing, and
 * then the very same list comes back.
 */
export function withMessage(messages: readonly Message[], message: Message): Message[] {
  // Nearly every message is the newest one, so the search starts at the end.
  let place = messages.length
  for (; place > 0; place -= 1) {
    const before = messages[place - 1]
    if (before === undefined || before.number < message.number) break
    if (before.number === message.number) return messages as Message[]
  }
  return [...messages.slice(0, place), message, ...messages.slice(place)]
}

/** Joins two lists, each oldest first, into one without doubles; where both know a number, the first list's stays. */
export function joinMessages(some: readonly Message[], more: readonly Message[]): Message[] {
  const byNumber = new Map<number, Message>()
  for (const message of [...some, ...more]) if (!byNumber.has(message.number)) byNumber.set(message.number, message)
  return [...byNumber.values()].sort((a, b) => a.number - b.number)
}
