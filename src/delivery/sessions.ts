/**
 * Visitors' sessions: who a key belongs to, how long a session lives, and what reaches its client. One clock of last
 * contact per session; polls and commands count alike, and nothing expires while a poll is open.
 */
import type { Bus } from '../bus/bus.js'
import { isOpenChat, membersOf, type Chat } from '../chat/chat.js'
import { ChatError } from '../chat/chat-error.js'
import { chatRef, type ChatRef } from '../chat/chat-service.js'
import { agentTopic, chatTopic, type FleetingHint } from '../chat/hints.js'
import type { Commit, Decider } from '../event-log/ledger.js'
import type { Clock } from '../lib/clock.js'
import type { Ids } from '../lib/ids.js'
import type { KeyedHash } from '../lib/keyed-hash.js'
import { sameSecret } from '../lib/same-secret.js'
import type { Hint } from '../routing/hints.js'
import { changesLease, type SessionSettings } from './deadlines.js'
import { numberNewest } from './numbered-events.js'
import { unbroken } from './numbering.js'
import type { Polls } from './polls.js'
import type { SessionHomes } from './session-homes.js'
import { issueKey, readKey, type NewSession } from './session-key.js'
import { sessionRef, type SessionEvent, type SessionState } from './session-stream.js'
import { SessionTimes, type SessionTimesOptions } from './session-times.js'
import { typistsWith } from './typists.js'
import { VisitorSession } from './visitor-session.js'

export class Sessions {
  readonly polls: Polls
  readonly #ledger: Decider
  readonly #bus: Bus<Hint>
  readonly #clock: Clock
  readonly #ids: Ids
  readonly #hash: KeyedHash
  readonly #settings: SessionSettings
  readonly #timesOf: SessionTimesOptions['timesOf']
  readonly #homes: SessionHomes | undefined
  readonly #times: SessionTimes
  readonly #sessions = new Map<string, VisitorSession>()
  /** Those of which nobody knows yet whether the chat that they asked for came to be. */
  readonly #asking = new Set<VisitorSession>()

