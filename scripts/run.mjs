// Runs the project's tools as child processes, and takes them down with itself.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the repository, with a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** Something that was run did not succeed. `output` is what it printed, unless it was shown while it ran. */
export class ToolError extends Error {
  /**
   * @param {string} message One sentence for people.
   * @param {string} output
   */
  constructor(message, output = '') {
    super(message)
    this.name = 'ToolError'
    this.output = output
  }
}

/** For a child whose output is collected by {@link finished}. @type {import('node:child_process').SpawnOptions} */
export const piped = { stdio: ['ignore', 'pipe', 'pipe'] }

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()
const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
/** @type {'SIGINT' | 'SIGTERM' | 'SIGHUP' | undefined} The signal that asked this process to stop. */
let stoppedBy

/** @param {'SIGINT' | 'SIGTERM' | 'SIGHUP'} signal */
function stop(signal) {
  stoppedBy = signal
  for (const child of running) child.kill(signal)
}

/**
 * Starts a program in the repository's folder. While it runs, a signal to end this process is handed on to it, and
 * obeyed when the last program has ended.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options })
  if (running.size === 0) for (const signal of signals) process.on(signal, stop)
  running.add(child)
  const ended = () => {
    if (!running.delete(child) || running.size > 0) return
    if (stoppedBy !== undefined) process.exit(128 + constants.signals[stoppedBy])
    for (const signal of signals) process.off(signal, stop)
  }
  child.once('exit', ended)
  child.once('error', ended)
  return child
}

/**
 * Starts a Node program of an installed package, for instance `('typescript', 'bin/tsc', ['-p', '.'])`.
 *
 * @param {string} packageName
 * @param {string} file Its path inside the package.
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function startTool(packageName, file, args, options = {}) {
  return start(process.execPath, [join(root, 'node_modules', packageName, file), ...args], options)
}

/**
 * Waits for a child's end. Resolves to its exit code, 128 + n when signal n ended it.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
export function exitCode(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      // When this process was asked to stop, nothing may follow, no complaint about the child either.
      if (stoppedBy === undefined) resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))
    })
  })
}

/**
 * Waits for a child that was started with its output piped, and collects that.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function finished(child) {
  let output = ''
  const collect = (/** @type {Buffer} */ chunk) => {
    output += chunk.toString()
  }
  if (child.stdout) child.stdout.on('data', collect)
  if (child.stderr) child.stderr.on('data', collect)
  return { code: await exitCode(child), output }
}

/**
 * Runs a script's body: what it resolves to becomes the exit code, and a {@link ToolError} is told in plain words.
 *
 * @param {() => Promise<number>} body
 */
export async function script(body) {
  try {
    process.exitCode = await body()
  } catch (error) {
    if (!(error instanceof ToolError)) throw error
    if (error.output.trim() !== '') console.error(`${error.output.trimEnd()}\n`)
    console.error(error.message)
    process.exitCode = 1
  }
}

/** @param {number} sinceMs A value of `performance.now()`. */
export function seconds(sinceMs) {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`
}
