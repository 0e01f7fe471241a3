/** What of the floor is shown in which order. Pure: "too long" is a matter of the moment that is handed in. */
import type { FloorAgent, FloorChat, FloorQueue } from '../../../../src/agent-api/supervision/floor-messages.js'
import { plainLetters } from '../../state/matching.js'
import { lineKey, type Floor } from './floor.js'
import type { AgentSort, ChatKind, ChatSort, FloorView } from './floor-view.js'

/** Why a chat needs somebody, the most urgent first; `calm` for one that needs nobody. */
export type Urgency = 'flagged' | 'critical' | 'waiting' | 'unanswered' | 'calm'
const ranks: Readonly<Record<Urgency, number>> = { flagged: 0, critical: 1, waiting: 2, unanswered: 3, calm: 4 }

export interface ChatRow {
  readonly chat: FloorChat
  readonly urgency: Urgency
  /** Since when it is as urgent as that, ISO 8601. */
  readonly since: string
}

/** How urgent a chat is at a moment, milliseconds since 1970. */
export const chatRow = (chat: FloorChat, now: number): ChatRow => rowAt(chat, new Date(now).toISOString())

// ISO times in UTC with milliseconds sort as text, and reading two thousand of them takes longer than all else here.
function rowAt(chat: FloorChat, now: string): ChatRow {
  const { state, flag, criticalAt, unansweredSince, waitingSince, establishedAt } = chat
  if (flag !== undefined) return { chat, urgency: 'flagged', since: flag.raisedAt }
  if (state !== 'established') return { chat, urgency: 'waiting', since: waitingSince }
  if (unansweredSince !== undefined) {
    const critical = criticalAt !== undefined && criticalAt <= now
    return { chat, urgency: critical ? 'critical' : 'unanswered', since: unansweredSince }
  }
  return { chat, urgency: 'calm', since: establishedAt ?? waitingSince }
}

/** Whether a chat waits, or goes on, at a line. */
function isAt({ buttonId, waitsAt }: FloorChat, line: FloorQueue): boolean {
  if (waitsAt !== undefined) return waitsAt.type === line.kind && waitsAt.id === line.id
  return line.kind === 'button' ? buttonId === line.id : (line.buttonIds ?? []).includes(buttonId)
}

const isWith = ({ agent, colleagues = [] }: FloorChat, agentId: string): boolean =>
  agent?.id === agentId || colleagues.some(({ id }) => id === agentId)

const isKind = ({ chat, urgency }: ChatRow, kind: ChatKind): boolean => {
  switch (kind) {
    case 'flagged':
    case 'critical':
      return urgency === kind
    case 'waiting':
      return chat.state !== 'established'
    case 'running':
      return chat.state === 'established'
  }
}

/** Their words as they are searched, kept as long as the items themselves. */
const words = new WeakMap<object, string>()
const wordsOf = (item: FloorChat | FloorAgent): string => {
  let known = words.get(item)
  if (known === undefined) {
    const texts =
      'chatId' in item
        ? [item.visitorName, item.buttonName, item.agent?.name, ...(item.colleagues ?? []).map(({ name }) => name)]
        : [item.name, item.statusName, ...item.skills.map(({ name }) => name)]
    known = plainLetters(texts.join('\n'))
    words.set(item, known)
  }
  return known
}

const holds = (item: FloorChat | FloorAgent, text: string): boolean =>
  text === '' ||
  plainLetters(text)
    .split(/\s+/)
    .every((word) => wordsOf(item).includes(word))

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

const chatOrders: Record<ChatSort, (a: ChatRow, b: ChatRow) => number> = {
  urgency: (a, b) => ranks[a.urgency] - ranks[b.urgency] || compare(a.since, b.since),
  // Who waits for nothing comes last.
  unanswered: (a, b) => compare(waitOf(a.chat), waitOf(b.chat)),
  duration: (a, b) => compare(a.chat.waitingSince, b.chat.waitingSince),
  visitor: (a, b) => collator.compare(a.chat.visitorName, b.chat.visitorName),
  agent: (a, b) => collator.compare(a.chat.agent?.name ?? '', b.chat.agent?.name ?? ''),
}
const waitOf = ({ state, unansweredSince, waitingSince }: FloorChat): string =>
  state === 'established' ? (unansweredSince ?? '9') : waitingSince

