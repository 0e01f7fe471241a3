/** What stands beside the talk: quiet lines, files, and where the visitor comes from, in both themes and on a small screen. */
import { describe, expect } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { AgentClient, bodyOf } from '../support/agent-client.js'
import { browserTest } from '../support/browser-test.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { demoRequest, WireVisitor } from '../support/wire-visitor.js'
import { AgentConsole } from './agent-console.js'
import { axeFindings } from './axe-findings.js'
import { sendFile } from './send-file.js'
import { visitorRest } from './visitor-rest.js'

const longPage = `https://shop.example/${'routers-and-switches/'.repeat(12)}?q=${'x'.repeat(200)}`
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'
const card = '4111111111111111'

/** Makes one of every kind of quiet line in the chat, and one file; settles once the console shows the last of them. */
const makeEverything = async (server: ServerProcess, console: AgentConsole, agent: AgentClient) => {
  const client = new WireClient(server.endpoint)
  const visitor = await WireVisitor.arrive(client, 'Vera', { ...demoRequest, userAgent: firefox, language: 'de' })
  await console.accept('Vera')
  const stream = await agent.events()
  const { chatId } = (await stream.next('snapshot')).chats[0]!
  stream.close()
  const rest = (resource: string, body: object) => visitorRest(server, visitor, resource, body)
  await visitor.until('ChatEstablished')
  await visitor.say(`My card is ${card}`)
  for (const location of ['https://shop.example/', longPage]) await rest('Visitor/Breadcrumb', { location })
  const menu = { type: 'menu', header: 'What is it about?', items: [{ text: 'An order', value: 'order' }] }
  bodyOf(await agent.call('POST', `/chats/${chatId}/rich-messages`, menu))
  await rest('Chasitor/RichMessage', { actions: [{ type: 'ChatWindowMenu', index: 0, value: 'order' }] })
  await rest('Chasitor/CustomEvent', { type: 'cart changed', data: '{"items":["router"]}' })
  await rest('Chasitor/ChasitorIdleTimeoutWarningEvent', { idleTimeoutWarningEvent: 'triggered' })
  const { fileId } = bodyOf(await agent.call<{ fileId: string }>('POST', `/chats/${chatId}/file-requests`))
  await sendFile(server, visitor, fileId, 'a receipt.txt')
  await console.log.getByText('a receipt.txt').first().waitFor()
  return { visitor, chatId }
}

describe.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 360],
  ['dark', 360],
] as const)('in the %s theme at %i pixels', (theme, width) => {
  browserTest('quiet lines and details can be read, pass axe, and nothing sticks out', async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path)
    using agent = await AgentClient.logIn(server.address, 'ada@example.com', 'parley-demo')
    const rule = { name: 'Card numbers', pattern: '\\d{16}', replacement: '[card]' }
    bodyOf(await agent.call('POST', '/setup/sensitive-data-rules', rule))
    await using console = await AgentConsole.open(browser, server.address, { theme, width, height: 900 })
    const { page } = console
    await console.start()
    await makeEverything(server, console, agent)

    const lines = await page.locator('.note').allInnerTexts()
    const said = ['Masked', 'Vera looks at https://shop.example/', 'offered', 'picked', 'has been silent']
    for (const line of said) expect(lines.filter((text) => text.includes(line)).length).toBeGreaterThan(0)
    await page.getByText('Event from the visitor’s page: cart changed').click()
    await page.getByRole('group', { name: 'Data of the event cart changed' }).getByText('"router"').waitFor()
    const overflow = (): Promise<number> => page.evaluate('document.documentElement.scrollWidth - innerWidth')
    expect(await overflow()).toBeLessThanOrEqual(0)
    expect(await axeFindings(console)).toEqual([])

    if (!(await page.locator('.details').isVisible()))
      await page.getByRole('button', { name: 'visitor details' }).click()
    const details = page.getByRole('region', { name: 'Visitor' })
    await details.getByText('Firefox 145 on Linux').waitFor()
    await details.getByText('German').waitFor()
    expect(await details.getByRole('list', { name: 'Pages' }).getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining(longPage),
      expect.stringContaining('https://shop.example/'),
    ])
    expect(await details.getByRole('link').count()).toBe(0)
    expect(await overflow()).toBeLessThanOrEqual(0)
    expect(
      await page.evaluate(
        '(() => { const b = document.querySelector(".details-body"); return b.scrollWidth - b.clientWidth })()',
      ),
    ).toBe(0)
    expect(await axeFindings(console)).toEqual([])
    expect(console.complaints).toEqual([])
  })
})

describe('a file', () => {
  browserTest('counts as unread, and is what the list shows, until the chat is looked at', async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path)
    using agent = await AgentClient.logIn(server.address, 'ada@example.com', 'parley-demo')
    await using console = await AgentConsole.open(browser, server.address)
    const { page } = console
    await console.start()
    const { visitor, chatId } = await makeEverything(server, console, agent)
    await WireVisitor.arrive(new WireClient(server.endpoint), 'Walt')
    await console.accept('Walt')
    const { fileId } = bodyOf(await agent.call<{ fileId: string }>('POST', `/chats/${chatId}/file-requests`))
    await sendFile(server, visitor, fileId, 'cat.txt')
    await console.row('Vera').getByText('File: cat.txt').waitFor()
    await console.row('Vera').getByText('1 unread message').waitFor()
    await console.row('Vera').click()
    await console.log.getByText('cat.txt').first().waitFor()
    await page.getByText('1 unread message').waitFor({ state: 'detached' })
    expect(console.complaints).toEqual([])
  })
})
