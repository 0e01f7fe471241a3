/**
 * Carries out what supervisors decide about chats of others. Places are taken and freed in the same append, as with
 * everything else that moves a chat; whether the supervisor may is asked of the chat as it stands when it is decided.
 */
import type { ActingAgent } from '../chat/acting-agent.js'
import { ChatError } from '../chat/chat-error.js'
import type { ChatEvent } from '../chat/chat-events.js'
import type { Chat, RequestedChat } from '../chat/chat.js'
import type { ChatRef } from '../chat/chat-service.js'
import { withRules } from '../chat/extras-rules.js'
import type { HandoverTarget } from '../chat/handover.js'
import { comeIn, endBySupervisor, giveTo, giveToAgent } from '../chat/intervention-rules.js'
import { maskText } from '../chat/mask-content.js'
import type { Masks } from '../chat/masks.js'
import { requireOpen } from '../chat/requirements.js'
import { takeIn } from '../chat/take-in.js'
import type { Decider } from '../event-log/ledger.js'
import type { Instant } from '../lib/clock.js'
import { ChatMoves, type Decide } from './chat-moves.js'
import type { Floors } from './floors.js'
import { targetName, type Directory } from './handover-targets.js'
import type { Handovers, HandoverSettings } from './handovers.js'
import type { TermsOf } from './placements.js'

/** Throws when the supervisor may not decide about the chat as it stands. */
export type Permit = (chat: RequestedChat) => void

/** A chat that a supervisor decides about. */
export interface Intervened {
  readonly ref: ChatRef
  readonly supervisor: ActingAgent
  readonly permit: Permit
}

export class Interventions {
  readonly #moves: ChatMoves
  readonly #setup: Directory
  readonly #masks: Masks
  readonly #handovers: Pick<Handovers, 'presentFor'>
  readonly #termsOf: TermsOf
  readonly #settings: HandoverSettings

  constructor(options: {
    ledger: Decider
    floors: Floors
    setup: Directory
    /** The rules against sensitive data; they hold for notes, too. */
    masks: Masks
    handovers: Pick<Handovers, 'presentFor'>
    /** What the supervisor would take a chat with; only the name is theirs when they come in. */
    termsOf: TermsOf
    settings: HandoverSettings
  }) {
    this.#moves = new ChatMoves(options)
    this.#setup = options.setup
    this.#masks = options.masks
    this.#handovers = options.handovers
    this.#termsOf = options.termsOf
    this.#settings = options.settings
  }

  /**
   * Gives the chat to an agent: hands it over if it has one, offers it if it waits. Their place is taken from now on.
   * Throws {@link ChatError}, `nobody-there` when they are not online or have no place.
   */
  giveToAgent(intervened: Intervened, toAgentId: string, note?: string): Promise<void> {
    const { organizationId } = intervened.ref.name
    if (!this.#setup.agent(organizationId, toAgentId)?.active) {
      throw new ChatError('no-such-target', 'There is no such agent.')
    }
    return this.#give(intervened, [toAgentId], note, (chat, at, room, said) => {
      const events = giveToAgent(chat, toAgentId, { ...said, expiresAt: at + this.#settings.offerTimeoutMs })
      const { isOnline, hasPlace } = room(toAgentId)
      if (events.length === 0 || (isOnline && hasPlace)) return events
      throw new ChatError('nobody-there', 'This agent is not online, or has no place free.')
    })
  }

  /** Gives the chat to whoever answers a button, has a skill or is in a queue. Throws {@link ChatError}. */
  giveTo(intervened: Intervened, target: HandoverTarget, note?: string): Promise<void> {
    const { organizationId } = intervened.ref.name
    if (targetName(this.#setup, organizationId, target) === undefined) {
      throw new ChatError('no-such-target', `There is no such ${target.type}.`)
    }
    return this.#give(intervened, [], note, (chat, at, _room, said) => {
      const events = giveTo(chat, target, { ...said, expiresAt: at + this.#settings.transferTimeoutMs })
      if (this.#handovers.presentFor(organizationId, target, keeperOf(chat)) > 0) return events
      throw new ChatError('nobody-there', 'Nobody who could take it is online.')
    })
  }

  /** The supervisor comes into the chat and takes no place with it. Throws {@link ChatError}. */
  comeIn({ ref, supervisor, permit }: Intervened): Promise<void> {
    return this.#moves.move(ref, [supervisor.id], (chat) => {
      permit(requireOpen(chat))
      const name = this.#termsOf(chat, supervisor.id)?.agentName ?? supervisor.name
      return comeIn(chat, { id: supervisor.id, name })
    })
  }

  /** Ends the chat in the place of its agent. Throws `nobody-in-charge` or `chat-over`. */
  end({ ref, supervisor, permit }: Intervened): Promise<void> {
    return this.#moves.move(ref, [], (chat) => {
      permit(requireOpen(chat))
      return endBySupervisor(chat, named(supervisor))
    })
  }

  #give(
    { ref, supervisor, permit }: Intervened,
    agents: readonly string[],
    note: string | undefined,
    decide: (
      chat: Chat,
      at: Instant,
      room: Parameters<Decide>[2],
      said: { readonly supervisor: ActingAgent; readonly note?: string },
    ) => ChatEvent[],
  ): Promise<void> {
    const { content, rules } = takeIn(this.#masks, ref.name.organizationId, 'supervisor', note ?? '', maskText)
    // The supervisor's profile holds more than an event is to keep.
    const said = { supervisor: named(supervisor), ...(content !== '' && { note: content }) }
    return this.#moves.move(ref, agents, (chat, at, room) => {
      permit(requireOpen(chat))
      return withRules(decide(chat, at, room, said), 'supervisor', rules)
    })
  }
}

const named = ({ id, name }: ActingAgent): ActingAgent => ({ id, name })

/** Who has the chat, or has it again if nobody takes it: not who could take it from them. */
const keeperOf = (chat: Chat): string => {
  if (chat.state === 'established') return chat.agent.id
  return chat.state === 'waiting' || chat.state === 'offered' ? (chat.back?.agent.id ?? '') : ''
}
