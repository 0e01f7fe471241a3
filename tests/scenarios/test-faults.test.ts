/** A server that fails on purpose, so that clients can be seen to come back. */
import { expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { startInProcess } from '../support/in-process-server.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'
import { Stage } from './terminal-processes.js'

const environment = { PARLEY_TEST_FAULTS: 'one-503-per-session' }

test('[X-3] the first poll after a chat is established fails once per session, and reconnecting mends it', async () => {
  const server = await startInProcess({ environment })
  const organization = await makeOrganization(server)
  const ada = await AgentDesk.open(organization, 'ada')
  for (const name of ['Ana', 'Bea']) {
    const visitor = await RawVisitor.ask(organization, { visitorName: name })
    const success = await visitor.reads(['ChatRequestSuccess'], -1)
    const held = await visitor.held(0)
    const { chatId } = await ada.takeNext()
    expect((await held.answer).text).toContain('ChatEstablished')
    await ada.say(chatId, 'Hello')
    const failed = await visitor.poll(1)
    expect([failed.status, failed.text]).toEqual([503, ''])
    expect((await visitor.reconnect(success.offset)).status).toBe(200)
    await visitor.reads(['ChasitorSessionData'], -1)
    expect(JSON.stringify(await visitor.read(1))).toContain('ChatEstablished')
    expect(JSON.stringify(await visitor.read(2))).toContain('Hello')
    expect((await visitor.write('Hello again')).status).toBe(200)
    await ada.events.next('message')
  }
})

test('[X-3] our own client comes back, and nothing is lost', async () => {
  await using stage = await Stage.open(environment)
  const visitor = stage.visit()
  const chat = await stage.accept()
  await stage.say(chat, 'eins')
  await visitor.prints('Ada: eins')
  visitor.type('one')
  await stage.say(chat, 'zwei')
  await visitor.prints('Ada: zwei')
  expect(await stage.hears(chat, 1)).toEqual(['one'])
  await stage.end(chat)
  expect(await visitor.exit).toBe(0)
  expect(visitor.heard).toEqual(['eins', 'zwei'])
})
