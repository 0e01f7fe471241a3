/** Setup where it gets large or goes wrong: thousands of agents, others who are faster, and mistakes. */
import type { Route } from 'playwright-core'
import { expect } from 'vitest'
import { browserTest } from '../support/browser-test.js'
import { AgentClient, bodyOf } from '../support/agent-client.js'
import { demoPassword, demoUsername } from '../support/established-chat.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { AgentConsole } from './agent-console.js'
import { axeFindings } from './axe-findings.js'

const organizationId = '00DP00000000001'
const numbered = (prefix: string, number: number): string => `${prefix}B${`${number}`.padStart(11, '0')}`
const refunds = numbered('0C5', 1)
const invitation = numbered('573', 1)

/** Some twenty pages, on a machine that is busy with other tests. */
const walkMsMax = 120_000

/** Agents of whom all but the last have a skill, and more of all that is chosen from than one page holds. */
const many = {
  parleySetup: 1,
  organizations: [{ id: organizationId, name: 'Demo' }],
  skills: [{ id: refunds, name: 'Refunds' }],
  agents: Array.from({ length: 260 }, (_, number) => ({
    ...{ id: numbered('005', number), name: `Agent ${`${number}`.padStart(3, '0')}`, role: 'agent' },
    ...{ username: `agent${number}@example.org`, skillIds: number < 259 ? [refunds] : [] },
  })),
  deployments: Array.from({ length: 201 }, (_, number) => ({ id: numbered('572', number), name: `Website ${number}` })),
  buttons: [{ id: invitation, name: 'May we help?', type: 'invite' }],
}

