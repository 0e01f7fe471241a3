/** Two agents at their consoles, and a chat that goes from one to the other. */
import { describe, expect } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { browserTest } from '../support/browser-test.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { WireVisitor } from '../support/wire-visitor.js'
import { AgentConsole } from './agent-console.js'
import { axeFindings } from './axe-findings.js'
import { setUpShop } from './shop-floor.js'

describe.each([
  ['light', 1280],
  ['dark', 390],
] as const)('in the %s theme at %i pixels', (theme, width) => {
  browserTest('a chat is handed over with a note, taken back, handed over again', async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path)
    await setUpShop(server)
    await using ada = await AgentConsole.open(browser, server.address, { theme, width })
    await using ben = await AgentConsole.open(browser, server.address, { theme, width })
    const found: Record<string, string[]> = {}
    await ada.start()
    const visitor = await WireVisitor.arrive(new WireClient(server.endpoint), 'Vera')
    await ada.accept('Vera')
    await visitor.until('ChatEstablished')
    await visitor.say('Where is my refund?')
    await ada.log.getByText('refund').waitFor()

    // Nobody is there yet, and that is said; as soon as somebody is, too.
    const { keyboard } = ada.page
    await keyboard.press('Alt+t')
    await ada.page.getByRole('option', { name: 'Ben Ito', disabled: true }).waitFor()
    await ben.start('ben@example.com')
    await ada.page.getByRole('option', { name: /Ben Ito .*3 places free/, disabled: false }).waitFor()
    found['whom to ask'] = await axeFindings(ada)
    await keyboard.type('refun')
    await ada.page.getByRole('option', { name: 'Chat with us' }).waitFor({ state: 'detached' })
    await keyboard.press('Enter')
    await keyboard.type('Knows refunds.')
    found['a word to them'] = await axeFindings(ada)
    await keyboard.press('Enter')
    await ada.page.getByText('Waiting for Ben Ito to take over').waitFor()
    // The agent goes on meanwhile.
    await ada.field('Vera').and(ada.page.locator(':focus')).waitFor()
    await keyboard.type('One moment.')
    await keyboard.press('Enter')
    expect(await visitor.hear()).toBe('One moment.')
    await ben.page.getByText('Ada hands over to you').waitFor()
    await ben.page.getByText('Knows refunds.').waitFor()
    found['offered'] = await axeFindings(ben)
    found['under way'] = await axeFindings(ada)

    await ada.page.getByRole('button', { name: 'Take back the chat from Ben Ito' }).click()
    await ada.page.getByText('Waiting for Ben Ito').waitFor({ state: 'detached' })
    await ben.page.getByText('Ada hands over to you').waitFor({ state: 'detached' })

    await keyboard.press('Alt+t')
    await keyboard.type('second')
    await ada.page.getByRole('option', { name: 'Second line', disabled: false }).waitFor()
    await keyboard.press('Enter')
    await keyboard.press('Enter')
    await ada.page.getByText('Vera waits for Second line').waitFor()
    expect(await ada.field('Vera').count()).toBe(0)
    found['given away'] = await axeFindings(ada)
    await ben.page.getByRole('button', { name: 'Accept the request from Vera' }).click()
    await visitor.until('ChatTransferred')
    await ada.page.getByText('Ben Ito took over the chat with Vera.').first().waitFor()
    await ben.log.getByText('One moment.').waitFor()
    await ben.field('Vera').fill('Ben here.')
    await ben.page.keyboard.press('Enter')
    expect(await visitor.hear()).toBe('Ben here.')

    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((state) => [state, []])))
    expect([...ada.complaints, ...ben.complaints]).toEqual([])
  })
})

browserTest('a colleague joins, both consoles show who is there, and one leaves', async ({ browser }) => {
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(directory.path)
  await setUpShop(server)
  await using ada = await AgentConsole.open(browser, server.address)
  await using ben = await AgentConsole.open(browser, server.address)
  await ada.start()
  const visitor = await WireVisitor.arrive(new WireClient(server.endpoint), 'Vera')
  await ada.accept('Vera')
  await visitor.until('ChatEstablished')
  await ben.start('ben@example.com')

  await ada.page.keyboard.press('Alt+i')
  await ada.page.getByRole('option', { name: 'Ben Ito', disabled: false }).click()
  await ada.page.keyboard.press('Enter')
  await ada.page.getByText('Waiting for Ben Ito to join').waitFor()
  await ben.page.getByText('Ada asks you to join').waitFor()
  await ben.page.getByRole('button', { name: 'Join the chat with Vera' }).click()
  await visitor.until('AgentJoinedConference')
  await ada.page.getByText('with Ben Ito').waitFor()
  await ben.page.getByText('with Ada').waitFor()
  // Whoever talks along writes, and does not end the chat.
  expect(await ben.page.getByRole('button', { name: 'End chat' }).count()).toBe(0)
  await ben.field('Vera').fill('Hello from Ben')
  await ben.page.keyboard.press('Enter')
  expect(await visitor.hear()).toBe('Hello from Ben')
  await ada.log.getByText('Ben Ito', { exact: true }).waitFor()
  await ben.log.getByText('You', { exact: true }).waitFor()

  await ada.page.getByRole('button', { name: 'More actions' }).click()
  await ada.page.getByRole('button', { name: 'Leave the chat' }).click()
  await ada.page.getByText('Ben Ito will go on without you.').waitFor()
  await ada.page.keyboard.press('Enter')
  await ada.page.getByText('You left the chat with Vera to your colleague.').first().waitFor()
  await ben.page.getByText('You are in charge of the chat with Vera now.').first().waitFor()
  await ben.page.getByRole('button', { name: 'End chat' }).waitFor()
  expect([...ada.complaints, ...ben.complaints]).toEqual([])
})
