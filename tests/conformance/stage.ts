/** What one check works with: a server, what to ask it for, and an agent if there is one. */
import { newSession, restPath, versionHeader, type ChatTarget } from '../support/plain-visitor.js'
import type { Website } from '../support/page-script.js'
import type { RawAnswer, RawRequest } from '../support/raw-http.js'
import type { AgentDriver, DrivenChat } from './agent-driver.js'
import { RecordedWire } from './recorded-wire.js'
import { CheckedVisitor } from './checked-visitor.js'

/** An organization that the server under test sends elsewhere. */
export interface Moved {
  readonly organizationId: string
  /** Where to: what `SwitchServer` names. */
  readonly url: string
}

/** A visitor in a chat, who has read everything up to `ChatEstablished`. */
export interface Meeting {
  readonly visitor: CheckedVisitor
  readonly chat: DrivenChat
}

let visitors = 0

export class Stage {
  readonly wire: RecordedWire
  readonly target: ChatTarget
  readonly #driver: AgentDriver | undefined
  readonly #moved: Moved | undefined
  readonly #arrived: CheckedVisitor[] = []

  constructor(url: string, target: ChatTarget, driver: AgentDriver | undefined, moved?: Moved) {
    this.wire = new RecordedWire(url)
    this.target = target
    this.#driver = driver
    this.#moved = moved
  }

  get agent(): AgentDriver {
    if (this.#driver === undefined) throw new Error('This check needs an agent.')
    return this.#driver
  }

  get moved(): Moved {
    if (this.#moved === undefined) throw new Error('This check needs an organization that lives elsewhere.')
    return this.#moved
  }

  /** The pages of the website that visitors come from. */
  get website(): Website {
    return { ...this.target, server: { request: this.wire.send } }
  }

  send(request: RawRequest): Promise<RawAnswer> {
    return this.wire.send(request)
  }

  /** A request for a resource, with nothing but the version unless more is said. */
  get(resource: string, headers: Readonly<Record<string, string>> = versionHeader): Promise<RawAnswer> {
    return this.send({ path: restPath(resource), headers })
  }

  /** A visitor with a new session and a name that nobody else has. */
  async arrive(): Promise<CheckedVisitor> {
    const session = await newSession(this.wire.send)
    visitors += 1
    const visitor = new CheckedVisitor(this.wire.send, this.target, session, `Visitor ${visitors} of ${session.id}`)
    this.#arrived.push(visitor)
    return visitor
  }

  /** A visitor who has asked for a chat. Nothing was polled yet. */
  async ask(changes: object = {}): Promise<CheckedVisitor> {
    const visitor = await this.arrive()
    const answer = await visitor.init(changes)
    if (answer.status !== 200) throw new Error(`ChasitorInit was answered ${answer.status}: ${answer.text}`)
    return visitor
  }

  /** A visitor whom the agent has accepted. Nothing was polled yet. */
  async accepted(changes: object = {}): Promise<Meeting> {
    const visitor = await this.ask(changes)
    const offer = await this.agent.offer(visitor.name)
    return { visitor, chat: await offer.accept() }
  }

  async meet(changes: object = {}): Promise<Meeting> {
    const meeting = await this.accepted(changes)
    await meeting.visitor.reads(['ChatRequestSuccess'])
    await meeting.visitor.reads(['ChatEstablished'])
    return meeting
  }

  /** Ends whatever the check left open, so that the agent is free for the next. */
  async clear(): Promise<void> {
    for (const { session } of this.#arrived) {
      await this.send({ method: 'DELETE', path: restPath(`System/SessionId/${session.key}`), headers: versionHeader })
    }
  }
}
