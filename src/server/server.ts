/** The running server: starts in order, serves every surface on one port, and stops in order. */
import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply } from 'fastify'
import type { Logger } from 'pino'
import { agentApi } from '../agent-api/agent-api.js'
import { sendProblem } from '../agent-api/problems.js'
import { setupApi } from '../setup-api/setup-api.js'
import type { Clock } from '../lib/clock.js'
import { LoopPace } from '../lib/loop-pace.js'
import type { Relay } from '../bus/relay.js'
import { neverCutOff } from '../nodes/isolation.js'
import { neverOld } from '../nodes/standstill.js'
import type { Store } from '../storage/store.js'
import type { VisitorServices } from '../visitor-api/resource.js'
import { StrictSequence } from '../visitor-api/strict-sequence.js'
import { uploadRoutes } from '../visitor-api/upload/upload-routes.js'
import { visitorApi } from '../visitor-api/visitor-api.js'
import { consoleRoutes } from './console-routes.js'
import { checkOrganizations } from './first-start.js'
import { listenAt } from './listen-at.js'
import { createMetrics } from './metrics.js'
import { openMetrics, type MetricsListener } from './metrics-routes.js'
import { openEdge } from './open-edge.js'
import { openSignIn } from './open-sign-in.js'
import { onlyClock, openClock, type ServerClock } from './open-clock.js'
import { operatorRoutes } from './operator-routes.js'
import { buildParts, startParts, stopParts, type Parts } from './parts.js'
import { newPassword, newRecordId } from './new-ids.js'
import { hashToken, newToken, passwordHasher } from './secrets.js'
import { isLoopback, type Settings } from './settings.js'
import { onePollFailsPerSession } from './test-faults.js'
import { UnreadableRequests } from './unreadable-requests.js'
import { productVersion } from './version.js'

/** Clients may give a poll up after this many seconds; the hold time is well below. */
const clientPollTimeoutS = 40
/** How long requests that are being answered are waited for when the server stops at once. */
const stopAtOnceMs = 3000
/** What a draining server waits beyond the longest poll. */
export const drainBeyondPollMs = 2000

export interface RunningServer {
  /** Where it listens, such as `http://127.0.0.1:8080`. */
  readonly address: string
  /** Where its metrics are, at `/metrics`. */
  readonly metricsAddress: string
  readonly parts: Parts
  /**
   * Stops. `drain` lets held polls run out first; `at-once` cuts them off. Either way what was asked before is answered
   * when it is durable, as far as it takes no longer than a few seconds. Calling again with `at-once` hastens a drain.
   */
  stop(how: 'drain' | 'at-once'): Promise<void>
}

/** Most likely another for each server: in containers all listen on the same address, each on a machine of its own. */
const nodeNameOf = (address: string): string =>
  createHash('sha256').update(`${hostname()} ${address}`).digest('hex').slice(0, 4)

/** An address that cannot be read reaches no surface, so the surface's form of a refusal is chosen here. */
const refuseAddress = (error: Error, url: string, reply: FastifyReply): void => {
  // No hook of a surface has run yet.
  void reply.header('cache-control', 'no-store')
  if (url.startsWith('/api/v1/')) sendProblem(reply.header('x-content-type-options', 'nosniff'), error)
  else void reply.code(400).header('content-type', 'text/plain;charset=UTF-8').send('The address is malformed.')
}

/** Nobody but this machine reaches an address such as 0.0.0.0, and who is told one does not know what went wrong. */
const warnWithoutPublicUrl = ({ host, publicUrl }: Settings, address: string, logger: Logger): void => {
  if (publicUrl !== '' || isLoopback(host)) return
  logger.warn(
    `PARLEY_PUBLIC_URL is not set, so visitors are told to send files to ${address}/chat/upload, and every other ` +
      `address of this server that they are told begins with ${address}, too. Agents’ cookies are sent without https as ` +
      `well. Set it to the address the world sees.`,
  )
}

