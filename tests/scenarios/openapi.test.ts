/** The document that describes the agents' API: it is there, it is OpenAPI 3.1 in shape, and it holds what is served. */
import { beforeAll, describe, expect, test } from 'vitest'
import { setupKindNames, setupKinds } from '../../src/setup/setup-kinds.js'
import { shareInProcess } from '../support/in-process-server.js'
import { rawRequest } from '../support/raw-http.js'

interface Operation {
  readonly summary?: string
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema?: object }[]
  readonly requestBody?: { content: Record<string, { schema: object }> }
  readonly responses: Record<string, { description?: string; content?: Record<string, { schema: object }> }>
  readonly security?: readonly object[]
}
interface NumberSchema {
  readonly type?: string
  readonly minimum?: number
  readonly maximum?: number
}
interface Document {
  readonly openapi: string
  readonly info: { title: string; version: string }
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: { securitySchemes: Record<string, object>; schemas: Record<string, object> }
}

const server = shareInProcess()
let document: Document
let operations: { path: string; method: string; operation: Operation }[]
beforeAll(async () => {
  const answer = await server.request({ path: '/api/v1/openapi.json' })
  expect(answer.status).toBe(200)
  expect(answer.headers['content-type']).toMatch(/^application\/json/)
  document = answer.json() as Document
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  )
})

/** Every call there is, as the documentation has to name it. */
const calls = [
  'POST /api/v1/login',
  'GET /api/v1/login/ways',
  'GET /api/v1/login/provider',
  'GET /api/v1/login/provider/return',
  'POST /api/v1/logout',
  'POST /api/v1/welcome',
  'GET /api/v1/me',
  'GET /api/v1/me/log-ins',
  'DELETE /api/v1/me/log-ins/{logInId}',
  'POST /api/v1/me/log-ins/end-others',
  'POST /api/v1/me/password',
  'PUT /api/v1/presence',
  'GET /api/v1/presence/statuses',
  'GET /api/v1/events',
  'GET /api/v1/figures',
  'GET /api/v1/chats/{chatId}',
  'GET /api/v1/chats/{chatId}/entries',
  'GET /api/v1/chats/{chatId}/messages',
  'GET /api/v1/chats/{chatId}/quick-texts',
  'GET /api/v1/chats/{chatId}/earlier',
  'GET /api/v1/past-chats',
  'GET /api/v1/past-chats/export',
  'GET /api/v1/past-chats/{chatId}',
  'GET /api/v1/decline-reasons',
  'POST /api/v1/chats/{chatId}/messages',
  'POST /api/v1/chats/{chatId}/accept',
  'POST /api/v1/chats/{chatId}/custom-events',
  'POST /api/v1/chats/{chatId}/decline',
  'POST /api/v1/chats/{chatId}/rich-messages',
  'POST /api/v1/chats/{chatId}/typing',
  'POST /api/v1/chats/{chatId}/end',
  'POST /api/v1/chats/{chatId}/block',
  'GET /api/v1/colleagues',
  'POST /api/v1/chats/{chatId}/transfer',
  'DELETE /api/v1/chats/{chatId}/transfer',
  'POST /api/v1/chats/{chatId}/invitations',
  'DELETE /api/v1/chats/{chatId}/invitations',
  'POST /api/v1/chats/{chatId}/leave',
  'POST /api/v1/chats/{chatId}/file-requests',
  'DELETE /api/v1/chats/{chatId}/file-requests/{fileId}',
  'GET /api/v1/chats/{chatId}/files',
  'GET /api/v1/chats/{chatId}/files/{fileId}',
  'POST /api/v1/chats/{chatId}/whispers',
  'POST /api/v1/chats/{chatId}/flag',
  'DELETE /api/v1/chats/{chatId}/flag',
  'GET /api/v1/supervision',
  'PUT /api/v1/supervision/agents/{agentId}/presence',
  'POST /api/v1/supervision/chats/{chatId}/end',
  'POST /api/v1/supervision/chats/{chatId}/join',
  'POST /api/v1/supervision/chats/{chatId}/transfer',
  'GET /api/v1/supervision/events',
  'GET /api/v1/supervision/chats/{chatId}/events',
  ...setupKindNames.flatMap((kind) => {
    const path = `/api/v1/setup/${setupKinds[kind].plural}`
    const common = [`GET ${path}`, `GET ${path}/{id}`, `PUT ${path}/{id}`, `PATCH ${path}/{id}`]
    return kind === 'organization' ? common : [...common, `POST ${path}`, `DELETE ${path}/{id}`]
  }),
  'POST /api/v1/setup/agents/{id}/password',
  'GET /api/v1/setup/agents/{id}/log-ins',
  'POST /api/v1/setup/agents/{id}/log-ins/end',
  'POST /api/v1/setup/agents/{id}/unlock',
  'GET /api/v1/setup/agents/{id}/tokens',
  'POST /api/v1/setup/agents/{id}/tokens',
  'DELETE /api/v1/setup/agents/{id}/tokens/{tokenId}',
  'GET /api/v1/setup/audit',
  'GET /api/v1/setup/counts',
  'GET /api/v1/setup/installation',
  'GET /api/v1/setup/readings',
  'GET /api/v1/setup/export',
  'POST /api/v1/setup/import',
  'POST /api/v1/setup/preview',
  'GET /api/v1/setup/{kind}/{id}/users',
  'POST /api/v1/setup/sensitive-data-rules/try',
]

