import { expect } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { browserTest } from '../support/browser-test.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { WireVisitor } from '../support/wire-visitor.js'
import { AgentConsole } from './agent-console.js'
import { axeFindings } from './axe-findings.js'
import { setUpShop } from './shop-floor.js'

browserTest('[A-60] two slashes find a quick text, and Enter inserts it with its names filled', async ({ browser }) => {
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(directory.path)
  await setUpShop(server)
  await using console = await AgentConsole.open(browser, server.address)
  const { page } = console
  await console.start()
  const visitor = await WireVisitor.arrive(new WireClient(server.endpoint), 'Vera')
  await console.accept('Vera')
  await visitor.until('ChatEstablished')

  await page.keyboard.type('Well, //')
  await page.getByRole('option', { name: /Return label/ }).waitFor()
  expect(await axeFindings(console)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('option').first().waitFor({ state: 'detached' })
  const field = console.field('Vera')
  // What was typed stays when the search is closed; what the key or the button put in does not.
  expect(await field.inputValue()).toBe('Well, //')
  await page.keyboard.press('Alt+q')
  await page.keyboard.type('label')
  await page.getByRole('option', { name: /Return label/ }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('option').first().waitFor({ state: 'detached' })
  expect(await field.inputValue()).toBe('Well, //')
  const button = page.getByRole('button', { name: 'Insert a quick text' })
  await button.click()
  await page.getByRole('option').first().waitFor()
  await button.click()
  await page.getByRole('option').first().waitFor({ state: 'detached' })
  expect(await field.inputValue()).toBe('Well, //')
  await page.keyboard.press('Alt+q')
  await page.keyboard.type('hi')
  await page.getByRole('option', { name: /Return label/ }).waitFor({ state: 'detached' })
  await page.keyboard.press('Enter')
  expect(await field.inputValue()).toBe('Well, // Hello Vera, this is Ada. How can I help?')
  await page.keyboard.type(' Tell me.')
  await page.keyboard.press('Enter')
  expect(await visitor.hear()).toBe('Well, // Hello Vera, this is Ada. How can I help? Tell me.')
  expect(console.complaints).toEqual([])
})
