/** What an event of a chat adds to the figures. Pure: the same event of the same chat always counts the same. */
import type { ChatEvent } from '../chat/chat-events.js'
import type { ChatEndReason, OfferEndReason } from '../chat/end-reasons.js'
import type { Chat, EstablishedChat, OfferedChat, WaitingChat } from '../chat/chat.js'
import type { Recorded } from '../event-log/event-log.js'
import type { Tally } from '../event-log/tally.js'
import type { Instant } from '../lib/clock.js'
import { Tallies, type Duration, type Measure, type Occurrence } from './measures.js'
import { missedMeasure, waitMeasure } from './service-level.js'

const offerEnds: Readonly<Record<OfferEndReason, Occurrence>> = {
  declined: 'declined',
  'timed-out': 'timed-out',
  'visitor-left': 'withdrawn',
  'not-online': 'withdrawn',
  withdrawn: 'withdrawn',
}

/** Since when the agent in charge is in charge. */
const inChargeSince = ({ inChargeSince, establishedAt }: EstablishedChat): Instant => inChargeSince ?? establishedAt

const nothing: readonly Tally[] = []

/** Counts for a chat's button and, where one has to do with it, for an agent. */
class ChatTallies extends Tallies {
  readonly #buttonId: string

  constructor(organizationId: string, buttonId: string, at: number) {
    super(organizationId, at)
    this.#buttonId = buttonId
  }

  count(measure: Measure, agentId?: string): void {
    this.add('button', this.#buttonId, measure)
    if (agentId !== undefined) this.add('agent', agentId, measure)
  }

  measure(duration: Duration, lengthMs: number, agentId: string): void {
    this.addDuration('button', this.#buttonId, duration, lengthMs)
    this.addDuration('agent', agentId, duration, lengthMs)
  }
}

/**
 * The tallies of an event that took a chat from `before` to `after`. `buttonOf` answers with the id a button is counted
 * under: of what the wire calls a button, only those that exist have one of their own.
 */
export const countChat = (
  before: Chat,
  { body, at }: Recorded<ChatEvent>,
  after: Chat,
  buttonOf: (buttonId: string) => string,
): readonly Tally[] => {
  if (after.state === 'unrequested' || changesNothing(before, body)) return nothing
  const { buttonId } = before.state === 'unrequested' ? after : before
  const tallies = new ChatTallies(after.organizationId, buttonOf(buttonId), at)
  countEvent(tallies, before, body, at)
  if (before.state === 'established') {
    const next = after.state === 'established' ? after : undefined
    const moved = next !== undefined && next.agent.id !== before.agent.id
    if (next === undefined || moved) tallies.measure('handle', at - inChargeSince(before), before.agent.id)
    if (moved) tallies.count('transferred', before.agent.id)
  }
  return tallies.list
}

/** What is said is most of what happens, and only an agent's first words are counted. */
const changesNothing = (before: Chat, body: ChatEvent): boolean => {
  switch (body.type) {
    case 'requested':
    case 'refused':
      return before.state !== 'unrequested'
    case 'agent-message':
      if (before.state !== 'established' || before.responded === true || body.automatic === true) return true
      // Of several who talk along, the agent in charge is who responds.
      return before.agent.id !== body.agentId
    case 'visitor-message':
    case 'visitor-event':
    case 'visitor-pick':
    case 'agent-event':
    case 'agent-rich-message':
    case 'idle-warning':
    case 'rules-triggered':
    case 'page-visited':
      return true
    default:
      return before.state === 'unrequested' || before.state === 'ended'
  }
}

const countEvent = (tallies: ChatTallies, before: Chat, body: ChatEvent, at: number): void => {
  switch (body.type) {
    case 'requested':
      tallies.count('requested')
      return
    case 'refused':
      tallies.count(`refused:${body.reason}`)
      return
    case 'offered':
      tallies.count('offered', body.agentId)
      return
    case 'offer-ended':
      tallies.count(offerEnds[body.reason], body.agentId)
      return
    case 'listed':
      for (const agentId of body.agentIds) tallies.count('listed', agentId)
      return
    case 'unlisted':
      if (body.reason === 'declined') for (const agentId of body.agentIds) tallies.count('declined', agentId)
      return
    case 'accepted':
      tallies.count(body.resumed ? 'accepted-again' : 'accepted', body.agentId)
      if (!body.resumed && 'waitingSince' in before) {
        tallies.measure('answer', at - before.waitingSince, body.agentId)
        tallies.count(waitMeasure('answered', at - before.waitingSince))
      }
      return
    case 'agent-message':
      if (before.state === 'established') tallies.measure('response', at - inChargeSince(before), before.agent.id)
      return
    case 'transfer-queued':
      tallies.count('transferred', body.agentId)
      return
    case 'flag-raised':
      // Raised again, only the text is another.
      if (before.state === 'established' && before.flag === undefined) tallies.count('flagged', body.agentId)
      return
    case 'flag-lowered':
      if (before.state === 'established' && before.flag) tallies.count(`flag-lowered-by-${body.by}`, before.agent.id)
      return
    case 'agent-lost':
      tallies.count('requeued', body.agentId)
      return
    case 'ended':
      tallies.count(`ended:${body.reason}`, before.state === 'established' ? before.agent.id : undefined)
      if (before.state === 'waiting' || before.state === 'offered') countLoss(tallies, before, body.reason, at)
      return
    default:
  }
}

const countLoss = (
  tallies: ChatTallies,
  before: WaitingChat | OfferedChat,
  reason: ChatEndReason,
  at: number,
): void => {
  const loss = lossOf(before.resumed, reason)
  tallies.count(loss)
  if (loss === 'missed') tallies.count(missedMeasure)
  if (loss === 'abandoned') tallies.count(waitMeasure('lost', at - before.waitingSince))
}

/** What it is called that a chat ended while it waited. */
const lossOf = (resumed: boolean, reason: ChatEndReason): Extract<Occurrence, 'dropped' | 'missed' | 'abandoned'> => {
  if (resumed) return 'dropped'
  return reason === 'agents-unavailable' || reason === 'agent' ? 'missed' : 'abandoned'
}
