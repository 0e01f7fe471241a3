/** Things of setup that are made again with the same Idempotency-Key, because the answer was lost. */
import { describe, expect, test } from 'vitest'
import { setupKinds } from '../../src/setup/setup-kinds.js'
import { Administrator, type SetupView } from '../support/administrator.js'
import { expectProblem } from '../support/expect-problem.js'
import { shareInProcess, startInProcess } from '../support/in-process-server.js'
import { lastingStore } from '../support/test-store.js'
import { leastContent, madeKinds } from '../support/setup-samples.js'
import { makeOrganization } from '../support/test-organization.js'

const server = shareInProcess()
const begin = async () => {
  const root = await Administrator.logIn(await makeOrganization(server))
  const make = (path: string, body: unknown, key: string) =>
    root.request('POST', path, body, { 'Idempotency-Key': key })
  const total = async (plural: string) => ((await root.request('GET', `/${plural}`)).json() as { total: number }).total
  return { root, make, total }
}
const logIn = (username: string, password: string) =>
  server.request({ method: 'POST', path: '/api/v1/login', body: JSON.stringify({ username, password }) })

describe('[A-123] with a key', () => {
  test.each(madeKinds)('a %s is made once, however often it is sent', async (kind) => {
    const { root, make, total } = await begin()
    const { plural } = setupKinds[kind]
    const content = leastContent(kind)
    const before = await total(plural)
    const answers = await Promise.all([1, 2, 3].map(() => make(`/${plural}`, content, 'k')))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(new Set(answers.map(({ text, headers }) => `${text} ${headers.etag} ${headers.location}`)).size).toBe(1)
    expect(await total(plural)).toBe(before + 1)
    const { changes } = (await root.request('GET', `/audit?kind=${kind}`)).json() as { changes: unknown[] }
    expect(changes).toHaveLength(1)
    expectProblem(await make(`/${plural}`, { ...content, name: 'Another' }, 'k'), 422, 'key-reused')
    expect(await total(plural)).toBe(before + 1)
  })

  test('what was made is given as it is now, and is not made anew when it was removed', async () => {
    const { root, make, total } = await begin()
    const content = { name: 'Orders' }
    const made = (await make('/skills', content, 'k')).json() as SetupView
    await root.patch('skills', made.id, { name: 'Orders and returns' })
    const again = await make('/skills', content, 'k')
    expect(again.json()).toEqual({ ...made, version: 2, name: 'Orders and returns' })
    expect(again.headers.etag).toBe('"2"')
    await root.request('DELETE', `/skills/${made.id}`, undefined, { 'If-Match': '*' })
    expectProblem(await make('/skills', content, 'k'), 404, 'no-such-object')
    expect(await total('skills')).toBe(0)
  })

  test('an id that is given is given once', async () => {
    const { root, make } = await begin()
    const content = { id: '0C5P00000000009', name: 'Orders' }
    for (const time of ['first', 'second']) expect((await make('/skills', content, 'k')).status, time).toBe(201)
    expectProblem(await root.request('POST', '/skills', content), 409, 'exists-already')
    expectProblem(await make('/skills', { ...content, id: '0C5P00000000008' }, 'k'), 422, 'key-reused')
  })

  test('a refusal is forgotten: the key is good for what is right', async () => {
    const { make } = await begin()
    expectProblem(await make('/skills', { name: '' }, 'k'), 400, 'invalid')
    expectProblem(await make('/skills', null, 'k'), 400, 'invalid')
    expect((await make('/skills', { name: 'Orders' }, 'k')).status).toBe(201)
  })

  test('what cannot be a key is refused, and without one each is made', async () => {
    const { root, make, total } = await begin()
    for (const wrong of [' ', 'ä', 'x'.repeat(256)])
      expectProblem(await make('/skills', { name: 'Orders' }, wrong), 400)
    for (const time of ['first', 'second'])
      expect((await root.request('POST', '/skills', { name: 'Orders' })).status, time).toBe(201)
    expect(await total('skills')).toBe(2)
  })

  test('each administrator has keys of their own', async () => {
    const organization = await makeOrganization(server)
    const ids = new Set<string>()
    for (const each of [await Administrator.logIn(organization), await Administrator.logIn(organization)]) {
      const answer = await each.request('POST', '/skills', { name: 'Orders' }, { 'Idempotency-Key': 'k' })
      ids.add((answer.json() as SetupView).id)
    }
    expect(ids.size).toBe(2)
  })
})

