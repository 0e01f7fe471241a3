/** A Node process of its own: what it prints, when it ends, and that it does not outlive its test. */
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import type { Readable } from 'node:stream'
import { guardProcess } from './process-guard.js'

/** How a process ended, and everything it printed. */
export interface Ended {
  /** `null` when a signal ended it. */
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** Settings of the test runner must not reach the process, so it is given only what any program needs. */
const plainEnvironment = (): Record<string, string> => {
  const environment: Record<string, string> = {}
  for (const name of ['PATH', 'HOME', 'TMPDIR', 'LANG']) {
    const value = process.env[name]
    if (value !== undefined) environment[name] = value
  }
  return environment
}

export class NodeProcess {
  readonly pid: number
  /** Settles when it has ended and everything it printed was read. */
  readonly ended: Promise<Ended>
  readonly #child: ChildProcessByStdio<null, Readable, Readable>
  #stdout = ''
  #stderr = ''
  #over = false
  #look: (() => void)[] = []

  /**
   * Starts `node` with these arguments and, besides PATH and the like, this environment. `limit` is a command of the
   * shell that restricts the process before, such as `ulimit -f 100`.
   */
  constructor(args: readonly string[], environment: Readonly<Record<string, string>> = {}, limit = ':') {
    const env = { ...plainEnvironment(), ...environment }
    const command = ['-c', `${limit} && exec "$0" "$@"`, process.execPath, ...args]
    this.#child = spawn('/bin/sh', command, { stdio: ['ignore', 'pipe', 'pipe'], env })
    guardProcess(this.#child)
    const { pid, stdout, stderr } = this.#child
    if (pid === undefined) throw new Error('The process could not be started.')
    this.pid = pid
    stdout.setEncoding('utf8').on('data', (part: string) => {
      this.#stdout += part
      this.#tell()
    })
    stderr.setEncoding('utf8').on('data', (part: string) => {
      this.#stderr += part
      this.#tell()
    })
    this.ended = new Promise((resolve) => {
      this.#child.once('close', (code, signal) => {
        this.#over = true
        this.#tell()
        resolve({ code, signal, stdout: this.#stdout, stderr: this.#stderr })
      })
    })
  }

  /** What it has printed so far. */
  get stdout(): string {
    return this.#stdout
  }

  get stderr(): string {
    return this.#stderr
  }

  /** Settles with the first match in what it printed; rejects when it ended without one. */
  async said(pattern: RegExp, where: 'stdout' | 'stderr' = 'stdout'): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this[where])
      if (match) return match
      if (this.#over) throw new Error(`The process ended:\n${this.#stdout}${this.#stderr}`)
      await new Promise<void>((resolve) => this.#look.push(resolve))
    }
  }

  /** Sends a signal; does nothing once the process has ended. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  /** Ends it as `kill -9` does, wherever it stands. */
  kill(): Promise<Ended> {
    this.signal('SIGKILL')
    return this.ended
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill()
  }

  #tell(): void {
    const look = this.#look
    this.#look = []
    for (const resolve of look) resolve()
  }
}
