/** Who may use which route of `/api/v1`: a table made from the routes that are registered, so that none is forgotten. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { Access } from '../../src/agent-api/access.js'
import { documentBytesMax } from '../../src/setup-api/transfer-routes.js'
import { Administrator } from '../support/administrator.js'
import { expectProblem } from '../support/expect-problem.js'
import { shareInProcess } from '../support/in-process-server.js'
import type { RawAnswer } from '../support/raw-http.js'
import { makeOrganization } from '../support/test-organization.js'

const server = shareInProcess()
const roles = ['agent', 'supervisor', 'administrator'] as const
const people = new Map<string, Administrator>()
let routes: { method: string; path: string; access: Access | undefined }[] = []
beforeAll(async () => {
  const organization = await makeOrganization(server)
  for (const role of roles) people.set(role, await Administrator.logIn(organization, role))
  const document = (await server.request({ path: '/api/v1/openapi.json' })).json() as {
    paths: Record<string, Record<string, { 'x-access'?: Access }>>
  }
  routes = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      ...{ method: method.toUpperCase(), path, access: operation['x-access'] },
    })),
  )
})

/** Asks without a token, or as somebody, and for nothing that exists. */
const ask = (method: string, path: string, who?: string): Promise<RawAnswer> =>
  server.request({
    method,
    path: path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000'),
    headers: who === undefined ? {} : { Authorization: `Bearer ${people.get(who)?.token ?? ''}` },
  })

describe('[A-19] the routes of /api/v1', () => {
  test('say who may use them, and only logging in and out is for anyone', () => {
    expect(routes.length).toBeGreaterThan(80)
    const open = routes.filter(({ access }) => access === 'anyone').map(({ path }) => path)
    const withProvider = ['ways', 'provider', 'provider/return'].map((path) => `/api/v1/login/${path}`)
    expect(open).toEqual(['/api/v1/login', '/api/v1/logout', ...withProvider, '/api/v1/welcome'])
    for (const { path, access } of routes) {
      expect(['anyone', 'agent', 'supervisor', 'administrator'], path).toContain(access)
      expect(access === 'administrator', path).toBe(path.startsWith('/api/v1/setup/'))
    }
  })

  test('are closed to whoever brings no token, whatever they send', async () => {
    for (const { method, path, access } of routes) {
      if (access !== 'anyone') expectProblem(await ask(method, path), 401, 'not-logged-in')
    }
  })

  test('are closed before anything that was sent is read', async () => {
    const tooLarge = Buffer.alloc(documentBytesMax + 1, ' ')
    for (const path of ['/api/v1/setup/import', '/api/v1/setup/buttons', '/api/v1/presence']) {
      const method = path.endsWith('presence') ? 'PUT' : 'POST'
      expectProblem(await server.request({ method, path, body: tooLarge }), 401, 'not-logged-in')
    }
  })

  test('are closed to every role below their own, and to no other', async () => {
    for (const { method, path, access } of routes) {
      // An event stream that is let in does not end.
      if (access === 'anyone' || path === '/api/v1/events' || path === '/api/v1/supervision/events') continue
      for (const [rank, role] of roles.entries()) {
        const answer = await ask(method, path, role)
        const what = `${role} ${method} ${path}: ${answer.text}`
        if (rank < roles.indexOf(access ?? 'administrator')) expectProblem(answer, 403, 'role')
        else expect(answer.text.includes('"code":"role"'), what).toBe(false)
      }
    }
  })

  test('that do not exist are not found by anyone', async () => {
    for (const who of [undefined, ...roles]) expectProblem(await ask('GET', '/api/v1/setup/nowhere', who), 404)
  })
})