browserTest(
  '[A-130] an administrator finds any of very many, and is told what others did meanwhile',
  { timeout: walkMsMax },
  async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path)
    using other = await AgentClient.logIn(server.address, demoUsername, demoPassword)
    bodyOf(await other.call('POST', '/setup/import', many))
    await using console = await AgentConsole.open(browser, server.address)
    const { page } = console
    const go = (path: string) => page.goto(`${server.address}/setup/${path}`)
    const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
    const focused = (): Promise<string> => page.evaluate<string>('document.activeElement.id')
    /** Keeps the next thing that is asked at an address from the server until it is let go. */
    const hold = async (address: string): Promise<() => void> => {
      let letGo = (): void => undefined
      const released = new Promise<void>((resolve) => (letGo = resolve))
      const goOn = async (route: Route): Promise<void> => {
        await released
        await route.continue()
      }
      await page.route(address, goOn, { times: 1 })
      return letGo
    }
    await console.logIn()
    await page.getByRole('link', { name: 'Setup' }).waitFor()

    // A skill that hundreds have: any of them is found and taken out, and whoever lacks it is found.
    await go(`skills/${refunds}`)
    await page.getByText('50 of 259').waitFor()
    await page.getByRole('button', { name: 'Show more' }).click()
    await page.getByText('100 of 259').waitFor()
    await page.getByRole('searchbox', { name: 'Search among those who have it' }).fill('agent 257')
    await page.getByRole('button', { name: 'Take Agent 257 out' }).click()
    await page.getByText('Nothing is called “agent 257”.').waitFor()
    expect(await focused()).toBe('skill-members')
    expect(await axeFindings(console)).toEqual([])
    const adding = page.getByRole('combobox', { name: 'Agents who have it' })
    await adding.fill('agent')
    await page.getByRole('option').nth(1).waitFor()
    expect(await page.getByRole('option').allTextContents()).toEqual([
      ...['Agent 257agent257@example.org', 'Agent 259agent259@example.org'],
    ])
    await page.getByRole('option', { name: 'Agent 259' }).click()
    // Whoever empties the field goes on writing in it.
    const search = page.getByRole('searchbox')
    await search.fill('')
    await page.getByText('50 of 259').waitFor()
    await search.and(page.locator(':focus')).waitFor()
    // What was chosen is not offered once more while it is asked who can be.
    const letOffersCome = await hold('**/setup/agents?*')
    await adding.fill('agent')
    await page.getByRole('status').getByText('Loading…').waitFor()
    letOffersCome()
    await page.getByRole('option', { name: 'Agent 257' }).waitFor()
    expect(await page.getByRole('option').count()).toBe(1)
    await search.focus()
    await page.keyboard.type('agent 1')
    await page.getByText('50 of 100').waitFor()
    await page.getByRole('button', { name: 'Show more' }).press('Enter')
    await page.getByText('100 objects', { exact: true }).waitFor()
    await page.locator('.set-table-foot:focus').waitFor()
    // Enter that is held down takes one out, and chooses nobody.
    await page.getByRole('button', { name: 'Take Agent 150 out' }).focus()
    for (let times = 0; times < 3; times += 1) await page.keyboard.down('Enter')
    await page.keyboard.up('Enter')
    await page.getByText('99 objects', { exact: true }).waitFor()
    expect([await focused(), await adding.getAttribute('aria-expanded')]).toEqual(['skill-members', 'false'])

    // Enter chooses what the letters say, not what was found before them. Behind the first there are more.
    await go('queues/new')
    await page.getByLabel('Name', { exact: true }).fill('Second line')
    const members = page.getByRole('combobox', { name: 'Members' })
    await members.click()
    await page.getByRole('option').nth(29).waitFor()
    await page.keyboard.press('ArrowUp')
    await page.getByRole('option').nth(59).waitFor()
    const letSearchGo = await hold('**/setup/agents?*')
    await members.fill('agent 123')
    await page.getByRole('status').getByText('Loading…').waitFor()
    await page.keyboard.press('Enter')
    letSearchGo()
    await page.getByRole('option', { name: 'Agent 123' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Take Agent 123 out' }).waitFor()
    expect(await page.getByRole('button', { name: /^Take .* out$/ }).count()).toBe(1)
    await page.getByRole('button', { name: 'Discard' }).click()

    // The chat settings of any of them.
    await go('chat-settings')
    const deployment = page.getByRole('combobox', { name: 'Deployment' })
    await deployment.fill('website 200')
    await page.getByRole('option', { name: 'Website 200' }).click()
    expect(await deployment.inputValue()).toBe('Website 200')
    await page.getByText(numbered('572', 200), { exact: true }).waitFor()
    expect(await axeFindings(console)).toEqual([])
    // Also whoever points at nothing sees that it can be copied.
    await page.getByRole('button', { name: 'Copy: Deployment id' }).waitFor()
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.set-fact .copy')).opacity`)).toBe('1')

    // Whoever comes back to a long list is where they were.
    await go('agents')
    await page.getByRole('button', { name: 'Show more' }).click()
    await page.getByRole('link', { name: 'Agent 090' }).click()
    await heading('Agent 090')
    await page.goBack()
    await page.getByText('100 of').waitFor()
    const isInSight = `document.querySelector('a[href$="${numbered('005', 90)}"]').getBoundingClientRect().top < innerHeight`
    await expect.poll(() => page.evaluate<boolean>(isInSight)).toBe(true)

    // A field that is emptied stays, and a menu has the keyboard for itself.
    await search.fill('zebra')
    await page.getByText('Nothing is called “zebra”.').waitFor()
    await search.fill('')
    await page.getByRole('link', { name: 'Agent 000' }).waitFor()
    await search.and(page.locator(':focus')).waitFor()
    await page.locator('.account-button').click()
    await page.locator('#account:popover-open').waitFor()
    await page.keyboard.press('n')
    await page.keyboard.press('Escape')
    await page.locator('#account').waitFor({ state: 'hidden' })
    expect(new URL(page.url()).pathname).toBe('/setup/agents')

    // The last of the further rows of a record come with the focus, and whoever was chosen can be taken away again.
    await go('history?kind=deployments')
    for (const count of [50, 100, 150, 200]) {
      await expect.poll(() => page.locator('.set-history-entry').count()).toBe(count)
      await page.getByRole('button', { name: 'Show more' }).press('Enter')
    }
    await page.locator('.set-history-entry').nth(200).and(page.locator(':focus')).waitFor()
    const person = page.getByRole('combobox', { name: 'Changed by' })
    const choosePerson = async (): Promise<void> => {
      await person.fill('agent 123')
      await page.getByRole('option', { name: 'Agent 123' }).click()
      await page.getByText('Nothing has been changed here.').waitFor()
    }
    await choosePerson()
    await person.fill('')
    await page.locator('.set-history-entry').first().waitFor()
    await choosePerson()
    await person.click()
    await person.press('Backspace')
    await page.locator('.set-history-entry').first().waitFor()

    // A year that is being typed is no page to come back to.
    await go('history')
    const pages = await page.evaluate<number>('history.length')
    await page.getByLabel('From', { exact: true }).focus()
    await page.keyboard.type('01022030')
    await page.getByText('Nothing has been changed here.').waitFor()
    expect([new URL(page.url()).searchParams.get('from')?.slice(0, 4), await page.evaluate('history.length')]).toEqual([
      ...['2030', pages],
    ])

    // What the record of changes leads to is the page it is on.
    await go('history?kind=buttons')
    await page.getByRole('link', { name: 'May we help?' }).click()
    await page.getByRole('heading', { name: 'How it comes up' }).waitFor()
    expect(new URL(page.url()).pathname).toBe(`/setup/invitations/${invitation}`)
    await page.getByRole('link', { name: 'Buttons' }).click()
    await page.getByRole('link', { name: 'Chat with us' }).waitFor()
    bodyOf(await other.call('PATCH', `/setup/organizations/${organizationId}`, { name: 'Tea' }, { 'If-Match': '*' }))
    await go('history?kind=organizations')
    await page.getByRole('link', { name: 'Tea' }).click()
    await heading('Tea')

    // A part that was opened by a mistake stays open while it is put right.
    await go(`deployments/${numbered('572', 7)}`)
    await page.getByText('The visitor’s window').click()
    const title = page.getByLabel('Title of the window')
    await title.fill('x'.repeat(81))
    await page.keyboard.press('Control+s')
    await page.getByText('Write at most 80 characters.').waitFor()
    await page.getByText('The visitor’s window').click()
    await title.waitFor({ state: 'hidden' })
    await page.keyboard.press('Control+s')
    await title.and(page.locator(':focus')).waitFor()
    await title.fill('Chat')
    await page.getByText('Write at most 80 characters.').waitFor({ state: 'detached' })
    expect(await title.isVisible()).toBe(true)

    // Somebody deleted it: that is said, and nothing is lost of what was written.
    bodyOf(await other.call('DELETE', `/setup/deployments/${numbered('572', 7)}`, undefined, { 'If-Match': '*' }))
    await page.keyboard.press('Control+s')
    await page.getByText('Somebody deleted this meanwhile').waitFor()
    await page.getByRole('button', { name: 'Discard' }).click()
    await page.getByRole('button', { name: 'Save' }).and(page.locator(':focus')).waitFor()

    // Somebody changed it: it is asked once more before it is deleted.
    await go(`deployments/${numbered('572', 8)}`)
    await heading('Website 8')
    bodyOf(await other.call('PATCH', `/setup/deployments/${numbered('572', 8)}`, { name: 'Shop' }, { 'If-Match': '*' }))
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByText('Somebody changed it meanwhile. Delete it all the same?').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await heading('Deployments')

    // Whoever goes elsewhere while something is deleted stays there.
    await page.getByRole('link', { name: 'Website 10', exact: true }).click()
    await page.getByLabel('Name', { exact: true }).fill('Not needed')
    await page.locator('a[href*="history?kind"]').click()
    await page.getByText('Not saved yet:').waitFor()
    await page.goBack()
    await page.getByRole('button', { name: 'Delete' }).click()
    const letItBeDeleted = await hold('**/api/v1/setup/deployments/*')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.goForward()
    await page.getByText('Not saved yet:').waitFor()
    letItBeDeleted()
    await page.getByText('Not saved yet:').waitFor({ state: 'detached' })
    expect(new URL(page.url()).pathname).toBe('/setup/history')

    // What is shown once is not lost by a click beside it, or by Escape.
    await go('agents/new')
    await expect.poll(focused).toBe('field-name')
    await page.keyboard.type('Mara')
    await page.getByLabel('User name').fill('mara@example.org')
    await page.keyboard.press('Control+s')
    await page.getByRole('dialog', { name: 'Password of Mara' }).waitFor()
    await page.mouse.click(5, 5)
    for (let times = 0; times < 3; times += 1) await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'I have it' }).click()
    await page.getByText('Created.').waitFor()

    // What is refused leaves the focus where it is; what is done gives it to what is next.
    await page.getByPlaceholder('What it is for').fill('Reports')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'I have it' }).click()
    const revoke = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Revoke' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    }
    const fail = (route: Route): Promise<void> => route.fulfill({ status: 503 })
    await page.route('**/tokens/*', fail)
    await revoke()
    await page.getByText('The server is busy.').waitFor()
    await page.getByRole('button', { name: 'Revoke' }).and(page.locator(':focus')).waitFor()
    await page.unroute('**/tokens/*')
    await revoke()
    await page.getByRole('button', { name: 'Revoke' }).waitFor({ state: 'detached' })
    expect(await focused()).toBe('token-name')
    // What cannot be loaded is said once, and tried again.
    await page.route(/\/(tokens|log-ins)$/, fail)
    await page.locator('.set-back').click()
    await page.getByRole('link', { name: 'Agent 000' }).click()
    await page.getByRole('alert').getByRole('button', { name: 'Retry' }).waitFor()
    await page.unroute(/\/(tokens|log-ins)$/)
    await page.getByRole('button', { name: 'Retry' }).click()
    await page.getByText('Logged in nowhere.').waitFor()

    // A line that is not begun yet is no mistake; and whoever goes elsewhere while something is made stays there.
    await go('deployments/new')
    await page.getByLabel('Name', { exact: true }).fill('Shop')
    await page.getByLabel('Pages that may chat').fill('https://shop.example\n')
    const letItBeMade = await hold('**/api/v1/setup/deployments')
    await page.keyboard.press('Control+s')
    await page.getByRole('button', { name: 'Discard' }).and(page.locator('[aria-disabled="true"]')).waitFor()
    await page.getByRole('link', { name: 'Import and export' }).click()
    await heading('Import and export')
    await page.getByText('Not saved yet:').waitFor()
    letItBeMade()
    await page.getByText('Not saved yet:').waitFor({ state: 'detached' })
    expect(new URL(page.url()).pathname).toBe('/setup/transfer')

    // A file that was compared is still there after a look elsewhere.
    const buffer = Buffer.from(JSON.stringify({ ...many, agents: [], skills: [{ id: refunds, name: 'Returns' }] }))
    await page.getByLabel('Setup file').setInputFiles({ name: 'setup.json', mimeType: 'application/json', buffer })
    await page.getByText('setup.json: ').waitFor()
    await page.getByRole('link', { name: 'Skills' }).click()
    await page.goBack()
    await page.getByRole('button', { name: 'Take all of it in' }).click()
    await page.getByText('Done: ').waitFor()

    // A period is taken out and another put in, and the focus stays on its day.
    await go('business-hours/new')
    await page.getByRole('button', { name: 'Remove Monday, period 1' }).click()
    await page.getByRole('button', { name: 'Add a period to Monday' }).and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Enter')
    await page.getByLabel('Monday, period 1: from').and(page.locator(':focus')).waitFor()
    // What was wrong with the field that is left moves what is pressed only after the press.
    await page.getByLabel('Time zone').fill('')
    await page.getByRole('button', { name: 'Remove Monday, period 1' }).click()
    await page.getByText('Fill this in.').waitFor()
    await page.getByRole('button', { name: 'Add a period to Monday' }).and(page.locator(':focus')).waitFor()
    expect(console.complaints).toEqual([])
  },
)
