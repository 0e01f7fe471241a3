/** One agent at two windows, and at a computer whose clock is wrong. */
import { expect } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { browserTest } from '../support/browser-test.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { WireVisitor } from '../support/wire-visitor.js'
import { AgentConsole } from './agent-console.js'

/** Sets a page's clock an hour ahead before anything of it runs. */
const anHourAhead = `
  const True = Date
  globalThis.Date = class extends True {
    constructor(...given) { super(...(given.length === 0 ? [True.now() + 3_600_000] : given)) }
    static now() { return True.now() + 3_600_000 }
  }
`

browserTest('what is done at one window is seen at the other, whatever its clock says', async ({ browser }) => {
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(directory.path)
  await using desk = await AgentConsole.open(browser, server.address)
  await using other = await AgentConsole.open(browser, server.address)
  await other.page.addInitScript(anHourAhead)
  await other.page.reload()
  await other.logIn()
  await other.page.getByRole('button', { name: 'Go online' }).waitFor()
  await desk.start()
  await other.page.getByText('All quiet').waitFor()

  // The request is there twice, and what is left of its time is the same.
  const client = new WireClient(server.endpoint)
  const vera = await WireVisitor.arrive(client, 'Vera')
  for (const { page } of [desk, other]) {
    const left = await page.getByText(/^\d+ seconds left to answer$/).textContent()
    expect(Number.parseInt(left ?? '', 10)).toBeGreaterThan(0)
    expect(Number.parseInt(left ?? '', 10)).toBeLessThanOrEqual(60)
    expect(await page.getByText(/^Waiting /).textContent()).toMatch(/^Waiting \d+s$/)
  }
  await desk.accept('Vera')
  await vera.until('ChatEstablished')
  await other.page.getByRole('button', { name: 'Accept the request from Vera' }).waitFor({ state: 'detached' })
  await other.row('Vera').waitFor()
  // It is not turned to: somebody may be in the middle of something there.
  await other.page.getByText('Pick a chat').waitFor()

  // Each window has its own drafts, and its own idea of what was read.
  await vera.say('Hello')
  await desk.log.getByText('Hello').waitFor()
  await other.row('Vera').getByText('1 unread message').waitFor({ state: 'attached' })
  expect(await desk.row('Vera').getByText('unread').count()).toBe(0)
  await other.row('Vera').click()
  await other.field('Vera').fill('From the other window')
  expect(await desk.field('Vera').inputValue()).toBe('')
  await other.page.keyboard.press('Enter')
  expect(await vera.hear()).toBe('From the other window')
  await desk.log.getByText('From the other window').waitFor()
  expect(await desk.row('Vera').getByText('unread').count()).toBe(0)
  await other.page.getByText(/ · \d+s$/).waitFor()

  // A reload in the middle comes back to the same chat, and to the draft.
  await desk.field('Vera').fill('half a sen')
  await desk.page.reload()
  await desk.field('Vera').waitFor()
  expect(await desk.field('Vera').inputValue()).toBe('half a sen')

  await desk.page.getByRole('button', { name: 'Online' }).click()
  await desk.page.getByRole('radio', { name: 'Away' }).check()
  await other.page.getByRole('button', { name: 'Away' }).waitFor()

  // Two windows of one browser share the log-in; another browser keeps its own.
  const beside = await desk.context.newPage()
  await beside.goto(`${server.address}/console/`)
  await beside.getByText('Pick a chat').waitFor()
  // What is read at one does not wait at the other.
  await vera.say('Another thing')
  await desk.log.getByText('Another thing').waitFor()
  await beside.getByText('New message from Vera.').waitFor({ state: 'attached' })
  await beside.getByText('unread message').waitFor({ state: 'detached' })
  await beside.getByRole('button', { name: /^Account and settings/ }).click()
  await beside.getByRole('button', { name: 'Log out' }).click()
  await beside.getByRole('dialog').getByRole('button', { name: 'Log out' }).click()
  await beside.getByText('You are logged out.').waitFor()
  await desk.page.getByLabel('User name').waitFor()
  await vera.say('Still there?')
  await other.log.getByText('Still there?').waitFor()
  expect([...desk.complaints, ...other.complaints]).toEqual([])
})
