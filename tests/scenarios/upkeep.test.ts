/** What is kept for those who may come back goes when they no longer can, whatever became of the server meanwhile. */
import { expect, test, vi } from 'vitest'
import { firstUpkeepMs, upkeepEveryMs } from '../../src/server/upkeep.js'
import { AgentDesk } from '../support/agent-desk.js'
import { startInProcess, type InProcessServer } from '../support/in-process-server.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { lastingStore } from '../support/test-store.js'
import { makeOrganization } from '../support/test-organization.js'

const placesIn = (server: InProcessServer): Promise<readonly string[]> =>
  server.running.parts.log.bookmarkNames('place/', undefined, 10)

test('the place of a client that never fetched its chat’s end goes, though the server stopped in between', async () => {
  const server = await startInProcess({ store: lastingStore })
  const organization = await makeOrganization(server)
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.ask(organization)
  const { chatId } = await ada.takeNext()
  await visitor.reads(['ChatRequestSuccess'])
  await visitor.reads(['ChatEstablished'])
  await ada.end(chatId)
  await server.restart()
  expect(await placesIn(server)).toHaveLength(1)
  // Nobody's yet: the client may still come.
  await server.pass(firstUpkeepMs)
  expect(await placesIn(server)).toHaveLength(1)
  server.clock.advance(upkeepEveryMs)
  // A bookmark is forgotten with the next commit, or a second later.
  await vi.waitFor(async () => expect(await placesIn(server)).toEqual([]), { timeout: 20_000 })
})

test('the place of a chat that goes on stays, also where nobody has shown its key yet', async () => {
  const server = await startInProcess({ store: lastingStore })
  const organization = await makeOrganization(server)
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.ask(organization)
  await ada.takeNext()
  await visitor.reads(['ChatRequestSuccess'])
  await server.restart()
  await server.running.parts.upkeep.run()
  expect(await placesIn(server)).toHaveLength(1)
})

test('log-ins that have expired are dropped while the server runs', async () => {
  const server = await startInProcess()
  const prune = vi.spyOn(server.running.parts.logIns, 'prune')
  await server.pass(firstUpkeepMs)
  expect(prune).toHaveBeenCalledTimes(1)
})