test('[A-1] the document names every call, and each of them is served', async () => {
  const named = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`)
  expect(named.sort()).toEqual([...calls].sort())
  for (const { path, method } of operations) {
    const asked = {
      method: method.toUpperCase(),
      path: path.replace('{chatId}', '6f1d2c84-9b0e-4a57-8c3d-2e7a41b96f05').replaceAll(/\{\w+\}/g, 'x'),
    }
    // Whatever is wrong with the request: that the route does not exist is not it.
    const answer = await rawRequest(server.address, asked)
    expect(answer.text).not.toContain('no-such-route')
  }
})

test('[A-1] the document names no call that the server does not have', async () => {
  const { text } = await server.request({ path: '/api/v1/chats/x/nowhere' })
  expect(text).toContain('no-such-route')
  expect(Object.keys(document.paths).every((path) => path.startsWith('/api/v1/'))).toBe(true)
})

describe('[A-1] the document is OpenAPI 3.1', () => {
  test('at its head', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/)
    expect(document.info.title).not.toBe('')
    expect(document.info.version).not.toBe('')
    expect(Object.keys(document.components.securitySchemes).sort()).toEqual(['bearer', 'cookie'])
  })

  test('in its references: each one leads somewhere', () => {
    const text = JSON.stringify(document)
    const references = [...text.matchAll(/"\$ref":"([^"]*)"/g)].map(([, reference]) => reference ?? '')
    expect(references.length).toBeGreaterThan(0)
    for (const reference of references) {
      expect(reference).toMatch(/^#\//)
      const found = reference
        .slice(2)
        .split('/')
        .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], document)
      expect(found, reference).toEqual(expect.any(Object))
    }
    // An id would give a schema another address than the one it is referred to by.
    expect(text).not.toContain('"$id"')
  })

  test('in its operations: summary, answers, and every parameter of the path', () => {
    for (const { path, method, operation } of operations) {
      const what = `${method} ${path}`
      expect(operation.summary, what).toMatch(/\S/)
      expect(Object.keys(operation.responses).length, what).toBeGreaterThan(0)
      for (const [status, response] of Object.entries(operation.responses)) {
        expect(status, what).toMatch(/^[1-5]\d\d$/)
        expect(response.description, `${what} ${status}`).toEqual(expect.any(String))
      }
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
      expect(declared.map(({ name }) => name)).toEqual(inPath)
      for (const { required } of declared) expect(required).toBe(true)
      for (const { schema } of operation.parameters ?? []) expect(schema).toEqual(expect.any(Object))
    }
  })

  test('in its queries: every number has bounds that all stores bear', () => {
    const numbers = operations.flatMap(({ method, path, operation }) =>
      (operation.parameters ?? [])
        .filter((parameter) => parameter.in === 'query')
        .map(({ name, schema = {} }) => ({ of: `${method} ${path} ${name}`, ...(schema as NumberSchema) }))
        .filter(({ type }) => type === 'integer' || type === 'number'),
    )
    expect(numbers.length).toBeGreaterThan(0)
    for (const { of, minimum, maximum } of numbers) {
      expect(Number.isSafeInteger(minimum), of).toBe(true)
      expect(Number.isSafeInteger(maximum), of).toBe(true)
    }
  })

  test('in its safety: everything but the log-in and the first of all needs a token and says so', async () => {
    for (const { path, method, operation } of operations) {
      const open = /^\/api\/v1\/(?:login|welcome)(?:\/|$)/.test(path)
      expect(operation.security?.length === 0, path).toBe(open)
      if (open || path === '/api/v1/logout') continue
      expect(Object.keys(operation.responses), `${method} ${path}`).toContain('401')
      const asked = { method: method.toUpperCase(), path: path.replaceAll(/\{\w+\}/g, 'x') }
      const { status } = await server.request(asked)
      expect([400, 401], `${method} ${path}`).toContain(status)
    }
  })

  test('in its bodies: JSON in, JSON, a problem or the bytes of a file out', () => {
    for (const { path, method, operation } of operations) {
      const bodies = [operation.requestBody, ...Object.values(operation.responses)]
      for (const body of bodies) {
        for (const [type, { schema }] of Object.entries(body?.content ?? {})) {
          const isFile = /\/(files\/\{fileId\}|export)$/.test(path) && body === operation.responses['200']
          const forms = isFile ? /octet-stream$|json$|csv$/ : /json$|event-stream$/
          expect(type, `${method} ${path}`).toMatch(forms)
          expect(schema).toEqual(expect.any(Object))
        }
      }
    }
  })
})
