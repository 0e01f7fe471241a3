/** Whether there is anybody for a chat that waits. Pure. */
import { timesTried } from '../chat/queued.js'
import { isEligible, placesFor, type Demand } from './demand.js'
import type { Candidate, Line } from './rules.js'
import type { Waiting } from './waiting.js'

/** `room`: somebody has a place for it; `busy`: somebody will; `nobody`: nobody is there who may be asked. */
export type Prospects = 'room' | 'busy' | 'nobody'

/** How things look for a chat: who is online, may have it (now, or once it has waited), and has not let it pass too often. */
export const prospectsOf = (
  chat: Pick<Waiting, 'tried' | 'direct'>,
  demand: Demand,
  candidates: readonly Candidate[],
): Prospects => {
  let prospects: Prospects = 'nobody'
  for (const candidate of candidates) {
    const { agentId, capacity, free } = candidate
    const tried = chat.tried.find((one) => one.agentId === agentId)
    const isFor =
      chat.direct && !chat.direct.fallback
        ? chat.direct.agentId === agentId
        : // Once they let it pass, an agent who was asked for by name is one among others.
          (chat.direct?.agentId === agentId && tried === undefined) || isEligible(demand, candidate, true)
    if (capacity === 0 || !isFor) continue
    if (timesTried(tried) >= demand.rounds) continue
    if (free >= placesFor(demand, capacity)) return 'room'
    prospects = 'busy'
  }
  return prospects
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
export const neglected = (lines: readonly Line[], candidates: readonly Candidate[]): Neglected => {
  const failed: string[] = []
  const deserted: string[] = []
  const exhausted: string[] = []
  for (const { buttonId, demand, chats, direct } of lines) {
    const isDeserted = !candidates.some((one) => one.capacity > 0 && isEligible(demand, one, true))
    if (isDeserted) deserted.push(buttonId)
    // Without limits of rounds, whoever is there for one is there for all; but for who was asked for by name.
    if (demand.queued && demand.rounds === Infinity && direct === 0) continue
    for (const chat of chats) {
      if (chat.resumed || (demand.queued && chat.tried.length === 0 && chat.direct === undefined)) continue
      const prospects = prospectsOf(chat, demand, candidates)
      if (!demand.queued && prospects !== 'room') failed.push(chat.chatId)
      else if (prospects === 'nobody') exhausted.push(chat.chatId)
    }
  }
  return { failed, deserted, exhausted }
}
