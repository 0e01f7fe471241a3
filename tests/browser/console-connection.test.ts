import { describe, expect } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { browserTest } from '../support/browser-test.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { WireVisitor } from '../support/wire-visitor.js'
import { AgentConsole } from './agent-console.js'

/** Everything the visitor was told by the agent, once what was sent last has arrived. */
const heardUpTo = async (visitor: WireVisitor, last: string): Promise<unknown[]> => {
  const heard = (): unknown[] =>
    visitor.received.filter(({ type }) => type === 'ChatMessage').map(({ message }) => message['text'])
  // One poll may bring several.
  while (!heard().includes(last)) await visitor.poll()
  return heard()
}

describe('when the connection is lost', () => {
  browserTest('the console says so, keeps what is written, and sends it once', async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    await using before = await ServerProcess.start(directory.path)
    await using console = await AgentConsole.open(browser, before.address)
    const { page } = console
    await console.start()
    const client = new WireClient(before.endpoint)
    const visitor = await WireVisitor.arrive(client, 'Vera')
    await console.accept('Vera')
    await visitor.until('ChatEstablished')

    await before.kill()
    const strip = page.getByRole('region', { name: 'Connection' })
    await strip.getByText('Not connected.').waitFor({ timeout: 3_000 })
    for (const text of ['One', 'Two', 'Three']) {
      await console.field('Vera').fill(text)
      await page.keyboard.press('Enter')
    }
    await console.log.getByText('Waiting for the connection').waitFor()
    expect(await console.log.getByText(/^(One|Two|Three)$/).allTextContents()).toEqual(['One', 'Two', 'Three'])

    await using after = await ServerProcess.start(directory.path, { PORT: String(before.port) })
    expect(await heardUpTo(visitor.at(new WireClient(after.endpoint)), 'Three')).toEqual(['One', 'Two', 'Three'])
    await strip.waitFor({ state: 'detached' })
    await page.getByText('Sent', { exact: true }).waitFor()
    expect(await console.log.getByText(/^(One|Two|Three)$/).allTextContents()).toEqual(['One', 'Two', 'Three'])
    expect(console.complaints).toEqual([])
  })

  browserTest('a message whose answer was lost is sent again after a reload, and arrives once', async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path)
    await using console = await AgentConsole.open(browser, server.address)
    const { page } = console
    await console.start()
    const visitor = await WireVisitor.arrive(new WireClient(server.endpoint), 'Vera')
    await console.accept('Vera')
    await visitor.until('ChatEstablished')

    const messages = /\/api\/v1\/chats\/[^/]+\/messages$/
    let lost = 0
    await page.route(messages, async (route) => {
      await route.fetch()
      lost += 1
      await route.abort('connectionreset')
    })
    await console.field('Vera').fill('Only once')
    await page.keyboard.press('Enter')
    await console.log.getByText('Only once').waitFor()
    await expect.poll(() => lost).toBeGreaterThan(1)
    await page.reload()
    await page.unroute(messages)
    await console.log.getByText('Only once').waitFor()
    await page.getByText('Sent', { exact: true }).waitFor()

    await console.field('Vera').fill('The end')
    await page.keyboard.press('Enter')
    expect(await heardUpTo(visitor, 'The end')).toEqual(['Only once', 'The end'])
    expect(await console.log.getByText('Only once').count()).toBe(1)
    expect(console.complaints).toEqual([])
  })

  browserTest(
    'a server that was updated has the page loaded anew, and nothing written is lost',
    async ({ browser }) => {
      await using directory = await TemporaryDirectory.make()
      await using server = await ServerProcess.start(directory.path)
      await using console = await AgentConsole.open(browser, server.address)
      const { page } = console
      // While servers are updated one by one, a page may come from one and its files be asked of another.
      const notHere = { status: 404, body: 'There is nothing here.' }
      await page.route(/\/console\/assets\/index-.*\.js$/, (route) => route.fulfill(notHere), { times: 2 })
      await page.goto(`${server.address}/console/`)
      await console.start()
      const visitor = await WireVisitor.arrive(new WireClient(server.endpoint), 'Vera')
      await console.accept('Vera')
      await visitor.until('ChatEstablished')
      await console.field('Vera').fill('half a sen')

      // The page is from before the update: what it asks for is there no more, until it is the page of today.
      const floor = /\/console\/assets\/floor-screen/
      await page.route(floor, (route) => route.fulfill(notHere))
      await page.evaluate('globalThis.isOldPage = true')
      await page.getByRole('link', { name: 'Floor' }).click()
      await page.getByRole('alert').getByText('the server was updated').waitFor()
      expect(await page.evaluate('globalThis.isOldPage')).toBeUndefined()
      await page.unroute(floor)
      await page.getByRole('button', { name: 'Reload' }).click()
      await page.getByRole('heading', { name: 'Floor' }).waitFor()
      await page.getByRole('link', { name: 'Chats' }).click()
      await console.row('Vera').click()
      expect(await console.field('Vera').inputValue()).toBe('half a sen')
      expect(console.complaints).toEqual([])
    },
  )

  browserTest('what breaks in a place leaves the rest of the page standing', async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path)
    await using console = await AgentConsole.open(browser, server.address)
    const { page } = console
    await console.start()
    const visitor = await WireVisitor.arrive(new WireClient(server.endpoint), 'Vera')
    // The details of a chat tell when it began.
    await page.evaluate(`Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', {
      get() { throw new Error('out of order') },
    })`)
    await page.getByRole('button', { name: 'Accept the request from Vera' }).click()
    await visitor.until('ChatEstablished')
    await page.getByRole('alert').getByText('Something went wrong here').waitFor()
    await page.getByRole('link', { name: 'History' }).click()
    await page.getByRole('searchbox', { name: 'Search past chats' }).waitFor()
    await page.getByRole('link', { name: 'Chats' }).click()
    await page.getByRole('button', { name: 'Reload' }).click()
    await console.field('Vera').waitFor()
    expect(new Set(console.complaints)).toEqual(new Set(['Error: out of order']))
  })

  browserTest('a silent stream is noticed too', async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    // No heartbeat within the time that the console waits for a byte.
    await using server = await ServerProcess.start(directory.path, { PARLEY_HEARTBEAT_MS: '60000' })
    await using console = await AgentConsole.open(browser, server.address)
    await console.logIn()
    await console.page.getByRole('button', { name: 'Go online' }).waitFor()
    const opened = console.page.waitForRequest(/\/api\/v1\/events$/, { timeout: 20_000 })
    expect((await opened).headers()['last-event-id']).toBeDefined()
    await console.page.getByRole('region', { name: 'Connection' }).waitFor({ state: 'detached' })
  })
})
