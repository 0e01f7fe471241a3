/** A supervisor at the floor: watches, whispers, hands over, joins, ends, and the agents' consoles say who did it. */
import type { Browser } from 'playwright-core'
import { describe, expect } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { browserTest } from '../support/browser-test.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { WireVisitor } from '../support/wire-visitor.js'
import { AgentConsole } from './agent-console.js'
import { axeFindings } from './axe-findings.js'
import { setUpShop } from './shop-floor.js'

/** Ada, who administers the demo, at the floor; Ben takes chats at his desk. */
const begin = async (browser: Browser, options: Parameters<typeof AgentConsole.open>[2]) => {
  const directory = await TemporaryDirectory.make()
  const server = await ServerProcess.start(directory.path)
  await setUpShop(server, { agentSneakPeek: true })
  const ada = await AgentConsole.open(browser, server.address, options)
  const ben = await AgentConsole.open(browser, server.address)
  await ada.logIn()
  await ada.page.getByRole('link', { name: 'Floor' }).click()
  await ada.page.getByRole('heading', { name: 'No open chats' }).waitFor()
  await ben.start('ben@example.com')
  const client = new WireClient(server.endpoint)
  const end = async (): Promise<void> => {
    await ben[Symbol.asyncDispose]()
    await ada[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
    await directory[Symbol.asyncDispose]()
  }
  return { server, ada, ben, client, [Symbol.asyncDispose]: end }
}

describe.each([
  ['light', 1280],
  ['dark', 390],
] as const)('in the %s theme at %i pixels', (theme, width) => {
  browserTest('[A-41] [A-42] a supervisor sees who needs help, watches, whispers and joins', async ({ browser }) => {
    await using floor = await begin(browser, { theme, width })
    const { ada, ben, client } = floor
    const { page } = ada
    const { keyboard } = page
    const found: Record<string, string[]> = {}
    const look = async (state: string): Promise<void> => {
      found[state] = await axeFindings(ada)
    }
    await look('nobody there')

    const vera = await WireVisitor.arrive(client, 'Vera')
    await page.getByRole('link', { name: /Vera.*Offered/ }).waitFor()
    await ben.accept('Vera')
    await vera.until('ChatEstablished')
    await vera.say('May I send it back after three weeks?')
    const walt = await WireVisitor.arrive(client, 'Walt')
    await page.getByRole('link', { name: /Vera.*Unanswered/ }).waitFor()
    await ben.page.keyboard.press('Alt+h')
    await ben.page.getByRole('dialog').getByRole('textbox').fill('Is that allowed?')
    await ben.page.keyboard.press('Enter')
    // Who asks for help stands first.
    await page.getByRole('link', { name: /Vera.*Help asked for/ }).waitFor()
    expect(
      await page
        .getByRole('link', { name: /Vera|Walt/ })
        .first()
        .innerText(),
    ).toContain('Vera')
    await look('floor')

    // The keys work right after the way here was pressed, which still has the focus.
    await page.getByRole('link', { name: 'Floor' }).focus()
    await keyboard.press('j')
    // And where there is nothing further: Enter opens the chat that is marked.
    await page.getByRole('link', { name: 'Floor' }).focus()
    await keyboard.press('k')
    await keyboard.press('Enter')
    await ada.log.getByText('three weeks').waitFor()
    await keyboard.press('Escape')
    await page.getByRole('link', { name: /Walt/ }).waitFor()
    await keyboard.press('w')
    await page.getByRole('textbox', { name: 'Whisper to Ben Ito' }).and(page.locator(':focus')).waitFor()
    expect(page.url()).toContain('/console/floor/chats/')
    await ada.log.getByText('three weeks').waitFor()
    await page.getByText('The agent asks for help: Is that allowed?').waitFor()
    await client.sneakPeek(vera.session, 'It is unus', { sequence: (vera.sequence += 1) })
    await page.getByText('It is unus').waitFor()
    await ben.field('Vera').fill('I have to as')
    await keyboard.type('Yes, four weeks.')
    await keyboard.press('Enter')
    await ada.log.getByText('Ada whispers: Yes, four weeks.').waitFor()
    await ben.log.getByText('Ada whispers: Yes, four weeks.').waitFor()
    await look('watching')
    await page.getByRole('button', { name: 'Lower the flag' }).click()
    await ben.page.getByText('was taken down').first().waitFor()

    // From here on it is one of the supervisor's own chats.
    await page.getByRole('button', { name: 'Join' }).focus()
    await keyboard.down('Enter')
    await vera.until('AgentJoinedConference')
    expect(vera.received.some((message) => JSON.stringify(message).includes('four weeks'))).toBe(false)
    const toChat = page.getByRole('button', { name: 'Open among your chats' })
    await toChat.waitFor()
    // Enter that is still held, and the second half of a double click, were meant for the button as it was.
    await keyboard.down('Enter')
    await keyboard.up('Enter')
    await toChat.dispatchEvent('click', { detail: 2 })
    // What is read here does not wait at the desk, where it has come in when it is spoken.
    await vera.say('Are you there?')
    await page.getByText('New message from Vera.').waitFor({ state: 'attached' })
    await ada.log.getByText('Are you there?').waitFor()
    await page.getByRole('link', { name: 'Chats', exact: true }).waitFor()
    expect(page.url()).toContain('/console/floor/chats/')
    await expect.poll(() => ada.focused()).toBe('Open among your chats')
    await keyboard.press('Enter')
    await ada.field('Vera').fill('Of course you may.')
    await keyboard.press('Enter')
    expect(await vera.hear()).toBe('Of course you may.')
    await page.goBack()
    await page.getByRole('button', { name: 'Stop watching' }).click()
    await page.getByRole('link', { name: 'Walt' }).waitFor()

    // A filter is an address, and so it outlives a reload.
    await keyboard.press('/')
    await keyboard.type('wal')
    await page.getByRole('link', { name: /Vera/ }).waitFor({ state: 'detached' })
    expect(page.url()).toContain('?q=wal')
    await page.reload()
    await page.getByRole('link', { name: 'Walt' }).waitFor()
    expect(await page.getByRole('link', { name: /Vera/ }).count()).toBe(0)
    await look('filtered')
    await keyboard.press('Escape')
    await page.getByRole('link', { name: /Vera/ }).waitFor()
    await keyboard.press('?')
    await page.getByRole('dialog').getByText('Whisper to its agent').waitFor()
    await keyboard.press('Escape')
    await walt.leave()

    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((state) => [state, []])))
    expect([...ada.complaints, ...ben.complaints]).toEqual([])
  })
})

