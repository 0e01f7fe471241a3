/**
 * A beat far more even than a timer's: a thread that sleeps until the next beat is due and wakes the loop. A timer of
 * Node is late by up to a millisecond, which would be most of what is measured.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/**
 * Calls `beat` `beats` times, one every `periodMs`, with the time it was due at; settles after the last one. A beat that
 * comes late does not put off those after it.
 */
export const keepPace = async (periodMs: number, beats: number, beat: (dueMs: number) => void): Promise<void> => {
  const worker = new Worker(new URL('./pacer-thread.js', import.meta.url), { workerData: { periodMs, beats } })
  worker.on('message', beat)
  await once(worker, 'exit')
}
