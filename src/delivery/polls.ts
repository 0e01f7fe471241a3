/**
 * Answers polls: listens, then looks. What a poll is answered with is a function of the log and of what the client
 * has; this module finds the events, keeps the cursor, and sees that two answers never overtake each other.
 */
import type { RequestedChat } from '../chat/chat.js'
import { LogOverloadedError, LogUnavailableError, type EventLog } from '../event-log/event-log.js'
import type { Ledger } from '../event-log/ledger.js'
import type { Clock, Instant } from '../lib/clock.js'
import { AnswerOnItsWay } from './answer-on-its-way.js'
import { readChatSoFar } from './chat-so-far.js'
import { answerSoFar, eventsPerAnswerMax, nextAnswer, type Answer } from './next-answer.js'
import { readNumbered, type NumberedEvent } from './numbered-events.js'
import { beginsAnew, inChat, inSession, lowestNumber, type Numbering } from './numbering.js'
import { typistsAfter } from './typists.js'
import type { SessionHomes } from './session-homes.js'
import {
  formatPlace,
  parsePlace,
  recentMax,
  type HeldPoll,
  type PollOutcome,
  type VisitorSession,
} from './visitor-session.js'

/** What delivery needs to know of the queue. */
export interface Queue {
  /** From 1 on; 0 when the chat does not wait. */
  position(organizationId: string, chatId: string): number
  /** Seconds; -1 when unknown. */
  estimatedWait(organizationId: string, buttonId: string, waitingSince: Instant): number
}
/** After how long a poll looks again that could not be answered because the store could not be read. */
const readAgainMs = 250

/** What the names of places begin with; the session's id follows. */
export const placePrefix = 'place/'

const placeBookmark = (sessionId: string): string => `${placePrefix}${sessionId}`

export class Polls {
  readonly #log: EventLog
  readonly #ledger: Ledger
  readonly #queue: Queue
  readonly #clock: Clock
  readonly #homes: SessionHomes | undefined
  readonly #oneMessage: (organizationId: string, deploymentId: string) => boolean

  constructor(options: {
    log: EventLog
    ledger: Ledger
    queue: Queue
    clock: Clock
    /** Where several processes share the log. */
    homes?: SessionHomes | undefined
    /** Whether a deployment's clients read only the first message of a response. */
    oneMessage: (organizationId: string, deploymentId: string) => boolean
  }) {
    this.#log = options.log
    this.#ledger = options.ledger
    this.#queue = options.queue
    this.#clock = options.clock
    this.#homes = options.homes
    this.#oneMessage = options.oneMessage
  }

  /**
   * Opens a poll, which came at `since`. A poll that is open already ends with nothing. `end` is called once, perhaps before this
   * returns.
   */
  open(
    session: VisitorSession,
    ack: number | undefined,
    end: (outcome: PollOutcome) => void,
    since: Instant = this.#clock.now(),
  ): void {
    this.close(session, { type: 'nothing' })
    session.poll = { ack, isAckChecked: false, since, end }
    this.#homes?.polled(session)
    // What was read for an earlier poll may be old by now.
    session.soFar = undefined
    this.look(session)
  }

  /** Ends the session's open poll, if there is one. */
  close(session: VisitorSession, outcome: PollOutcome): void {
    const { poll } = session
    if (poll === undefined) return
    session.poll = undefined
    session.lastContactAt = this.#clock.now()
    poll.end(outcome)
  }

  /** The client's connection went away while its poll was open. */
  abandon(session: VisitorSession, end: (outcome: PollOutcome) => void): void {
    if (session.poll?.end !== end) return
    session.poll = undefined
    session.lastContactAt = this.#clock.now()
  }

  /** Takes in events that have just become durable; they are the newest of the chat. */
  takeIn(session: VisitorSession, events: readonly NumberedEvent[]): void {
    for (const event of events) {
      const last = session.recent.at(-1)
      if (last !== undefined && last.number + 1 !== event.number) session.recent = []
      session.recent.push(event)
      session.typists = typistsAfter(session.typists, event.body)
    }
    if (session.recent.length > recentMax) session.recent = []
    this.look(session)
  }