describe('[A-123] the password of a new agent', () => {
  const eve = (n: number) => ({ name: 'Eve', username: `eve-${n}@repeats.example`, role: 'agent' })

  test('that was made up is shown again, as long as it is theirs', async () => {
    const { root, make } = await begin()
    const answers = await Promise.all([1, 2].map(() => make('/agents', eve(1), 'k')))
    const [first, again] = answers.map((answer) => answer.json() as SetupView & { password: string })
    expect(again).toEqual(first)
    const { id, password } = first!
    expect(password).toMatch(/^[\w-]{16}$/)
    const other = (await make('/agents', eve(2), 'another')).json() as { password: string }
    expect(other.password).not.toBe(password)
    server.clock.advance(1)
    expect((await logIn(eve(1).username, password)).status).toBe(200)
    await root.request('POST', `/agents/${id}/password`, { password: 'another fine word' })
    expect((await make('/agents', eve(1), 'k')).json()).not.toHaveProperty('password')
    expect((await logIn(eve(1).username, 'another fine word')).status).toBe(200)
  })

  test('that was given is part of what the key stands for, and is never shown', async () => {
    const { make } = await begin()
    const given = { ...eve(3), password: 'correct horse battery' }
    for (const time of ['first', 'second']) {
      const answer = await make('/agents', given, 'k')
      expect(answer.status, time).toBe(201)
      expect(answer.json()).not.toHaveProperty('password')
    }
    expectProblem(await make('/agents', { ...given, password: 'another fine word' }, 'k'), 422, 'key-reused')
    server.clock.advance(1)
    expect((await logIn(given.username, given.password)).status).toBe(200)
  })

  test('that was given is what the key stands for when they have another one by now, and is not left out', async () => {
    const { root, make } = await begin()
    const given = { ...eve(4), password: 'correct horse battery' }
    const first = await make('/agents', given, 'k')
    const { id } = first.json() as SetupView
    await root.request('POST', `/agents/${id}/password`, { password: 'another fine word' })
    const again = await make('/agents', given, 'k')
    expect(`${again.status} ${again.text}`).toBe(`201 ${first.text}`)
    for (const other of [eve(4), { ...given, password: 'another fine word' }])
      expectProblem(await make('/agents', other, 'k'), 422, 'key-reused')
    expect((await make('/agents', eve(5), 'another-key')).status).toBe(201)
    expectProblem(await make('/agents', { ...eve(5), password: 'another fine word' }, 'another-key'), 422, 'key-reused')
  })
})

test('[A-123] a program’s token is made once with a key, and shown again until it is revoked', async () => {
  const { root, make } = await begin()
  const path = `/agents/${root.id}/tokens`
  const answers = await Promise.all([1, 2].map(() => make(path, { name: 'Bot' }, 'k')))
  expect(answers.map(({ status }) => status)).toEqual([201, 201])
  expect(answers[1]?.text).toBe(answers[0]?.text)
  const { id, token } = answers[0]?.json() as { id: string; token: string }
  expect(((await root.request('GET', path)).json() as { tokens: unknown[] }).tokens).toHaveLength(1)
  const headers = { Authorization: `Bearer ${token}` }
  expect((await server.request({ path: '/api/v1/me', headers })).status).toBe(200)
  expectProblem(await make(path, { name: 'Other' }, 'k'), 422, 'key-reused')
  const other = (await make(path, { name: 'Bot' }, 'another')).json() as { token: string }
  expect(other.token).toMatch(/^[\w-]{43}$/)
  expect(other.token).not.toBe(token)
  await root.request('DELETE', `${path}/${id}`)
  expectProblem(await make(path, { name: 'Bot' }, 'k'), 404, 'no-such-object')
})

test('[A-123] a key is known after a restart, and is in no export', async () => {
  const own = await startInProcess({ store: lastingStore })
  const root = await Administrator.logIn(await makeOrganization(own))
  const make = () => root.request('POST', '/skills', { name: 'Orders' }, { 'Idempotency-Key': 'k' })
  const first = await make()
  await own.restart()
  expect((await make()).text).toBe(first.text)
  const document = (await root.request('GET', '/export')).json() as Record<string, unknown>
  expect(Object.keys(document).sort()).toEqual(
    ['parleySetup', ...Object.values(setupKinds).map(({ plural }) => plural)].sort(),
  )
})
