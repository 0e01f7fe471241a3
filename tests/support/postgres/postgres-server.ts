/** A PostgreSQL server of our own, on a port of its own, that can be stopped, killed and started again. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, readFile, writeFile } from 'node:fs/promises'
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
  readonly #settings: Record<string, string>
  #process: ChildProcess | undefined

  private constructor(port: number, directory: TemporaryDirectory, binaries: string, settings: Record<string, string>) {
    this.port = port
    this.#directory = directory
    this.#binaries = binaries
    this.#settings = settings
  }

  /**
   * Makes a server with an empty cluster, and starts it. `settings` are those of `postgresql.conf`; `programs` is the
   * folder with the programs to use instead of those that come with the tests, or else `PARLEY_TEST_POSTGRES` names it.
   */
  static async start(settings: Readonly<Record<string, string>> = {}, programs?: string): Promise<PostgresServer> {
    const server = await PostgresServer.#make(settings, programs)
    await server.#initialize()
    await server.start()
    return server
  }

  /** Makes a server that speaks TLS as well, with the certificate and the key in these files, and starts it. */
  static async startWithTls(certificate: string, key: string): Promise<PostgresServer> {
    const server = await PostgresServer.#make({})
    await server.#initialize()
    const settings: Record<string, string> = { ssl: 'on' }
    for (const [setting, file] of Object.entries({ ssl_cert_file: certificate, ssl_key_file: key })) {
      // The key must belong to whoever runs the server, and be nobody else's to read.
      const path = join(server.#owned, setting)
      await writeFile(path, await readFile(file), { mode: 0o600 })
      if (isRoot) await chown(path, nobody.uid, nobody.gid)
      settings[setting] = path
    }
    Object.assign(server.#settings, settings)
    await server.start()
    return server
  }

  /**
   * Makes a second server that follows this one, and starts it: a hot standby by the name of `name`, which confirms
   * every commit once this server's `synchronous_standby_names` says so. Needs programs of a whole installation.
   */
  async startStandby(name: string): Promise<PostgresServer> {
    const standby = await PostgresServer.#make(this.#settings, this.#binaries)
    await standby.#own()
    await standby.#run('pg_basebackup', [
      ...['-D', standby.#data, '-d', `${this.url('postgres')}?application_name=${name}`],
      ...['--write-recovery-conf', '--wal-method=stream', '--checkpoint=fast', '--no-sync'],
    ])
    await standby.start()
    return standby
  }

  static async #make(settings: Readonly<Record<string, string>>, programs?: string): Promise<PostgresServer> {
    const directory = await TemporaryDirectory.make()
    await chmod(directory.path, 0o755)
    const chosen = programs ?? process.env['PARLEY_TEST_POSTGRES']
    const binaries = chosen ?? (await postgresBinaries(isRoot, join(directory.path, 'programs')))
    return new PostgresServer(await freePort(), directory, binaries, { ...settings })
  }

  /** The number of its process, whose children serve the connections; 0 while there is none. */
  get pid(): number {
    return this.#process?.pid ?? 0
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
        if (/ready to accept (read-only )?connections/.test(output)) resolve()
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

  get #owned(): string {
    return join(this.#directory.path, 'owned')
  }

  get #data(): string {
    return join(this.#owned, 'data')
  }

  /** Makes the folder that belongs to whoever runs the server. */
  async #own(): Promise<void> {
    await mkdir(this.#owned, { mode: 0o700 })
    if (isRoot) await chown(this.#owned, nobody.uid, nobody.gid)
  }

  async #initialize(): Promise<void> {
    await this.#own()
    const password = join(this.#owned, 'password')
    await writeFile(password, testPassword)
    if (isRoot) await chown(password, nobody.uid, nobody.gid)
    await this.#run('initdb', [
      ...['-D', this.#data, '-U', user, '--pwfile', password, '--auth', 'scram-sha-256'],
      ...['--encoding', 'UTF8', '--locale', 'C', '--no-sync', '--no-instructions'],
    ])
  }

  /** Runs a program to its end; rejects with what it printed when it failed. */
  async #run(program: 'initdb' | 'pg_basebackup', args: readonly string[]): Promise<void> {
    const running = this.#spawn(program, args)
    let output = ''
    for (const stream of [running.stdout, running.stderr])
      stream?.setEncoding('utf8').on('data', (part: string) => (output += part))
    const [code] = (await once(running, 'close')) as [number | null]
    if (code !== 0) throw new Error(`${program} failed:\n${output}`)
  }

  #spawn(program: 'initdb' | 'pg_basebackup' | 'postgres', args: readonly string[]): ChildProcess {
    const child = spawn(join(this.#binaries, program), args, {
      cwd: '/',
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' },
      stdio: ['ignore', program === 'postgres' ? 'ignore' : 'pipe', 'pipe'],
      ...(isRoot && nobody),
    })
    guardProcess(child)
    return child
  }
}
