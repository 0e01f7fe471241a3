/** A NATS server of our own, on a port of its own, that can be killed and started again. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { freePort } from '../free-port.js'
import { guardProcess } from '../process-guard.js'
import { TemporaryDirectory } from '../temporary-directory.js'

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The server's program: on the path, or where Debian has it, which is not on everybody's path. */
export const natsProgram = (): string | undefined =>
  [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin']
    .map((directory) => join(directory, 'nats-server'))
    .find(isProgram)

export class NatsServer {
  readonly port: number
  readonly #program: string
  readonly #directory: TemporaryDirectory
  #process: ChildProcess | undefined

  private constructor(program: string, port: number, directory: TemporaryDirectory) {
    this.#program = program
    this.port = port
    this.#directory = directory
  }

  /**
   * Starts one. `configuration` is what its file says beside address and port. Where no server is installed `skip` is called,
   * by which a test is left out with the reason; `npm test` repeats it at its end, and fails when `CI` is set.
   */
  static async start(skip: (reason: string) => never, configuration = ''): Promise<NatsServer> {
    const program = natsProgram() ?? skip('nats-server is not installed')
    const server = new NatsServer(program, await freePort(), await TemporaryDirectory.make())
    await server.start(configuration)
    return server
  }

  /** The number of its process; 0 while there is none. */
  get pid(): number {
    return this.#process?.pid ?? 0
  }

  /** Its address, with what stands before the host, such as `user:password@`. */
  url(before = '', scheme: 'nats' | 'tls' = 'nats'): string {
    return `${scheme}://${before}127.0.0.1:${this.port}`
  }

  /** Starts it, for the first time or again; with a configuration, with that one from now on. */
  async start(configuration?: string): Promise<void> {
    if (configuration !== undefined) await this.#configure(configuration)
    const started = spawn(this.#program, ['-c', this.#file, '-a', '127.0.0.1', '-p', String(this.port)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    guardProcess(started)
    this.#process = started
    let output = ''
    await new Promise<void>((resolve, reject) => {
      started.stderr.setEncoding('utf8').on('data', (part: string) => {
        output += part
        if (output.includes('Server is ready')) resolve()
      })
      started.once('close', () => reject(new Error(`The NATS server ended:\n${output}`)))
    })
  }

  /** Changes what it is configured to while it runs. */
  async reload(configuration: string): Promise<void> {
    await this.#configure(configuration)
    this.#process?.kill('SIGHUP')
  }

  /** Stands it still, and lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#process?.kill(signal)
  }

  async kill(): Promise<void> {
    const running = this.#process
    if (running === undefined) return
    this.#process = undefined
    const ended = once(running, 'close')
    running.kill('SIGKILL')
    await ended
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill()
    await this.#directory[Symbol.asyncDispose]()
  }

  get #file(): string {
    return join(this.#directory.path, 'nats.conf')
  }

  #configure(configuration: string): Promise<void> {
    return writeFile(this.#file, configuration)
  }
}
