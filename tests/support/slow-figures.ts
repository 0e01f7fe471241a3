/**
 * Figures the slow way: every event there ever was is read again, and counted as docs/metrics.md says in words. Shares
 * nothing with the server but the shapes of events, so that it can be wrong only in ways of its own.
 */
import type { ChatEvent } from '../../src/chat/chat-events.js'
import type { StreamWrite } from '../../src/event-log/event-log.js'
import type { AgentEvent } from '../../src/routing/agent.js'

/** Some of the times within which somebody may want visitors to be answered. */
export const targetsS = [10, 60, 300] as const

interface Happened<E> {
  readonly at: number
  readonly body: E
}

/** Counts and summed lengths, by `who what`. */
export type SlowFigures = Record<string, number>

export class SlowLog {
  readonly #chats = new Map<string, Happened<ChatEvent>[]>()
  readonly #agents = new Map<string, Happened<AgentEvent>[]>()

  /** Takes in what was written, in the order of the log. */
  takeIn(writes: readonly StreamWrite[], at: number): void {
    for (const { stream, events } of writes) {
      for (const { body } of events) {
        if (stream.kind === 'chat') keep(this.#chats, stream.id, { at, body: body as ChatEvent })
        else if (stream.kind === 'agent') keep(this.#agents, stream.id, { at, body: body as AgentEvent })
      }
    }
  }

  /** Everything that happened from an instant on, up to another. */
  figures(from: number, until: number): SlowFigures {
    const figures: SlowFigures = {}
    const add = (what: string, amount = 1): void => {
      if (amount !== 0) figures[what] = (figures[what] ?? 0) + amount
    }
    for (const events of this.#chats.values()) countChat(events, from, add)
    for (const [id, events] of this.#agents) countAgent(id, events, from, until, add)
    return figures
  }
}

const keep = <E>(streams: Map<string, Happened<E>[]>, id: string, event: Happened<E>): void => {
  const events = streams.get(id)
  if (events) events.push(event)
  else streams.set(id, [event])
}

type Add = (what: string, amount?: number) => void

const countChat = (events: readonly Happened<ChatEvent>[], from: number, add: Add): void => {
  let waitingSince = 0
  let served = false
  let charge: { readonly id: string; readonly since: number; silent: boolean } | undefined
  for (const { at, body } of events) {
    const both = (what: string, agentId: string, amount = 1): void => {
      if (at < from) return
      add(`button ${what}`, amount)
      add(`${agentId} ${what}`, amount)
    }
    const button = (what: string): void => {
      if (at >= from) add(`button ${what}`)
    }
    const length = (what: string, agentId: string, since: number): void => {
      both(what, agentId)
      both(`${what} ms`, agentId, at - since)
    }
    switch (body.type) {
      case 'requested':
        button('requested')
        waitingSince = at
        break
      case 'refused':
        button(`refused:${body.reason}`)
        break
      case 'offered':
        both('offered', body.agentId)
        break
      case 'offer-ended':
        both(body.reason === 'declined' || body.reason === 'timed-out' ? body.reason : 'withdrawn', body.agentId)
        break
      case 'accepted':
        if (!served) for (const s of targetsS) if (at - waitingSince <= s * 1000) button(`in time ${s}`)
        both(served ? 'accepted-again' : 'accepted', body.agentId)
        if (!served) length('answer', body.agentId, waitingSince)
        served = true
        charge = { id: body.agentId, since: at, silent: true }
        break
      case 'agent-message':
        if (body.automatic) break
        if (charge?.silent) length('response', charge.id, charge.since)
        if (charge) charge.silent = false
        break
      case 'agent-lost':
        both('requeued', body.agentId)
        if (charge) length('handle', charge.id, charge.since)
        charge = undefined
        break
      case 'ended':
        button(`ended:${body.reason}`)
        if (charge && at >= from) add(`${charge.id} ended:${body.reason}`)
        if (charge) length('handle', charge.id, charge.since)
        else button(served ? 'dropped' : body.reason === 'agents-unavailable' ? 'missed' : 'abandoned')
        if (charge || served) break
        for (const s of targetsS)
          if (body.reason === 'agents-unavailable' || at - waitingSince > s * 1000) button(`lost ${s}`)
        break
      default:
    }
  }
}

const countAgent = (
  id: string,
  events: readonly Happened<AgentEvent>[],
  from: number,
  until: number,
  add: Add,
): void => {
  let status = 'offline'
  let places = 0
  for (const [n, { at, body }] of events.entries()) {
    if (body.type === 'presence-set') status = body.status
    else places += body.type === 'place-taken' ? 1 : -1
    const lasted = Math.min(until, events[n + 1]?.at ?? until) - Math.max(from, at)
    if (lasted <= 0 || status === 'offline') continue
    add(`${id} ${status} time`, lasted)
    if (places > 0) add(`${id} busy time`, lasted)
  }
}
