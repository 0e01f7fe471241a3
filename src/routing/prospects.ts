/** Whether there is anybody for a chat that waits. Pure. */
import { timesTried } from '../chat/queued.js'
import type { Candidate, Candidates, LineName } from './candidates.js'
import { placesFor, type Demand } from './demand.js'
import type { Waiting } from './waiting.js'
import type { Line } from './walk.js'

type Asking = Pick<Waiting, 'tried' | 'direct'>

/** Who may have a chat: now, or once it has waited. */
function* peopleFor({ tried, direct }: Asking, line: LineName, candidates: Candidates): Generator<Candidate> {
  const named = direct && candidates.find(direct.agentId)
  // Once they let it pass, an agent who was asked for by name is one among others.
  const isNamed = named !== undefined && (!direct?.fallback || tried.every(({ agentId }) => agentId !== named.agentId))
  if (isNamed && named.capacity > 0) yield named
  if (direct === undefined || direct.fallback) yield* candidates.ableFor(line).agents
}

const hasPlace = ({ capacity, free }: Candidate, demand: Demand): boolean => free >= placesFor(demand, capacity)

/**
 * Whether the chat has nobody to wait for among those who are online, may have it and have not let it pass too often:
 * anybody will do where chats wait, and somebody with a place where they do not.
 */
export const isHopeless = (chat: Asking, line: LineName, candidates: Candidates): boolean => {
  const { demand } = line
  for (const candidate of peopleFor(chat, line, candidates)) {
    const tried = chat.tried.find(({ agentId }) => agentId === candidate.agentId)
    if (timesTried(tried) < demand.rounds && (demand.queued || hasPlace(candidate, demand))) return false
  }
  return true
}

/** What is known of the chats that nobody is there for. */
export interface Neglected {
  /** Those at a button without a queue: their requests have failed. */
  readonly failed: readonly string[]
  /** Buttons at which chats wait while nobody is online who may have them. */
  readonly deserted: readonly string[]
  /** Chats nobody is left for, wherever they wait: whoever is online, asked for by name or not, let them pass for good. */
  readonly exhausted: readonly string[]
}

/** `candidates` as they stand after what was found for everybody: a place that is given away is none. */
export const neglected = (lines: readonly Line[], candidates: Candidates): Neglected => {
  const failed: string[] = []
  const deserted: string[] = []
  const exhausted: string[] = []
  for (const line of lines) {
    const { buttonId, demand, direct } = line
    if (candidates.ableFor(line).agents.length === 0) deserted.push(buttonId)
    // Without limits of rounds, whoever is there for one is there for all; but for who was asked for by name.
    if (demand.queued && demand.rounds === Infinity && direct === 0) continue
    for (const chat of demand.queued ? line.particular : line.chats) {
      if (chat.resumed || !isHopeless(chat, line, candidates)) continue
      if (demand.queued) exhausted.push(chat.chatId)
      else failed.push(chat.chatId)
    }
  }
  return { failed, deserted, exhausted }
}
