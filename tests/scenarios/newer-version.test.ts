/** A store that a newer version wrote to: an older server leaves that alone and serves everybody else. */
import { expect, test } from 'vitest'
import type { StreamName } from '../../src/event-log/event-log.js'
import { AgentDesk } from '../support/agent-desk.js'
import { startInProcess, type InProcessServer } from '../support/in-process-server.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { lastingStore } from '../support/test-store.js'
import { makeOrganization } from '../support/test-organization.js'

/** Writes what a version of tomorrow may write. */
const writeNewer = async (server: InProcessServer, stream: StreamName): Promise<void> => {
  const { log } = server.running.parts
  const expectedVersion = (await log.readBefore(stream, Number.MAX_SAFE_INTEGER, 1))[0]?.version ?? 0
  const events = [{ id: `newer-${stream.id}`, body: { type: 'of-tomorrow' } }]
  expect(await log.append([{ stream, expectedVersion, events, open: stream.kind !== 'session' }], 1)).toEqual({
    ok: true,
  })
}

test('[N-16] a chat, an agent and a session with events of a newer version are left alone, and all else goes on', async () => {
  const server = await startInProcess({ store: lastingStore })
  const organization = await makeOrganization(server)
  const { organizationId } = organization
  const ada = await AgentDesk.open(organization, 'ada')
  const newerVisitor = await RawVisitor.ask(organization)
  const { chatId: newerChat } = await ada.takeNext()
  const visitor = await RawVisitor.ask(organization)
  const { chatId } = await ada.takeNext()
  const ben = await AgentDesk.open(organization, 'ben')
  const newerSession = await RawVisitor.arrive(organization)
  const inOrganization = { organizationId }
  await writeNewer(server, { ...inOrganization, kind: 'chat', id: newerChat })
  await writeNewer(server, { ...inOrganization, kind: 'agent', id: ben.agent.id })
  await writeNewer(server, { organizationId: '-', kind: 'session', id: newerSession.session.id })
  await server.restart()

  // The chat that this version understands goes on, for both.
  const events = await ada.follow()
  await events.next('snapshot')
  await visitor.write('Still here?')
  await events.next('message')
  await ada.say(chatId, 'Yes')
  expect((await ada.messages(chatId)).map(({ text }) => text)).toEqual(['Still here?', 'Yes'])
  // The others are told that it is not for this server.
  expect((await newerVisitor.post('ChatMessage', { text: 'And me?' }, { sequence: 9 })).status).toBe(500)
  expect((await newerVisitor.poll(-1)).status).toBe(500)
  expect((await newerSession.init()).status).toBe(500)
  const answer = await ben.request('PUT', '/presence', { status: 'online' })
  expect(answer.status).toBe(503)
  expect(answer.json()).toMatchObject({ code: 'newer-version' })
  await server.running.parts.upkeep.run()
  // What was met was said, once each.
  const said = server.warnings.map((line) => JSON.parse(line) as { stream?: string; type?: string; msg: string })
  const met = said.filter(({ msg }) => msg.startsWith('A newer version wrote to this.'))
  expect(met.map(({ stream, type }) => [stream, type]).toSorted()).toEqual(
    [
      `-/session/${newerSession.session.id}`,
      `${organizationId}/agent/${ben.agent.id}`,
      `${organizationId}/chat/${newerChat}`,
    ]
      .map((stream) => [stream, 'of-tomorrow'])
      .toSorted(),
  )
  // Sweeps that come to them do nothing, and do it quietly.
  await server.pass(5000)
})
