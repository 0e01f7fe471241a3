/** A store that takes no more for a while: visitors wait, agents are told to come again, and nothing is done twice. */
import { describe, expect, test } from 'vitest'
import { LogOverloadedError } from '../../src/event-log/event-log.js'
import { AgentDesk } from '../support/agent-desk.js'
import { startInProcess, until, type InProcessServer } from '../support/in-process-server.js'
import { storeKinds } from '../support/test-store.js'
import { readMetrics } from '../support/prometheus-text.js'
import { RawVisitor, restPath, versionHeader } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'
import { expectRefusal, noSession } from '../support/wire-refusal.js'

/** Lets the store refuse every append until the answer is called. */
const refuseAppends = (server: InProcessServer): (() => void) => {
  const { log } = server.running.parts
  const append = log.append.bind(log)
  log.append = () => Promise.reject(new LogOverloadedError('Too many appends are waiting.'))
  return () => void (log.append = append)
}

const waiting = (server: InProcessServer, count: number): Promise<void> =>
  until(() => server.running.parts.patientLedger.waiting === count, `${count} writes to wait`)

const establish = async (server: InProcessServer) => {
  const organization = await makeOrganization(server)
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.ask(organization)
  const { chatId } = await ada.takeNext()
  return { organization, ada, visitor, chatId }
}

describe.each(storeKinds)('[L-6] on %s', (store) => {
  test('a visitor’s writes wait, in their order, and are answered once they are written', async () => {
    const server = await startInProcess({ store })
    const { organization, ada, visitor, chatId } = await establish(server)
    const relent = refuseAppends(server)
    const first = visitor.write('one')
    await waiting(server, 1)
    const second = visitor.write('two')
    await waiting(server, 2)
    const nouns = [{ prefix: 'Chasitor', noun: 'ChatMessage', object: { text: 'three' } }]
    const third = server.request({
      ...{ method: 'POST', path: restPath('System/MultiNoun'), headers: visitor.headers },
      body: JSON.stringify({ nouns: [...nouns, { prefix: 'Chasitor', noun: 'ChatEnd', object: {} }] }),
    })
    await waiting(server, 3)
    const other = await RawVisitor.arrive(organization)
    const asking = other.init()
    await waiting(server, 4)
    const parting = await RawVisitor.arrive(organization)
    const path = restPath(`System/SessionId/${parting.session.key}`)
    const leaving = server.request({ method: 'DELETE', path, headers: versionHeader })
    await waiting(server, 5)
    expect((await readMetrics(server.address)).get('parley_writes_waiting')).toBe(5)
    await server.pass(10_000)
    // Whatever needs nothing of the disk is answered all the while.
    await visitor.reads(['ChatRequestSuccess'])
    expect(await ada.events.untaken()).toEqual([])
    relent()
    await server.pass(2_000)
    for (const answer of await Promise.all([first, second, third, asking, leaving])) {
      expect([answer.status, answer.text]).toEqual([200, 'OK'])
    }
    expect((await ada.messages(chatId)).map(({ text }) => text)).toEqual(['one', 'two', 'three'])
    await other.reads(['ChatRequestSuccess'])
    expectRefusal(await parting.poll(), 403, noSession)
    expect((await readMetrics(server.address)).get('parley_writes_waiting')).toBe(0)
  })

  test('patience has an end: 500, and nothing was done', async () => {
    const server = await startInProcess({ store, environment: { PARLEY_WRITE_PATIENCE_MS: '3000' } })
    const { ada, visitor, chatId } = await establish(server)
    const relent = refuseAppends(server)
    const writing = visitor.write('one', 1)
    await waiting(server, 1)
    await server.pass(2_750)
    await waiting(server, 1)
    await server.pass(500)
    expectRefusal(await writing, 500, 'Internal Server Error')
    expect(server.errors).toHaveLength(1)
    expect(server.errors.splice(0)[0]).toContain('LogOverloadedError')
    relent()
    expect(await ada.messages(chatId)).toEqual([])
    expect((await visitor.write('one', 1)).status).toBe(200)
    expect((await ada.messages(chatId)).map(({ text }) => text)).toEqual(['one'])
  })
})

test('[L-7] an agent’s write is refused at once with 503 and Retry-After', async () => {
  const server = await startInProcess()
  const { ada, chatId } = await establish(server)
  const relent = refuseAppends(server)
  const write = () => ada.request('POST', `/chats/${chatId}/messages`, { text: 'one' }, { 'Idempotency-Key': 'k' })
  const refused = await write()
  expect([refused.status, refused.headers['retry-after'], refused.headers['content-type']]).toEqual([
    ...[503, '1', 'application/problem+json; charset=utf-8'],
  ])
  expect(refused.json()).toMatchObject({ status: 503, code: 'overloaded' })
  expect((await ada.request('PUT', '/presence', { status: 'away' })).status).toBe(503)
  relent()
  expect((await write()).status).toBe(201)
  expect((await ada.messages(chatId)).map(({ text }) => text)).toEqual(['one'])
})
