import { parentPort, workerData } from 'node:worker_threads'
import { monotonicMs } from './monotonic.js'

const { periodMs, beats } = workerData as { periodMs: number; beats: number }
const sleeper = new Int32Array(new SharedArrayBuffer(4))
const start = monotonicMs() + periodMs
for (let number = 0; number < beats; number += 1) {
  const due = start + number * periodMs
  const left = due - monotonicMs()
  if (left > 0) Atomics.wait(sleeper, 0, 0, left)
  parentPort?.postMessage(due)
}
