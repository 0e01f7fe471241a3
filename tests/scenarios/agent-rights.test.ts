/** What an agent's configuration takes away: asking for files, and seeing what a visitor has not sent yet. */
import { expect, test } from 'vitest'
import { expectProblem } from '../support/expect-problem.js'
import { handoverFloor, transfer } from '../support/handover-floor.js'
import { shareInProcess } from '../support/in-process-server.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { changeSetup } from '../support/test-organization.js'
import { configure } from '../support/supervisor-desk.js'

const server = shareInProcess()

test('[F-10] only agents whose configuration allows it may ask for files', async () => {
  const { organization, ada, chatId, ids } = await handoverFloor(server, { fileTransfer: false })
  const ask = () => ada.request('POST', `/chats/${chatId}/file-requests`)
  expectProblem(await ask(), 403, 'files-off')
  await changeSetup(organization, 'agent-configuration', ids.configuration, { fileTransfer: true })
  expect((await ask()).status).toBe(201)
})

test('[P-34] a client is told whether the agent sees unsent text, and an agent who may not sees none of it', async () => {
  const { organization, ada, ben, visitor, chatId } = await handoverFloor(server, { sneakPeek: false })
  const other = await RawVisitor.ask(organization)
  // Ben has more places free.
  await ben.takeNext()
  await other.reads(['ChatRequestSuccess'], -1)
  expect((await other.reads(['ChatEstablished'], 0)).messages[0]?.message).toMatchObject({ sneakPeekEnabled: false })

  await visitor.post('ChasitorSneakPeek', { text: 'My secret' })
  expect((await ada.events.next('visitor-typing')).data).toEqual({ chatId, typing: true })

  await configure(organization, organization.agents.ben.id, { sneakPeek: true })
  await (await ben.follow()).next('snapshot')
  await transfer(ada, chatId, { agentId: organization.agents.ben.id })
  await ben.takeNext()
  expect((await visitor.reads(['ChatTransferred'], 1)).messages[0]?.message).toMatchObject({ sneakPeekEnabled: true })
  await visitor.post('ChasitorSneakPeek', { text: 'Not to Ada' })
  expect((await ben.events.next('visitor-typing')).data).toEqual({ chatId, typing: true, text: 'Not to Ada' })
})
