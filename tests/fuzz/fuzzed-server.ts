/** A server in a process of its own that is fuzzed, and what has to be true of it afterwards. */
import { ApiAgentDriver } from '../conformance/api-agent-driver.js'
import { chapters } from '../conformance/chapters.js'
import { titleOf } from '../conformance/check.js'
import { runCheck } from '../conformance/run-check.js'
import { demoPassword, demoUsername } from '../support/established-chat.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { demoRequest } from '../support/wire-visitor.js'
import { FuzzKeeper } from './fuzz-keeper.js'
import { fuzzRoutes } from './fuzz-routes.js'
import { makeFuzzOrganizations } from './fuzz-setup.js'
import { fuzzRun, type FuzzResult } from './fuzz-run.js'

/**
 * Everything is over soon, so that what stays in memory is what should not; but a poll is held for as long as a busy
 * machine may need for the three requests by which one finds that it is.
 */
const settings = {
  PARLEY_POLL_HOLD_MS: '500',
  PARLEY_SESSION_UNREQUESTED_MS: '2000',
  PARLEY_ENDED_FETCH_MS: '1000',
  PARLEY_OFFER_TIMEOUT_MS: '2000',
  PARLEY_LOG_REQUESTS: 'on',
  NODE_OPTIONS: `--import ${new URL('./heap-probe.js', import.meta.url).href}`,
}

/** What the heap may grow by, from after its first requests until after its last. */
export const heapGrowthMax = 24 * 1024 * 1024

export class FuzzedServer {
  private constructor(
    readonly server: ServerProcess,
    readonly keeper: FuzzKeeper,
    readonly directory: TemporaryDirectory,
  ) {}

  static async start(): Promise<FuzzedServer> {
    const directory = await TemporaryDirectory.make()
    await makeFuzzOrganizations(directory.path)
    const server = await ServerProcess.start(directory.path, settings)
    const logIn = { username: 'ben@example.com', password: demoPassword }
    return new FuzzedServer(server, new FuzzKeeper(server.address, demoRequest, logIn), directory)
  }

  /** Sends requests `from` and up; see `FuzzPlan`. */
  async run(seed: number, from: number, count: number, limitMs: number): Promise<FuzzResult> {
    const { server, keeper } = this
    const routes = await fuzzRoutes(server.address, demoRequest)
    const untilMs = performance.now() + limitMs
    return fuzzRun({ port: server.port, seed, from, count, untilMs, routes, keeper })
  }

  /** The bytes of the heap once nothing is left in it that can go. */
  async heapBytes(): Promise<number> {
    const before = this.#heaps().length
    this.server.process.signal('SIGUSR2')
    for (;;) {
      const heaps = this.#heaps()
      const newest = heaps[before]
      if (newest !== undefined) return newest
      await this.server.process.said(new RegExp(`(?:Heap: \\d+ bytes\\.[^]*){${before + 1}}`))
    }
  }

  /** What of all that is served does not work any more: the names of checks that fail. */
  async brokenChecks(): Promise<string[]> {
    const { address: url } = this.server
    const driver = await ApiAgentDriver.logIn(url, demoUsername, demoPassword)
    try {
      const wanted = chapters.filter(({ title }) => ['Requests', 'Commands', 'Ends'].includes(title))
      const broken: string[] = []
      for (const check of wanted.flatMap(({ checks }) => checks)) {
        const { failure } = await runCheck(check, { url, target: demoRequest, driver })
        if (failure !== undefined) broken.push(`${titleOf(check)}: ${failure.message}`)
      }
      return broken
    } finally {
      await driver.goOffline()
      await driver.close()
    }
  }

  /** Lines of the log that tell of a fault, and secrets that stand in it. */
  wrongInLog(): string[] {
    const { output } = this.server
    const faults = this.server.process.stderr
      .split('\n')
      .filter((line) => /"level":"(?:error|fatal)"|^\s+at /.test(line))
    const leaked = [...this.keeper.secrets].filter((secret) => output.includes(secret))
    return [...faults.slice(0, 10), ...leaked.map((secret) => `The log holds ${secret}.`)]
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]()
    await this.directory[Symbol.asyncDispose]()
  }

  #heaps(): number[] {
    return [...this.server.process.stdout.matchAll(/Heap: (\d+) bytes\./g)].map(([, bytes]) => Number(bytes))
  }
}
