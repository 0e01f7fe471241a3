/** Long transcripts and long lists: what is on the page stays little, and nothing of it moves by itself. */
import type { Locator } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { EntryPage } from '../../src/agent-api/chats.js'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { AgentClient, bodyOf } from '../support/agent-client.js'
import { browserTest } from '../support/browser-test.js'
import { demoPassword, demoUsername, EstablishedChat } from '../support/established-chat.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { WireVisitor } from '../support/wire-visitor.js'
import { AgentConsole } from './agent-console.js'

/** More than are drawn as a whole, and than one page of the API and the snapshot hold together. */
const messageCount = 420
/** Of a long list no more rows than this are on the page, however long it is. */
const drawnMax = 70

/** Collects, in the page, what a screen reader would be given to speak. */
const listen = `
  window.spoken = []
  const log = document.querySelector('[role=log]')
  new MutationObserver((changes) => {
    if (log.getAttribute('aria-live') !== 'polite') return
    for (const { addedNodes } of changes) for (const node of addedNodes) window.spoken.push(node.textContent)
  }).observe(log, { childList: true, subtree: true })
`
const topOf = async (row: Locator): Promise<number> => (await row.boundingBox())?.y ?? Number.NaN

describe('a long transcript', () => {
  browserTest('has few rows on the page, and keeps its place while earlier ones come in', async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path)
    using chat = await EstablishedChat.begin(server)
    for (let place = 0; place < messageCount; place += 1)
      bodyOf(await chat.agent.write(chat.chatId, `Message ${place}. ${'More words. '.repeat((place * 7) % 23)}`))
    await using console = await AgentConsole.open(browser, server.address)
    const { page, log } = console
    await console.logIn()
    await console.row('Vera').click()
    await log.getByText(`Message ${messageCount - 1}.`).waitFor()
    const rows = log.locator('[data-index]')
    await page.evaluate(listen)

    let release: (() => void) | undefined
    const pages: number[] = []
    await page.route(/\/entries\?/, async (route) => {
      const answer = await route.fetch()
      await new Promise<void>((resolve) => (release = resolve))
      pages.push(((await answer.json()) as EntryPage).entries.length)
      await route.fulfill({ response: answer })
    })
    await page.getByRole('group', { name: 'Transcript of the chat with Vera' }).focus()
    for (const first of [messageCount - 300, 0]) {
      await page.keyboard.press('Home')
      await expect.poll(() => release !== undefined).toBe(true)
      const seen = log.getByText(/^Message \d+\./).first()
      const row = log.getByText(((await seen.textContent()) ?? '').slice(0, 13))
      const before = await topOf(row)
      release?.()
      release = undefined
      await expect.poll(() => pages.length).toBe(first === 0 ? 2 : 1)
      await page.getByText(first === 0 ? 'The chat begins here' : 'Load earlier messages').waitFor()
      await expect.poll(async () => Math.abs((await topOf(row)) - before)).toBeLessThan(1)
    }
    await page.keyboard.press('Home')
    await log.getByText('Message 0.').waitFor()
    expect(await rows.count()).toBeLessThan(drawnMax)

    // What comes in meanwhile moves nothing, and is told; on the way back nothing is spoken that was there.
    const first = await topOf(log.getByText('Message 0.'))
    await chat.visitor.say('Are you there?')
    await page.getByRole('button', { name: '1 new message' }).waitFor()
    await page.getByRole('status').getByText('New message from Vera').waitFor({ state: 'attached' })
    expect(await topOf(log.getByText('Message 0.'))).toBe(first)
    await page.keyboard.press('End')
    await log.getByText('Are you there?').waitFor()
    await page.locator('[role=log][aria-live=polite]').waitFor()
    expect(await page.evaluate('window.spoken')).toEqual([])
    await chat.visitor.say('Hello?')
    await log.getByText('Hello?').waitFor()
    expect(await page.evaluate('window.spoken')).toEqual(['Hello?'])
    expect(await rows.count()).toBeLessThan(drawnMax)
    expect(console.complaints).toEqual([])
  })
})

describe('a long list of chats', () => {
  browserTest('has few rows on the page, says how many there are, and shows the one turned to', async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path)
    using ada = await AgentClient.logIn(server.address, demoUsername, demoPassword)
    const { id } = bodyOf(await ada.me())
    bodyOf(await ada.call('PATCH', `/setup/agents/${id}`, { capacity: 200 }, { 'If-Match': '*' }))
    const stream = await ada.events()
    bodyOf(await ada.setPresence('online'))
    const client = new WireClient(server.endpoint)
    for (let place = 0; place < 100; place += 1) {
      await WireVisitor.arrive(client, `Visitor ${place}.`)
      bodyOf(await ada.accept((await stream.next('offer')).chatId))
    }
    stream.close()
    client.close()

    await using console = await AgentConsole.open(browser, server.address)
    const { page } = console
    await console.logIn()
    const list = page.getByRole('navigation', { name: 'Chats' })
    await list.getByText('Visitor 0.').waitFor()
    const rows = list.getByRole('listitem')
    expect(await rows.count()).toBeLessThan(drawnMax)
    expect(await rows.first().getAttribute('aria-setsize')).toBe('100')

    await list.getByText('Visitor 0.').hover()
    await page.mouse.wheel(0, 100_000)
    await list.getByText('Visitor 99.').click()
    await console.field('Visitor 99.').waitFor()
    expect(await rows.last().getAttribute('aria-posinset')).toBe('100')
    expect(await rows.count()).toBeLessThan(drawnMax)
    // A key turns to a chat out of sight, which comes into it.
    await page.keyboard.press('Alt+1')
    await console.field('Visitor 0.').waitFor()
    await expect
      .poll(() =>
        list
          .getByText('Visitor 0.')
          .boundingBox()
          .then((at) => (at?.y ?? -1) > 0),
      )
      .toBe(true)
    expect(console.complaints).toEqual([])
  })
})
