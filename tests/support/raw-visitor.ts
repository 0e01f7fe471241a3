/** A plain visitor at a server in this process, of whom a test can see whether the server holds a poll. */
import { until } from './in-process-server.js'
import { newSession, PlainVisitor, type WireSession } from './plain-visitor.js'
import type { RawAnswer } from './raw-http.js'
import type { TestOrganization } from './test-organization.js'

export { initBody, restPath, versionHeader, type WireMessages, type WireSession } from './plain-visitor.js'

export interface HeldPoll {
  readonly answer: Promise<RawAnswer>
  /** Whether the server holds a poll of this visitor, this one or a newer one. */
  isHeld(): boolean
}

export class RawVisitor extends PlainVisitor {
  readonly #organization: TestOrganization

  private constructor(organization: TestOrganization, session: WireSession) {
    super((request) => organization.server.request(request), organization, session)
    this.#organization = organization
  }

  /** A visitor with a new session. */
  static async arrive(organization: TestOrganization): Promise<RawVisitor> {
    return new RawVisitor(organization, await newSession((request) => organization.server.request(request)))
  }

  /** A visitor who has asked for a chat; nothing was polled yet. */
  static async ask(organization: TestOrganization, changes: object = {}): Promise<RawVisitor> {
    const visitor = await RawVisitor.arrive(organization)
    const answer = await visitor.init(changes)
    if (answer.status !== 200) throw new Error(`ChasitorInit was answered ${answer.status}: ${answer.text}`)
    return visitor
  }

  /** The same visitor at another node. */
  at(organization: TestOrganization): RawVisitor {
    return new RawVisitor(organization, this.session)
  }

  /** A poll that the server holds, because there is nothing to say yet. */
  async held(ack?: number | string): Promise<HeldPoll> {
    const before = this.#openPoll()
    const answer = this.poll(ack)
    // A poll that is open still when its server ends is nobody's concern.
    answer.catch(() => undefined)
    await until(() => this.#openPoll() !== undefined && this.#openPoll() !== before, 'a poll to be held')
    return { answer, isHeld: () => this.#openPoll() !== undefined }
  }

  #openPoll() {
    return this.#organization.server.running.parts.sessions.recall(this.session.key)?.poll
  }
}
