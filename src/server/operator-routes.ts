import type { FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'

/** What operators and their machines ask: does it live, can it serve, how is it. */
export const operatorRoutes = (app: FastifyInstance, options: { metrics: Registry; isReady: () => boolean }): void => {
  app.setNotFoundHandler((_request, reply) => reply.code(404).type('text/plain').send('There is nothing here.\n'))
  app.get('/healthz', (_request, reply) => reply.type('text/plain').send('ok\n'))
  app.get('/readyz', (_request, reply) => {
    const ready = options.isReady()
    return reply
      .code(ready ? 200 : 503)
      .type('text/plain')
      .send(ready ? 'ready\n' : 'stopping\n')
  })
  app.get('/metrics', async (_request, reply) => {
    const text = await options.metrics.metrics()
    return reply.type(options.metrics.contentType).send(text)
  })
}
