/** Several simulated servers on one store, with a relay between them that a test can trouble. */
import { expect, onTestFinished } from 'vitest'
import type { StoredToken } from '../../src/accounts/token-store.js'
import type { Answer } from '../../src/delivery/next-answer.js'
import type { PollOutcome } from '../../src/delivery/visitor-session.js'
import type { StreamWrite } from '../../src/event-log/event-log.js'
import { agentRef } from '../../src/routing/agent.js'
import { settled } from './settled.js'
import { SimulatedRelay } from './simulated-relay.js'
import { askForChat, organizationId, SimulatedServer } from './simulated-server.js'

export class SimulatedNodes {
  readonly relay = new SimulatedRelay()
  readonly nodes: SimulatedServer[] = []

  /** `count` started servers; their agents have the given capacities. */
  static async start(options: {
    readonly count: number
    readonly capacities: readonly number[]
    readonly environment?: Readonly<Record<string, string>>
    readonly onWritten?: (writes: readonly StreamWrite[]) => void
  }): Promise<SimulatedNodes> {
    const all = new SimulatedNodes()
    const { connect } = all.relay
    const first = await SimulatedServer.start({ ...options, connect })
    all.nodes.push(first)
    for (let n = 1; n < options.count; n += 1) all.nodes.push(await first.join(connect))
    // Until they know of each other.
    await all.rest()
    onTestFinished(() => {
      for (const node of all.nodes) {
        if (node.isUp) node.crash()
        expect(node.backgroundErrors).toEqual([])
      }
    })
    return all
  }

  node(n: number): SimulatedServer {
    const node = this.nodes[n % this.nodes.length]
    if (node === undefined) throw new Error(`There is no node ${n}.`)
    return node
  }

  /** Lets time pass for all, in steps so small that whatever falls due is done before the next. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 1000) {
      await this.node(0).pass(Math.min(left, 1000))
      await this.rest()
      for (const node of this.nodes) if (node.isUp) node.log.keepBookmarks()
    }
  }

  /** Waits until nothing is on its way any more between nodes that are up. */
  async rest(): Promise<void> {
    for (let turn = 0; turn < 12; turn += 1) await settled()
  }

  /** An agent comes online on a node, with an event stream there. */
  async agentComes(n: number, agentId: string): Promise<void> {
    const { router, assignments } = this.node(n).parts
    router.agentArrived(organizationId, agentId)
    await assignments.setPresence(organizationId, agentId, 'online')
    await this.rest()
  }

  /** Puts a log-in into the store. */
  addToken(token: StoredToken): Promise<void> {
    return this.node(0).store.tokens.add(token)
  }

  /** The state of an agent as a node knows it. */
  async agent(n: number, agentId: string) {
    return (await this.node(n).parts.ledger.read(agentRef(organizationId, agentId))).state
  }
}

/** A visitor's client that asks any node. */
export class RoamingVisitor {
  readonly #all: SimulatedNodes
  readonly #acks: boolean
  readonly key: string
  readonly sessionId: string
  /** The numbers of the durable messages it was given, in order. */
  readonly numbers: number[] = []
  had = -1
  #open: { outcome?: PollOutcome } | undefined
  /** The number of its next command. */
  #command = 1

  constructor(all: SimulatedNodes, n: number, acks = true) {
    this.#all = all
    this.#acks = acks
    const { id, key } = all.node(n).parts.sessions.create()
    this.sessionId = id
    this.key = key
  }

  async session(n: number) {
    const { sessions } = this.#all.node(n).parts
    const session = sessions.recall(this.key) ?? (await sessions.find(this.key))
    if (session === undefined) throw new Error('The key opens nothing any more.')
    sessions.touch(session)
    return session
  }

  async ask(n: number): Promise<void> {
    const number = (this.#command += 1)
    await askForChat(this.#all.node(n).parts, this.key, { number, digest: 'ask' })
  }

  async chat(n: number) {
    const { chat } = await this.session(n)
    if (chat === undefined) throw new Error('The visitor has no chat.')
    return chat
  }

  async say(n: number, text: string): Promise<void> {
    const number = (this.#command += 1)
    await this.#all.node(n).parts.forVisitors.chats.writeAsVisitor(await this.chat(n), text, { number, digest: text })
  }

  /** Opens a poll; {@link RoamingVisitor.attend} takes in what came of it. */
  async poll(n: number): Promise<void> {
    this.attend()
    const session = await this.session(n)
    const open: { outcome?: PollOutcome } = {}
    this.#open = open
    const end = (outcome: PollOutcome): void => void (open.outcome = outcome)
    this.#all.node(n).parts.sessions.polls.open(session, this.#acks ? this.had : undefined, end)
    await settled()
  }

  /** What came of the poll that was opened last; `undefined` while it is held. */
  attend(): PollOutcome['type'] | undefined {
    const { outcome } = this.#open ?? {}
    if (outcome === undefined) return undefined
    this.#open = undefined
    if (outcome.type === 'answer') {
      this.#take(outcome.answer)
      outcome.handOver.done()
    }
    return outcome.type
  }

  /** Polls node after node, beginning with `n`, until one holds the poll or says that all is over. */
  async readAll(n: number): Promise<void> {
    for (let turn = 0; turn < 100; turn += 1) {
      await this.poll(n + turn)
      await this.#all.rest()
      if (this.attend() !== 'answer') return
      await this.#all.rest()
    }
    throw new Error('There is no end to what the visitor is told.')
  }

  #take({ items, sequence }: Answer): void {
    for (const item of items) if ('number' in item) this.numbers.push(item.number)
    this.had = sequence
  }
}
