/**
 * This node among others on one store: says what it did, takes in what the others did, and looks at the log once a second
 * for what nobody told it. Everything here may fail for a while; what it costs is time.
 */
import type { Bus, Listener, Subscription } from '../bus/bus.js'
import type { Relay } from '../bus/relay.js'
import type { EventBody } from '../event-log/event-log.js'
import { streamRef, type Commit, type Ledger, type StreamKind } from '../event-log/ledger.js'
import type { SharedLog } from '../event-log/shared-log.js'
import type { StreamNews } from '../event-log/streams.js'
import type { Clock, Millis, Timer } from '../lib/clock.js'
import type { Ids } from '../lib/ids.js'
import type { Hint } from '../routing/hints.js'
import { Announcements } from './announcements.js'
import { Isolation } from './isolation.js'
import { LogLook } from './log-look.js'
import { readNodeMessage, type NodeItem, type NodeItemOf } from './node-message.js'
import { Standstill } from './standstill.js'
import { Turns } from './turns.js'

/** How long after a look at the log a node looks again, and how often it says that it lives. */
export const lookEveryMs: Millis = 1000
/** With each how manieth time that it says so a node says who is in contact with it. */
const beatsPerRound = 3

/** A kind of any streams; each is given back only what is its own. */
export type AnyKind = StreamKind<unknown, EventBody>

/** What is done about what another node said. */
export type NodeHandlers = {
  readonly [T in Exclude<NodeItem['type'], 'commit' | 'hint' | 'hello'>]: (item: NodeItemOf<T>) => void
}

/** What a node counts of its talk with the others. Totals start at zero with the node. */
export interface NodeStatistics {
  /** How many other nodes were heard of lately. */
  readonly others: number
  /** Whether they can be told nothing now. */
  readonly isAway: boolean
  /** Messages sent, and messages of others understood; each holds one thing or several. */
  readonly sent: number
  readonly received: number
  /** Things that were not said: too many waited, too long, or nobody could be told. */
  readonly unsaid: number
  /** How often messages of others may have been missed. */
  readonly gaps: number
}

export class Nodes {
  readonly id: string
  readonly turns: Turns
  readonly isolation: Isolation
  readonly standstill: Standstill
  readonly #announcements: Announcements
  readonly #look: LogLook
  readonly #relay: Relay
  readonly #ledger: Pick<Ledger, 'takeIn'>
  readonly #local: Bus<Hint>
  readonly #kinds: ReadonlyMap<string, AnyKind>
  readonly #clock: Clock
  readonly #onLook: () => Promise<void>
  readonly #onRound: () => void
  readonly #onError: (error: unknown) => void
  #beats = 0
  #received = 0
  #gaps = 0
  #handlers: NodeHandlers | undefined
  #beatTimer: Timer | undefined
  #lookTimer: Timer | undefined
  #stopped = false

