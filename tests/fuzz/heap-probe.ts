/**
 * Loaded into a server that a test starts: on SIGUSR2 it collects garbage and prints what is left of the main thread's
 * heap, in bytes.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  process.on('SIGUSR2', () => {
    collect()
    // What the first round only made unreachable, such as what finalizers held, goes with the second.
    setImmediate(() => {
      collect()
      process.stdout.write(`Heap: ${process.memoryUsage().heapUsed} bytes.\n`)
    })
  })
}
