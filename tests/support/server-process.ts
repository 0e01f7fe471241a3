/** The real server in a process of its own, as an operator starts it. */
import { fileURLToPath } from 'node:url'
import { freePort } from './free-port.js'
import { NodeProcess, type Ended } from './node-process.js'
import { storeSettings } from './test-store.js'

const main = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url))

/** Starts a command of the command line, such as `['agent', 'add', 'eve@example.com']`. */
export const startCommand = async (
  args: readonly string[],
  directory: string,
  environment: Readonly<Record<string, string>> = {},
  limit?: string,
): Promise<NodeProcess> =>
  new NodeProcess([main, ...args], { ...(await storeSettings(directory)), ...environment }, limit)

/** Runs a command to its end, or to its end by force when that takes longer than 30 s. */
export const runCommand = async (
  args: readonly string[],
  directory: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> => {
  const command = await startCommand(args, directory, environment)
  const timer = setTimeout(() => command.signal('SIGKILL'), 30_000)
  try {
    return await command.ended
  } finally {
    clearTimeout(timer)
  }
}

/** Adds an agent with the command line; settles with the password it printed. The server must not run. */
export const addAgent = async (
  directory: string,
  username: string,
  options: readonly string[] = [],
): Promise<string> => {
  const { code, stdout, stderr } = await runCommand(['agent', 'add', username, ...options], directory)
  const [, password] = /Password {2}(\S+)/.exec(stdout) ?? []
  if (code !== 0 || password === undefined) throw new Error(`agent add failed: ${stdout}${stderr}`)
  return password
}

export class ServerProcess {
  private constructor(
    readonly process: NodeProcess,
    /** Where it listens, such as `http://127.0.0.1:24567`. */
    readonly address: string,
    readonly port: number,
  ) {}

  /**
   * Starts a server on a data directory and waits until it serves. `environment` adds settings; without a PORT among
   * them a free one is taken. `limit` restricts it; see {@link NodeProcess}. Rejects with what it printed when it ends
   * before.
   */
  static async start(
    directory: string,
    environment: Readonly<Record<string, string>> = {},
    limit?: string,
  ): Promise<ServerProcess> {
    const port = Number(environment['PORT'] ?? (await freePort()))
    const command = await startCommand(['serve'], directory, { ...environment, PORT: String(port) }, limit)
    try {
      await command.said(/Ctrl-C stops it/)
      return new ServerProcess(command, `http://127.0.0.1:${port}`, port)
    } catch (error) {
      await command.kill()
      throw error
    }
  }

  /** The visitors' surface. */
  get endpoint(): string {
    return `${this.address}/chat/rest/`
  }

  /** Everything it has printed so far, logs included. */
  get output(): string {
    return this.process.stdout + this.process.stderr
  }

  /** Sends the signal and waits for the end. */
  stop(signal: 'SIGINT' | 'SIGTERM'): Promise<Ended> {
    this.process.signal(signal)
    return this.process.ended
  }

  /** Ends it as `kill -9` does. */
  kill(): Promise<Ended> {
    return this.process.kill()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.process[Symbol.asyncDispose]()
  }
}
