import { describe, expect, test } from 'vitest'
import { ManualClock } from '../lib/manual-clock.js'
import { LogOverloadedError, type EventBody } from './event-log.js'
import { streamRef, type AnyRef, type Decider, type StreamKind } from './ledger.js'
import { PatientLedger, pauseMs, writesWaitingMax } from './patient-ledger.js'
import { TooLateError } from './too-late.js'

const kind: StreamKind<number, EventBody> = {
  kind: 'thing',
  types: new Map(),
  initial: () => 0,
  apply: (count) => count + 1,
  isOpen: () => true,
}
const thing = (id: string) => streamRef(kind, 'org', id)
const refused = (): Promise<never> => Promise.reject(new LogOverloadedError('Too many appends are waiting.'))

/** A ledger that writes nothing down but who wrote, and refuses as long as it is busy. */
const open = ({ patienceMs = 20_000, waitingMax = writesWaitingMax, chance = (): number => 0 } = {}) => {
  const clock = new ManualClock()
  const state = { busy: false, tries: 0, written: [] as string[], failure: undefined as Error | undefined }
  let gate = Promise.resolve()
  /** Lets every write from now on wait until what it gives is called. */
  const hold = (): (() => void) => {
    let release = (): void => undefined
    gate = new Promise((resolve) => (release = resolve))
    return () => release()
  }
  const write = async (refs: readonly AnyRef[], decide: (states: readonly unknown[], at: number) => unknown) => {
    state.tries += 1
    if (state.busy) return refused()
    if (state.failure !== undefined) throw state.failure
    await gate
    const { result } = decide([0], clock.now()) as { result: never }
    state.written.push(`${refs[0]?.name.id ?? ''} ${String(result)}`)
    return result
  }
  const read = () => (state.busy ? refused() : Promise.resolve({ state: 7, version: 7 }))
  const behind = { peek: () => 7, read }
  const ledger = { ...behind, transact: write, transactMany: write } as unknown as Decider
  const patient = new PatientLedger({ ledger, clock, patienceMs, chance, waitingMax })
  const put = (id: string, what: string): Promise<string> =>
    patient.transact([thing(id)], () => ({ events: [[]], result: what }))
  /** Lets time pass in small steps, so that whoever tries again sees it. */
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 10) {
      clock.advance(Math.min(10, left))
      await new Promise(setImmediate)
    }
  }
  return { state, patient, put, pass, hold }
}

test('what can be written is written at once, and reading asks the ledger', async () => {
  const { state, patient, put } = open()
  expect(await put('a', 'one')).toBe('one')
  expect(await patient.transactMany([thing('a')], () => ({ events: [[]], result: 'two' }))).toBe('two')
  expect(state.written).toEqual(['a one', 'a two'])
  expect(patient.peek(thing('a'))).toBe(7)
  expect(await patient.read(thing('a'))).toEqual({ state: 7, version: 7 })
  expect(patient.waiting).toBe(0)
})

test('what the log cannot take is tried again until it can', async () => {
  const { state, patient, put, pass } = open()
  state.busy = true
  const writing = put('a', 'one')
  await pass(pauseMs * 5)
  expect(patient.waiting).toBe(1)
  expect(state.tries).toBeGreaterThan(3)
  expect(state.tries).toBeLessThan(8)
  state.busy = false
  await pass(pauseMs * 2)
  expect(await writing).toBe('one')
  expect(patient.waiting).toBe(0)
})

test('reading waits as writing does, but behind nobody, and no longer', async () => {
  const { state, patient, put, pass } = open({ patienceMs: 1000 })
  state.busy = true
  const writing = put('a', 'one')
  const reading = patient.read(thing('a'))
  await pass(10)
  expect(patient.waiting).toBe(2)
  state.busy = false
  await pass(pauseMs * 2)
  expect([await reading, await writing]).toEqual([{ state: 7, version: 7 }, 'one'])
  state.busy = true
  const refusal = expect(patient.read(thing('a'))).rejects.toBeInstanceOf(LogOverloadedError)
  await pass(1100)
  await refusal
  expect(patient.waiting).toBe(0)
})