/** The chats of a view. Those that are equal in its order stand in the order of their ids, so that none jumps. */
export function chatRows(floor: Floor, view: FloorView, now: number): ChatRow[] {
  const line = view.line === undefined ? undefined : floor.lines.get(view.line)
  const rows: ChatRow[] = []
  const moment = new Date(now).toISOString()
  for (const chat of floor.chats.values()) {
    if (view.line !== undefined && (line === undefined || !isAt(chat, line))) continue
    if (view.agentId !== undefined && !isWith(chat, view.agentId)) continue
    if (!holds(chat, view.text)) continue
    const row = rowAt(chat, moment)
    if (view.only === undefined || isKind(row, view.only)) rows.push(row)
  }
  const order = chatOrders[view.chatSort]
  return rows.sort((a, b) => order(a, b) || compare(a.chat.chatId, b.chat.chatId))
}

const statusRanks = { online: 0, away: 1, offline: 2 }
const shareOf = ({ load, capacity }: FloorAgent): number => (capacity === 0 ? 0 : load / capacity)

const agentOrders: Record<AgentSort, (a: FloorAgent, b: FloorAgent) => number> = {
  name: () => 0,
  status: (a, b) => statusRanks[a.status] - statusRanks[b.status],
  load: (a, b) => shareOf(b) - shareOf(a) || b.load - a.load,
  since: (a, b) => compare(a.since ?? '9', b.since ?? '9'),
}

/** Whether an agent answers a line, as setup says. */
export function answers({ skills, queueIds = [] }: FloorAgent, { kind, id, answeredBy }: FloorQueue): boolean {
  const has = (skillId: string): boolean => skills.some((skill) => skill.id === skillId)
  if (kind === 'skill') return has(id)
  if (kind === 'queue') return queueIds.includes(id)
  if (answeredBy === undefined) return true
  const { queueId, skillIds = [], all } = answeredBy
  if (queueId !== undefined) return queueIds.includes(queueId)
  return all ? skillIds.every(has) : skillIds.some(has)
}

/** The agents of a view; who asks for help comes first, in whatever order. */
export function agentRows(floor: Floor, view: FloorView): FloorAgent[] {
  const line = view.line === undefined ? undefined : floor.lines.get(view.line)
  const order = agentOrders[view.agentSort]
  return [...floor.agents.values()]
    .filter(
      (agent) =>
        (view.status === undefined || agent.status === view.status) &&
        (view.agentId === undefined || agent.id === view.agentId) &&
        (view.line === undefined || (line !== undefined && answers(agent, line))) &&
        (view.only !== 'flagged' || agent.flagged) &&
        holds(agent, view.text),
    )
    .sort(
      (a, b) =>
        Number(b.flagged) - Number(a.flagged) || order(a, b) || collator.compare(a.name, b.name) || compare(a.id, b.id),
    )
}

const kinds: readonly FloorQueue['kind'][] = ['queue', 'button', 'skill']

/** The lines: those where somebody waits first, the longest wait before all. */
export function lineRows(floor: Floor): FloorQueue[] {
  return [...floor.lines.values()].sort(
    (a, b) =>
      compare(a.longestWaitSince ?? '9', b.longestWaitSince ?? '9') ||
      kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
      collator.compare(a.name, b.name) ||
      compare(lineKey(a), lineKey(b)),
  )
}

/** The floor in a few numbers. */
export interface FloorSums {
  readonly waiting: number
  readonly offered: number
  /** ISO 8601; undefined when nobody waits. */
  readonly longestWaitSince: string | undefined
  readonly running: number
  readonly critical: number
  readonly flagged: number
  readonly online: number
  readonly away: number
  /** Places that agents online have free. */
  readonly free: number
}

/** Counts what is open on the floor at a moment, milliseconds since 1970. */
export function floorSums(floor: Floor, now: number): FloorSums {
  const count = { waiting: 0, offered: 0, running: 0, critical: 0, flagged: 0, online: 0, away: 0, free: 0 }
  let longestWaitSince: string | undefined
  const moment = new Date(now).toISOString()
  for (const chat of floor.chats.values()) {
    if (chat.state === 'established') {
      count.running += 1
      if (chat.flag !== undefined) count.flagged += 1
      if (chat.criticalAt !== undefined && chat.criticalAt <= moment) count.critical += 1
      continue
    }
    count[chat.state] += 1
    if (longestWaitSince === undefined || chat.waitingSince < longestWaitSince) longestWaitSince = chat.waitingSince
  }
  for (const { status, load, capacity } of floor.agents.values()) {
    if (status === 'offline') continue
    count[status] += 1
    if (status === 'online') count.free += Math.max(0, capacity - load)
  }
  return { ...count, longestWaitSince }
}
