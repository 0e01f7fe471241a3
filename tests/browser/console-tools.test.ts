/** What an agent can do beside talking, each done once as a person would, and seen where it has to arrive. */
import { expect } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { AgentClient, bodyOf } from '../support/agent-client.js'
import { browserTest } from '../support/browser-test.js'
import { demoPassword, demoUsername } from '../support/established-chat.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { demoRequest, WireVisitor } from '../support/wire-visitor.js'
import { AgentConsole } from './agent-console.js'
import { setUpShop } from './shop-floor.js'

browserTest(
  'statuses, requests for whoever is first, the palette, a flag, a long wait, a block',
  async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path)
    await setUpShop(server, { criticalWaitS: 1 })
    using administrator = await AgentClient.logIn(server.address, demoUsername, demoPassword)
    const toWhoeverIsFirst = { routing: 'choice' }
    bodyOf(
      await administrator.call('PATCH', `/setup/buttons/${demoRequest.buttonId}`, toWhoeverIsFirst, {
        'If-Match': '*',
      }),
    )
    await using ada = await AgentConsole.open(browser, server.address)
    await using ben = await AgentConsole.open(browser, server.address)
    const { page } = ada
    await ada.start()
    await ben.start('ben@example.com')
    const client = new WireClient(server.endpoint)

    // The organization's own statuses; one of them takes chats.
    await page.getByRole('button', { name: 'Online' }).click()
    await page.getByRole('radio', { name: 'In a meeting' }).check()
    await page.getByText('You are away').first().waitFor()
    await page.getByRole('button', { name: 'In a meeting' }).click()
    await page.getByRole('radio', { name: 'Training' }).check()
    await page.getByText('All quiet').waitFor()
    await page.getByRole('button', { name: 'Training' }).waitFor()

    // Both have the request on their list; one declines and says why, and the other has it still.
    const vera = await WireVisitor.arrive(client, 'Vera')
    for (const console of [ada, ben]) await console.page.getByText('For whoever is first').waitFor()
    await ben.page.getByRole('button', { name: 'Decline the request from Vera' }).click()
    await ben.page.getByRole('dialog', { name: 'Why do you decline Vera?' }).waitFor()
    await ben.page.getByRole('button', { name: 'Wrong topic' }).click()
    await ben.page.getByText('For whoever is first').waitFor({ state: 'detached' })
    const walt = await WireVisitor.arrive(client, 'Walt')
    for (const console of [ada, ben])
      await console.page.getByRole('button', { name: 'Accept the request from Walt' }).waitFor()

    // By the palette, without a mouse.
    await page.keyboard.press('Control+k')
    await page.keyboard.type('accept vera')
    await page.getByRole('option', { name: 'Accept Vera' }).waitFor()
    await page.keyboard.press('Enter')
    await ada.field('Vera').and(page.locator(':focus')).waitFor()
    await vera.until('ChatEstablished')
    await ben.accept('Walt')
    await page.getByRole('button', { name: 'Accept the request from Walt' }).waitFor({ state: 'detached' })
    await walt.until('ChatEstablished')

    // A visitor who waits too long for an answer stands out until there is one.
    await vera.say('Is anybody there?')
    await page.getByText('Vera has been waiting too long for your answer.').first().waitFor()
    await ada.row('Vera').getByText('Answer now').waitFor()
    await ada.field('Vera').fill('Yes, I am.')
    await page.keyboard.press('Enter')
    await ada.row('Vera').getByText('Answer now').waitFor({ state: 'detached' })

    await page.keyboard.press('Alt+h')
    await page.getByRole('dialog', { name: 'Ask for help' }).waitFor()
    await page.keyboard.type('A hard one')
    await page.getByRole('dialog').getByRole('button', { name: 'Ask for help' }).click()
    await page.getByText('You asked for help: A hard one').waitFor()
    await page.getByRole('button', { name: 'Not needed any more' }).click()
    await page.getByText('You asked for help').waitFor({ state: 'detached' })
    await ada.field('Vera').and(page.locator(':focus')).waitFor()

    // What programs tell each other is a line of the transcript.
    await page.keyboard.press('Control+k')
    await page.keyboard.type('send an event')
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Type' }).fill('open basket')
    await page.getByRole('button', { name: 'Send event' }).click()
    await ada.log.getByText('Event to the visitor’s page: open basket').waitFor()

    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('button', { name: 'Block visitor' }).click()
    await page.getByRole('textbox', { name: /^Why\?/ }).fill('Insults')
    await page.getByRole('button', { name: 'Block and end chat' }).click()
    await page.getByText('You blocked Vera and ended this chat.', { exact: true }).waitFor()
    await vera.until('ChatEnded')
    expect([...ada.complaints, ...ben.complaints]).toEqual([])
  },
)
