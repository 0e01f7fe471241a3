import { pino } from 'pino'
import type { ChatRequest } from '../../src/chat/chat-request.js'
import type { CommandMark } from '../../src/chat/command-memory.js'
import type { Relay } from '../../src/bus/relay.js'
import type { StreamWrite } from '../../src/event-log/event-log.js'
import type { Instant } from '../../src/lib/clock.js'
import type { Ids } from '../../src/lib/ids.js'
import { ManualClock } from '../../src/lib/manual-clock.js'
import type { Target } from '../../src/routing/availability.js'
import { buildParts, startParts, stopParts, type Parts } from '../../src/server/parts.js'
import { readSettings } from '../../src/server/settings.js'
import { organizationChanges } from '../../src/setup/new-organization.js'
import type { AgentProfile } from '../../src/setup/kinds/agent-profile.js'
import type { SetupContent } from '../../src/setup/setup-kinds.js'
import type { ObjectChange } from '../../src/setup/setup-store.js'
import { openMemoryStore } from '../../src/storage/memory/memory-store.js'
import type { Store } from '../../src/storage/store.js'
import { HeldLog } from './held-log.js'
import { numberedIds } from './numbered-ids.js'
import { PausableClock } from './pausable-clock.js'
import { settled } from './settled.js'

export const organizationId = '00DP00000000001'
export const deploymentId = '572P00000000001'
export const buttonId = '573P00000000001'

/** How often the server looks at the time; after this much nothing that is due may be left undone. */
export const sweepMs = 250

/**
 * The real services on a store in memory and a clock that stands still, started and stopped like a process. What is
 * stored outlives a stop and a crash; what a process knew does not.
 */
export class SimulatedServer {
  readonly clock: ManualClock
  readonly ids: Ids
  /** What failed in the background since it was looked at last: names of errors. */
  readonly backgroundErrors: string[] = []
  /** What outlives its processes. */
  readonly store: Store
  readonly #connect: (() => Relay) | undefined
  readonly #environment: Readonly<Record<string, string>>
  readonly #onWritten: (writes: readonly StreamWrite[], at: Instant) => void
  #ownClock: PausableClock
  #log: HeldLog | undefined
  #parts: Parts | undefined

  private constructor(
    environment: Readonly<Record<string, string>>,
    onWritten: (writes: readonly StreamWrite[], at: Instant) => void,
    connect?: () => Relay,
    other?: SimulatedServer,
  ) {
    this.#environment = environment
    this.#onWritten = onWritten
    this.#connect = connect
    this.store = other ? other.store : openMemoryStore()
    this.clock = other?.clock ?? new ManualClock()
    this.ids = other?.ids ?? numberedIds()
    this.#ownClock = new PausableClock(this.clock)
  }

