import { describe, expect } from 'vitest'
import { readFile } from 'node:fs/promises'
import type { PastPage } from '../../src/agent-api/past-chats.js'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { browserTest } from '../support/browser-test.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { demoRequest, WireVisitor } from '../support/wire-visitor.js'
import { AgentConsole } from './agent-console.js'
import { axeFindings } from './axe-findings.js'

const withEmail = { ...demoRequest, details: [{ label: 'E-mail', value: 'vera@example.com' }] }

describe('past chats', () => {
  browserTest(
    '[A-97 A-98 A-99 A-100 A-110 A-111] are searched with the keys, read, linked to, saved, and shown beside the visitor’s next chat',
    async ({ browser }) => {
      await using directory = await TemporaryDirectory.make()
      await using server = await ServerProcess.start(directory.path)
      await using console = await AgentConsole.open(browser, server.address, { theme: 'dark' })
      const { page } = console
      const findings: string[] = []
      const look = async (): Promise<void> => void findings.push(...(await axeFindings(console)))
      const client = new WireClient(server.endpoint)
      await console.start()
      const said = {
        Vera: 'My parcel <b>did not</b> come',
        Walt: 'My refund? The parcel came: https://shop.example/parcels/7',
      }
      for (const [name, text] of Object.entries(said)) {
        const request = name === 'Vera' ? withEmail : demoRequest
        const visitor = await WireVisitor.arrive(client, name, request)
        await console.accept(name)
        await visitor.say(text)
        await console.log.getByText(text).waitFor()
        await console.field(name).fill(`Sorry, ${name}`)
        await page.keyboard.press('Enter')
        await visitor.until('ChatMessage')
        await visitor.leave()
        await page.getByText(`${name} ended this chat.`, { exact: true }).waitFor()
      }

      const indexed = async () => {
        const answer = await console.context.request.get(`${server.address}/api/v1/past-chats`)
        return ((await answer.json()) as PastPage).chats.length
      }
      await expect.poll(indexed, { timeout: 15_000 }).toBe(2)
      await page.getByRole('link', { name: 'History' }).click()
      const results = page.getByRole('list', { name: 'Past chats' })
      await results.getByRole('button', { name: /^Walt/ }).waitFor()
      await page.getByText('2 chats').waitFor()
      await look()
      await page.keyboard.press('/')
      await page.keyboard.type('parcel came')
      await page.keyboard.press('Enter')
      await page.getByText('1 chat', { exact: true }).waitFor()
      expect(await results.locator('mark').allTextContents()).toEqual(['parcel', 'came', 'parcels'])
      // Enter looks once more for the same words: more chats may have ended meanwhile.
      await Promise.all([page.waitForResponse(/past-chats\?q=parcel\+came/), page.keyboard.press('Enter')])
      await page.getByText('1 chat', { exact: true }).waitFor()
      await page.getByRole('searchbox').fill('parcel')
      await page.getByText('2 chats').waitFor()
      await page.keyboard.press('ArrowDown')
      // As with Caps Lock on.
      await page.keyboard.press('J')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Past chat with Vera' }).waitFor()
      await page.getByText('My parcel <b>did not</b> come').last().waitFor()
      await page.getByText('Sorry, Vera').waitFor()
      await look()

      await page.getByText('1 of 1', { exact: true }).waitFor()
      const marked = page.getByRole('group', { name: /^Transcript/ }).locator('mark')
      expect(await marked.allTextContents()).toEqual(['parcel'])

      // From place to place, also into an address, and around at the end.
      await page.keyboard.press('k')
      await page.keyboard.press('Enter')
      await page.getByText('1 of 2', { exact: true }).waitFor()
      expect(await marked.allTextContents()).toEqual(['parcel', 'parcels'])
      await page.keyboard.press('n')
      await page.getByText('2 of 2', { exact: true }).waitFor()
      expect(await page.locator('.mark-current').allTextContents()).toEqual(['parcels'])
      await look()
      await page.keyboard.press('n')
      await page.getByText('1 of 2', { exact: true }).waitFor()
      await page.keyboard.press('Shift+N')
      await page.getByText('2 of 2', { exact: true }).waitFor()
      await results.getByRole('button', { name: /^Vera/ }).click()
      await page.getByRole('heading', { name: 'Past chat with Vera' }).waitFor()

      // Keys of a menu are not the page's.
      await page.getByRole('button', { name: 'Account and settings' }).click()
      await page.getByRole('button', { name: 'Log-ins and password' }).focus()
      await page.keyboard.press('Escape')
      await page.getByRole('heading', { name: 'Past chat with Vera' }).waitFor()

      // The address leads whoever opens it to the same chats and the same chat.
      const again = await console.context.newPage()
      await again.goto(page.url())
      await again.getByRole('heading', { name: 'Past chat with Vera' }).waitFor()
      expect(await again.getByRole('searchbox').inputValue()).toBe('parcel')
      await again.close()

      await page.getByRole('button', { name: 'Only chats with Vera' }).click()
      await page.getByText('1 chat', { exact: true }).waitFor()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export as CSV' }).press('Enter'),
      ])
      expect(await console.focused()).toBe('Export as CSV')
      expect(download.suggestedFilename()).toBe('chats.csv')
      expect(await readFile(await download.path(), 'utf8')).toContain('"My parcel <b>did not</b> come"')
      await page.getByText(/^Saved: 1 chat, \d/).waitFor()
      await page.getByRole('button', { name: 'Remove the filter “Visitor: Vera”' }).click()
      await page.getByRole('searchbox').fill('zebra')
      await page.getByText('No chat matches').waitFor()
      await page.getByRole('searchbox').fill('refund -parcel')
      await page.getByRole('button', { name: 'Leaving nothing out' }).click()
      await page.getByText('1 chat', { exact: true }).waitFor()
      expect(await page.getByRole('searchbox').inputValue()).toBe('refund')
      await page.getByRole('searchbox').fill('?!')
      await page.getByText('There is no word in what you search for.').waitFor()
      await look()

      // What was exported is on record, and what was searched for is not.
      await page.getByRole('link', { name: 'Setup', exact: true }).click()
      await page
        .getByRole('navigation', { name: 'Parts of setup' })
        .getByRole('link', { name: 'Who read what' })
        .click()
      await page.getByText('exported past chats as CSV').waitFor()
      await page.getByText('with some words · of a visitor').waitFor()
      await look()

      await WireVisitor.arrive(client, 'Vera', withEmail)
      await page.getByRole('link', { name: 'Chats' }).click()
      await console.accept('Vera')
      await page.getByText('Of whoever gave vera@example.com. Nobody has checked whose address it is.').waitFor()
      await look()
      await page.getByRole('region', { name: 'Visitor' }).getByRole('link').click()
      await page.getByRole('heading', { name: 'Past chat with Vera' }).waitFor()

      await page.setViewportSize({ width: 360, height: 640 })
      expect(await page.getByRole('searchbox').isVisible()).toBe(false)
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
      await page.getByRole('button', { name: 'Back to the results' }).click()
      await results.getByRole('button', { name: /^Walt/ }).waitFor()
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
      await page.emulateMedia({ colorScheme: 'light' })
      await look()
      expect(findings).toEqual([])
      expect(console.complaints).toEqual([])
    },
  )
})