  /** Answers the open poll if there is something to say. */
  look(session: VisitorSession): void {
    const { poll } = session
    if (poll === undefined || session.handingOver || session.reading || session.chat === undefined) return
    const chat = session.placed ? this.#ledger.peek(session.chat) : undefined
    if (chat === undefined) {
      this.#readThenLook(session, () => this.#place(session))
      return
    }
    if (chat.state === 'unrequested') return
    if (this.#mayBeOld(session, chat, poll)) {
      const { chat: ref } = session
      this.#readThenLook(session, async () => {
        await this.#ledger.refresh(ref)
        // Only then: a log that cannot be read now is asked again.
        poll.isAckChecked = true
      })
      return
    }
    const ack = this.#credible(session, chat, poll.ack)
    const after = Math.max(ack ?? session.cursor, lowestNumber(session.numbering))
    if (ack !== undefined) this.forgetUpTo(session, ack)
    if (beginsAnew(session.numbering, after)) {
      this.#tellSoFar(session, chat, after, ack === undefined)
      return
    }
    const afterInChat = inChat(session.numbering, after)
    const events = this.#following(session, chat, afterInChat)
    if (events === undefined) {
      this.#readThenLook(session, () => this.#fetch(session, chat, afterInChat))
      return
    }
    if (events.length === 0 && chat.state === 'ended') {
      this.close(session, { type: 'gone' })
      return
    }
    const answer = nextAnswer(chat, afterInChat, events, this.#surroundings(session, chat))
    if (answer !== undefined) this.#answer(session, answer, after, ack === undefined)
  }

  /** The client reconnected: before anything else it is told the chat so far. */
  #tellSoFar(session: VisitorSession, chat: RequestedChat, after: number, cursorDecides: boolean): void {
    const { soFar, chat: ref, numbering } = session
    if (ref === undefined) return
    if (soFar === undefined) {
      this.#readThenLook(session, async () => {
        const read = await readChatSoFar(this.#log, ref.name, chat, numbering.base)
        if (session.numbering === numbering) session.soFar = read
      })
      return
    }
    session.soFar = undefined
    const answer = answerSoFar(soFar, numbering.base, this.#surroundings(session, chat))
    this.#answer(session, answer, after, cursorDecides)
  }

  /**
   * The session reconnected: its numbers are these from now on, and its client has nothing beyond the lowest. A poll
   * that is open ends with nothing, for it belongs to a connection that the client gave up.
   */
  renumber(session: VisitorSession, numbering: Numbering): void {
    if (!this.#adopt(session, numbering)) return
    session.sent = session.cursor
    session.toldTypist = undefined
    session.toldPosition = undefined
    this.keepPlace(session)
    this.close(session, { type: 'nothing' })
  }

  /**
   * The log's word on the numbering, each time a key is proven. Another process may have seen the client reconnect; or
   * this one did, and its writing seemed to fail.
   */
  catchUp(session: VisitorSession, numbering: Numbering): void {
    if (session.placed) this.renumber(session, numbering)
    else this.#adopt(session, numbering)
  }

  /** Takes over a newer numbering. Whether it is newer. */
  #adopt(session: VisitorSession, numbering: Numbering): boolean {
    if (numbering.reconnects <= session.numbering.reconnects) return false
    session.numbering = numbering
    session.cursor = lowestNumber(numbering)
    session.soFar = undefined
    return true
  }

  /** What follows number `after` of the chat; `undefined` when that is not at hand. */
  #following(session: VisitorSession, chat: RequestedChat, after: number): readonly NumberedEvent[] | undefined {
    if (after >= chat.visible - 1) return []
    const first = session.recent[0]
    if (first === undefined || first.number > after + 1) return undefined
    return session.recent.filter(({ number }) => number > after)
  }

  /** Answers with what is numbered by the chat, numbered by the session. */
  #answer(session: VisitorSession, found: Answer, after: number, cursorDecides: boolean): void {
    const { numbering, sent = -1 } = session
    const answer = numbering.reconnects === 0 ? found : { ...found, sequence: inSession(numbering, found.sequence) }
    const handOver = new AnswerOnItsWay(this, session, answer, after, cursorDecides)
    session.handingOver = true
    session.sent = Math.max(sent, answer.sequence)
    if (answer.typing !== undefined) session.toldTypist = answer.typing.by
    if (answer.queue !== undefined) session.toldPosition = answer.queue.position
    this.close(session, { type: 'answer', answer, handOver })
  }

  #surroundings(session: VisitorSession, chat: RequestedChat) {
    const waits = chat.state === 'waiting' || chat.state === 'offered'
    const { organizationId, id, buttonId, deploymentId } = chat
    return {
      position: waits ? this.#queue.position(organizationId, id) : 0,
      estimatedWaitS: waits ? this.#queue.estimatedWait(organizationId, buttonId, chat.waitingSince) : -1,
      toldPosition: session.toldPosition,
      typist: session.typists.at(-1),
      toldTypist: session.toldTypist,
      oneMessage: this.#oneMessage(organizationId, deploymentId),
    }
  }

  #readThenLook(session: VisitorSession, read: () => Promise<void>): void {
    session.reading = true
    read().then(
      () => this.#readDone(session),
      (error: unknown) => {
        // A poll has time: it waits for a store that can be read again, as long as it is held anyway.
        if (error instanceof LogOverloadedError) this.#clock.after(readAgainMs, () => this.#readDone(session))
        else {
          session.reading = false
          this.close(session, { type: 'failed', error })
        }
      },
    )
  }

  #readDone(session: VisitorSession): void {
    session.reading = false
    this.look(session)
  }

  async #place(session: VisitorSession): Promise<void> {
    if (session.chat === undefined) return
    const { state: chat } = await this.#ledger.read(session.chat)
    if (session.placed) return
    const kept = await this.#log.bookmark(placeBookmark(session.id))
    const { placedUpTo } = session
    session.placed = true
    session.placedUpTo = Infinity
    if (kept === undefined) return
    const { cursor, toldPosition, reconnects } = parsePlace(kept)
    if (reconnects !== session.numbering.reconnects) return
    const highest = chat.state === 'unrequested' ? -1 : inSession(session.numbering, chat.visible - 1)
    session.cursor = Math.max(session.cursor, Math.min(cursor, highest, placedUpTo))
    session.toldPosition ??= toldPosition
  }

  async #fetch(session: VisitorSession, chat: RequestedChat, after: number): Promise<void> {
    if (session.chat === undefined) return
    const events = await readNumbered(this.#log, session.chat.name, chat, after, eventsPerAnswerMax)
    const last = events.at(-1)
    if (last === undefined) throw new Error(`The log of chat ${chat.id} lacks the events after number ${after}.`)
    // What was committed meanwhile is at hand already and follows without a gap, or will be read next time.
    const newer = session.recent.filter(({ number }) => number > last.number)
    session.recent = newer[0] === undefined || newer[0].number === last.number + 1 ? [...events, ...newer] : events
  }

  /** Another process may have told the client what this one has not heard of yet. */
  #mayBeOld({ numbering }: VisitorSession, chat: RequestedChat, { ack, isAckChecked }: HeldPoll): boolean {
    if (this.#homes === undefined || ack === undefined || isAckChecked) return false
    return ack > inSession(numbering, chat.visible - 1)
  }

  /** An acknowledgement of what was never sent counts as none. */
  #credible(session: VisitorSession, chat: RequestedChat, ack: number | undefined): number | undefined {
    if (ack === undefined) return undefined
    // After a restart, or by others, nobody knows what was sent; but nothing was sent that is not in the log.
    const sent = this.#homes === undefined ? session.sent : undefined
    const highest = sent ?? inSession(session.numbering, chat.visible - 1)
    return ack <= highest ? ack : undefined
  }

  /** The client has everything up to this number. */
  forgetUpTo(session: VisitorSession, number: number): void {
    const had = inChat(session.numbering, number)
    const first = session.recent[0]
    if (first !== undefined && first.number <= had) {
      session.recent = session.recent.filter((event) => event.number > had)
    }
  }

  /** The session is over for good: its place will not be asked for again. */
  forget(session: VisitorSession): void {
    if (session.chat !== undefined) this.#setPlace(session, '')
  }

  /**
   * Keeps the session's cursor and the place it was told; nobody waits for it. `undone` is the number that the client was
   * thought to have, and may not.
   */
  keepPlace(session: VisitorSession, undone?: number): void {
    const { cursor, toldPosition, numbering } = session
    const place = formatPlace({ cursor, toldPosition, reconnects: numbering.reconnects })
    this.#setPlace(session, place)
    this.#homes?.news.place(session.id, place, undone)
  }

  /** Takes over what another process told the client. */
  takePlace(session: VisitorSession, place: string, undone: number | undefined): void {
    const { cursor, toldPosition, reconnects } = parsePlace(place)
    if (reconnects !== session.numbering.reconnects) return
    // What came after it was told here may have come meanwhile: better that twice than this never.
    if (undone === undefined ? cursor > session.cursor : session.cursor >= undone) session.cursor = cursor
    // And what is kept may be older than what is said here.
    if (undone !== undefined && !session.placed) session.placedUpTo = Math.min(session.placedUpTo, cursor)
    session.toldPosition = toldPosition
    // There is something to say again that the client was thought to have.
    if (undone !== undefined) this.look(session)
  }

  #setPlace(session: VisitorSession, place: string): void {
    try {
      this.#log.setBookmark(placeBookmark(session.id), place)
    } catch (error) {
      // The last answers leave while the log closes. A place that is not kept costs a repeated message at worst.
      if (!(error instanceof LogUnavailableError)) throw error
    }
  }
}
