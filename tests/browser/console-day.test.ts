/** A working day: two agents at their consoles, a supervisor, and ten visitors, of whom nearly every one is a case. */
import { expect } from 'vitest'
import type { FloorSnapshot } from '../../src/agent-api/supervision/floor-messages.js'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { AgentClient, bodyOf } from '../support/agent-client.js'
import { browserTest } from '../support/browser-test.js'
import { demoPassword, demoUsername } from '../support/established-chat.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { demoRequest, WireVisitor } from '../support/wire-visitor.js'
import { AgentConsole } from './agent-console.js'
import { sendFile } from './send-file.js'
import { setUpShop } from './shop-floor.js'

browserTest('a working day', async ({ browser }) => {
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(directory.path)
  await setUpShop(server)
  using administrator = await AgentClient.logIn(server.address, demoUsername, demoPassword)
  const make = (kind: string, data: object) => administrator.call<{ id: string }>('POST', `/setup/${kind}`, data)
  const cleo = { username: 'cleo@example.com', name: 'Cleo', role: 'supervisor', capacity: 0, password: demoPassword }
  bodyOf(await make('agents', cleo))
  const { id: quickDeploymentId } = bodyOf(await make('deployments', { name: 'Quick', connectionTimeoutS: 1 }))
  using supervisor = await AgentClient.logIn(server.address, cleo.username, demoPassword)
  const chatOf = async (visitorName: string): Promise<string> => {
    const { chats } = bodyOf(await supervisor.call<FloorSnapshot>('GET', '/supervision'))
    return chats.find((chat) => chat.visitorName === visitorName)?.chatId ?? ''
  }

  await using ada = await AgentConsole.open(browser, server.address)
  await using ben = await AgentConsole.open(browser, server.address)
  const client = new WireClient(server.endpoint)
  const arrive = (name: string, deploymentId = demoRequest.deploymentId): Promise<WireVisitor> =>
    WireVisitor.arrive(client, name, { ...demoRequest, deploymentId })
  const say = async (console: AgentConsole, to: string, text: string): Promise<void> => {
    await console.row(to).click()
    await console.field(to).fill(text)
    await console.page.keyboard.press('Enter')
  }
  const end = async (console: AgentConsole, name: string): Promise<void> => {
    await console.row(name).click()
    await console.page.keyboard.press('Alt+e')
    await console.page.getByRole('dialog', { name: `End the chat with ${name}?` }).waitFor()
    await console.page.keyboard.press('Enter')
    await console.page.getByRole('button', { name: 'Close chat' }).click()
    await console.row(name).waitFor({ state: 'detached' })
  }

  // In the morning Ada is alone. Gina does not wait for her.
  await ada.start()
  const gina = await arrive('Gina')
  await ada.page.getByRole('button', { name: 'Accept the request from Gina' }).waitFor()
  await gina.leave()
  await ada.page.getByText('Gina left before anyone answered.').first().waitFor()
  const anna = await arrive('Anna')
  await ada.accept('Anna')
  const bert = await arrive('Bert')
  await ada.accept('Bert')
  const cora = await arrive('Cora')
  await ada.accept('Cora')
  for (const visitor of [anna, bert, cora]) await visitor.until('ChatEstablished')

  // Cora has a picture to show.
  await ada.page.getByRole('button', { name: 'Ask for a file' }).click()
  await ada.page.getByText('Waiting for a file from Cora').waitFor()
  const { fileRequest } = bodyOf(await administrator.chat(await chatOf('Cora')))
  await sendFile(server, cora, fileRequest?.fileId ?? '', 'router.txt')
  await ada.log.getByText('router.txt').first().waitFor()

  // Ben comes; Dora is his, whose network goes and comes back.
  await ben.start('ben@example.com')
  const dora = await arrive('Dora')
  await ben.accept('Dora')
  await dora.until('ChatEstablished')
  expect((await client.reconnectSession(dora.session, dora.ack)).status).toBe(200)
  expect((await client.resyncState(dora.session, demoRequest.organizationId)).status).toBe(200)
  await dora.say('I am back')
  await ben.log.getByText('I am back').waitFor()

  // Anna is one for Ben.
  await ada.row('Anna').click()
  await ada.page.keyboard.press('Alt+t')
  await ada.page.getByRole('option', { name: 'Ben Ito', disabled: false }).click()
  await ada.page.keyboard.type('Wants her money back.')
  await ada.page.keyboard.press('Enter')
  await ben.page.getByText('Wants her money back.').waitFor()
  await ben.accept('Anna')
  await anna.until('ChatTransferred')
  await ada.page.getByText('Ben Ito took over the chat with Anna.', { exact: true }).waitFor()
  await ada.page.getByRole('button', { name: 'Close chat' }).click()
  await say(ben, 'Anna', 'Your refund is on its way.')
  expect(await anna.hear()).toBe('Your refund is on its way.')

  // With Bert they are two; what Ben writes is news to Ada while she is elsewhere.
  await ada.row('Bert').click()
  await ada.page.keyboard.press('Alt+i')
  await ada.page.getByRole('option', { name: 'Ben Ito', disabled: false }).click()
  await ada.page.keyboard.press('Enter')
  await ben.page.getByRole('button', { name: 'Join the chat with Bert' }).click()
  await bert.until('AgentJoinedConference')
  await ada.page.getByText('with Ben Ito').waitFor()
  await ada.row('Cora').click()
  await say(ben, 'Bert', 'Try another cable.')
  expect(await bert.hear()).toBe('Try another cable.')
  await ada.row('Bert').getByText('1 unread message').waitFor({ state: 'attached' })
  // The supervisor sees that it takes long.
  bodyOf(await supervisor.call('POST', `/chats/${await chatOf('Bert')}/whispers`, { text: 'Offer a new one.' }))
  await ada.row('Bert').click()
  await ada.log.getByText('Offer a new one.').waitFor()
  await ben.page.getByRole('button', { name: 'More actions' }).click()
  await ben.page.getByRole('button', { name: 'Leave the chat' }).click()
  await ben.page.keyboard.press('Enter')
  await ben.page.getByRole('button', { name: 'Close chat' }).click()
  await say(ada, 'Bert', 'We send you a new one.')
  expect(await bert.hear()).toBe('We send you a new one.')

  // Ada has lunch, so Emil is Ben's, and is lost at once; Fritz is declined by Ben, and waits for her.
  await ada.page.getByRole('button', { name: 'Online' }).click()
  await ada.page.getByRole('radio', { name: 'In a meeting' }).check()
  await arrive('Emil', quickDeploymentId)
  await ben.accept('Emil')
  await ben.page.getByText('the connection to Emil was lost.', { exact: false }).first().waitFor()
  await ben.page.getByRole('button', { name: 'Close chat' }).click()
  const fritz = await arrive('Fritz')
  await ben.page.getByRole('button', { name: 'Decline the request from Fritz' }).click()
  await ben.page.getByRole('button', { name: 'Wrong topic' }).click()
  await ada.page.getByRole('button', { name: 'In a meeting' }).click()
  await ada.page.getByRole('radio', { name: 'Online' }).check()
  await ada.accept('Fritz')
  await fritz.until('ChatEstablished')

  // Somebody trips over the cable: what Ada writes meanwhile is sent once.
  await ada.context.setOffline(true)
  await say(ada, 'Fritz', 'Are you there?')
  await ada.context.setOffline(false)
  expect(await fritz.hear()).toBe('Are you there?')
  await fritz.leave()
  await ada.page.getByText('Fritz ended this chat.', { exact: true }).waitFor()
  await ada.page.getByRole('button', { name: 'Close chat' }).click()

  // Three come at the end of the day; Hans is not nice, and nobody else comes from his address.
  await end(ada, 'Cora')
  await end(ada, 'Bert')
  await end(ben, 'Anna')
  await end(ben, 'Dora')
  await ben.page.getByRole('button', { name: 'Online' }).click()
  await ben.page.getByRole('radio', { name: 'Offline' }).check()
  const ida = await arrive('Ida')
  await ada.accept('Ida')
  await ida.until('ChatEstablished')
  const jule = await arrive('Jule')
  await ada.accept('Jule')
  await jule.say('It works again, thank you!')
  await ada.log.getByText('It works again').waitFor()
  await jule.leave()
  await ada.page.getByText('Jule ended this chat.', { exact: true }).waitFor()
  await ada.page.getByRole('button', { name: 'Close chat' }).click()
  const hans = await arrive('Hans')
  await ada.accept('Hans')
  await ada.page.getByRole('button', { name: 'More actions' }).click()
  await ada.page.getByRole('button', { name: 'Block visitor' }).click()
  await ada.page.getByRole('button', { name: 'Block and end chat' }).click()
  await hans.until('ChatEnded')
  await ada.page.getByRole('button', { name: 'Close chat' }).click()
  await end(ada, 'Ida')
  await ida.until('ChatEnded')
  await ada.page.getByText('All quiet').waitFor()
  expect(bodyOf(await supervisor.call<FloorSnapshot>('GET', '/supervision')).chats).toEqual([])
  expect([...ada.complaints, ...ben.complaints]).toEqual([])
})