test('the pauses differ by chance, up to twice as long', async () => {
  const { state, put, pass } = open({ chance: () => 0.99 })
  state.busy = true
  const writing = put('a', 'one')
  await pass(pauseMs * 1.9)
  expect(state.tries).toBe(1)
  state.busy = false
  await pass(pauseMs * 0.2)
  expect(await writing).toBe('one')
})

test('who comes later to the same stream waits behind; other streams do not', async () => {
  const { state, patient, put, pass } = open()
  state.busy = true
  const first = put('a', 'one')
  await pass(10)
  state.busy = false
  const later = ['two', 'three'].map((what) => put('a', what))
  expect(await put('b', 'four')).toBe('four')
  expect(state.written).toEqual(['b four'])
  expect(patient.waiting).toBe(3)
  await pass(pauseMs * 2)
  await Promise.all([first, ...later])
  expect(state.written).toEqual(['b four', 'a one', 'a two', 'a three'])
})

describe('a refusal comes', () => {
  test('when patience ends, also for those behind', async () => {
    const { state, patient, put, pass } = open({ patienceMs: 1000 })
    state.busy = true
    const outcomes: string[] = []
    const note = (what: string) => put('a', what).catch((error: unknown) => outcomes.push(`${what} ${String(error)}`))
    void note('one')
    await pass(500)
    void note('two')
    await pass(490)
    expect(outcomes).toEqual([])
    await pass(20)
    expect(outcomes).toEqual(['one LogOverloadedError: Too many appends are waiting.'])
    await pass(600)
    expect(outcomes).toHaveLength(2)
    expect(patient.waiting).toBe(0)
    state.busy = false
    expect(await put('a', 'three')).toBe('three')
  })

  test('[N-23] when patience ended while others were before it, though the log would take it now', async () => {
    const { state, put, pass, hold } = open({ patienceMs: 1000 })
    state.busy = true
    const first = put('a', 'one')
    await pass(10)
    const second = expect(put('a', 'two')).rejects.toBeInstanceOf(TooLateError)
    state.busy = false
    const release = hold()
    await pass(1100)
    release()
    await pass(10)
    expect(await first).toBe('one')
    await second
    expect(state.written).toEqual(['a one'])
  })

  test('at once without patience, and when too many wait', async () => {
    const impatient = open({ patienceMs: 0 })
    impatient.state.busy = true
    await expect(impatient.put('a', 'one')).rejects.toBeInstanceOf(LogOverloadedError)
    expect(impatient.state.tries).toBe(1)

    const { state, patient, put, pass } = open()
    state.busy = true
    const waiting = Array.from({ length: writesWaitingMax }, (_, n) => put(`t${n}`, 'x'))
    await pass(10)
    expect(patient.waiting).toBe(writesWaitingMax)
    await expect(put('more', 'x')).rejects.toBeInstanceOf(LogOverloadedError)
    await expect(put('t0', 'x')).rejects.toBeInstanceOf(LogOverloadedError)
    state.busy = false
    await pass(pauseMs * 2)
    expect(await Promise.all(waiting)).toHaveLength(writesWaitingMax)
  })

  test('[N-23] at once when it came too late to be decided, for it becomes no younger', async () => {
    const { state, patient, put, pass } = open({ patienceMs: 60_000 })
    state.failure = new TooLateError()
    await expect(put('a', 'one')).rejects.toBe(state.failure)
    state.busy = true
    const writing = expect(put('a', 'two')).rejects.toBe(state.failure)
    await pass(10)
    state.busy = false
    await pass(pauseMs * 2)
    await writing
    expect(patient.waiting).toBe(0)
  })

  test('for every other reason at once', async () => {
    const { state, patient, put, pass } = open()
    state.failure = new Error('The disk is gone.')
    await expect(put('a', 'one')).rejects.toThrow('The disk is gone.')
    state.busy = true
    const writing = expect(put('a', 'two')).rejects.toThrow('The disk is gone.')
    await pass(10)
    state.busy = false
    await pass(pauseMs * 2)
    await writing
    expect(patient.waiting).toBe(0)
  })
})
