/** An agent's own account in a real browser: where they are logged in, ending that, and a new password. */
import { expect } from 'vitest'
import { AgentConsole } from './agent-console.js'
import { axeFindings } from './axe-findings.js'
import { browserTest } from '../support/browser-test.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'

browserTest('[A-101 A-102 A-103] log-ins are seen and ended, and the password is changed', async ({ browser }) => {
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(directory.path)
  await using console = await AgentConsole.open(browser, server.address)
  await using other = await AgentConsole.open(browser, server.address)
  const { page } = console
  await other.logIn()
  await other.page.getByRole('button', { name: 'Go online' }).waitFor()
  await console.logIn()
  await page.getByRole('button', { name: 'Go online' }).waitFor()

  // With the keyboard alone, as everything is reached.
  await page.keyboard.press('Control+k')
  await page.keyboard.type('account')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor()
  const rows = page.getByRole('listitem')
  await rows.nth(1).waitFor()
  expect(await rows.nth(0).textContent()).toMatch(/^Chrome on \w+This browserIn use now/)
  expect(await rows.nth(1).textContent()).toContain('127.0.0.1')
  expect(await axeFindings(console)).toEqual([])

  await rows
    .nth(1)
    .getByRole('button', { name: /^Log out of Chrome/ })
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'Log out' }).click()
  await page.getByText('You are logged in nowhere else.').waitFor()
  await other.page.getByText('Your session has ended.').waitFor()

  await other.logIn()
  await other.page.getByRole('button', { name: 'Go online' }).waitFor()
  const field = (name: string) => page.getByLabel(name, { exact: true })
  const change = page.getByRole('button', { name: 'Change password' })
  await field('New password').fill('parley-demo')
  await page.getByText('Long enough, but easy to guess.').waitFor()
  await change.click()
  await page.getByRole('alert').getByText('Enter your old password and a new one.').waitFor()
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('old-password')
  await field('Old password').fill('not this one')
  await field('New password').fill('tulip roof 47 lamp')
  await page.getByText('A good password.').waitFor()
  await change.click()
  await page.getByRole('alert').getByText('The old password is wrong.').waitFor()
  expect(await axeFindings(console)).toEqual([])
  await field('Old password').fill('parley-demo')
  await field('Old password').press('Enter')
  await page.getByText('Your password is changed, and 1 other log-in has ended.').waitFor()
  await other.page.getByText('Your session has ended.').waitFor()
  await other.logIn()
  await other.page.getByRole('alert').getByText('do not match').waitFor()
  await other.logIn('ada@example.com', 'tulip roof 47 lamp')
  await other.page.getByRole('button', { name: 'Go online' }).waitFor()
  await page.getByRole('button', { name: /^Log out of Chrome/ }).waitFor({ state: 'detached' })

  // A list that cannot be had is said, and had when it can be.
  await page.route('**/api/v1/me/log-ins', (route) => route.abort())
  await page.reload()
  await page.getByText('Your log-ins could not be loaded.').waitFor()
  expect(await axeFindings(console)).toEqual([])
  await page.unroute('**/api/v1/me/log-ins')
  await page.getByRole('button', { name: 'Retry' }).click()
  await page.getByRole('button', { name: 'Log out everywhere else' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Log out' }).click()
  await other.page.getByText('Your session has ended.').waitFor()
  expect([...console.complaints, ...other.complaints]).toEqual([])
})
