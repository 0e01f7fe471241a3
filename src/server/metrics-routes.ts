/** Where the metrics are read: beside everything else, or at an address of their own, and by whom. */
import Fastify, { type FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import { listenAt } from './listen-at.js'
import { isSameSecret } from './secrets.js'
import type { Settings } from './settings.js'

/** Registers `GET /metrics`. With a token only whoever brings it as a bearer is answered; everybody else is told 401. */
const metricsRoute = (app: FastifyInstance, metrics: Registry, token: string): void => {
  app.get('/metrics', async (request, reply) => {
    const [scheme = '', given = ''] = (request.headers.authorization ?? '').split(' ')
    if (token !== '' && (scheme.toLowerCase() !== 'bearer' || !isSameSecret(given, token))) {
      const refusal = reply.code(401).header('www-authenticate', 'Bearer').type('text/plain')
      return refusal.send('Bring the token of PARLEY_METRICS_TOKEN.\n')
    }
    const text = await metrics.metrics()
    return reply.type(metrics.contentType).header('cache-control', 'no-store').send(text)
  })
}

/** The metrics' own listener, if they have one. */
export interface MetricsListener {
  /** Where, such as `http://127.0.0.1:9090`; undefined when they are at the server's own address. */
  readonly address: string | undefined
  readonly close: () => Promise<void>
}

/**
 * Serves the metrics as the settings say; `app` is the server for everything else, which does not listen yet. Throws
 * `StartError` when their own address cannot be listened on.
 */
export const openMetrics = async (
  app: FastifyInstance,
  metrics: Registry,
  { metricsToken, metricsAddress }: Settings,
): Promise<MetricsListener> => {
  if (metricsAddress === undefined) {
    metricsRoute(app, metrics, metricsToken)
    return { address: undefined, close: () => Promise.resolve() }
  }
  const own = Fastify({ forceCloseConnections: true })
  metricsRoute(own, metrics, metricsToken)
  const { host, port } = metricsAddress
  const address = await listenAt(own, {
    host,
    port,
    hostName: 'PARLEY_METRICS_ADDRESS',
    portName: 'PARLEY_METRICS_ADDRESS',
  })
  return { address, close: () => own.close() }
}
