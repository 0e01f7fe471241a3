/** What becomes of a chat that was given away while no process was there to see its time run out. */
import { expect, test } from 'vitest'
import { chatRef } from '../../src/chat/chat-service.js'
import { askForChat, buttonId, organizationId, SimulatedServer, sweepMs } from '../support/simulated-server.js'

test('[H-4] it returns at once after a start when nobody is online who could take it', async () => {
  const server = await SimulatedServer.start({
    capacities: [1, 1],
    environment: { PARLEY_TRANSFER_TIMEOUT_MS: '5000' },
  })
  const { assignments, handovers, sessions } = server.parts
  for (const id of ['a0', 'a1']) await assignments.setPresence(organizationId, id, 'online')
  const { name } = await askForChat(server.parts, sessions.create().key, { number: 1, digest: 'first' })
  const ref = chatRef(organizationId, name.id)
  await server.pass(sweepMs)
  await assignments.accept(ref, { id: 'a0', name: 'Agent 0' })
  await handovers.handTo(ref, { id: 'a0', name: 'Agent 0' }, { type: 'button', id: buttonId })
  await assignments.setPresence(organizationId, 'a1', 'away')
  await server.shutDown()
  server.clock.advance(6000)
  await server.boot()
  await server.pass(sweepMs)
  expect((await server.parts.ledger.read(ref)).state).toMatchObject({ state: 'established', agent: { id: 'a0' } })
  await server.shutDown()
})
