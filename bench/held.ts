/**
 * Scenarios C and D, on one server after the other: many held polls, what they cost in memory, and how long messages
 * take while they are held.
 */
import { runOpenLoop } from './open-loop.js'
import type { Options, Subject } from './options.js'
import { Trouble } from './pairs.js'
import { percentile } from './percentiles.js'
import { isProbed, startSubject, type RunningSubject } from './subjects.js'

export interface MemoryRow {
  readonly server: Subject
  readonly held: number
  readonly residentBeforeBytes: number
  readonly residentBytes: number
  /** Resident bytes for each held one: all that came with them. */
  readonly eachBytes: number
  /** The same for those after the first fifth only, without what a server takes once it works at all. */
  readonly eachFurtherBytes: number
  /** Bytes on the heap for each; of Node servers only. */
  readonly eachHeapBytes: number | undefined
  /** Resident bytes for each after the load of scenario C; only when that was run. */
  readonly eachAfterLoadBytes: number | undefined
}

export interface LatencyRow {
  readonly server: Subject
  readonly held: number
  readonly perSecond: number
  readonly seconds: number
  readonly cpuUs: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly p999Ms: number
  readonly maxMs: number
  /** How late we were ourselves; the latencies hold it. */
  readonly lagP50Ms: number
  readonly lagP99Ms: number
}

export interface HeldResult {
  readonly memory: MemoryRow[]
  readonly latency: LatencyRow[]
}

/** How many connections carry what is written. */
const commandConnections = 64
/** How long a server is left alone before its memory is read. */
const settleMs = 2000

interface Memory {
  readonly resident: number
  readonly heap: number | undefined
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, settleMs))

/** Memory after everything that is garbage was collected: twice, as V8 gives memory back after it has collected. */
const settledMemory = async (subject: RunningSubject): Promise<Memory> => {
  let heap: number | undefined
  for (let turn = 0; turn < 2; turn += 1) {
    await pause()
    if (!isProbed(subject)) continue
    const heaps = await subject.server.ask('collect', null)
    heap = heaps.reduce((sum, { usedBytes }) => sum + usedBytes, 0)
  }
  await pause()
  return { resident: subject.server.residentBytes(), heap }
}

const measureOne = async (
  subject: RunningSubject,
  options: Options,
  trouble: Trouble,
  tell: (what: string) => void,
): Promise<{ memory: MemoryRow; latency: LatencyRow | undefined }> => {
  const { name, pairs, server } = subject
  const { held, rate, loadMs } = options
  const before = await settledMemory(subject)
  const few = Math.ceil(held / 5)
  tell(`C, D: ${name} takes ${held} held polls`)
  await trouble.guard(pairs.grow(few))
  const withFew = await settledMemory(subject)
  await trouble.guard(pairs.grow(held))
  const now = await settledMemory(subject)
  let latency: LatencyRow | undefined
  let after: Memory | undefined
  if (options.scenarios.has('C')) {
    tell(`C: ${name}, ${rate} messages/s for ${loadMs / 1000} s`)
    const result = await runOpenLoop(pairs, held, { rate, lengthMs: loadMs }, server, trouble)
    latency = {
      ...{ server: name, held, perSecond: rate, seconds: loadMs / 1000, cpuUs: result.cpuUs },
      p50Ms: percentile(result.latenciesMs, 0.5),
      p99Ms: percentile(result.latenciesMs, 0.99),
      p999Ms: percentile(result.latenciesMs, 0.999),
      maxMs: percentile(result.latenciesMs, 1),
      lagP50Ms: percentile(result.lagsMs, 0.5),
      lagP99Ms: percentile(result.lagsMs, 0.99),
    }
    after = await settledMemory(subject)
  }
  const memory: MemoryRow = {
    ...{ server: name, held },
    residentBeforeBytes: before.resident,
    residentBytes: now.resident,
    eachBytes: (now.resident - before.resident) / held,
    eachFurtherBytes: (now.resident - withFew.resident) / (held - few),
    eachHeapBytes: now.heap === undefined || before.heap === undefined ? undefined : (now.heap - before.heap) / held,
    eachAfterLoadBytes: after && (after.resident - before.resident) / held,
  }
  return { memory, latency }
}

/** Measures C, D or both, on each server alone. */
export const measureHeld = async (
  options: Options,
  directory: string,
  tell: (what: string) => void,
): Promise<HeldResult> => {
  const result: HeldResult = { memory: [], latency: [] }
  for (const name of options.subjects) {
    const trouble = new Trouble()
    tell(`C, D: starting ${name}`)
    const subject = await startSubject(name, directory, { commands: commandConnections, chats: options.held }, trouble)
    try {
      const { memory, latency } = await measureOne(subject, options, trouble, tell)
      result.memory.push(memory)
      if (latency) result.latency.push(latency)
    } finally {
      await subject.stop()
    }
  }
  return result
}
