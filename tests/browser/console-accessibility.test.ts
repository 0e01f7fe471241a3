import { describe, expect } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { browserTest } from '../support/browser-test.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { WireVisitor } from '../support/wire-visitor.js'
import { AgentConsole } from './agent-console.js'
import { axeFindings } from './axe-findings.js'

describe.each(['light', 'dark'] as const)('every screen in the %s theme', (theme) => {
  browserTest('passes axe', async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path)
    await using console = await AgentConsole.open(browser, server.address, { theme })
    const { page } = console
    const found: Record<string, string[]> = {}
    const look = async (screen: string): Promise<void> => {
      found[screen] = await axeFindings(console)
    }

    await page.getByLabel('User name').waitFor()
    await look('log-in')
    await console.logIn('ada@example.com', 'wrong')
    await page.getByRole('alert').getByText('do not match').waitFor()
    await look('log-in refused')
    await console.logIn()
    await page.getByRole('button', { name: 'Go online' }).waitFor()
    await look('away')
    await page.getByRole('button', { name: 'Go online' }).click()
    await page.getByText('All quiet').waitFor()
    await look('online')

    const client = new WireClient(server.endpoint)
    const vera = await WireVisitor.arrive(client, 'Vera')
    await console.accept('Vera')
    const walt = await WireVisitor.arrive(client, 'Walt')
    await page.getByRole('button', { name: 'Accept the request from Walt' }).waitFor()
    await vera.say('Hello, see https://example.org/')
    await client.sneakPeek(vera.session, 'half a sen', { sequence: (vera.sequence += 1) })
    await page.getByText('half a sen').waitFor()
    await console.field('Vera').fill('Good morning')
    await look('request, chat and details')
    await page.getByRole('button', { name: 'Ask for a file' }).click()
    await page.getByText('Waiting for a file from Vera').waitFor()
    await look('file asked for')
    await page.keyboard.press('Alt+e')
    await page.getByRole('dialog').waitFor()
    await look('question')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Account and settings/ }).click()
    await look('menu')
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await look('help')
    await page.keyboard.press('Escape')
    await walt.leave()
    await page.getByText('Walt left before anyone answered.').first().waitFor()
    await vera.leave()
    await page.getByText('Vera ended this chat.', { exact: true }).waitFor()
    await look('notice and ended chat')
    await server.kill()
    await page.getByText('Not connected.').first().waitFor()
    await look('not connected')

    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((screen) => [screen, []])))
  })
})

describe('a small screen', () => {
  browserTest('shows the list or the chat, and nothing sticks out', async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path)
    await using console = await AgentConsole.open(browser, server.address, { width: 360, height: 640 })
    const { page } = console
    const overflow = (): Promise<number> => page.evaluate('document.documentElement.scrollWidth - innerWidth')
    expect(await overflow()).toBeLessThanOrEqual(0)
    await console.start()
    expect(await overflow()).toBeLessThanOrEqual(0)

    const client = new WireClient(server.endpoint)
    const vera = await WireVisitor.arrive(client, `Vera ${'von'.repeat(40)}`)
    await console.accept('Vera')
    await vera.say('x'.repeat(2_000))
    await console.log.getByText('xxx').waitFor()
    expect(await overflow()).toBeLessThanOrEqual(0)
    expect(await console.row('Vera').isVisible()).toBe(false)

    // Who waits elsewhere is told on the way back.
    const walt = await WireVisitor.arrive(client, 'Walt')
    await page.getByRole('button', { name: 'Back to the list, 1 waiting' }).click()
    await page.getByRole('button', { name: 'Accept the request from Walt' }).waitFor()
    await console.row('Vera').click()
    await console.log.waitFor()
    await page.goBack()
    await console.row('Vera').waitFor()
    expect(await overflow()).toBeLessThanOrEqual(0)
    await walt.leave()
    expect(console.complaints).toEqual([])
  })
})
