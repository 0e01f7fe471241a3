/** From sums to figures: what docs/metrics.md defines, of one subject or of several together. Pure. */
import type { Millis } from '../lib/clock.js'
import { heldMs } from './agent-rules.js'
import { percentile } from './histogram.js'
import { levels, occurrences, type Duration, type Level, type Occurrence } from './measures.js'
import { isWaitMeasure } from './service-level.js'
import type { Span } from './slots.js'

/** Sums by measure. */
export type Sums = ReadonlyMap<string, number>

/** How long something took; percentiles are absent when it never happened, and where no histogram was read. */
export interface DurationFigures {
  readonly count: number
  readonly meanMs?: Millis
  readonly p50Ms?: Millis
  readonly p90Ms?: Millis
  readonly p99Ms?: Millis
}

/** How an agent spent their time, or several did together. */
export interface TimeFigures {
  readonly onlineMs: Millis
  readonly awayMs: Millis
  readonly busyMs: Millis
  /** Busy time by present time, 0 to 1; absent for nobody present. */
  readonly occupancy?: number
  /** Chats and offers at once, on average over the present time; absent for nobody present. */
  readonly meanLoad?: number
}

export interface ChatFigures {
  readonly occurrences: Readonly<Record<Occurrence, number>>
  /** How waits came to an end, for {@link serviceLevel}; of buttons alone. */
  readonly waits: Sums
  /** By reason; reasons that did not occur are absent. */
  readonly refused: Readonly<Record<string, number>>
  readonly ended: Readonly<Record<string, number>>
  readonly durations: Readonly<Record<Duration, DurationFigures>>
}

/** Adds amounts up by measure. */
export const addUp = (amounts: Iterable<{ readonly measure: string; readonly amount: number }>): Sums => {
  const sums = new Map<string, number>()
  for (const { measure, amount } of amounts) sums.set(measure, (sums.get(measure) ?? 0) + amount)
  return sums
}

const byReason = (sums: Sums, prefix: string): Record<string, number> =>
  Object.fromEntries(
    [...sums].filter(([measure]) => measure.startsWith(prefix)).map(([name, n]) => [name.slice(prefix.length), n]),
  )

const durationOf = (sums: Sums, duration: Duration): DurationFigures => {
  const count = sums.get(duration) ?? 0
  if (count === 0) return { count }
  const meanMs = (sums.get(`${duration}-ms`) ?? 0) / count
  const buckets = Object.entries(byReason(sums, `${duration}~`)).map(([n, many]) => [Number(n), many] as const)
  if (buckets.length === 0) return { count, meanMs }
  const histogram = new Map(buckets)
  const share = (of: number): Millis => percentile(histogram, of) ?? 0
  return { count, meanMs, p50Ms: share(0.5), p90Ms: share(0.9), p99Ms: share(0.99) }
}

export const chatFigures = (sums: Sums): ChatFigures => ({
  occurrences: Object.fromEntries(occurrences.map((name) => [name, sums.get(name) ?? 0])) as Record<Occurrence, number>,
  waits: new Map([...sums].filter(([measure]) => isWaitMeasure(measure))),
  refused: byReason(sums, 'refused:'),
  ended: byReason(sums, 'ended:'),
  durations: {
    answer: durationOf(sums, 'answer'),
    handle: durationOf(sums, 'handle'),
    response: durationOf(sums, 'response'),
  },
})

/** `atEnd` has the levels at the end of the span, as `in:` measures. */
export const timeFigures = (span: Pick<Span, 'from' | 'until'>, sums: Sums, atEnd: Sums): TimeFigures => {
  const [online, away, busy, load] = levels.map((level: Level) =>
    heldMs(span, atEnd.get(`in:${level}`) ?? 0, sums.get(`in:${level}`) ?? 0, sums.get(`at:${level}`) ?? 0),
  ) as [number, number, number, number]
  const present = online + away
  const times = { onlineMs: online, awayMs: away, busyMs: busy }
  return present === 0 ? times : { ...times, occupancy: busy / present, meanLoad: load / present }
}

/** The time figures of each slot of a span, oldest first, from the sums of the slots and the levels at the end. */
export const timeSeries = (span: Span, bySlot: ReadonlyMap<number, Sums>, atEnd: Sums): Map<number, TimeFigures> => {
  const series: [number, TimeFigures][] = []
  let level = atEnd
  let until = span.until
  for (let from = lastSlot(span); from >= span.from; from -= span.slotMs) {
    const sums = bySlot.get(from) ?? new Map<string, number>()
    series.push([from, timeFigures({ from, until }, sums, level)])
    level = new Map(
      levels.map((name) => [`in:${name}`, (level.get(`in:${name}`) ?? 0) - (sums.get(`in:${name}`) ?? 0)]),
    )
    until = from
  }
  return new Map(series.reverse())
}

const lastSlot = ({ from, until, slotMs }: Span): number => from + Math.floor((until - from) / slotMs) * slotMs