  constructor(options: SessionTimesOptions & { ledger: Decider; bus: Bus<Hint>; ids: Ids; hash: KeyedHash }) {
    this.polls = options.polls
    this.#ledger = options.ledger
    this.#bus = options.bus
    this.#clock = options.clock
    this.#ids = options.ids
    this.#hash = options.hash
    this.#settings = options.settings
    this.#timesOf = options.timesOf
    this.#homes = options.homes
    this.#times = new SessionTimes(options, {
      beforeSweep: () => {
        for (const session of this.#asking) this.#lookForChat(session)
      },
      isKnown: (session) => this.#isKnown(session),
      goneAway: (session) => {
        session.away = true
        this.#tellAgent(session, 'visitor-away')
      },
      forget: (session) => this.#forget(session),
    })
  }

  /** Takes over the chats that were open, each with a full lease to show up again, and begins to watch the time. */
  start(openChats: readonly Chat[]): void {
    for (const chat of openChats) this.#adopt(chat)
    this.#times.start()
  }

  /** Gives everybody a full lease again: for a while nobody could be heard. */
  renewLeases(): void {
    for (const session of this.#sessions.values()) session.lastContactAt = this.#clock.now()
  }

  stop(): void {
    this.#times.stop()
  }

  /** Takes in what other processes committed: their visitors are watched here as well. Call it with every append, in order. */
  takeIn(commits: readonly Commit[]): void {
    for (const { ref, after, isForeign } of commits) {
      if (!isForeign) continue
      if (ref.name.kind === 'chat' && isOpenChat(after as Chat)) this.#adopt(after as Chat)
      else if (ref.name.kind === 'session') this.#takeInSession(ref.name.id, after as SessionState)
    }
  }

  /** Tells other processes which clients are in contact with this one. */
  tellWhoIsHere(): void {
    this.#homes?.round(this.#sessions.values())
  }

  /** The session's client was heard of by another process; with `poll`, it polls there. */
  heardElsewhere(sessionId: string, poll: boolean): void {
    const session = this.#sessions.get(sessionId)
    if (session === undefined) return
    session.isHome = false
    if (poll) this.polls.close(session, { type: 'nothing' })
    this.touch(session)
    session.heardHere = false
  }

  /** Another process told the session's client something; see {@link Polls.takePlace}. */
  placedElsewhere(sessionId: string, place: string, undone: number | undefined): void {
    const session = this.#sessions.get(sessionId)
    if (session) this.polls.takePlace(session, place, undone)
  }

  /** How many sessions this process knows, and how many of them have a poll open. */
  get counts(): { sessions: number; heldPolls: number } {
    let heldPolls = 0
    for (const { poll } of this.#sessions.values()) if (poll) heldPolls += 1
    return { sessions: this.#sessions.size, heldPolls }
  }

  /** Whether this process knows the session, and forgets what is kept of it when it is over. */
  knows(sessionId: string): boolean {
    return this.#sessions.has(sessionId)
  }

  /** A new session. Nothing is stored: its key proves itself. */
  create(): NewSession {
    const id = this.#ids.uuid()
    return { id, key: issueKey({ sessionId: id, issuedAt: this.#clock.now() }, this.#hash) }
  }

  /** The session of a key that this process has seen before; the common case, and free of waiting. */
  recall(key: string): VisitorSession | undefined {
    const session = this.#sessions.get(key.slice(0, key.indexOf('!')))
    if (session?.key === undefined) return undefined
    // Another process may know better.
    if (!session.isHome || (this.#homes && session.chat === undefined)) return undefined
    return sameSecret(session.key, key) ? session : undefined
  }

  /**
   * The session of a key; `undefined` when the key is none of ours, or its session is over. Waits for a log that cannot be read
   * as long as `ledger` does.
   */
  async find(
    key: string,
    ledger: Pick<Decider, 'read' | 'refresh'> = this.#ledger,
  ): Promise<VisitorSession | undefined> {
    const ticket = readKey(key, this.#hash)
    if (ticket === undefined) return undefined
    const { state } = await ledger.refresh(sessionRef(ticket.sessionId))
    const numbering = (state.state === 'with-chat' && state.numbering) || unbroken
    const known = this.#sessions.get(ticket.sessionId)
    if (known !== undefined) {
      known.key = key
      this.#takeInSession(known.id, state)
      if (!this.#isKnown(known)) return undefined
      this.polls.catchUp(known, numbering)
      if (!known.isHome) this.#homes?.settle(known)
      return known
    }
    const now = this.#clock.now()
    if (state.state === 'closed') return undefined
    if (state.state === 'unknown' && ticket.issuedAt + this.#settings.unrequestedMs <= now) return undefined
    const ref = state.state === 'with-chat' ? chatRef(state.organizationId, state.chatId) : undefined
    if (ref !== undefined) {
      const { state: chat } = await ledger.read(ref)
      if (chat.state === 'ended') {
        const { endedMs } = this.#timesOf(chat.organizationId, chat.deploymentId)
        if (chat.endedAt + endedMs <= now) return undefined
      }
    }
    const session = this.#sessions.get(ticket.sessionId) ?? new VisitorSession(ticket.sessionId, ticket.issuedAt, now)
    session.key = key
    this.polls.catchUp(session, numbering)
    this.#add(session)
    if (ref !== undefined && session.chat === undefined) this.#follow(session, ref)
    this.#homes?.settle(session)
    return session
  }

  /** The session's client was heard of. */
  touch(session: VisitorSession): void {
    session.lastContactAt = this.#clock.now()
    session.heardHere = true
    if (!session.away) return
    session.away = false
    this.#tellAgent(session, 'visitor-back')
  }

  /** The session's client was heard of by other means than its key. A session that this process does not know stays so. */
  heardOf(sessionId: string): void {
    const session = this.#sessions.get(sessionId)
    if (session) this.touch(session)
  }

  /** Whether the agent was told that this visitor is out of contact. */
  isAway(sessionId: string): boolean {
    return this.#sessions.get(sessionId)?.away ?? false
  }

  /** What a chat's request adds to the session: see {@link Assignments.request}. */
  chatOpening(session: VisitorSession) {
    return {
      ref: sessionRef(session.id),
      events: (state: SessionState, organizationId: string, chatId: string): readonly SessionEvent[] => {
        if (state.state === 'unknown') return [{ type: 'chat-opened', organizationId, chatId }]
        throw new ChatError('already-requested', 'This session has asked for a chat already, or is over.')
      },
    }
  }

  /**
   * The chat this session asks for, or asked for: a new one for a session without. A request that is made again while
   * the first is not answered yet, or after it failed, means the same chat.
   */
  chatFor(session: VisitorSession, organizationId: string): ChatRef {
    if (session.chat !== undefined) return session.chat
    if (session.asking?.name.organizationId !== organizationId) {
      session.asking = chatRef(organizationId, this.#ids.uuid())
      this.#asking.add(session)
    }
    return session.asking
  }

  /** The chat this session is known to have asked for, perhaps by a request that ran beside this one. */
  async chatAskedFor(session: Pick<VisitorSession, 'id'>): Promise<ChatRef | undefined> {
    const { state } = await this.#ledger.read(sessionRef(session.id))
    return state.state === 'with-chat' ? chatRef(state.organizationId, state.chatId) : undefined
  }

  /** The chat was asked for: from now on what happens in it reaches the client. */
  opened(session: VisitorSession, chat: ChatRef): void {
    if (session.chat !== undefined) return
    const known = this.#sessions.get(session.id)
    // It can have been forgotten while the request was being written down, and found again since.
    if (known !== undefined && known !== session) return
    this.#add(session)
    this.#asking.delete(session)
    session.placed = true
    this.#follow(session, chat)
    // While the request was being written down, its visitor may have been silent for too long.
    this.#times.lookAt(session, this.#clock.now())
    this.polls.look(session)
  }

  /** Ends a session that never asked for a chat. Its key opens nothing from then on. */
  async close(session: VisitorSession): Promise<void> {
    await this.#ledger.transact([sessionRef(session.id)], ([state]) => {
      const events: SessionEvent[] = state.state === 'unknown' ? [{ type: 'closed' }] : []
      return { events: [events], result: undefined }
    })
    if (session.chat === undefined) this.#forget(session)
  }

  /** Cuts every open poll off, as when the server stops at once. */
  cutPolls(): void {
    for (const session of this.#sessions.values()) this.polls.close(session, { type: 'cut' })
  }

  /** Whether it was not forgotten. */
  #isKnown(session: VisitorSession): boolean {
    return this.#sessions.get(session.id) === session
  }

  #add(session: VisitorSession): void {
    if (this.#isKnown(session)) return
    this.#sessions.set(session.id, session)
    this.#times.lookAt(session, this.#clock.now())
  }

  /** The session of a chat that is open, though its client did not show its key here. */
  #adopt(chat: Chat): void {
    if (chat.state === 'unrequested') return
    const known = this.#sessions.get(chat.sessionId)
    if (known?.chat !== undefined) return
    const session = known ?? new VisitorSession(chat.sessionId, chat.requestedAt, this.#clock.now())
    if (known === undefined) session.isHome = this.#homes === undefined
    this.#add(session)
    this.#follow(session, chatRef(chat.organizationId, chat.id))
    this.polls.look(session)
  }

  #takeInSession(sessionId: string, state: SessionState): void {
    const session = this.#sessions.get(sessionId)
    if (session === undefined) return
    if (state.state === 'closed' && session.chat === undefined) this.#forget(session)
    if (state.state !== 'with-chat') return
    if (session.chat === undefined) {
      this.#asking.delete(session)
      this.#follow(session, chatRef(state.organizationId, state.chatId))
      this.polls.look(session)
    }
    if (state.numbering) this.polls.catchUp(session, state.numbering)
  }

  #follow(session: VisitorSession, chat: ChatRef): void {
    session.chat = chat
    const { organizationId, id } = chat.name
    session.subscription = this.#bus.listen(chatTopic(organizationId, id), (hint) => {
      if (hint.type === 'chat-committed' && hint.chat.state !== 'unrequested') {
        this.polls.takeIn(session, numberNewest(hint.events, hint.chat.visible))
        // Another lease holds for the visitor now; by that, they may have been silent for too long already.
        if (hint.events.some(({ body }) => changesLease.has(body.type))) this.#times.lookAt(session, this.#clock.now())
      } else if (hint.type === 'agent-typing') {
        session.typists = typistsWith(session.typists, hint.agent, hint.typing)
        this.polls.look(session)
      } else if (hint.type === 'queue-moved') {
        this.polls.look(session)
      } else if (hint.type === 'visitor-away' || hint.type === 'visitor-back') {
        session.away = hint.type === 'visitor-away'
      }
    })
  }

  #forget(session: VisitorSession): void {
    session.subscription?.close()
    this.#sessions.delete(session.id)
    this.#asking.delete(session)
    this.polls.close(session, { type: 'gone' })
    this.polls.forget(session)
    this.#homes?.forget(session)
  }

  #tellAgent(session: VisitorSession, type: 'visitor-away' | 'visitor-back'): void {
    const chat = session.chat && this.#ledger.peek(session.chat)
    if (chat === undefined) return
    const hint: FleetingHint = { type, chatId: chat.id }
    for (const agentId of membersOf(chat)) this.#bus.publish(agentTopic(chat.organizationId, agentId), hint)
    this.#bus.publish(chatTopic(chat.organizationId, chat.id), hint)
  }

  /** A request that seemed to fail can have been written all the same. */
  #lookForChat(session: VisitorSession): void {
    const asked = session.asking && this.#ledger.peek(session.asking)
    if (session.asking && asked && asked.state !== 'unrequested') this.opened(session, session.asking)
  }
}