/** Starts a server on a store. The store is the server's from then on. Throws {@link StartError}. */
export const startServer = async (options: {
  store: Store
  settings: Settings
  logger: Logger
  clock?: Clock
  /** How it talks to others on the same store; without it, it is the only one. */
  relay?: Relay | undefined
}): Promise<RunningServer> => {
  const { store, settings, logger, relay } = options
  let draining = false
  let started: Parts | undefined
  let time: ServerClock | undefined
  let loopPace: LoopPace | undefined
  let metricsListener: MetricsListener | undefined
  let boundAddress = ''
  // Until it is known where exactly it listens.
  let nodeName = nodeNameOf(`${settings.host}:${settings.port}`)
  try {
    time = options.clock ? onlyClock(options.clock) : await openClock(store, logger)
    const { clock, offsetMs, onStep, stop: stopClock } = time
    const pace = new LoopPace(clock)
    pace.start()
    loopPace = pace
    const edge = await openEdge(settings, clock, logger)
    const parts = await buildParts({ store, settings, clock, logger, relay })
    await checkOrganizations(parts.setup, settings)
    const loggerInstance: FastifyBaseLogger = logger
    const unreadable = new UnreadableRequests(clock)
    const app: FastifyInstance = Fastify({
      logController: new LogController({ disableRequestLogging: settings.logRequests === 'off' }),
      routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, maxParamLength: 512 },
      // A framework that has a logger watches every response and gives every request a logger of its own, to tell of
      // them. When nobody asked for that, it only knows where faults are reported.
      ...(settings.logRequests === 'off' ? { childLoggerFactory: () => loggerInstance } : { loggerInstance }),
      exposeHeadRoutes: false,
      return503OnClosing: false,
      forceCloseConnections: 'idle',
      // Beyond what an upload may take, which has a time-out of its own and can then be answered; one for all, see
      // docs/decisions/0041-one-request-time-out-for-all.md.
      requestTimeout: 120_000,
      keepAliveTimeout: 75_000,
      maxRequestsPerSocket: 0,
      // Who asks is found out where it matters (see edge/client-address.ts); no other forwarded header is believed.
      trustProxy: false,
      frameworkErrors: (error, request, reply) => refuseAddress(error, request.url, reply as FastifyReply),
      // Without a host there is no surface either, but it is said in words.
      http: { requireHostHeader: false },
      clientErrorHandler: unreadable.refuse,
    })
    unreadable.watch(app)
    const ages = parts.nodes?.standstill ?? neverOld
    const visitorServices: VisitorServices = {
      ...parts,
      ...parts.forVisitors,
      ...edge,
      ages,
      loopPace: pace,
      failsPoll: settings.testFaults === 'one-503-per-session' ? onePollFailsPerSession(parts.ledger) : undefined,
      isDraining: () => draining,
      strictSequence: settings.strictSequence === 'on' ? new StrictSequence(parts.chats) : undefined,
      settings: {
        clientPollTimeoutS,
        pingRateMs: settings.pingRateMs,
        switchServers: new Map(settings.switchServers.map(({ organizationId, url }) => [organizationId, url])),
        get nodeName() {
          return nodeName
        },
        corsAny: settings.corsAny === 'on',
        fileBytesMax: settings.fileBytesMax,
        get baseUrl() {
          return settings.publicUrl || boundAddress
        },
      },
    }
    visitorApi(app, visitorServices)
    uploadRoutes(app, visitorServices)
    const secureCookies = settings.publicUrl.startsWith('https:')
    const agentSettings = { secureCookies, heartbeatMs: settings.heartbeatMs }
    const signIn = openSignIn(settings, { clock, logger, baseUrl: () => settings.publicUrl || boundAddress })
    const isolation = parts.nodes?.isolation ?? neverCutOff
    const agentServices = {
      ...{ ...parts, ...edge, signIn, isolation, ages },
      ...{ hasher: passwordHasher, settings: agentSettings },
    }
    agentApi(app, agentServices, productVersion, (typed) =>
      setupApi(typed, {
        ...{ ...agentServices, hashToken },
        installation: {
          baseUrl: () => settings.publicUrl || boundAddress,
          isPublic: settings.publicUrl !== '',
        },
        make: { recordId: newRecordId, password: newPassword, token: newToken },
      }),
    )
    onStep(() => parts.renewLeases())
    const commitStatistics = () => store.commitStatistics()
    const metrics = createMetrics({ ...parts, ...edge, commitStatistics, clockOffsetMs: offsetMs })
    const unready = () => (draining ? 'stopping' : store.reach.isAway() ? 'the database is away' : undefined)
    operatorRoutes(app, { unready })
    metricsListener = await openMetrics(app, metrics, settings)
    const closeMetrics = metricsListener.close
    consoleRoutes(app)
    started = parts
    await startParts(parts)
    const { host, port } = settings
    const address = await listenAt(app, { host, port, hostName: 'HOST', portName: 'PORT' })
    boundAddress = address
    nodeName = nodeNameOf(address)
    warnWithoutPublicUrl(settings, address, logger)

    let closing: Promise<void> | undefined
    const hasten = (): void => {
      parts.sessions.cutPolls()
      clock.after(stopAtOnceMs, () => app.server.closeAllConnections())
    }
    const close = async (): Promise<void> => {
      const last = clock.after(settings.pollHoldMs + drainBeyondPollMs, () => app.server.closeAllConnections())
      await app.close()
      last.cancel()
      await stopParts(parts)
      pace.stop()
      stopClock()
      await closeMetrics()
      await store.close()
    }
    return {
      address,
      metricsAddress: metricsListener.address ?? address,
      parts,
      stop: (how) => {
        draining = true
        closing ??= close()
        if (how === 'at-once') hasten()
        return closing
      },
    }
  } catch (error) {
    if (started) await stopParts(started)
    loopPace?.stop()
    time?.stop()
    await metricsListener?.close()
    await store.close()
    throw error
  }
}
