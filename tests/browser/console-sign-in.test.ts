/** Logging in with an identity provider, in a real browser. */
import { expect } from 'vitest'
import { AgentConsole } from './agent-console.js'
import { axeFindings } from './axe-findings.js'
import { browserTest } from '../support/browser-test.js'
import { IdentityProvider } from '../support/identity-provider.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'

browserTest('[A-90 A-91] leads there and back to the page that was asked for, or says why not', async ({ browser }) => {
  const provider = await IdentityProvider.start()
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(directory.path, {
    PARLEY_OIDC_ISSUER: provider.issuer,
    PARLEY_OIDC_CLIENT_ID: provider.clientId,
    PARLEY_OIDC_CLIENT_SECRET: provider.clientSecret,
    PARLEY_OIDC_LABEL: 'Example Inc.',
  })
  await using console = await AgentConsole.open(browser, server.address)
  const { page } = console
  const way = page.getByRole('link', { name: 'Log in with Example Inc.' })
  await way.waitFor()
  expect(await axeFindings(console)).toEqual([])

  provider.change = ({ claims }) => (claims['email'] = 'nobody@example.com')
  await way.click()
  await page.getByRole('alert').getByText('nobody here has your name').waitFor()
  expect(new URL(page.url()).search).toBe('')

  provider.change = () => undefined
  await page.goto(`${server.address}/console/#/chats/none`)
  await way.click()
  await page.getByRole('button', { name: 'Go online' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/console/')
  // The cookie is the strict one, and it is there after a reload.
  await page.reload()
  await page.getByRole('button', { name: 'Go online' }).waitFor()
  expect(console.complaints).toEqual([])
})
