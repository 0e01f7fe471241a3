/** Chats that are over, as years of work would leave them: the same in every run, and for every store. */
import type { ChatEvent } from '../src/chat/chat-events.js'
import { agentMark, buttonMark, emailMark, endMark } from '../src/past/marks.js'
import type { PastFacts } from '../src/past/past-document.js'
import type { PastDocument } from '../src/past/past-store.js'
import type { Entrance } from './parley.js'

/** How many messages a chat has, and words a message. */
const messagesEach = 14
const wordsEach = 9
/** How many different words there are. The first are said all the time, the last hardly ever. */
export const vocabulary = 20_000
/** How many agents had the chats, and e-mail addresses the visitors gave, one in ten of whom gave one. */
export const agentsOfHistory = 40
const emails = 2_000
/** How long after a chat the next one ended. */
const apartMs = 180_000
/** One in so many chats is not in the index yet when a server starts: the oldest. */
const unindexedOneIn = 50

export const wordOf = (rank: number): string => `w${rank.toString(36)}`
export const agentIdOf = (number: number): string => `005H${String(number).padStart(11, '0')}`
export const chatIdOf = (number: number): string =>
  `${((number * 2_654_435_761) % 4_294_967_296).toString(16).padStart(8, '0')}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
export const chatsOf = (messages: number): number => Math.ceil(messages / messagesEach)
export const unindexedOf = (chats: number): number => Math.floor(chats / unindexedOneIn)

export interface HistoricChat {
  readonly chatId: string
  readonly endedAt: number
  readonly events: readonly ChatEvent[]
  readonly document: PastDocument
  readonly isIndexed: boolean
}

/** Pseudo-random numbers from 0 to 1 that are the same in every run. */
const chances = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 4_294_967_296
}

/** As many chats as have so many messages in all, the oldest first; the last ended just before `now`. */
export function* historicChats(messages: number, entrance: Entrance, now: number): Generator<HistoricChat> {
  const { deploymentId, buttonId } = entrance
  const chance = chances(7)
  const count = chatsOf(messages)
  const unindexed = unindexedOf(count)
  for (let number = 0; number < count; number += 1) {
    const chatId = chatIdOf(number)
    const endedAt = now - (count - number) * apartMs
    const agent = { id: agentIdOf(number % agentsOfHistory), name: `Agent ${number % agentsOfHistory}` }
    const email = number % 10 === 0 ? `visitor${(number / 10) % emails}@example.com` : undefined
    const texts = Array.from({ length: messagesEach }, () =>
      Array.from({ length: wordsEach }, () => wordOf(Math.floor(vocabulary ** chance()) - 1)),
    )
    const visitorName = `Visitor ${number}`
    const details =
      email === undefined ? [] : [{ label: 'E-mail', value: email, displayToAgent: true, transcriptFields: [] }]
    const request = {
      ...{ sessionId: chatId, deploymentId, buttonId, visitorName, language: 'en-US', userAgent: '' },
      ...{ screenResolution: '', receiveQueueUpdates: true, details, entities: [] },
    }
    const events = [
      { type: 'requested', digest: 'digest', request },
      { type: 'offered', agentId: agent.id, expiresAt: endedAt },
      { type: 'accepted', agentId: agent.id, agentName: agent.name, resumed: false },
      ...texts.map((words, index) => {
        const text = words.join(' ')
        if (index % 2 === 0) return { type: 'visitor-message', text }
        return { type: 'agent-message', agentId: agent.id, agentName: agent.name, text }
      }),
      { type: 'ended', reason: 'agent', agentId: agent.id },
    ] as readonly ChatEvent[]
    const facts: PastFacts = {
      ...{ visitorName, buttonId, requestedAt: endedAt, establishedAt: endedAt, endedAt, reason: 'agent' },
      ...{ agents: [agent], messages: messagesEach },
    }
    const marks = [agentMark(agent.id), buttonMark(buttonId), endMark('agent')]
    const document: PastDocument = {
      ...{ endedAt, agentIds: [agent.id], name: ['visitor', String(number)], texts, facts },
      marks: email === undefined ? marks : [...marks, emailMark(email)],
    }
    yield { chatId, endedAt, events, document, isIndexed: number >= unindexed }
  }
}

/** The chats, so many at a time. */
export function* inSteps(chats: Iterable<HistoricChat>, size: number): Generator<HistoricChat[]> {
  let step: HistoricChat[] = []
  for (const chat of chats) {
    step.push(chat)
    if (step.length < size) continue
    yield step
    step = []
  }
  if (step.length > 0) yield step
}
