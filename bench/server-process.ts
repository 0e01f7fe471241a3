/** A server under measurement, as a process of its own: started, watched, asked, and stopped. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpuTimeUs, residentBytes } from './process-usage.js'
import type { Probe, ProbeAnswer, ProbeQuestion } from './probe.js'

/** How long a server may take to start and to stop. */
const patienceMs = 20_000
/** How much of what a server prints is kept, to be shown when it fails. */
const outputKeptMax = 4000

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** The environment in which a Node program, with all its threads, answers {@link ServerProcess.ask}. */
export const probed = { NODE_OPTIONS: `--import ${new URL('./probe.js', import.meta.url).href}` } as const

export class ServerProcess {
  readonly pid: number
  readonly #child: ChildProcess
  #output = ''
  #questions = 0

  private constructor(child: ChildProcess, pid: number) {
    this.#child = child
    this.pid = pid
    const keep = (text: Buffer) => (this.#output = (this.#output + text.toString()).slice(-outputKeptMax))
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
  }

  /** Starts a program, without waiting for it to be ready. Rejects when it cannot be started at all. */
  static async start(command: string, args: readonly string[], environment: Record<string, string> = {}) {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...environment },
    })
    await once(child, 'spawn')
    running.add(child)
    child.once('exit', () => running.delete(child))
    return new ServerProcess(child, child.pid ?? 0)
  }

  /** Waits until the program has printed something that matches, and returns the first group of it. */
  async printed(pattern: RegExp): Promise<string> {
    const until = performance.now() + patienceMs
    for (;;) {
      const [, found] = pattern.exec(this.#output) ?? []
      if (found !== undefined) return found
      if (this.#child.exitCode !== null || performance.now() > until) throw this.#failure('did not start')
      await after(20)
    }
  }

  /** CPU time of the process so far, in microseconds. */
  cpuUs(): number {
    return cpuTimeUs(this.pid)
  }

  residentBytes(): number {
    return residentBytes(this.pid)
  }

  /** Asks the probe inside a server that was started {@link probed}. */
  ask<K extends keyof Probe>(name: K, argument: Parameters<Probe[K]>[0]): Promise<Awaited<ReturnType<Probe[K]>>> {
    const question: ProbeQuestion = { number: (this.#questions += 1), name, argument }
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        this.#child.off('message', hear)
        this.#child.off('exit', ended)
      }
      const ended = (): void => {
        stop()
        reject(this.#failure('ended'))
      }
      const hear = (answer: ProbeAnswer): void => {
        if (answer.number !== question.number) return
        stop()
        if ('problem' in answer) reject(new Error(answer.problem))
        else resolve(answer.result as Awaited<ReturnType<Probe[K]>>)
      }
      this.#child.on('message', hear)
      this.#child.on('exit', ended)
      this.#child.send(question)
    })
  }

  /** Stops the server: it is asked to, and killed if it does not. */
  async stop(): Promise<void> {
    const child = this.#child
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGINT')
    const impatience = setTimeout(() => child.kill('SIGKILL'), patienceMs)
    await ended
    clearTimeout(impatience)
  }

  /** Ends the server as a crash does. */
  async kill(): Promise<void> {
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await ended
  }

  #failure(what: string): Error {
    return new Error(`${this.#child.spawnargs.join(' ')} ${what}.\n${this.#output}`)
  }
}

const after = (delayMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delayMs))

/** Runs a program to its end and returns what it printed. Rejects when it fails. */
export const runToEnd = async (
  command: string,
  args: readonly string[],
  environment: Record<string, string>,
): Promise<string> => {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } })
  running.add(child)
  let output = ''
  child.stdout.on('data', (text: Buffer) => (output += text.toString()))
  child.stderr.on('data', (text: Buffer) => (output += text.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  running.delete(child)
  if (code !== 0) throw new Error(`${child.spawnargs.join(' ')} failed.\n${output}`)
  return output
}
