/** One visitor's client in a simulation: what it has, what it does about losses, and what it must never be told. */
import { expect } from 'vitest'
import type { Answer } from '../../src/delivery/next-answer.js'
import { LogUnavailableError } from '../../src/event-log/event-log.js'
import type { HandOver, PollOutcome, VisitorSession } from '../../src/delivery/visitor-session.js'
import { settled } from './settled.js'
import type { SimulatedServer } from './simulated-server.js'

/** Whether it acknowledges: always, never, or now and then. */
export type ClientKind = 'with ack' | 'without ack' | 'mixed'

/** What becomes of an answer. */
export type AnswerFate =
  | 'received'
  /** The connection breaks while it is written out. */
  | 'cut'
  /** It was written out whole and did not arrive. */
  | 'lost'
  /** It is on its way until the client does something else, and did not arrive then. */
  | 'late'

/** What the log says, for the client to be judged by. */
export interface World {
  readonly oneMessage: boolean
  /** The versions of the visitor's events, in order. */
  readonly versions: readonly number[]
  reconnects(): number
}

/** A poll that this client has not given up. */
interface OpenPoll {
  readonly fate: AnswerFate
  readonly end: (outcome: PollOutcome) => void
  outcome?: PollOutcome
}

const alone: ReadonlySet<string> = new Set(['requested', 'refused', 'accepted', 'agent-lost'])

export class DeliveryClient {
  readonly #server: SimulatedServer
  readonly #key: string
  readonly #kind: ClientKind
  readonly #world: World
  /** The `sequence` of the newest answer received. */
  #had = -1
  /** The offsets received, oldest first. */
  readonly #offsets: number[] = []
  /** How many of the chat's events it has received without a gap. */
  #received = 0
  /** How many it has by its own account: less, when it reconnected with an old offset. */
  #position = 0
  /** It reconnected and has not been told the chat so far yet. */
  #awaitsSoFar = false
  /** It goes on with an acknowledgement beyond what it said it had, and that may be taken at its word. */
  #mayBeBeyond = false
  #goesOn = true
  #late: HandOver | undefined
  #poll: OpenPoll | undefined
  /** It was told that the session is over. */
  isOver = false

  constructor(server: SimulatedServer, key: string, kind: ClientKind, world: World) {
    this.#server = server
    this.#key = key
    this.#kind = kind
    this.#world = world
  }

  /** How often it has reconnected, as the log has it. */
  get reconnects(): number {
    return this.#world.reconnects()
  }

