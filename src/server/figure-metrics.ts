/**
 * The figures as Prometheus reads them: totals since the start by button, and how long things took. Labels are buttons,
 * reasons and names from the program, never agents or chats, so that what is kept stays small.
 */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { Tally } from '../event-log/tally.js'
import { liveFloor } from '../figures/live.js'
import { occurrences, type Duration } from '../figures/measures.js'
import type { Ledger } from '../event-log/ledger.js'
import type { Clock } from '../lib/clock.js'
import type { Floors } from '../routing/floors.js'
import type { Setup } from '../setup/setup.js'

/** How many buttons have a label of their own; the others share {@link otherButtons}. */
export const buttonLabelsMax = 200
export const otherButtons = 'other'

const answerBucketsS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800]
const handleBucketsS = [10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200]

const named: ReadonlySet<string> = new Set(occurrences)
const eventName = (occurrence: string): string => occurrence.replaceAll('-', '_')

/** Registers the metrics and answers with what is to be told of all that was counted and is durable. */
export const createFigureMetrics = (
  registry: Registry,
  watched: {
    readonly floors: Floors
    readonly ledger: Pick<Ledger, 'peek'>
    readonly setup: Setup
    readonly clock: Clock
  },
): ((tallies: readonly Tally[]) => void) => {
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name, help, labelNames, registers: [registry] })
  const events = new Counter({
    name: 'parley_chat_events_total',
    help: 'What happened to chats, by button',
    labelNames: ['button', 'event'],
    registers: [registry],
    collect() {
      for (const id of ['', ...watched.setup.buttons.map((button) => button.id)]) labelOf(id)
    },
  })
  // Prometheus takes what it has never read for nothing: a first time that nobody saw a zero before does not count for it.
  const labelOf = buttonLabels((button) => {
    for (const occurrence of occurrences) events.inc({ button, event: eventName(occurrence) }, 0)
  })
  const refused = counter('parley_chats_refused_total', 'Requests refused at once, by button and why', [
    ...(['button', 'reason'] as const),
  ])
  const ended = counter('parley_chats_ended_total', 'Chats that ended, by button and why', ['button', 'reason'])
  const histogram = (name: string, help: string, buckets: number[]) =>
    new Histogram({ name, help, labelNames: ['button'], buckets, registers: [registry] })
  const durations: Readonly<Record<Duration, Histogram<'button'>>> = {
    answer: histogram('parley_time_to_answer_seconds', 'From a request to the first acceptance', answerBucketsS),
    response: histogram('parley_first_response_seconds', 'From an acceptance to the first message', answerBucketsS),
    handle: histogram(
      'parley_handle_time_seconds',
      'From an acceptance until the agent has it no more',
      handleBucketsS,
    ),
  }
  registerQueues(registry, watched, labelOf)

  return (tallies) => {
    for (const { kind, subject, measure, amount } of tallies) {
      if (kind !== 'button') continue
      const button = labelOf(subject)
      if (named.has(measure)) events.inc({ button, event: eventName(measure) }, amount)
      else if (measure.startsWith('refused:')) refused.inc({ button, reason: measure.slice(8) }, amount)
      else if (measure.startsWith('ended:')) ended.inc({ button, reason: measure.slice(6) }, amount)
      else if (measure.endsWith('-ms')) durations[measure.slice(0, -3) as Duration].observe({ button }, amount / 1000)
    }
  }
}

const registerQueues = (
  registry: Registry,
  { floors, ledger, setup, clock }: Parameters<typeof createFigureMetrics>[1],
  labelOf: (buttonId: string) => string,
): void => {
  const gauge = (
    name: string,
    help: string,
    value: (live: ReturnType<typeof liveFloor>, id: string) => number,
    together: (one: number, other: number) => number,
  ): void => {
    new Gauge({
      ...{ name, help, labelNames: ['button'], registers: [registry] },
      collect() {
        const values = new Map<string, number>()
        for (const { id: organizationId } of setup.organizations) {
          const live = liveFloor(floors.of(organizationId), ledger, () => 0, clock.now())
          for (const { id } of setup.all(organizationId, 'button')) {
            const button = labelOf(id)
            values.set(button, together(values.get(button) ?? 0, value(live, id)))
          }
        }
        this.reset()
        for (const [button, of] of values) this.set({ button }, of)
      },
    })
  }
  gauge(
    'parley_button_chats_waiting',
    'Chats that wait or are offered, by button',
    (live, id) => {
      const { waiting, offered } = live.queue(new Set([id]))
      return waiting + offered
    },
    (one, other) => one + other,
  )
  gauge(
    'parley_button_longest_wait_seconds',
    'How long the visitor who waits longest has waited, by button',
    (live, id) => live.queue(new Set([id])).longestWaitMs / 1000,
    Math.max,
  )
}

/** The first buttons that are seen keep their label until the process ends. `isNew` hears of each label once. */
const buttonLabels = (isNew: (label: string) => void): ((buttonId: string) => string) => {
  const own = new Set<string>()
  const told = new Set<string>()
  return (buttonId) => {
    if (buttonId !== '' && own.size < buttonLabelsMax) own.add(buttonId)
    const label = buttonId === '' ? 'none' : own.has(buttonId) ? buttonId : otherButtons
    if (!told.has(label)) {
      told.add(label)
      isNew(label)
    }
    return label
  }
}
