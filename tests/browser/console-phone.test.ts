import { describe, expect } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { browserTest } from '../support/browser-test.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { WireVisitor } from '../support/wire-visitor.js'
import { AgentConsole } from './agent-console.js'

describe('on a phone', () => {
  browserTest(
    'nothing is told of keys that are not there, and everything of a lost connection',
    async ({ browser }) => {
      await using directory = await TemporaryDirectory.make()
      await using server = await ServerProcess.start(directory.path)
      await using console = await AgentConsole.open(browser, server.address, { width: 390, height: 844, touch: true })
      const { page } = console
      await console.start()
      const visitor = await WireVisitor.arrive(new WireClient(server.endpoint), 'Vera')
      await console.accept('Vera')
      await visitor.until('ChatEstablished')
      expect(await page.getByText('Shift').count()).toBe(0)

      // Here, too, an agent learns that little room is left.
      await console.field('Vera').fill('x'.repeat(31_500))
      await page.getByText('500 characters left').waitFor({ state: 'visible' })
      await console.field('Vera').fill('One')
      await page.keyboard.press('Enter')
      await page.keyboard.type('Two')
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      expect((await visitor.until('ChatMessage')).message['text']).toBe('One\nTwo')

      // What is written in a dialog may have two lines as well.
      await page.getByRole('button', { name: 'More actions' }).click()
      await page.getByRole('button', { name: 'Ask for help' }).click()
      const help = page.getByRole('dialog').getByRole('textbox')
      await help.fill('One')
      await page.keyboard.press('Enter')
      await page.keyboard.type('Two')
      expect(await help.inputValue()).toBe('One\nTwo')
      await page.getByRole('dialog').getByRole('button', { name: 'Ask for help' }).click()
      await page.getByText('You asked for help: One').waitFor()

      // In a chat the ways to elsewhere make room; elsewhere they are there, whatever chat waits at the desk.
      const places = page.getByRole('navigation', { name: 'Places' })
      expect(await places.isVisible()).toBe(false)
      await page.getByRole('button', { name: 'Search or do something' }).click()
      await page.keyboard.type('Floor')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Floor' }).waitFor()
      await places.getByRole('link', { name: 'Chats' }).click()
      await console.field('Vera').waitFor()

      await server.kill()
      const strip = page.getByRole('region', { name: 'Connection' })
      for (const sentence of ['Not connected.', 'What you write is kept and sent later.']) {
        const { width, x } = (await strip.getByText(sentence).boundingBox()) ?? { width: 0, x: 0 }
        expect(width, sentence).toBeGreaterThan(50)
        expect(x + width, sentence).toBeLessThanOrEqual(390)
      }
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
      expect(console.complaints).toEqual([])
    },
  )
})
