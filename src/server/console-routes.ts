import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** Nothing but our own files: no inline script, no other host, no frame around the page. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

/** A trailing slash makes no difference to the server's router. */
const pagePaths = ['/console', '/console/*', '/setup', '/setup/*']

const built = fileURLToPath(new URL('../../web/console', import.meta.url))

/**
 * The console's page and its files at `/console`. The page is never cached, its hashed files for ever. It finds its way by
 * itself, so it answers for every address below `/console` and `/setup`.
 */
export const consoleRoutes = (app: FastifyInstance): void => {
  if (!existsSync(`${built}/index.html`)) {
    for (const path of pagePaths) {
      app.get(path, (_request, reply) =>
        reply.code(503).type('text/plain').send('The console has not been built. Run: npm run build\n'),
      )
    }
    return
  }
  void app.register(fastifyStatic, {
    root: built,
    prefix: '/console/',
    index: false,
    redirect: false,
    // Only files that are there, so that other addresses are the page's.
    wildcard: false,
    cacheControl: false,
    // The build leaves each file compressed beside itself.
    preCompressed: true,
    setHeaders: (response, path) => {
      const hashed = path.includes('/assets/')
      response.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      response.setHeader('vary', 'accept-encoding')
      response.setHeader('content-security-policy', contentSecurityPolicy)
      response.setHeader('x-content-type-options', 'nosniff')
      response.setHeader('referrer-policy', 'no-referrer')
      response.setHeader('cross-origin-opener-policy', 'same-origin')
    },
  })
  for (const path of pagePaths) app.get(path, (_request, reply) => reply.sendFile('index.html'))
  // A page from before an update asks for files that are gone; it must not take the page itself for one of them.
  app.get('/console/assets/*', (_request, reply) => reply.callNotFound())
  app.get('/', (_request, reply) => reply.redirect('/console/'))
}
