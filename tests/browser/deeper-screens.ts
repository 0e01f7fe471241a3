/** Screens that lie deeper in the console's places than their first pages, for whoever looks at every one. */
import type { WireClient } from '../../src/visitor-client/wire-client.js'
import { WireVisitor } from '../support/wire-visitor.js'
import type { AgentConsole } from './agent-console.js'

/** Looks at the screen as it stands. */
type Look = (screen: string) => Promise<void>

const setupFile = (skills: readonly object[]) => ({
  name: 'setup.json',
  mimeType: 'application/json',
  buffer: Buffer.from(
    JSON.stringify({ parleySetup: 1, organizations: [{ id: '00DP00000000001', name: 'Demo' }], skills }, null, 2),
  ),
})

/** Setup: an object's form with mistakes, what a change would do, files that are taken in, and the record of changes. */
export const lookAtSetup = async ({ page, address }: AgentConsole, look: Look): Promise<void> => {
  // There by the list of all there is to do, from wherever one is.
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('setup buttons')
  await page.getByRole('option', { name: 'Setup: Buttons' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Chat with us' }).click()
  await page.getByRole('heading', { level: 1, name: 'Chat with us' }).waitFor()
  await page.getByRole('combobox', { name: 'Skills' }).fill('ref')
  await page.getByRole('option', { name: 'Refunds' }).click()
  await page.getByText('Not for them any more:').waitFor()
  await look('setup preview')
  await page.getByLabel('Name', { exact: true }).fill('')
  await page.getByLabel('Time to accept').fill('2 days')
  await page.keyboard.press('Control+s')
  await page.getByText('Fill this in.').waitFor()
  await look('setup form with mistakes')
  await page.getByRole('button', { name: 'Discard' }).click()

  await page.goto(`${address}/setup/transfer`)
  const file = page.getByLabel('Setup file')
  await file.setInputFiles(setupFile([{ id: '0C5A00000000001', name: '' }]))
  await page.getByText('Line 12').waitFor()
  await look('setup import with mistakes')
  await file.setInputFiles(setupFile([{ id: '0C5A00000000001', name: 'Returns' }]))
  await page.getByRole('button', { name: 'Take all of it in' }).waitFor()
  await look('setup import')
  await page.getByRole('button', { name: 'Take all of it in' }).click()
  await page.getByText('Done: ').waitFor()
  await page.goto(`${address}/setup/history`)
  await page.getByText('Returns').first().waitFor()
  await look('setup history')
  await page.keyboard.press('?')
  await page.getByRole('dialog').getByRole('heading', { name: 'Setup' }).waitFor()
  await page.keyboard.press('Escape')
}

/** The floor: a chat that is watched, who is to have it, and all of it on a wall. */
export const lookAtFloor = async ({ page, address }: AgentConsole, client: WireClient, look: Look): Promise<void> => {
  const visitor = await WireVisitor.arrive(client, 'Xenia')
  await page.goto(`${address}/console/floor`)
  await page.getByRole('link', { name: /Xenia/ }).click()
  await page.getByRole('heading', { name: 'Xenia' }).waitFor()
  await look('floor watching')
  await page.getByRole('button', { name: 'Offer to…' }).click()
  await page.getByRole('dialog').waitFor()
  await look('floor giving')
  await page.keyboard.press('Escape')
  await page.goto(`${address}/console/floor?wall=1`)
  await page.getByText('Xenia').waitFor()
  await look('floor wall')
  await visitor.leave()
}
