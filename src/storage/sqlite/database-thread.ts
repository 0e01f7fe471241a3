/**
 * The main thread's end of the worker that owns the database: calls in, answers out, and what happens when the worker
 * or the database is lost.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { LogUnavailableError } from '../../event-log/event-log.js'
import { StoreInUseError, StoreTooNewError, StoreUnusableError } from '../errors.js'
import type { Call, Calls, FromWorker, Refusal, Trouble, WorkerOptions } from './messages.js'

interface Pending {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

const refusals = {
  'in-use': StoreInUseError,
  'too-new': StoreTooNewError,
  unusable: StoreUnusableError,
} as const satisfies Record<Refusal['reason'], new (message: string) => Error>

export class DatabaseThread {
  readonly #worker: Worker
  readonly #onFailure: (error: Error) => void
  readonly #pending = new Map<number, Pending>()
  readonly #exited: Promise<void>
  #calls = 0
  #failure: LogUnavailableError | undefined
  #closed: Promise<void> | undefined

  private constructor(worker: Worker, onFailure: (error: Error) => void) {
    this.#worker = worker
    this.#onFailure = onFailure
    this.#exited = new Promise((resolve) => worker.once('exit', () => resolve()))
    worker.on('message', (message: FromWorker) => this.#hear(message))
    worker.on('error', (error) => this.#fail('The database thread crashed.', error))
    worker.on('exit', (code) => {
      if (!this.#closed) this.#fail(`The database thread ended with exit code ${code}.`)
    })
  }

  /**
   * Starts the worker and waits until it owns the database; rejects with {@link StoreInUseError},
   * {@link StoreUnusableError} or {@link StoreTooNewError}. `onFailure` is called at most once, when the worker or the
   * database is lost later on; everything in flight was rejected by then, and every further call will be.
   */
  static async start(options: WorkerOptions, onFailure: (error: Error) => void): Promise<DatabaseThread> {
    const worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: options,
      name: 'parley-store',
      // What the process was started with, such as `--eval`, is not for its threads.
      execArgv: [],
      // What a batch leaves behind is small; a large young generation would only lie around as garbage.
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    })
    // `once` rejects with the worker's own error if that comes first.
    const opening = Promise.race([once(worker, 'message'), once(worker, 'exit')]) as Promise<[FromWorker | number]>
    const [first] = await opening.catch((error: unknown) => {
      throw new StoreUnusableError('The database thread crashed.', { cause: error })
    })
    if (typeof first === 'number') throw new StoreUnusableError('The database thread ended before it was ready.')
    if ('refused' in first) throw new refusals[first.refused.reason](first.refused.message)
    return new DatabaseThread(worker, onFailure)
  }

  /**
   * Asks the worker, which answers in the order of the calls. Rejects with {@link LogUnavailableError} when the store
   * is closed, lost, or this one call failed.
   */
  call<Name extends keyof Calls>(name: Name, argument: Parameters<Calls[Name]>[0]): Promise<ReturnType<Calls[Name]>> {
    if (this.#failure) return Promise.reject(this.#failure)
    if (this.#closed) return Promise.reject(new LogUnavailableError('The store is closed.'))
    return this.#post(name, argument)
  }

  #post<Name extends keyof Calls>(name: Name, argument: unknown): Promise<ReturnType<Calls[Name]>> {
    return new Promise((resolve, reject) => {
      this.#calls += 1
      this.#pending.set(this.#calls, { resolve: resolve as (result: unknown) => void, reject })
      this.#worker.postMessage({ number: this.#calls, name, argument } satisfies Call)
    })
  }

  #hear(message: FromWorker): void {
    if ('number' in message) {
      const pending = this.#pending.get(message.number)
      this.#pending.delete(message.number)
      if ('result' in message) pending?.resolve(message.result)
      else {
        pending?.reject(errorOf(message.trouble))
        if (message.trouble.fatal) this.#fail('The database failed.', errorOf(message.trouble))
      }
    } else if ('lost' in message) this.#fail('The database failed.', errorOf(message.lost))
  }

  #fail(message: string, cause?: unknown): void {
    if (this.#failure) return
    this.#failure = new LogUnavailableError(message, { cause })
    for (const { reject } of this.#pending.values()) reject(this.#failure)
    this.#pending.clear()
    // Never `terminate`: see `crash`. A worker that hangs in a call does no harm any more, for nobody hears it.
    this.#worker.postMessage({ number: 0, name: 'abandon', argument: undefined } satisfies Call)
    this.#worker.unref()
    this.#onFailure(this.#failure)
  }

  /** Lets the worker finish its calls, closes the database and ends the thread. Never rejects. */
  close(): Promise<void> {
    this.#closed ??= this.#end()
    return this.#closed
  }

  async #end(): Promise<void> {
    if (!this.#failure) {
      // A database that cannot be closed was lost; that was reported, and there is nothing left to do for it.
      await this.#post('close', undefined).catch(() => undefined)
    }
    await this.#exited
  }

  /**
   * Ends the thread as a crash would: after the calls made so far, with the database left as it is. Settles when it is
   * over. The worker goes by itself, because one that is ended from outside in the middle of a call into SQLite takes
   * the whole process with it.
   */
  async crash(): Promise<void> {
    void this.#post('abandon', undefined).catch(() => undefined)
    await this.#exited
  }
}

function errorOf({ message, code }: Trouble): LogUnavailableError {
  const cause = new Error(code === undefined ? message : `${message} (SQLite result code ${code})`)
  return new LogUnavailableError('The database refused.', { cause })
}
