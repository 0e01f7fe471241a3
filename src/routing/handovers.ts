/**
 * Hand-overs and conferences: asks colleagues, gives chats away and takes them back. Places are taken and freed in the
 * same append, so that nobody who is asked is over their capacity, and nobody who gave a chat away has lost the way back.
 */
import type { ActingAgent } from '../chat/acting-agent.js'
import { ChatError } from '../chat/chat-error.js'
import type { ChatEvent, HandoverKind } from '../chat/chat-events.js'
import type { Chat } from '../chat/chat.js'
import type { ChatRef } from '../chat/chat-service.js'
import { withRules } from '../chat/extras-rules.js'
import type { HandoverTarget } from '../chat/handover.js'
import { cancelHandover, failTransfer, leave, offerHandover, queueTransfer } from '../chat/handover-rules.js'
import { maskText } from '../chat/mask-content.js'
import type { Masks } from '../chat/masks.js'
import { takeIn } from '../chat/take-in.js'
import type { Decider } from '../event-log/ledger.js'
import type { Instant, Millis } from '../lib/clock.js'
import { ChatMoves, type Decide } from './chat-moves.js'
import type { Floors } from './floors.js'
import { isEligible, mayHandTo, rightsOf, targetName, type Directory } from './handover-targets.js'

export interface HandoverSettings {
  /** How long a colleague has to answer. */
  readonly offerTimeoutMs: Millis
  /** How long a chat that is handed to no agent by name waits before it returns. */
  readonly transferTimeoutMs: Millis
}

const notAllowed = (what: string): ChatError =>
  new ChatError('not-permitted', `Your configuration does not let you ${what}.`)

export class Handovers {
  readonly #moves: ChatMoves
  readonly #floors: Floors
  readonly #setup: Directory
  readonly #masks: Masks
  readonly #settings: HandoverSettings

  constructor(options: {
    ledger: Decider
    floors: Floors
    setup: Directory
    /** The rules against sensitive data; they hold for notes, too. */
    masks: Masks
    settings: HandoverSettings
  }) {
    this.#moves = new ChatMoves(options)
    this.#floors = options.floors
    this.#setup = options.setup
    this.#masks = options.masks
    this.#settings = options.settings
  }

  /** Asks a colleague to take the chat over, or to talk along. Their place is taken from now on. Throws {@link ChatError}. */
  ask(ref: ChatRef, agentId: string, handover: HandoverKind, toAgentId: string, note?: string): Promise<void> {
    const { organizationId } = ref.name
    const rights = rightsOf(this.#setup, organizationId, agentId)
    if (handover === 'transfer' && !rights.transferToAgents) throw notAllowed('hand chats over to a colleague')
    if (handover === 'conference' && !rights.conferencing) throw notAllowed('invite a colleague')
    if (!this.#setup.agent(organizationId, toAgentId)?.active) {
      throw new ChatError('no-such-target', 'There is no such agent.')
    }
    return this.#withNote(ref, note, [toAgentId], (kept) => (chat, at, room) => {
      const expiresAt = at + this.#settings.offerTimeoutMs
      const events = offerHandover(chat, agentId, handover, toAgentId, { expiresAt, ...kept })
      const { isOnline, hasPlace } = room(toAgentId)
      if (isOnline && hasPlace) return events
      throw new ChatError('nobody-there', 'This colleague is not online, or has no place free.')
    })
  }

  /** Hands the chat to whoever answers a button, has a skill or is in a queue. Throws {@link ChatError}. */
  handTo(ref: ChatRef, agent: ActingAgent, target: HandoverTarget, note?: string): Promise<void> {
    const { organizationId } = ref.name
    if (targetName(this.#setup, organizationId, target) === undefined) {
      throw new ChatError('no-such-target', `There is no such ${target.type}.`)
    }
    if (!mayHandTo(this.#setup, organizationId, rightsOf(this.#setup, organizationId, agent.id), target)) {
      throw notAllowed(`hand chats over to this ${target.type}`)
    }
    return this.#withNote(ref, note, [], (kept) => (chat, at) => {
      const expiresAt = at + this.#settings.transferTimeoutMs
      const events = queueTransfer(chat, agent, target, { expiresAt, ...kept })
      if (this.presentFor(organizationId, target, agent.id) > 0) return events
      throw new ChatError('nobody-there', 'Nobody who could take it is online.')
    })
  }

  /** Takes a hand-over back that is under way. Throws {@link ChatError} `no-handover` when none is. */
  cancel(ref: ChatRef, agentId: string, handover: HandoverKind): Promise<void> {
    return this.#moves.move(ref, [], (chat) => cancelHandover(chat, agentId, handover))
  }

  /** Leaves the chat to whoever else is in it; the last one ends it. Throws {@link ChatError}. */
  leave(ref: ChatRef, agentId: string): Promise<void> {
    return this.#moves.move(ref, [], (chat) => leave(chat, agentId))
  }

  /** Why a chat that waits to be taken over at `now` returns to whoever gave it away; `undefined` while it need not. */
  returnReason(chat: Chat, now: Instant): 'timed-out' | 'not-online' | undefined {
    if ((chat.state !== 'waiting' && chat.state !== 'offered') || chat.back === undefined) return undefined
    const { target, agent, expiresAt } = chat.back
    // First, for it holds at once after a start, while everybody else is given their full time again.
    if (this.presentFor(chat.organizationId, target, agent.id) === 0) return 'not-online'
    return expiresAt <= now ? 'timed-out' : undefined
  }

  /** Gives the chat back to whoever gave it away, if there is still a reason. */
  giveBack(ref: ChatRef): Promise<void> {
    return this.#moves.move(ref, [], (chat, at) => {
      const reason = this.returnReason(chat, at)
      return reason === undefined ? [] : failTransfer(chat, reason)
    })
  }

  /** How many agents are online who may take a chat that `exceptAgentId` hands to this target. */
  presentFor(organizationId: string, target: HandoverTarget, exceptAgentId: string): number {
    const { roster } = this.#floors.of(organizationId)
    return [...roster.all].filter(
      ({ agentId }) => agentId !== exceptAgentId && isEligible(this.#setup, organizationId, target, agentId),
    ).length
  }

  #withNote(
    ref: ChatRef,
    note: string | undefined,
    agents: readonly string[],
    decideWith: (kept: { note?: string }) => (...args: Parameters<Decide>) => ChatEvent[],
  ): Promise<void> {
    const { content, rules } = takeIn(this.#masks, ref.name.organizationId, 'agent', note ?? '', maskText)
    const decide = decideWith(content === '' ? {} : { note: content })
    return this.#moves.move(ref, agents, (...args) => withRules(decide(...args), 'agent', rules))
  }
}
