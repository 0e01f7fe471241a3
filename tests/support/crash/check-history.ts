/**
 * Holds a history against the promises: what was acknowledged is there and was delivered, in order and once; nothing
 * is there that was never sent; and nothing that anybody saw is gone or changed.
 */
import type { Desk, DeskChat, Heard, History, ShownMessage, Visit, Written } from './history.js'

/** What is wrong with a history. */
export interface Findings {
  /** A sentence each. */
  readonly broken: readonly string[]
  /** What visitors without `ack` were not told, or not in order, by their names: what they have trusted somebody with. */
  readonly missed: ReadonlyMap<string, readonly string[]>
}

/** Says everything that is wrong with a finished history, a sentence each. */
export const brokenPromises = (history: History): string[] => {
  const { broken, missed } = judge(history)
  return [...broken, ...[...missed.values()].flat()]
}

/** The same, with what clients without `ack` miss apart from all else. */
export const judge = (history: History): Findings => {
  const broken = [...history.surprises]
  const missed = new Map<string, readonly string[]>()
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
    broken.push(...brokenInContents(visit))
    const told = [...brokenInNumbers(visit)]
    const [first, ...others] = served.get(visit.name) ?? []
    if (first === undefined) broken.push(...brokenUnserved(visit))
    else {
      const seen = [first, ...others].map(({ chat }) => chat)
      const messages = history.chats.get(first.chat.chatId) ?? []
      broken.push(...brokenInHands(visit, seen), ...brokenInChat(visit, seen, messages))
      told.push(...brokenInTelling(visit, seen, messages))
    }
    if (visit.acknowledges) broken.push(...told)
    else if (told.length > 0) missed.set(visit.name, told)
  }
  return { broken, missed }
}

/** What a visitor heard has one meaning per number, and no bad news. */
function* brokenInContents({ name, heard, over }: Visit): Iterable<string> {
  const contents = new Map<number, string>()
  for (const { number, content, type } of heard) {
    const before = contents.get(number)
    if (before !== undefined && before !== content) {
      yield `${name} was given two different messages with number ${number}: ${before} and ${content}.`
    }
    contents.set(number, content)
    if (['ChatRequestFail', 'AgentDisconnect'].includes(type)) yield `${name} was told ${type}.`
  }
  if (!over) yield `${name} never came to an end.`
}

/** The numbers of what a visitor heard have no gap, up to the end. */
function* brokenInNumbers({ name, heard, acknowledges, over }: Visit): Iterable<string> {
  let last: Heard | undefined
  let expected = 0
  for (const message of heard) {
    const { number, generation } = message
    if (number > expected)
      yield `${name} was given number ${number} where ${expected} was next${acknowledges ? '' : ' (without ack)'}.`
    if (number < expected && acknowledges) yield `${name} was given number ${number} again after acknowledging it.`
    if (last !== undefined && number <= last.number && generation === last.generation) {
      yield `${name} was given number ${number} again though nothing had crashed.`
    }
    last = message
    // Whoever is told something again, because it was not acknowledged, still has what came after it.
    expected = Math.max(expected, number + 1)
  }
  const isEndTold = heard.some(({ type }) => type === 'ChatEnded')
  if (over && !isEndTold) yield `${name} was told that the session is over, but not that it ended.`
}

/** One request is one chat, however often it changes hands. */
function* brokenInHands({ name }: Visit, seen: readonly DeskChat[]): Iterable<string> {
  const chatIds = new Set(seen.map(({ chatId }) => chatId))
  if (chatIds.size > 1) yield `${name} had ${chatIds.size} chats.`
  const holders = seen.filter(({ gaveAway }) => !gaveAway).length
  if (holders !== 1) yield `${name} had ${holders} agents in the end.`
}

/** The visitor is told what agents write, that an agent is there, and when it is another. */
function* brokenInTelling(
  { name, heard }: Visit,
  seen: readonly DeskChat[],
  messages: readonly ShownMessage[],
): Iterable<string> {
  const transfers = heard.filter(({ type }) => type === 'ChatTransferred').length
  if (transfers === 0 && seen.length > 1) yield `${name} had ${seen.length} agents and was not told of it.`
  if (transfers > 0 && seen.length === 1) yield `${name} was told ChatTransferred, and had one agent.`
  const texts = new Map(heard.filter(({ type }) => type === 'ChatMessage').map((one) => [one.number, one.content]))
  const written = messages.filter(({ from }) => from === 'agent').map(({ text }) => text)
  yield* difference(`${name}: what the visitor heard`, written, [...texts.values()])
  const established = new Set(heard.filter(({ type }) => type === 'ChatEstablished').map(({ number }) => number))
  if (established.size !== 1) yield `${name} was told ${established.size} times that an agent is there.`
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

  // What reached the agents.
  const line = ({ number, from, text }: ShownMessage): string => `${number} ${from} ${text}`
  for (const { shown, gaveAway, handed } of seen) {
    // Who gave the chat away was shown a part of it, and nothing else.
    const theirs = gaveAway ? messages.filter(({ number }) => shown.has(number)) : messages
    const told = [...shown.values()]
    // Who gave it away and has it again may have seen the newest of it first, and what was said meanwhile later.
    if (handed) told.sort((a, b) => a.number - b.number)
    yield* difference(`${name}: what the agent was shown`, theirs.map(line), told.map(line))
  }
}

function* brokenInWriting(name: string, written: readonly Written[], there: readonly ShownMessage[]): Iterable<string> {
  const numbers = new Map(there.map(({ text, number }) => [text, number]))
  const late = new Set<string>()
  for (const { text, number, refused, unanswered } of written) {
    if (number !== undefined || refused === undefined || !numbers.has(text)) continue
    if (unanswered === 0) yield `${name}: ${text} was refused (${refused}), and is there.`
    // A try of before the refusal, of which nobody knew what became of it, was done after it; nobody was promised when.
    late.add(text)
  }
  const expected = written.filter(({ text, number }) => number !== undefined || numbers.has(text))
  const inOrder = (texts: readonly { readonly text: string }[]): string[] =>
    texts.flatMap(({ text }) => (late.has(text) ? [] : [text]))
  yield* difference(`${name}: the agent's messages`, inOrder(expected), inOrder(there))
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
