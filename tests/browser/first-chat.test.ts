/** From an installation with nothing in it to the first chat, in a real browser. */
import { expect } from 'vitest'
import { browserTest } from '../support/browser-test.js'
import { runCommand, ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { AgentConsole } from './agent-console.js'
import { axeFindings } from './axe-findings.js'

browserTest('[A-95 A-96] setup leads from the first log-in to the first answered message', async ({ browser }) => {
  await using directory = await TemporaryDirectory.make()
  const { stdout } = await runCommand(['init', '--username', 'mara@example.com'], directory.path)
  const password = /Password {2,}(\S+)/.exec(stdout)?.[1] ?? ''
  await using server = await ServerProcess.start(directory.path)
  await using console = await AgentConsole.open(browser, server.address)
  const { page } = console
  await console.logIn('mara@example.com', password)
  await page.getByRole('link', { name: 'Setup' }).click()
  const steps = page.getByRole('region', { name: 'Your first chat' })
  await steps.waitFor()
  expect(await axeFindings(console)).toEqual([])

  await steps.getByRole('button', { name: 'Go online' }).click()
  await steps.getByText('Done').waitFor({ state: 'attached' })
  const [visitor] = await Promise.all([
    console.context.waitForEvent('page'),
    steps.getByRole('link', { name: 'Open the visitor’s window' }).click(),
  ])
  await visitor.getByLabel('Your name').fill('Vera')
  await visitor.getByRole('button', { name: 'Start chat' }).click()
  // The console is at the desk by then, where the request is.
  await console.accept('Vera')
  await console.field('Vera').fill('Hello Vera')
  await page.keyboard.press('Enter')
  await visitor.getByText('Hello Vera').waitFor()

  await page.goto(`${server.address}/setup/chat-settings`)
  await page.getByRole('heading', { name: 'Endpoint and ids' }).waitFor()
  await page.getByText('PARLEY_PUBLIC_URL is not set').waitFor()
  await page.getByText(server.endpoint, { exact: true }).first().waitFor()
  expect(await axeFindings(console)).toEqual([])
  await page.getByRole('radio', { name: 'JavaScript' }).check({ force: true })
  await page.getByText('Hello from a script!').waitFor()
  expect(console.complaints).toEqual([])
})
