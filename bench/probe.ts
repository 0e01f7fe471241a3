/**
 * Loaded into a measured Node process before its program: answers what can only be known from inside. It does nothing
 * until it is asked.
 */
import { writeFileSync } from 'node:fs'
import { Session, type Profiler } from 'node:inspector'
import { getHeapStatistics, setFlagsFromString, writeHeapSnapshot } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { BroadcastChannel, isMainThread } from 'node:worker_threads'

/** How often the profiler looks, in microseconds. */
const samplingUs = 250

/** How long the other threads have for an answer, in milliseconds. */
const threadsMs = 500

/** What one thread's heap holds after everything that is garbage was collected, in bytes. */
export interface HeapUse {
  readonly usedBytes: number
  /** What V8 keeps for the heap, used or not. */
  readonly keptBytes: number
}

const collectHere = (): HeapUse => {
  // A context made after the flag was set knows the function.
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  for (let turn = 0; turn < 3; turn += 1) collect()
  const { used_heap_size: usedBytes, total_heap_size: keptBytes } = getHeapStatistics()
  return { usedBytes, keptBytes }
}

const threads = new BroadcastChannel('parley-bench-probe')
threads.unref()

const collectElsewhere = async (): Promise<HeapUse[]> => {
  const found: HeapUse[] = []
  threads.onmessage = ({ data }: { data: unknown }) => found.push(data as HeapUse)
  threads.postMessage('collect')
  await new Promise((resolve) => setTimeout(resolve, threadsMs))
  return found
}

let session: Session | undefined

const post = <T>(method: string, parameters: object = {}): Promise<T> =>
  new Promise((resolve, reject) => {
    session ??= new Session()
    session.post(method, parameters, (error, result) => (error === null ? resolve(result as T) : reject(error)))
  })

const probe = {
  /** Collects garbage on all threads and tells what each of them holds then: the main thread first. */
  collect: async (_: null): Promise<HeapUse[]> => [collectHere(), ...(await collectElsewhere())],
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

if (!isMainThread) threads.onmessage = () => threads.postMessage(collectHere())
else if (process.send) {
  process.on('message', (question: ProbeQuestion) => {
    void answer(question).then((message) => process.send?.(message))
  })
}
