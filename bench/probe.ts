/**
 * Loaded into a measured Node process before its program: answers what can only be known from inside. It does nothing
 * until it is asked.
 */
import { writeFileSync } from 'node:fs'
import { Session, type Profiler } from 'node:inspector'
import { writeHeapSnapshot } from 'node:v8'
import { isMainThread } from 'node:worker_threads'

/** How often the profiler looks, in microseconds. */
const samplingUs = 250

let session: Session | undefined

const post = <T>(method: string, parameters: object = {}): Promise<T> =>
  new Promise((resolve, reject) => {
    session ??= new Session()
    session.post(method, parameters, (error, result) => (error === null ? resolve(result as T) : reject(error)))
  })

const probe = {
  /** Collects garbage and tells what is left, in bytes: all objects, and buffers outside of the heap. */
  collect: (_: null) => {
    for (let turn = 0; turn < 3; turn += 1) globalThis.gc?.()
    const { heapUsed, external } = process.memoryUsage()
    return Promise.resolve({ heapUsed, external })
  },
  /** Begins to record what the main thread spends its time on. */
  startProfile: async (_: null) => {
    session = new Session()
    session.connect()
    await post('Profiler.enable')
    await post('Profiler.setSamplingInterval', { interval: samplingUs })
    await post('Profiler.start')
  },
  /** Ends the recording and writes it as a `.cpuprofile` file. */
  stopProfile: async (file: string) => {
    const { profile } = await post<Profiler.StopReturnType>('Profiler.stop')
    session?.disconnect()
    session = undefined
    writeFileSync(file, JSON.stringify(profile))
  },
  /** Writes every object on the heap to a file. */
  snapshot: (file: string) => Promise.resolve(writeHeapSnapshot(file)),
}

export type Probe = typeof probe

export interface ProbeQuestion {
  readonly number: number
  readonly name: keyof Probe
  readonly argument: unknown
}

export type ProbeAnswer =
  { readonly number: number; readonly result: unknown } | { readonly number: number; readonly problem: string }

const answer = async ({ number, name, argument }: ProbeQuestion): Promise<ProbeAnswer> => {
  try {
    return { number, result: await (probe[name] as (argument: unknown) => Promise<unknown>)(argument) }
  } catch (error) {
    return { number, problem: String(error) }
  }
}

// A worker thread loads this file as well.
if (isMainThread && process.send) {
  process.on('message', (question: ProbeQuestion) => {
    void answer(question).then((message) => process.send?.(message))
  })
}