browserTest(
  '[A-46] [A-47] [A-48] a supervisor gives, sets and ends, and the agent is told who did',
  async ({ browser }) => {
    await using floor = await begin(browser, { width: 1680 })
    const { server, ada, ben, client } = floor
    const { page } = ada
    const found: Record<string, string[]> = {}
    const vera = await WireVisitor.arrive(client, 'Vera')
    await ben.page.getByRole('button', { name: 'Decline the request from Vera' }).click()
    await ben.page.getByRole('dialog').getByRole('button', { name: 'Wrong topic' }).click()
    await page.getByRole('link', { name: /Vera.*Waiting/ }).click()
    await page.getByText('As soon as an agent has the chat').waitFor()
    await page.getByRole('button', { name: 'Offer to…' }).click()
    await page.getByRole('option', { name: /Ben Ito/, disabled: false }).click()
    await page.getByLabel('Note (only your colleague sees it)').fill('You know her.')
    found['giving'] = await axeFindings(ada)
    await page.keyboard.press('Enter')
    await ben.page.getByText('Ada wants you to take this').waitFor()
    await ben.page.getByText('You know her.').waitFor()
    await ben.accept('Vera')
    await vera.until('ChatEstablished')

    await page
      .getByRole('list', { name: /Agents/ })
      .getByRole('button', { name: /Ben Ito/ })
      .click()
    await page.getByRole('combobox', { name: 'Status of Ben Ito' }).selectOption('Away')
    await ben.page.getByText('Ada changed your status to Away.').first().waitFor()
    expect(page.url()).toContain('agent=')

    // What could not be done does not look as if it were.
    await page
      .getByRole('list', { name: /Agents/ })
      .getByRole('button', { name: /Ben Ito.*Away/ })
      .waitFor()
    const statusOfBen = page.getByRole('combobox', { name: 'Status of Ben Ito' })
    await page.route('**/supervision/agents/*/presence', (route) => route.abort())
    await statusOfBen.selectOption('Offline')
    await page.getByText('The status could not be changed.').first().waitFor()
    expect(await statusOfBen.inputValue()).toBe('away')
    await page.unroute('**/supervision/agents/*/presence')

    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('button', { name: 'End chat' }).click()
    found['ending'] = await axeFindings(ada)
    await page.getByRole('dialog').getByRole('button', { name: 'End chat' }).click()
    await vera.until('ChatEnded')
    await ben.page.getByText('Ada ended this chat in your place.').first().waitFor()
    await page.getByText('Ada ended this chat.').waitFor()
    await page.getByRole('heading', { name: 'No chat fits' }).waitFor()

    // The figures of the day, large enough for a wall.
    await page.goto(`${server.address}/console/floor?wall=1`)
    await page.getByText(/1 asked, 1 answered, 0 lost/).waitFor()
    found['wall'] = await axeFindings(ada)
    await page.keyboard.press('Escape')
    await page.getByRole('searchbox').waitFor()

    // What was seen stays, and it is said that it may be old.
    await server.kill()
    await page.getByText('Not connected to the floor.').waitFor({ timeout: 5_000 })
    await page
      .getByRole('list', { name: /Agents/ })
      .getByText('Ben Ito')
      .waitFor()
    found['not connected'] = await axeFindings(ada)
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((state) => [state, []])))
    expect([...ada.complaints, ...ben.complaints]).toEqual([])
  },
)

browserTest('[A-40] an agent has no way to the floor', async ({ browser }) => {
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(directory.path)
  await using ben = await AgentConsole.open(browser, server.address)
  await ben.logIn('ben@example.com')
  await ben.page.getByRole('button', { name: 'Go online' }).waitFor()
  expect(await ben.page.getByRole('link', { name: 'Floor' }).count()).toBe(0)
  await ben.page.goto(`${server.address}/console/floor`)
  await ben.page.getByText('There is nothing here').waitFor()
})
