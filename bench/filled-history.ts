/** Fills the database of a stopped server with chats that are over and can be searched, as years of work would leave them. */
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { agentMark, buttonMark, emailMark, endMark } from '../src/past/marks.js'
import type { PastFacts } from '../src/past/past-document.js'
import type { PastEntry } from '../src/past/past-store.js'
import { StoredPast } from '../src/storage/sqlite/stored-past.js'
import type { Entrance } from './parley.js'

/** How many messages a chat has, and words a message. */
const messagesEach = 14
const wordsEach = 9
/** How many different words there are. The first are said all the time, the last hardly ever. */
export const vocabulary = 20_000
/** How many agents had the chats, and e-mail addresses the visitors gave, one in ten of whom gave one. */
export const agentsOfHistory = 40
const emails = 2_000
/** How many chats one transaction writes. */
const chatsPerStep = 1_000
/** How long after a chat the next one ended. */
const apartMs = 180_000

export const wordOf = (rank: number): string => `w${rank.toString(36)}`
export const agentIdOf = (number: number): string => `005H${String(number).padStart(11, '0')}`
export const chatIdOf = (number: number): string =>
  `${((number * 2_654_435_761) % 4_294_967_296).toString(16).padStart(8, '0')}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`

/** Pseudo-random numbers from 0 to 1 that are the same in every run. */
const chances = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 4_294_967_296
}

/** Adds as many chats as have so many messages in all; answers how many those are. The server must not run. */
export const fillHistory = (directory: string, messages: number, entrance: Entrance, now: number): number => {
  const { organizationId, deploymentId, buttonId } = entrance
  const database = new DatabaseSync(join(directory, 'parley.db'))
  database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -262144')
  const last = (what: string, table: string): number =>
    (database.prepare(`SELECT coalesce(max(${what}), 0) AS last FROM ${table}`).get() as { last: number }).last
  let [stream, position] = [last('stream', 'streams'), last('position', 'events')]
  const insertStream = database.prepare(
    "INSERT INTO streams (stream, organization, kind, id, open) VALUES (?, ?, 'chat', ?, 0)",
  )
  const insertEvent = database.prepare(
    'INSERT INTO events (position, stream, version, at, id, body) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const insertPlace = database.prepare('INSERT INTO event_places (stream, version, position) VALUES (?, ?, ?)')
  const past = new StoredPast(database)
  const chance = chances(7)
  const count = Math.ceil(messages / messagesEach)

  const add = (number: number): PastEntry => {
    stream += 1
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
    const bodies: object[] = [
      { type: 'requested', digest: 'digest', request },
      { type: 'offered', agentId: agent.id, expiresAt: endedAt },
      { type: 'accepted', agentId: agent.id, agentName: agent.name, resumed: false },
      ...texts.map((words, index) => {
        const text = words.join(' ')
        if (index % 2 === 0) return { type: 'visitor-message', text }
        return { type: 'agent-message', agentId: agent.id, agentName: agent.name, text }
      }),
      { type: 'ended', reason: 'agent', agentId: agent.id },
    ]
    insertStream.run(stream, organizationId, chatId)
    for (const [index, body] of bodies.entries()) {
      position += 1
      insertEvent.run(position, stream, index + 1, endedAt, `${number}-${index}`, JSON.stringify(body))
      insertPlace.run(stream, index + 1, position)
    }
    const facts: PastFacts = {
      ...{ visitorName, buttonId, requestedAt: endedAt, establishedAt: endedAt, endedAt, reason: 'agent' },
      ...{ agents: [agent], messages: messagesEach },
    }
    const marks = [agentMark(agent.id), buttonMark(buttonId), endMark('agent')]
    return {
      chat: { organizationId, kind: 'chat', id: chatId },
      document: {
        ...{ endedAt, agentIds: [agent.id], name: ['visitor', String(number)], texts, facts },
        marks: email === undefined ? marks : [...marks, emailMark(email)],
      },
    }
  }

  for (let number = 0; number < count; number += chatsPerStep) {
    database.exec('BEGIN')
    const step = Math.min(chatsPerStep, count - number)
    past.put(Array.from({ length: step }, (_, index) => add(number + index)))
    database.exec(`UPDATE event_places_reach SET position = ${position}; COMMIT`)
  }
  // On the disk before a server starts, whose first commit would otherwise have to wait for all of it.
  database.exec('PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
  return count
}
