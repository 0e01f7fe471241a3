/** The floor on the busiest day: 400 changes a second among 300 agents, 1,000 chats and 600 lines. */
import { expect } from 'vitest'
import { browserTest } from '../support/browser-test.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { AgentConsole } from './agent-console.js'
import { busyFloor, makeBusy } from './busy-floor.js'

/** How many bursts are told; it takes two and a half seconds. */
const bursts = 10
/** How often something may be drawn meanwhile; each second the times are, besides. */
const drawingsMax = 6 * bursts
/** How many elements there may be: what is seen of the lists, and a little more, whatever their length. */
const elementsMax = 2500

browserTest('a floor that changes all the time draws what is seen of it and nothing else', async ({ browser }) => {
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(directory.path)
  await using console = await AgentConsole.open(browser, server.address)
  const { page } = console
  await console.logIn()
  await page.getByRole('link', { name: 'Floor' }).waitFor()
  await makeBusy(page, bursts)
  await page.goto(`${server.address}/console/floor`)
  await page
    .getByRole('link', { name: /Visitor Number/ })
    .first()
    .waitFor()
  const count = (what: string) => page.evaluate<number>(what)
  let most = 0
  while ((await count('window.bursts')) < bursts) {
    most = Math.max(most, await count('document.getElementsByTagName("*").length'))
    await page.evaluate('new Promise(requestAnimationFrame)')
  }
  expect(most).toBeLessThan(elementsMax)

  // All of it is there all the same: what is told, in the numbers and to whoever scrolls.
  const shown = (name: RegExp) => page.getByRole('heading', { name })
  await shown(new RegExp(`Chats ${busyFloor.chats}`)).waitFor()
  await shown(new RegExp(`Agents ${busyFloor.agents}`)).waitFor()
  const table = page.getByRole('table', { name: 'Queues' })
  expect(await table.getAttribute('aria-rowcount')).toBe(String(busyFloor.lines + 1))
  await page.evaluate(`document.querySelector('.lines-scroll').scrollTop = 1e6`)
  await table.locator(`[aria-rowindex="${busyFloor.lines + 1}"]`).waitFor()

  // The keys go on from where they were, though that is out of sight; Enter opens no other chat than the marked one.
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  const marked = () =>
    page.evaluate(
      `document.activeElement.matches('.chat-line-at') && new URL(document.activeElement.href).pathname.split('/').at(-1)`,
    )
  const before = await marked()
  expect(before).toMatch(/^chat-/)
  await page.evaluate(`document.querySelector('.floor-chats .floor-scroll').scrollTop = 1e6`)
  await page.locator(`.floor-chats [aria-posinset="${busyFloor.chats}"]`).waitFor()
  await page.keyboard.press('j')
  expect(await marked()).not.toBe(before)
  await expect.poll(marked).toMatch(/^chat-/)

  // A thousand changes are some twenty drawings. How long one takes is the machine's business, not how many there are.
  expect(await count('window.drawings')).toBeLessThan(drawingsMax)
  expect(await count('window.longTasks.length')).toBeLessThan(drawingsMax)
  expect(console.complaints).toEqual([])
})
