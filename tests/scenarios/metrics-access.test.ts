/** Who may read the metrics, and where they are. */
import { createServer } from 'node:net'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { StartError } from '../../src/server/start-error.js'
import { startInProcess } from '../support/in-process-server.js'
import { rawRequest } from '../support/raw-http.js'

const token = 'a-token-of-32-characters-or-so-x'

test('whoever reaches the server reads the metrics, unless something else is set', async () => {
  const server = await startInProcess()
  const answer = await server.request({ path: '/metrics' })
  expect(answer.status).toBe(200)
  expect(answer.text).toContain('parley_logins_total{outcome="logged_in"} 0')
})

test('with a token only whoever brings it does', async () => {
  const server = await startInProcess({ environment: { PARLEY_METRICS_TOKEN: token } })
  for (const authorization of [
    undefined,
    '',
    'Bearer',
    `Bearer ${token}x`,
    `Bearer ${token.slice(1)}`,
    token,
    `Basic ${token}`,
  ]) {
    const headers = authorization === undefined ? {} : { Authorization: authorization }
    const answer = await server.request({ path: '/metrics', headers })
    expect([authorization, answer.status, answer.headers['www-authenticate']]).toEqual([authorization, 401, 'Bearer'])
    expect(answer.text).not.toContain('parley_')
  }
  for (const scheme of ['Bearer', 'bearer']) {
    const answer = await server.request({ path: '/metrics', headers: { Authorization: `${scheme} ${token}` } })
    expect(answer.status).toBe(200)
  }
})

test('with an address of their own they are nowhere else', async () => {
  const server = await startInProcess({
    environment: { PARLEY_METRICS_ADDRESS: '127.0.0.1:0', PARLEY_METRICS_TOKEN: token },
  })
  const { metricsAddress } = server.running
  expect(metricsAddress).not.toBe(server.address)
  const headers = { Authorization: `Bearer ${token}` }
  expect((await server.request({ path: '/metrics', headers })).status).toBe(404)
  expect((await rawRequest(metricsAddress, { path: '/metrics', headers })).text).toContain('parley_sessions 0')
  expect((await rawRequest(metricsAddress, { path: '/metrics' })).status).toBe(401)
  // Nothing but the metrics is there.
  for (const path of ['/', '/console/', '/api/v1/me', '/chat/rest/System/SessionId'])
    expect((await rawRequest(metricsAddress, { path })).status).toBe(404)
})

test('a server whose metrics have no place to listen does not start, and says why', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  const starting = startInProcess({ environment: { PARLEY_METRICS_ADDRESS: `127.0.0.1:${port}` } })
  await expect(starting).rejects.toThrow(StartError)
  await expect(starting).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is taken. Stop what uses it, or set PARLEY_METRICS_ADDRESS`,
  )
})