  /** Another server like this one, on the same store and under the same clock; each talks to the others by a relay. */
  async join(connect: () => Relay): Promise<SimulatedServer> {
    const server = new SimulatedServer(this.#environment, this.#onWritten, connect, this)
    await server.boot()
    return server
  }

  /** A started server with an organization of one button and an agent per capacity, named `a0`, `a1`, … */
  static async start(options: {
    capacities: readonly number[]
    environment?: Readonly<Record<string, string>>
    /** What its deployment has besides a name. */
    deployment?: Partial<SetupContent<'deployment'>>
    /** What its agents have besides, in their order. */
    agents?: readonly Partial<Pick<AgentProfile, 'skillIds' | 'configurationId'>>[]
    /** More of its setup: changes of the same organization. */
    more?: readonly ObjectChange[]
    onWritten?: (writes: readonly StreamWrite[], at: Instant) => void
    /** How it talks to servers that will {@link SimulatedServer.join} it. */
    connect?: () => Relay
  }): Promise<SimulatedServer> {
    const { environment = {}, onWritten = () => undefined, connect } = options
    const server = new SimulatedServer(environment, onWritten, connect)
    await server.store.setup.change([
      ...organizationChanges({
        organization: { id: organizationId, name: 'Simulated', demo: false },
        deployment: { name: 'Website', ...options.deployment, id: deploymentId },
        button: { id: buttonId, name: 'Ask us' },
        agents: options.capacities.map((capacity, n) => ({
          ...{ id: `a${n}`, username: `a${n}@example.com`, name: `Agent ${n}`, role: 'agent', capacity },
          ...options.agents?.[n],
          passwordHash: '',
        })),
      }),
      ...(options.more ?? []),
    ])
    await server.boot()
    return server
  }

  /** Whether a process runs. */
  get isUp(): boolean {
    return this.#parts !== undefined
  }

  /** Its process stands still, though time goes on. */
  pause(): void {
    this.#ownClock.pause()
  }

  /** It goes on, and does what fell due meanwhile. */
  resume(): void {
    this.#ownClock.resume()
  }

  get parts(): Parts {
    if (this.#parts === undefined) throw new Error('The server does not run.')
    return this.#parts
  }

  /** Whether these are the services of the process that runs now, not of one that crashed. */
  isRunning(parts: Parts): boolean {
    return this.#parts === parts
  }

  get log(): HeldLog {
    if (this.#log === undefined) throw new Error('The server does not run.')
    return this.#log
  }

  /** Starts a process on what is stored. */
  async boot(): Promise<void> {
    this.#log = new HeldLog(this.store.log, this.#onWritten)
    const logger = pino(
      { level: 'error' },
      { write: (line) => this.backgroundErrors.push((JSON.parse(line) as { err: { type: string } }).err.type) },
    )
    const { ids } = this
    const clock = (this.#ownClock = new PausableClock(this.clock))
    const settings = readSettings(this.#environment)
    const store = { ...this.store, log: this.#log }
    this.#parts = await buildParts({ store, settings, clock, logger, ids, relay: this.#connect?.() })
    await startParts(this.#parts)
    await settled()
  }

  /** The process is gone from one instant to the next. */
  crash(): void {
    this.log.crash()
    this.#stop()
  }

  /** The process ends in order: what waits to be written is written. */
  async shutDown(): Promise<void> {
    const { log } = this
    this.#stop()
    log.holdAppends = false
    log.holdReads = false
    log.releaseReads()
    await log.close()
    await settled()
    await log.close()
    log.crash()
  }

  #stop(): void {
    // Nothing that is waited for there is anything but in memory.
    void stopParts(this.parts)
    this.#parts = undefined
  }

  /** Lets time pass, in steps so small that whatever falls due is done before the next. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= sweepMs) {
      this.clock.advance(Math.min(left, sweepMs))
      await settled()
    }
  }

  /** Carries out everything that is held, until nothing comes any more. */
  async flow(): Promise<void> {
    const { log } = this
    log.holdAppends = false
    log.holdReads = false
    do {
      log.releaseReads()
      while (log.appends[0]) await log.appends[0].release('written')
      await settled()
    } while (log.appends.length > 0 || log.reads.length > 0)
  }
}

/** A visitor's request, different for each session. */
export const chatRequest = (sessionId: string): ChatRequest => ({
  ...{ sessionId, deploymentId, buttonId, visitorName: 'Vera', language: 'en', userAgent: 'Simulator' },
  ...{ screenResolution: '1x1', receiveQueueUpdates: true, details: [], entities: [] },
})

/** What a visitor's client does to ask for a chat; may be repeated with the same key. */
export const askForChat = async (
  { sessions, assignments }: Parts,
  key: string,
  command: CommandMark,
  /** Called when the visitor has been heard of: finding the session can take its time. */
  onContact: () => void = () => undefined,
  target: Target = { type: 'button', buttonId },
) => {
  const session = await sessions.find(key)
  if (session === undefined) throw new Error('This key opens nothing.')
  sessions.touch(session)
  onContact()
  const chat = sessions.chatFor(session, organizationId)
  const asked = { request: chatRequest(session.id), targets: [target], digest: `request of ${session.id}`, command }
  await assignments.request(chat, asked, sessions.chatOpening(session))
  sessions.opened(session, chat)
  return chat
}
