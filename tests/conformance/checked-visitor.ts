/** A plain visitor at any server, of whom one can tell from outside that a poll is held. */
import assert from 'node:assert/strict'
import { PlainVisitor, restPath, versionHeader, type ChatTarget, type Send } from '../support/plain-visitor.js'
import type { WireSession } from '../support/plain-visitor.js'
import type { RawAnswer } from '../support/raw-http.js'

export interface OpenPoll {
  readonly answer: Promise<RawAnswer>
  /** Fails when it was answered already. */
  expectHeld(): Promise<void>
}

/** After so many other requests were answered, one that could be answered would have been. */
const turnsEnough = 3

export class CheckedVisitor extends PlainVisitor {
  readonly name: string
  readonly #send: Send

  constructor(send: Send, target: ChatTarget, session: WireSession, name: string) {
    super(send, target, session)
    this.#send = send
    this.name = name
  }

  /** Asks for a chat under this visitor's own name, unless `changes` say another. */
  override init(changes: object = {}, sequence?: number): Promise<RawAnswer> {
    return super.init({ visitorName: this.name, ...changes }, sequence)
  }

  /** A poll that the server holds, because there is nothing to say. */
  async held(ack?: number | string): Promise<OpenPoll> {
    let answered: RawAnswer | undefined
    const answer = this.poll(ack).then((come) => (answered = come))
    // One that is open still when its server ends is nobody's concern.
    answer.catch(() => undefined)
    const open = {
      answer,
      expectHeld: async () => {
        for (let turn = 0; turn < turnsEnough; turn += 1) {
          await this.#send({ path: restPath('System/SessionId'), headers: versionHeader })
        }
        assert.equal(answered, undefined, `The poll was answered ${answered?.status}: ${answered?.text}`)
      },
    }
    await open.expectHeld()
    return open
  }
}
