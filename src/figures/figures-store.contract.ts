import { describe, expect, onTestFinished, test } from 'vitest'
import type { EventLog } from '../event-log/event-log.js'
import { at, chat, write } from '../event-log/event-log-fixtures.contract.js'
import { balanceSlot, type Tally } from '../event-log/tally.js'
import { tidyStepMax, type FiguresStore, type SubjectSum } from './figures-store.js'
import { cutsAt, dayMs, hourMs, minuteMs, slotOf } from './slots.js'

export interface OpenedFigures {
  readonly log: EventLog
  readonly figures: FiguresStore
  /** Opens the same store once more after `log` was closed. Left out by stores that do not persist. */
  readonly reopen?: () => Promise<FiguresStore>
  readonly dispose: () => Promise<void>
}

/** Two days before the end of a day. */
const now = slotOf(at, dayMs) + 3 * dayMs
const tally = (measure: string, amount = 1, slot = slotOf(at, minuteMs), subject = 'b'): Tally => ({
  ...{ organizationId: 'org-1', kind: 'button', subject, measure, slot, amount },
})
const inOrder = (sums: readonly SubjectSum[]) =>
  sums.map(({ kind, subject, measure, amount }) => `${kind} ${subject} ${measure} ${amount}`).sort()

/** Registers the contract's tests under `name`; `open` is called once per test. */
export function figuresStoreContract(
  name: string,
  open: () => Promise<OpenedFigures>,
  { persists }: { persists: boolean },
): void {
  const opened = async () => {
    const harness = await open()
    onTestFinished(() => harness.dispose())
    return harness
  }
  const query = { organizationId: 'org-1', from: 1, slotMs: dayMs }

  describe(name, () => {
    test('an append adds its tallies, and one that conflicts adds none', async () => {
      const { log, figures } = await opened()
      const outcomes = await Promise.all([
        log.append([write(chat('a'), 0, 'x')], at, [tally('requested'), tally('requested'), tally('ended:agent', 5)]),
        log.append([write(chat('a'), 0, 'late'), write(chat('z'), 0, 'never')], at, [tally('requested', 100)]),
        log.append([write(chat('b'), 0, 'y')], at, [tally('requested', 3), tally('offered', 1, balanceSlot)]),
        log.append([write(chat('b'), 1, 'y')], at),
      ])
      expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true, true])
      const read = await figures.read(query)
      expect(inOrder(read.sums)).toEqual(['button b ended:agent 5', 'button b requested 5'])
      expect(inOrder(read.balances)).toEqual(['button b offered 1'])
    })

    test('sums are told by subject over a span, and by slot without histograms', async () => {
      const { log, figures } = await opened()
      const minute = slotOf(at, hourMs)
      await log.append([write(chat('a'), 0, 'x')], at, [
        ...[tally('requested', 1, minute - hourMs), tally('requested', 2, minute), tally('answer~7', 1, minute)],
        ...[tally('requested', 4, minute + minuteMs, 'c'), tally('requested', -1, minute + hourMs)],
        { ...tally('requested', 50, minute), organizationId: 'org-2' },
        { ...tally('offered', 8, minute), kind: 'agent' },
      ])
      const read = await figures.read({ ...query, from: minute, slotMs: hourMs })
      expect(inOrder(read.sums)).toEqual([
        ...['agent b offered 8', 'button b answer~7 1', 'button b requested 1', 'button c requested 4'],
      ])
      expect([...read.series].sort((a, b) => a.slot - b.slot || (a.kind < b.kind ? -1 : 1))).toEqual([
        { kind: 'agent', slot: minute, measure: 'offered', amount: 8 },
        { kind: 'button', slot: minute, measure: 'requested', amount: 6 },
        { kind: 'button', slot: minute + hourMs, measure: 'requested', amount: -1 },
      ])
      expect((await figures.read({ ...query, organizationId: 'org-3' })).sums).toEqual([])
    })

    test('counting begins once', async () => {
      const { figures } = await opened()
      await figures.begin([tally('in:online', 1, balanceSlot), tally('in:online')])
      await figures.begin([tally('in:online', 1, balanceSlot), tally('in:online')])
      const read = await figures.read(query)
      expect([inOrder(read.sums), inOrder(read.balances)]).toEqual([['button b in:online 1'], ['button b in:online 1']])
    })

    test('old slots become coarser and the oldest are forgotten, and no other sum changes', async () => {
      const { log, figures } = await opened()
      const cuts = cutsAt(now)
      const tallies = [balanceSlot, cuts.end - 1, cuts.end, cuts.days - 1, cuts.days, cuts.hours - 1, cuts.hours, now]
        .map((instant) => tally('requested', 1, slotOf(instant, minuteMs)))
        .concat(Array.from({ length: 2 * tidyStepMax }, (_, n) => tally('offered', 1, cuts.hours - n * minuteMs)))
      await log.append([write(chat('a'), 0, 'x')], at, tallies)
      const seen = async (from: number, slotMs: number) => {
        const { series } = await figures.read({ ...query, from, slotMs })
        return series.map(({ slot, measure, amount }) => `${slot} ${measure} ${amount}`).sort()
      }
      const spans = [...[[cuts.hours, minuteMs] as const, [cuts.days, hourMs] as const, [cuts.end, dayMs] as const]]
      const before = await Promise.all(spans.map(([from, slotMs]) => seen(from, slotMs)))
      let steps = 0
      while (await figures.tidy('org-1', cuts)) steps += 1
      expect(steps).toBeGreaterThan(1)
      expect(await figures.tidy('org-2', cuts)).toBe(false)
      expect(await Promise.all(spans.map(([from, slotMs]) => seen(from, slotMs)))).toEqual(before)
      const slots = (await figures.read({ ...query, slotMs: 1 })).series.map(({ slot }) => slot)
      expect(slots.every((slot) => slot >= cuts.end)).toBe(true)
      expect(slots.every((slot) => slot >= cuts.hours || slot % hourMs === 0)).toBe(true)
      expect(slots.every((slot) => slot >= cuts.days || slot % dayMs === 0)).toBe(true)
      expect(inOrder((await figures.read(query)).balances)).toEqual(['button b requested 1'])
    })

    test('a tally that is no whole number is a mistake, and nothing is written', async () => {
      const { log, figures } = await opened()
      const append = log.append([write(chat('a'), 0, 'x')], at, [tally('requested', 0.5)])
      await expect(append).rejects.toBeInstanceOf(TypeError)
      expect((await figures.read(query)).sums).toEqual([])
      expect((await log.load(chat('a'))).events).toEqual([])
    })

    if (!persists) return

    test('everything is there when it is opened again, and goes on', async () => {
      const { log, figures, reopen } = await opened()
      if (!reopen) throw new Error('A store that persists can be opened again.')
      await figures.begin([tally('in:online')])
      await log.append([write(chat('a'), 0, 'x')], at, [tally('requested', 2)])
      await log.close()
      const again = await reopen()
      await again.begin([tally('in:online')])
      expect(inOrder((await again.read(query)).sums)).toEqual(['button b in:online 1', 'button b requested 2'])
    })
  })
}
