/** Visitors' clients that take their time: a long pause before the request, polls minutes apart, or none at all. */
import { describe, expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { startInProcess } from '../support/in-process-server.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'

const ok = { status: 200, text: 'OK' }

describe('[E28 S-6] a slow client', () => {
  test('may take its time between SessionId and ChasitorInit, and between polls', async () => {
    const own = await startInProcess()
    const organization = await makeOrganization(own)
    const ada = await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.arrive(organization)
    await own.pass(3000)
    expect(await visitor.init()).toMatchObject(ok)
    await own.pass(20_000)
    const { chatId } = await ada.takeNext()
    await own.pass(75_000)
    await visitor.reads(['ChatRequestSuccess'])
    await own.pass(75_000)
    await visitor.reads(['ChatEstablished'])
    await ada.events.next('visitor-away')
    await ada.events.next('visitor-back')
    expect((await ada.request('GET', `/chats/${chatId}`)).json()).toMatchObject({ state: 'established' })
  })

  test('may never poll: its commands keep it', async () => {
    const own = await startInProcess({ environment: { PARLEY_VISITOR_ESTABLISHED_MS: '60000' } })
    const organization = await makeOrganization(own)
    const ada = await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.ask(organization)
    const { chatId } = await ada.takeNext()
    for (let minute = 0; minute < 5; minute += 1) {
      await own.pass(59_000)
      expect(await visitor.post('ChasitorTyping')).toMatchObject(ok)
    }
    expect((await ada.request('GET', `/chats/${chatId}`)).json()).toMatchObject({ state: 'established' })
  })
})
