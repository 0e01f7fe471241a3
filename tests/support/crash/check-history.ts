/**
 * Holds a history against the promises: what was acknowledged is there and was delivered, in order and once; nothing
 * is there that was never sent; and nothing that anybody saw is gone or changed.
 */
import type { Desk, DeskChat, Heard, History, ShownMessage, Visit, Written } from './history.js'

/** Says everything that is wrong with a finished history, a sentence each. */
export const brokenPromises = (history: History): string[] => {
  const broken = [...history.surprises]
  const served = new Map<string, { desk: Desk; chat: DeskChat }[]>()
  for (const desk of history.desks) {
    if (desk.placesTakenMost > desk.capacity) {
      broken.push(`${desk.username} had ${desk.placesTakenMost} chats at once, with ${desk.capacity} places.`)
    }
    for (const chat of desk.chats.values()) {
      if (chat.established) served.set(chat.visitName, [...(served.get(chat.visitName) ?? []), { desk, chat }])
    }
  }
  for (const visit of history.visits) {
    broken.push(...brokenInNumbers(visit))
    const [first, ...others] = served.get(visit.name) ?? []
    if (first === undefined) {
      broken.push(...brokenUnserved(visit))
      continue
    }
    const seen = [first, ...others].map(({ chat }) => chat)
    broken.push(...brokenInHands(visit, seen), ...brokenInChat(visit, seen, history.chats.get(first.chat.chatId) ?? []))
  }
  return broken
}

/** The numbers of what a visitor heard have no gap, and each means one thing. */
function* brokenInNumbers({ name, heard, acknowledges, over }: Visit): Iterable<string> {
  const contents = new Map<number, string>()
  let last: Heard | undefined
  for (const message of heard) {
    const { number, content, generation } = message
    const expected = last === undefined ? 0 : last.number + 1
    if (number > expected)
      yield `${name} was given number ${number} where ${expected} was next${acknowledges ? '' : ' (without ack)'}.`
    if (number < expected && acknowledges) yield `${name} was given number ${number} again after acknowledging it.`
    if (number < expected && generation === last?.generation) {
      yield `${name} was given number ${number} again though nothing had crashed.`
    }
    const before = contents.get(number)
    if (before !== undefined && before !== content) {
      yield `${name} was given two different messages with number ${number}: ${before} and ${content}.`
    }
    contents.set(number, content)
    last = message
  }
  const types = heard.map(({ type }) => type)
  if (over && !types.includes('ChatEnded')) yield `${name} was told that the session is over, but not that it ended.`
  if (!over) yield `${name} never came to an end.`
  for (const type of types) {
    if (['ChatRequestFail', 'AgentDisconnect'].includes(type)) yield `${name} was told ${type}.`
  }
}

/** One request is one chat, however often it changes hands; and the visitor is told of it when it does. */
function* brokenInHands({ name, heard }: Visit, seen: readonly DeskChat[]): Iterable<string> {
  const chatIds = new Set(seen.map(({ chatId }) => chatId))
  if (chatIds.size > 1) yield `${name} had ${chatIds.size} chats.`
  const transfers = heard.filter(({ type }) => type === 'ChatTransferred').length
  if (transfers === 0 && seen.length > 1) yield `${name} had ${seen.length} agents and was not told of it.`
  if (transfers > 0 && seen.length === 1) yield `${name} was told ChatTransferred, and had one agent.`
  const holders = seen.filter(({ gaveAway }) => !gaveAway).length
  if (holders !== 1) yield `${name} had ${holders} agents in the end.`
}

/** A visit that no agent ever saw: it must have ended before its turn came. */
function* brokenUnserved({ name, left, heard }: Visit): Iterable<string> {
  if (!left) yield `${name} was served by nobody, though the visitor never left.`
  if (heard.some(({ type }) => type === 'ChatEstablished')) yield `${name} was told of an agent who does not know it.`
}

const repeated = (texts: readonly string[]): string[] => {
  const seen = new Set<string>()
  return texts.filter((text) => seen.size === seen.add(text).size)
}

function* brokenInChat(visit: Visit, seen: readonly DeskChat[], messages: readonly ShownMessage[]): Iterable<string> {
  const { name } = visit
  const fromVisitor = messages.filter(({ from }) => from === 'visitor').map(({ text }) => text)
  const fromAgent = messages.filter(({ from }) => from === 'agent')
  const agentTexts = fromAgent.map(({ text }) => text)
  for (const text of [...repeated(fromVisitor), ...repeated(agentTexts)])
    yield `${name}: ${text} had more than one effect.`

  // The visitor's side: sent in order, one after the other.
  const arrived = new Set(fromVisitor)
  const there = visit.said.filter(({ text, acknowledged }) => acknowledged || arrived.has(text))
  yield* difference(
    `${name}: the visitor's messages`,
    there.map(({ text }) => text),
    fromVisitor,
  )
  const sent = new Set(seen.flatMap(({ written }) => written.map(({ text }) => text)))
  for (const text of agentTexts) if (!sent.has(text)) yield `${name}: no agent wrote ${text}.`
  for (const { written } of seen) {
    const texts = new Set(written.map(({ text }) => text))
    yield* brokenInWriting(
      name,
      written,
      fromAgent.filter(({ text }) => texts.has(text)),
    )
  }

  // What reached whom.
  const heard = new Map(
    visit.heard.filter(({ type }) => type === 'ChatMessage').map((one) => [one.number, one.content]),
  )
  yield* difference(`${name}: what the visitor heard`, agentTexts, [...heard.values()])
  const line = ({ number, from, text }: ShownMessage): string => `${number} ${from} ${text}`
  for (const { shown, gaveAway, handed } of seen) {
    // Who gave the chat away was shown a part of it, and nothing else.
    const theirs = gaveAway ? messages.filter(({ number }) => shown.has(number)) : messages
    const told = [...shown.values()]
    // Who gave it away and has it again may have seen the newest of it first, and what was said meanwhile later.
    if (handed) told.sort((a, b) => a.number - b.number)
    yield* difference(`${name}: what the agent was shown`, theirs.map(line), told.map(line))
  }
  const established = new Set(visit.heard.filter(({ type }) => type === 'ChatEstablished').map(({ number }) => number))
  if (established.size !== 1) yield `${name} was told ${established.size} times that an agent is there.`
}

function* brokenInWriting(name: string, written: readonly Written[], there: readonly ShownMessage[]): Iterable<string> {
  const numbers = new Map(there.map(({ text, number }) => [text, number]))
  const expected = written.filter(({ text, number }) => number !== undefined || numbers.has(text))
  yield* difference(
    `${name}: the agent's messages`,
    expected.map(({ text }) => text),
    there.map(({ text }) => text),
  )
  for (const { text, number } of written) {
    const found = numbers.get(text)
    if (number !== undefined && found !== undefined && found !== number) {
      yield `${name}: ${text} was acknowledged as number ${number}, but is number ${found}.`
    }
  }
}

/** Says where two lists that must be the same part ways. */
function* difference(what: string, expected: readonly string[], found: readonly string[]): Iterable<string> {
  const length = Math.max(expected.length, found.length)
  for (let index = 0; index < length; index += 1) {
    if (expected[index] === found[index]) continue
    yield `${what}: at place ${index + 1} is ${found[index] ?? 'nothing'} instead of ${expected[index] ?? 'nothing'}.`
    return
  }
}
