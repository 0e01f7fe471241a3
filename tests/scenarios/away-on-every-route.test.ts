/** Everything there is to ask of a server, while its database cannot be reached: the calls come from its own description. */
import { expect, test } from 'vitest'
import { setupKindNames, setupKinds, type SetupKindName } from '../../src/setup/setup-kinds.js'
import { fuzzRoutes, type FuzzRoute } from '../fuzz/fuzz-routes.js'
import { EventStream } from '../support/event-stream.js'
import { makeFullOrganization, type FullOrganization } from '../support/full-organization.js'
import { setReach, startInProcess, type InProcessServer } from '../support/in-process-server.js'
import type { RawAnswer } from '../support/raw-http.js'

/** The path with ids in its gaps that are there. */
const pathFor = ({ path }: FuzzRoute, { chat, objects, sentFileId, tokenId }: FullOrganization): string => {
  const plural = path.split('/')[4] ?? ''
  const kind: SetupKindName = setupKindNames.find((one) => setupKinds[one].plural === plural) ?? 'agent'
  const ids: Readonly<Record<string, string>> = {
    ...{ kind: setupKinds[kind].plural, id: objects[kind], agentId: objects.agent, logInId: 'none' },
    ...{ chatId: chat.chatId, fileId: sentFileId, tokenId, key: chat.visitor.session.key },
  }
  return path.replaceAll(/\{(\w+)\}/g, (_gap, name: string) => ids[name] ?? `no id for ${name}`)
}

/** Whoever the server lets in follows what happens; whoever it refuses is answered. */
const isStream = (path: string): boolean => path.endsWith('/events')

const headersFor = ({ surface }: FuzzRoute, { chat }: FullOrganization, token: string): Record<string, string> =>
  surface === 'visitor' ? chat.visitor.headers : { Authorization: `Bearer ${token}`, 'If-Match': '*' }

interface Asked {
  readonly what: string
  readonly answer: Promise<Pick<RawAnswer, 'status' | 'headers' | 'text'>>
}

const follow = async (server: InProcessServer, token: string, path: string): Asked['answer'] => {
  const stream = await EventStream.open(server.address, token, undefined, path.slice('/api/v1'.length))
  stream.close()
  const { status, headers } = stream
  return { status, headers, text: '' }
}

/** Asks for everything once with each body, and on the agents' surface as an agent and as an administrator. */
const askAll = (server: InProcessServer, full: FullOrganization, routes: readonly FuzzRoute[]): Asked[] =>
  routes.flatMap((route): Asked[] => {
    const { method, surface, bodies } = route
    const path = pathFor(route, full)
    const tokens = surface === 'agent' ? [full.chat.ada.token, full.administrator.token] : ['']
    const sent = bodies.length === 0 ? [undefined] : bodies.map((body) => JSON.stringify(body))
    return tokens.flatMap((token) =>
      sent.map((body = '') => {
        const request = { method, path, headers: headersFor(route, full, token), ...(body !== '' && { body }) }
        const answer = isStream(path) ? follow(server, token, path) : server.request(request)
        return { what: `${method} ${path} ${body}`, answer }
      }),
    )
  })

const away = async () => {
  const server = await startInProcess({ breakable: true })
  const full = await makeFullOrganization(server)
  const routes = await fuzzRoutes(server.address, full.organization)
  await setReach(server, 'away')
  return {
    server,
    ask: (surface: FuzzRoute['surface']) =>
      askAll(
        server,
        full,
        routes.filter((route) => route.surface === surface),
      ),
  }
}

test('[L-9] agents and administrators are answered from what is at hand, or 503 with Retry-After, at once', async () => {
  const { ask } = await away()
  let refused = 0
  for (const { what, answer } of ask('agent')) {
    const { status, headers, text } = await answer
    if (status < 500) continue
    expect(status, `${what}: ${text}`).toBe(503)
    expect(headers['retry-after'], what).toMatch(/^\d+$/)
    refused += 1
  }
  // The rest is refused for what is wrong with it, or needs nothing of the store.
  expect(refused).toBeGreaterThan(100)
})

test('[L-9] visitors wait, and are told 500 when their patience is over', async () => {
  const { server, ask } = await away()
  const asked = ask('visitor')
  let early = 0
  for (const { answer } of asked) void answer.then(({ status }) => (early += status >= 500 ? 1 : 0))
  await server.pass(15_000)
  expect(early).toBe(0)
  await server.pass(15_000)
  const answers = await Promise.all(asked.map(async ({ what, answer }) => ({ what, ...(await answer) })))
  for (const { what, status, text } of answers)
    if (status >= 500) expect([status, text], what).toEqual([500, 'Internal Server Error'])
  expect(answers.filter(({ status }) => status === 500).length).toBeGreaterThan(10)
})
