import type { Answer } from './next-answer.js'
import type { Polls } from './polls.js'
import type { HandOver, VisitorSession } from './visitor-session.js'

/** An answer on its way out. It holds what is needed to take it back, not the answer: connections keep the last one. */
export class AnswerOnItsWay implements HandOver {
  readonly #polls: Polls
  readonly #session: VisitorSession
  readonly #sequence: number
  readonly #reconnects: number
  readonly #cursorDecides: boolean
  readonly #toldQueue: boolean
  /** How things stood before. */
  readonly #cursor: number
  readonly #toldTypist: VisitorSession['toldTypist']
  readonly #toldPosition: number | undefined

  constructor(polls: Polls, session: VisitorSession, answer: Answer, after: number, cursorDecides: boolean) {
    this.#polls = polls
    this.#session = session
    this.#sequence = answer.sequence
    this.#reconnects = session.numbering.reconnects
    this.#cursorDecides = cursorDecides
    this.#toldQueue = answer.queue !== undefined
    this.#cursor = Math.min(after, session.cursor)
    this.#toldTypist = session.toldTypist
    this.#toldPosition = session.toldPosition
  }

  done(): void {
    const session = this.#session
    session.handingOver = false
    if (this.#counts) {
      session.cursor = this.#sequence
      if (this.#cursorDecides) this.#polls.forgetUpTo(session, session.cursor)
      if (this.#cursorDecides || this.#toldQueue) this.#polls.keepPlace(session)
    }
    this.#polls.look(session)
  }

  failed(): void {
    this.#session.handingOver = false
    if (this.#counts) this.#takeBack()
    this.#polls.look(this.#session)
  }

  undone(): void {
    if (this.#counts && this.#session.cursor === this.#sequence) this.#takeBack()
  }

  /** A client that reconnected since has said itself what it has. */
  get #counts(): boolean {
    return this.#session.numbering.reconnects === this.#reconnects
  }

  #takeBack(): void {
    this.#session.toldTypist = this.#toldTypist
    this.#session.toldPosition = this.#toldPosition
    this.#session.cursor = this.#cursor
    this.#polls.keepPlace(this.#session, this.#sequence)
  }
}
