/** The first minutes of an installation in a real browser: from the address that the start prints to setup. */
import { expect } from 'vitest'
import { AgentConsole } from './agent-console.js'
import { axeFindings } from './axe-findings.js'
import { browserTest } from '../support/browser-test.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'

browserTest('[A-106] an operator becomes the first administrator in the browser', async ({ browser }) => {
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(directory.path, { HOST: '0.0.0.0' })
  const [, token = ''] = /\/console\/welcome#(\S+)/.exec(server.process.stdout) ?? []
  const address = `http://127.0.0.1:${server.port}`
  await using console = await AgentConsole.open(browser, address)
  const { page } = console
  await page.getByText('the address with which it is set up').waitFor()

  await page.goto(`${address}/console/welcome#wrong`)
  await page.getByRole('heading', { name: 'Welcome to Parley' }).waitFor()
  expect(await axeFindings(console)).toEqual([])
  const begin = page.getByRole('button', { name: 'Begin' })
  await begin.click()
  await page.getByRole('alert').getByText('Fill in all four fields.').waitFor()
  const fill = async (): Promise<void> => {
    await page.getByLabel('Your organization').fill('Example Ltd')
    await page.getByLabel('Your name').fill('Mara')
    await page.getByLabel('User name').fill('mara@example.org')
    await page.getByLabel('Password', { exact: true }).fill('tulip roof 47 lamp')
  }
  await fill()
  await begin.click()
  await page.getByRole('alert').getByText('This is not the address').waitFor()
  expect(await axeFindings(console)).toEqual([])

  // Another part behind the # alone is no other page.
  await page.goto('about:blank')
  await page.goto(`${address}/console/welcome#${token}`)
  await fill()
  await page.getByText('A good password.').waitFor()
  await page.getByLabel('Password', { exact: true }).press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Setup' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/setup')
  expect(page.url()).not.toContain(token)
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'Setup' }).waitFor()

  await using late = await AgentConsole.open(browser, address)
  await late.page.goto(`${address}/console/welcome#${token}`)
  await late.page.getByRole('heading', { name: 'Log in to Parley' }).waitFor()
  expect([...console.complaints, ...late.complaints]).toEqual([])
})