  constructor(options: {
    relay: Relay
    shared: SharedLog
    /** Whether the store cannot be reached. */
    reach: { isAway(): boolean }
    ledger: Pick<Ledger, 'takeIn'>
    /** The bus of this process. */
    local: Bus<Hint>
    /** The streams of which others are told, by kind. */
    kinds: readonly AnyKind[]
    clock: Clock
    ids: Ids
    /** See {@link Announcements}. */
    defer: (run: () => void) => void
    /** Looks for what else others changed; called with every look. */
    onLook: () => Promise<void>
    /** Says who is in contact with this node; called every few seconds. */
    onRound: () => void
    /** The process stood still for so long. */
    onWaking: (stoodMs: Millis) => void
    /** Something failed that nobody waits for; it is tried again with the next look. */
    onError: (error: unknown) => void
  }) {
    const { relay, shared, clock, ids, defer } = options
    this.id = ids.uuid()
    this.turns = new Turns(this.id, clock)
    this.isolation = new Isolation({ clock, reach: options.reach, turns: this.turns })
    this.standstill = new Standstill({ clock, passed: () => performance.now(), onWaking: options.onWaking })
    this.#announcements = new Announcements({ relay, nodeId: this.id, defer })
    this.#look = new LogLook(shared, (streams) =>
      this.#takeIn(streams.map(({ stream, version, open }) => ({ name: stream, version, isOpen: open }))),
    )
    this.#relay = relay
    this.#ledger = options.ledger
    this.#local = options.local
    this.#kinds = new Map(options.kinds.map((kind) => [kind.kind, kind]))
    this.#clock = clock
    this.#onLook = options.onLook
    this.#onRound = options.onRound
    this.#onError = options.onError
  }

  get statistics(): NodeStatistics {
    const { sent, unsaid } = this.#announcements
    const isAway = this.#relay.isAway()
    return { others: this.turns.others, isAway, sent, received: this.#received, unsaid, gaps: this.#gaps }
  }

  /** To be called before what is open is read from the store. What others say is heard from {@link Nodes.start} on. */
  async begin(): Promise<void> {
    await this.#relay.listen({
      onMessage: (text) => this.#hear(text),
      onGap: () => {
        this.#gaps += 1
        // They may have forgotten each other, and tell nobody anything then.
        this.say({ type: 'hello' })
        void this.#lookAtAll()
      },
    })
    await this.#look.begin()
  }

  /** What was open has been read: from now on everything is taken in, beginning with what was written meanwhile. */
  async start(handlers: NodeHandlers): Promise<void> {
    this.#handlers = handlers
    this.say({ type: 'hello' })
    this.isolation.start()
    this.standstill.start()
    this.#beatLater()
    await this.#look.look()
    this.#lookLater()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#beatTimer?.cancel()
    this.#lookTimer?.cancel()
    this.isolation.stop()
    this.standstill.stop()
    await this.#relay.close()
  }

  /** Says something to the others, if there are any. */
  say(item: NodeItem): void {
    if (this.#stopped || (this.turns.others === 0 && item.type !== 'hello')) return
    this.#announcements.say(item)
  }

  /** Tells the others what has just become durable by this node's doing. */
  committed(commits: readonly Commit[]): void {
    for (const { ref, after, events, isForeign } of commits) {
      const version = events.at(-1)?.version
      if (isForeign || version === undefined || !this.#kinds.has(ref.name.kind)) continue
      this.say({ type: 'commit', ...ref.name, version, isOpen: ref.kind.isOpen(after), events: [...events] })
    }
  }

  /** The bus for what is fleeting: whoever listens, on whichever node, is told. */
  get bus(): Bus<Hint> {
    return {
      publish: (topic: string, hint: Hint): void => {
        this.#local.publish(topic, hint)
        if (hint.type === 'chat-committed' || hint.type === 'agent-committed' || hint.type === 'queue-moved') return
        this.say({ type: 'hint', topic, hint })
      },
      listen: (topic: string, listener: Listener<Hint>): Subscription => this.#local.listen(topic, listener),
    }
  }

  #hear(text: string): void {
    const handlers = this.#handlers
    const message = readNodeMessage(text)
    if (handlers === undefined || this.#stopped || message === undefined || message.from === this.id) return
    this.#received += 1
    // Whoever is new is told at once that they are not alone.
    if (this.turns.heard(message.from)) this.say({ type: 'hello' })
    const commits = message.items.filter((item) => item.type === 'commit')
    if (commits.length > 0) {
      const news = commits.map(({ organizationId, kind, id, version, isOpen, events }) => ({
        ...{ name: { organizationId, kind, id }, version, isOpen },
        events: events,
      }))
      // What cannot be taken in now is found by the next look.
      this.#takeIn(news).catch(this.#onError)
    }
    for (const item of message.items) {
      if (item.type === 'hint') this.#local.publish(item.topic, item.hint)
      else if (item.type !== 'commit' && item.type !== 'hello') handle(handlers, item)
    }
  }

  #takeIn(news: readonly (Omit<StreamNews, 'ref'> & { readonly name: Commit['ref']['name'] })[]): Promise<void> {
    const known: StreamNews[] = []
    for (const { name, ...rest } of news) {
      const kind = this.#kinds.get(name.kind)
      if (kind) known.push({ ref: streamRef(kind, name.organizationId, name.id), ...rest })
    }
    return this.#ledger.takeIn(known)
  }

  #isStopped(): boolean {
    return this.#stopped
  }

  /** Waits for nothing: a look at the log may take as long as a database that is slow, or a connection that is dead. */
  #beatLater(): void {
    this.#beatTimer = this.#clock.after(lookEveryMs, () => {
      this.#beatLater()
      this.say({ type: 'hello' })
      this.#beats += 1
      if (this.#beats % beatsPerRound === 0) this.#onRound()
    })
  }

  #lookLater(): void {
    if (this.#stopped) return
    this.#lookTimer = this.#clock.after(lookEveryMs, () => void this.#lookAtAll().then(() => this.#lookLater()))
  }

  async #lookAtAll(): Promise<void> {
    if (this.#handlers === undefined || this.#stopped) return
    try {
      await this.#look.look()
      await this.#onLook()
    } catch (error) {
      // The store is closed while the node stops.
      if (!this.#isStopped()) this.#onError(error)
    }
  }
}

const handle = <T extends keyof NodeHandlers>(handlers: NodeHandlers, item: NodeItemOf<T>): void => {
  const handler = handlers[item.type as T] as (item: NodeItemOf<T>) => void
  handler(item)
}
