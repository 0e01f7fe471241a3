/**
 * What an operator runs a floor by: reads the sums that the log's appends keep, and keeps them small. The sums and the
 * events are one transaction, so nothing has to be caught up with after a crash.
 */
import type { Tally } from '../event-log/tally.js'
import type { Clock, Timer } from '../lib/clock.js'
import type { AgentState } from '../routing/agent.js'
import { countAgent } from './agent-rules.js'
import type { FiguresStore, SubjectSum } from './figures-store.js'
import { cutsAt, spanOf, type Period, type Span } from './slots.js'
import {
  addUp,
  chatFigures,
  timeFigures,
  timeSeries,
  type ChatFigures,
  type Sums,
  type TimeFigures,
} from './summary.js'

/** How often old slots are looked for. */
export const tidyEveryMs = 600_000

/** A slot of a chart. */
export interface SlotFigures {
  readonly from: number
  readonly chats: ChatFigures
  readonly time: TimeFigures
}

/** Sums by the kind of subject and then by subject, so that asking for each of many costs no more than asking for all. */
type BySubject = ReadonlyMap<string, ReadonlyMap<string, readonly SubjectSum[]>>

const bySubject = (sums: readonly SubjectSum[]): BySubject => {
  const kinds = new Map<string, Map<string, SubjectSum[]>>()
  for (const sum of sums) {
    const subjects = kinds.get(sum.kind) ?? new Map<string, SubjectSum[]>()
    kinds.set(sum.kind, subjects)
    const own = subjects.get(sum.subject)
    if (own === undefined) subjects.set(sum.subject, [sum])
    else own.push(sum)
  }
  return kinds
}

/** What was read for a span, ready to be asked for subjects. */
export class PeriodFigures {
  readonly span: Span
  readonly #sums: BySubject
  readonly #balances: BySubject
  /** The whole organization over time. */
  readonly series: readonly SlotFigures[]

  constructor(
    span: Span,
    sums: readonly SubjectSum[],
    balances: readonly SubjectSum[],
    series: readonly SlotFigures[],
  ) {
    this.span = span
    this.#sums = bySubject(sums)
    this.#balances = bySubject(balances)
    this.series = series
  }

  /** The chats of some buttons or agents together; of all buttons when none are named. */
  chats(kind: 'button' | 'agent', ids?: ReadonlySet<string>): ChatFigures {
    return chatFigures(addUp(this.#of(this.#sums, kind, ids)))
  }

  /** The time of some agents together; of all when none are named. */
  time(ids?: ReadonlySet<string>): TimeFigures {
    return timeFigures(
      this.span,
      addUp(this.#of(this.#sums, 'agent', ids)),
      addUp(this.#of(this.#balances, 'agent', ids)),
    )
  }

  /** Who something was counted for. */
  subjects(kind: 'button' | 'agent'): Set<string> {
    return new Set([this.#sums, this.#balances].flatMap((sums) => [...(sums.get(kind)?.keys() ?? [])]))
  }

  #of(sums: BySubject, kind: 'button' | 'agent', ids?: ReadonlySet<string>): SubjectSum[] {
    const subjects = sums.get(kind)
    return [...(ids ?? subjects?.keys() ?? [])].flatMap((subject) => subjects?.get(subject) ?? [])
  }
}

export class Figures {
  readonly #store: FiguresStore
  readonly #clock: Clock
  readonly #organizationIds: () => readonly string[]
  readonly #onError: (error: unknown) => void
  readonly #followers: ((tallies: readonly Tally[]) => void)[] = []
  #timer: Timer | undefined
  #stopped = false

  constructor(options: {
    store: FiguresStore
    clock: Clock
    organizationIds: () => readonly string[]
    /** Something failed that nobody waits for; it is tried again later. */
    onError: (error: unknown) => void
  }) {
    this.#store = options.store
    this.#clock = options.clock
    this.#organizationIds = options.organizationIds
    this.#onError = options.onError
  }

  /**
   * Begins. Call it before anything is appended, with the agents who are not offline: a log that is older than its
   * figures has them come in now.
   */
  async start(agents: readonly AgentState[]): Promise<void> {
    const now = this.#clock.now()
    await this.#store.begin(
      agents.flatMap((agent) => countAgent({ ...agent, status: 'offline', places: [] }, agent, now)),
    )
    this.#tidyLater()
  }

  stop(): void {
    this.#stopped = true
    this.#timer?.cancel()
  }

  /** Tells `follower` of all that is counted from now on, once it is durable. It must not throw. */
  follow(follower: (tallies: readonly Tally[]) => void): void {
    this.#followers.push(follower)
  }

  /** Takes in what was counted. Call it with every append that became durable. */
  counted(tallies: readonly Tally[]): void {
    if (tallies.length > 0) for (const follower of this.#followers) follower(tallies)
  }

  /** What happened in a period that ends now. */
  async of(organizationId: string, period: Period): Promise<PeriodFigures> {
    const span = spanOf(period, this.#clock.now())
    const { sums, balances, series } = await this.#store.read({ organizationId, ...span })
    const slots = new Map<number, { button: Sums; agent: Sums }>()
    for (const slot of new Set(series.map((sum) => sum.slot))) {
      const of = (kind: string): Sums => addUp(series.filter((sum) => sum.slot === slot && sum.kind === kind))
      slots.set(slot, { button: of('button'), agent: of('agent') })
    }
    const agents = new Map([...slots].map(([slot, { agent }]) => [slot, agent]))
    const times = timeSeries(span, agents, addUp(balances.filter(({ kind }) => kind === 'agent')))
    const none: Sums = new Map()
    return new PeriodFigures(
      span,
      sums,
      balances,
      [...times].map(([from, time]) => ({ from, chats: chatFigures(slots.get(from)?.button ?? none), time })),
    )
  }

  #tidyLater(): void {
    if (this.#stopped) return
    this.#timer = this.#clock.after(tidyEveryMs, () => {
      this.#tidy()
        .catch(this.#onError)
        .finally(() => this.#tidyLater())
    })
  }

  async #tidy(): Promise<void> {
    const cuts = cutsAt(this.#clock.now())
    for (const organizationId of this.#organizationIds()) {
      while (!this.#stopped && (await this.#store.tidy(organizationId, cuts)));
    }
  }
}
