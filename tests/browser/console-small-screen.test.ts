import { describe, expect } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { browserTest } from '../support/browser-test.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { WireVisitor } from '../support/wire-visitor.js'
import { AgentConsole } from './agent-console.js'

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

    // The order of what is found can be read whole.
    await page.goto(`${server.address}/console/past`)
    await page.getByLabel('Order').waitFor()
    const cutPx = `(() => {
      const select = document.querySelector('.past-filters label:last-child select')
      const { offsetWidth } = select
      select.style.width = 'max-content'
      return select.offsetWidth - offsetWidth
    })()`
    expect(await page.evaluate(cutPx)).toBeLessThanOrEqual(0)
    expect(console.complaints).toEqual([])
  })
})
