/** A PostgreSQL server of our own, on a port of its own, that can be stopped, killed and started again. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from '../free-port.js'
import { guardProcess } from '../process-guard.js'
import { TemporaryDirectory } from '../temporary-directory.js'
import { postgresBinaries } from './postgres-binaries.js'

/** PostgreSQL does not run as root; then it runs as nobody, who is on every machine. */
const nobody = { uid: 65_534, gid: 65_534 }
const isRoot = process.getuid?.() === 0
const user = 'parley'
export const testPassword = 'secret-of-the-tests'

let databases = 0

export class PostgresServer {
  readonly port: number
  readonly #directory: TemporaryDirectory
  readonly #binaries: string
  readonly #settings: Readonly<Record<string, string>>
  #process: ChildProcess | undefined

  private constructor(port: number, directory: TemporaryDirectory, binaries: string, settings: Record<string, string>) {
    this.port = port
    this.#directory = directory
    this.#binaries = binaries
    this.#settings = settings
  }

  /** Makes a server with an empty cluster, and starts it. `settings` are those of `postgresql.conf`. */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<PostgresServer> {
    const directory = await TemporaryDirectory.make()
    await chmod(directory.path, 0o755)
    const binaries = await postgresBinaries(isRoot, join(directory.path, 'programs'))
    const server = new PostgresServer(await freePort(), directory, binaries, { ...settings })
    await server.#initialize()
    await server.start()
    return server
  }

  /** The address of a database on it. */
  url(database: string): string {
    return `postgres://${user}:${testPassword}@127.0.0.1:${this.port}/${database}`
  }

  /** Makes an empty database and returns its address. */
  async createDatabase(): Promise<string> {
    databases += 1
    const name = `test_${process.pid}_${databases}_${Date.now()}`
    await this.query(`CREATE DATABASE ${name}`)
    return this.url(name)
  }

  async query(text: string): Promise<pg.QueryResult<Record<string, unknown>>> {
    const client = new pg.Client({ connectionString: this.url('postgres') })
    await client.connect()
    try {
      return await client.query(text)
    } finally {
      await client.end()
    }
  }

  async start(): Promise<void> {
    const settings = {
      listen_addresses: '127.0.0.1',
      port: String(this.port),
      unix_socket_directories: '',
      max_connections: '400',
      ...this.#settings,
    }
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const started = this.#spawn('postgres', ['-D', this.#data, ...args])
    this.#process = started
    let output = ''
    await new Promise<void>((resolve, reject) => {
      started.stderr?.setEncoding('utf8').on('data', (part: string) => {
        output += part
        if (output.includes('ready to accept connections')) resolve()
      })
      started.once('close', () => reject(new Error(`PostgreSQL ended:\n${output}`)))
    })
  }

  /** Ends it: `SIGINT` undoes what is on its way, `SIGQUIT` is a crash. */
  async stop(signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT'): Promise<void> {
    const running = this.#process
    if (running === undefined) return
    this.#process = undefined
    const ended = once(running, 'close')
    running.kill(signal)
    await ended
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop('SIGQUIT')
    await this.#directory[Symbol.asyncDispose]()
  }

  get #data(): string {
    return join(this.#directory.path, 'owned', 'data')
  }

  async #initialize(): Promise<void> {
    const owned = join(this.#directory.path, 'owned')
    const password = join(owned, 'password')
    await mkdir(owned, { mode: 0o700 })
    await writeFile(password, testPassword)
    if (isRoot) for (const path of [owned, password]) await chown(path, nobody.uid, nobody.gid)
    const made = this.#spawn('initdb', [
      ...['-D', this.#data, '-U', user, '--pwfile', password, '--auth', 'scram-sha-256'],
      ...['--encoding', 'UTF8', '--locale', 'C', '--no-sync', '--no-instructions'],
    ])
    let output = ''
    for (const stream of [made.stdout, made.stderr])
      stream?.setEncoding('utf8').on('data', (part: string) => (output += part))
    const [code] = (await once(made, 'close')) as [number | null]
    if (code !== 0) throw new Error(`initdb failed:\n${output}`)
  }

  #spawn(program: 'initdb' | 'postgres', args: readonly string[]): ChildProcess {
    const child = spawn(join(this.#binaries, program), args, {
      cwd: '/',
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' },
      stdio: ['ignore', program === 'initdb' ? 'pipe' : 'ignore', 'pipe'],
      ...(isRoot && nobody),
    })
    guardProcess(child)
    return child
  }
}
