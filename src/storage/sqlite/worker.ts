/** The thread that owns the database. It answers one call after the other, in the order they were made. */
import { parentPort, workerData } from 'node:worker_threads'
import type { DatabaseCalls } from './database-calls.js'
import { openDatabaseCalls } from './database-calls.js'
import { StoreInUseError, StoreTooNewError } from '../errors.js'
import type { Call, Calls, FromWorker, Refusal, Trouble, WorkerOptions } from './messages.js'
import { extendedCodeOf, isFatal } from './result-codes.js'

if (!parentPort) throw new Error('The worker runs as a worker thread only.')
const port = parentPort
const say = (message: FromWorker) => port.postMessage(message)

const troubleOf = (error: unknown): Trouble => ({
  message: error instanceof Error ? error.message : String(error),
  code: extendedCodeOf(error),
  fatal: isFatal(error),
})

const reasonOf = (error: unknown): Refusal['reason'] =>
  error instanceof StoreInUseError ? 'in-use' : error instanceof StoreTooNewError ? 'too-new' : 'unusable'

function serve({ calls, tidy }: DatabaseCalls): void {
  const carryOut = (name: keyof Calls, argument: unknown) => (calls[name] as (argument: unknown) => unknown)(argument)

  let lost = false

  const answer = ({ number, name, argument }: Call) => {
    if (lost && name !== 'abandon') return
    try {
      say({ number, result: carryOut(name, argument) })
    } catch (error) {
      const trouble = troubleOf(error)
      lost = trouble.fatal
      say({ number, trouble })
      return
    }
    if (name === 'close') {
      port.close()
      return
    }
    try {
      tidy()
    } catch (error) {
      lost = true
      say({ lost: { ...troubleOf(error), fatal: true } })
    }
  }
  port.on('message', answer)
}

try {
  serve(openDatabaseCalls(workerData as WorkerOptions))
  say({ opened: true })
} catch (error) {
  say({ refused: { reason: reasonOf(error), message: troubleOf(error).message } })
}
