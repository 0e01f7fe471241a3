import type { FastifyInstance, FastifyReply } from 'fastify'

/**
 * What operators and their machines ask: does it live, can it serve; and what is nobody's address. `unready`
 * says in a word or two why it cannot serve now.
 */
export const operatorRoutes = (app: FastifyInstance, options: { unready: () => string | undefined }): void => {
  const nothingHere = (reply: FastifyReply) => reply.code(404).type('text/plain').send('There is nothing here.\n')
  app.setNotFoundHandler((_request, reply) => nothingHere(reply))
  // Each surface has its own; this one is for addresses of none, whose bodies nobody wants to understand.
  app.setErrorHandler((error: { readonly statusCode?: number }, request, reply) => {
    if (request.is404) return nothingHere(reply)
    const { statusCode = 500 } = error
    if (statusCode < 500) return reply.code(400).type('text/plain').send('The request could not be read.\n')
    request.log.error({ err: error }, 'A request failed.')
    return reply.code(500).type('text/plain').send('Internal Server Error\n')
  })
  app.get('/healthz', (_request, reply) => reply.type('text/plain').send('ok\n'))
  app.get('/readyz', (_request, reply) => {
    const why = options.unready()
    return reply
      .code(why === undefined ? 200 : 503)
      .type('text/plain')
      .send(`${why ?? 'ready'}\n`)
  })
}