  async session(): Promise<VisitorSession> {
    const { sessions } = this.#server.parts
    const session = sessions.recall(this.#key) ?? (await sessions.find(this.#key))
    if (session === undefined) throw new Error('The key opens nothing any more.')
    sessions.touch(session)
    return session
  }

  /**
   * Opens a poll, and does with what comes of it, now or later, as `fate` says. `again` times it first gives up a poll
   * that it has just opened.
   */
  async poll({ fate, ack, again }: { fate: AnswerFate; ack: boolean; again: number }): Promise<void> {
    for (let time = 0; time <= again && !this.isOver; time += 1) {
      this.attend()
      await this.#openPoll(fate, ack, time > 1)
    }
    for (let turn = 0; turn < 3 && this.#poll?.outcome === undefined; turn += 1) await settled()
    this.attend()
  }

  /** Takes in what came of the open poll, if anything did. */
  attend(): void {
    const { outcome, fate } = this.#poll ?? {}
    if (outcome === undefined || fate === undefined) return
    this.#poll = undefined
    if (outcome.type === 'answer') this.#take(outcome.answer, outcome.handOver, fate)
    else if (outcome.type === 'gone') this.isOver = true
    // Its poll ends without an answer when it reconnects.
    else expect(outcome.type).toBe('nothing')
  }

  /** Reads on until nothing more comes. */
  async readAll(): Promise<void> {
    for (let left = this.#world.versions.length + 20; left > 0 && !this.isOver; left -= 1) {
      await this.poll({ fate: 'received', ack: true, again: 0 })
      if (this.#poll !== undefined) break
    }
    expect(this.#awaitsSoFar && !this.#mayBeBeyond).toBe(false)
    expect(this.#received).toBe(this.#world.versions.length)
  }

  /** Says that it lost its way, until it is answered; `back` counts offsets from the newest. */
  async reconnect(how: {
    back: number | undefined
    goesOn: boolean
    fate: 'written' | 'failed' | 'written-unanswered' | 'response-lost'
  }): Promise<void> {
    this.attend()
    if (this.isOver) return
    // The server learns that the last connection broke before the client reconnects, or only after it.
    if (how.goesOn) this.#resolveLate()
    const offset = how.back === undefined ? undefined : this.#offsets.at(-1 - how.back)
    if (how.fate === 'failed' || how.fate === 'written-unanswered') {
      const { log } = this.#server
      log.holdAppends = true
      const trying = this.#server.parts.reconnects.reconnect(await this.session(), offset)
      const failure = trying.then(
        () => undefined,
        (error: unknown) => error,
      )
      await settled()
      for (const held of [...log.appends]) {
        await held.release(held.writes[0]?.stream.kind === 'session' ? how.fate : 'written')
      }
      await this.#server.flow()
      expect(await failure).toBeInstanceOf(LogUnavailableError)
    }
    // One that was written without an answer is not repeated: the server must find out by itself.
    const times = { written: 1, failed: 1, 'written-unanswered': 0, 'response-lost': 2 }[how.fate]
    for (let time = 0; time < times; time += 1) {
      await this.#server.parts.reconnects.reconnect(await this.session(), offset)
    }
    const { versions } = this.#world
    this.#position = versions.filter((version) => version <= (offset ?? 0)).length
    this.#awaitsSoFar = true
    this.#goesOn = how.goesOn
    this.#mayBeBeyond = false
    if (times === 0) this.#loseAnswer()
    if (!how.goesOn) this.#had = -1
  }

  /** The server is gone, and every connection with it. */
  connectionsBreak(): void {
    this.#late = undefined
    this.#poll = undefined
    this.#loseAnswer()
  }

  /** An old `ack` can now be taken for a new one: what it was meant for is not known, or was sent and did not arrive. */
  #loseAnswer(): void {
    const isAhead = this.#goesOn && this.#position < this.#received
    if (this.#awaitsSoFar && isAhead && this.#kind !== 'without ack') this.#mayBeBeyond = true
  }

  async #openPoll(fate: AnswerFate, ack: boolean, abandons: boolean): Promise<void> {
    const session = await this.session()
    const { polls } = this.#server.parts.sessions
    if (abandons && this.#poll !== undefined) polls.abandon(session, this.#poll.end)
    // The server learns that the last connection broke before the new poll comes, or only after it.
    if (ack) this.#resolveLate()
    const acks = this.#kind === 'with ack' || (this.#kind === 'mixed' && ack)
    const poll: OpenPoll = {
      fate,
      end: (outcome) => {
        poll.outcome = outcome
      },
    }
    this.#poll = poll
    polls.open(session, acks ? this.#had : undefined, poll.end)
    this.#resolveLate()
  }

  /** What was on its way did not arrive. */
  #resolveLate(): void {
    const late = this.#late
    this.#late = undefined
    // Only a client that acknowledges can bear that the server takes it for handed over.
    if (this.#kind === 'with ack') late?.done()
    else late?.failed()
  }

  #take(answer: Answer, handOver: HandOver, fate: AnswerFate): void {
    this.#judge(answer)
    if (fate !== 'received') this.#loseAnswer()
    switch (fate) {
      case 'received':
        this.#read(answer)
        handOver.done()
        return
      case 'cut':
        handOver.failed()
        return
      case 'lost':
        handOver.done()
        // A client that acknowledges says so itself; for any other the connection's end has to tell.
        if (this.#kind !== 'with ack') handOver.undone()
        return
      case 'late':
        this.#late = handOver
    }
  }

  /** What holds for every answer, whether it arrives or not. */
  #judge({ items, sequence }: Answer): void {
    expect(items.length).toBeGreaterThan(0)
    if (this.#world.oneMessage) expect(items).toHaveLength(1)
    const indices = this.#indicesOf(items)
    for (const [at, index] of indices.entries()) expect(index).toBe((indices[0] ?? 0) + at)
    const last = indices.at(-1)
    if (last !== undefined) expect(sequence).toBe(last + this.#world.reconnects())
    const stands = items.some((item) => ('body' in item ? alone.has(item.body.type) : item.type === 'so-far'))
    if (stands) expect(items).toHaveLength(1)
  }

  /** Takes in an answer that arrived. */
  #read({ items, sequence, offset }: Answer): void {
    const soFar = items.some((item) => !('body' in item) && item.type === 'so-far')
    if (this.#awaitsSoFar && !this.#mayBeBeyond) expect(soFar).toBe(true)
    const [first] = this.#indicesOf(items)
    if (soFar && this.#awaitsSoFar) {
      expect(offset).toBe(this.#world.versions[this.#position - 1] ?? 0)
    } else if (first !== undefined) {
      // Nothing is ever skipped; and nothing comes twice to a client that always says what it has.
      if (this.#kind === 'with ack' && !this.#mayBeBeyond) expect(first).toBe(this.#position)
      else expect(first).toBeLessThanOrEqual(this.#received)
      this.#position = first + items.filter((item) => 'body' in item).length
    }
    this.#received = Math.max(this.#received, this.#position)
    if (soFar || first !== undefined) {
      this.#awaitsSoFar = false
      this.#mayBeBeyond = false
    }
    this.#had = sequence
    this.#offsets.push(offset)
  }

  /** Which of the chat's events these are, counted from 0. */
  #indicesOf(items: Answer['items']): number[] {
    return items.flatMap((item) => ('body' in item ? [this.#world.versions.indexOf(item.version)] : []))
  }
}
