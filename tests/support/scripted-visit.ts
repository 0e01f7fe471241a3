/** A visitor of ours at a scripted server, with everything that the visitor's program was told. */
import type { Clock } from '../../src/lib/clock.js'
import type { VisitorEvent } from '../../src/visitor-client/visitor-events.js'
import type { VisitorState } from '../../src/visitor-client/visitor-state.js'
import { newVisitor } from '../../src/visitor-client/visitor-state.js'
import { Visitor } from '../../src/visitor-client/visitor.js'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { message, messages, reply, ScriptedVisitorApi } from './scripted-visitor-api.js'

/** What the visitor asks for. */
export const request = { organizationId: '00D', deploymentId: '572', buttonId: '573', visitorName: 'Ana' }

export const gone = reply(403, 'Session required but was invalid or not found')
export const success = messages(0, message('ChatRequestSuccess', { queuePosition: 1 }))
export const established = messages(1, message('ChatEstablished', { name: 'Ada', sneakPeekEnabled: false }))
export const ended = (sequence: number) => messages(sequence, message('ChatEnded', { reason: 'agent' }))
export const says = (sequence: number, text: string) =>
  messages(sequence, message('ChatMessage', { name: 'Ada', text }))

// So long an open poll is watched after a loss; see `loops.ts`.
const HOLD_MS = 1000

/**
 * A clock that waits for nothing, and remembers what it was asked to wait for. Where a test is not about it, an open
 * poll is never open for long enough to mean something.
 */
export const hasty = ({ holds = false } = {}) => {
  const waits: number[] = []
  const clock: Clock = {
    now: () => 1_767_268_800_000,
    after: (delayMs, run) => {
      if (delayMs === HOLD_MS && !holds) return { cancel: () => undefined }
      waits.push(delayMs)
      const soon = setImmediate(run)
      return { cancel: () => clearImmediate(soon) }
    },
  }
  return { clock, waits }
}

interface VisitSettings {
  state?: VisitorState
  clock?: Clock
  acknowledge?: boolean
  onChange?: (state: VisitorState) => void
}

/** One scripted server and the visitors at it. */
export class ScriptedVisit {
  readonly events: VisitorEvent[] = []
  readonly #open: { readonly visitor: Visitor; readonly wire: WireClient }[] = []
  #look: (() => void)[] = []

  private constructor(public api: ScriptedVisitorApi) {}

  static async open(): Promise<ScriptedVisit> {
    return new ScriptedVisit(await ScriptedVisitorApi.listen())
  }

  /** A visitor who has begun; repeats come after 0.6 of their full wait. */
  visit({ state = newVisitor(request), ...more }: VisitSettings = {}) {
    const wire = new WireClient(this.api.endpoint)
    const onEvent = (event: VisitorEvent) => {
      this.events.push(event)
      for (const resolve of this.#look.splice(0)) resolve()
    }
    const visitor = new Visitor({ wire, state, onEvent, random: () => 0.8, ...more })
    this.#open.push({ visitor, wire })
    return { visitor, outcome: visitor.run() }
  }

  /** The types of all events so far. */
  get types(): VisitorEvent['type'][] {
    return this.events.map(({ type }) => type)
  }

  /** The acknowledgements of all polls so far. */
  get acks(): (string | null)[] {
    return this.api.of('System/Messages').map(({ query }) => query.get('ack'))
  }

  /** Settles when there were so many events of the type. */
  async happened(type: VisitorEvent['type'], count = 1): Promise<void> {
    while (this.types.filter((seen) => seen === type).length < count) {
      await new Promise<void>((resolve) => this.#look.push(resolve))
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { visitor, wire } of this.#open) {
      visitor.stop()
      wire.close()
    }
    await this.api[Symbol.asyncDispose]()
  }
}
