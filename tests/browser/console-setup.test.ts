/** Setup's pages, as an administrator at a browser uses them. */
import { expect } from 'vitest'
import { browserTest } from '../support/browser-test.js'
import { AgentClient, bodyOf } from '../support/agent-client.js'
import { demoPassword, demoUsername } from '../support/established-chat.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { AgentConsole } from './agent-console.js'
import { axeFindings } from './axe-findings.js'

browserTest(
  '[A-30] an administrator makes a skill, an agent and a button, and sees what each does',
  async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path)
    await using console = await AgentConsole.open(browser, server.address)
    const { page } = console
    const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
    const save = (): Promise<void> => page.keyboard.press('Control+s')
    await console.logIn()
    await page.getByRole('link', { name: 'Setup' }).click()
    await heading('Setup')
    expect(await axeFindings(console)).toEqual([])

    // The first skill, by keys: the empty list explains, the form says what is missing.
    await page.getByRole('navigation', { name: 'Parts of setup' }).getByRole('link', { name: 'Skills' }).click()
    await page.getByText('Without skills every agent may answer everything.').waitFor()
    expect(await axeFindings(console)).toEqual([])
    await page.keyboard.press('n')
    await heading('New skill')
    await save()
    await page.getByText('Fill this in.').waitFor()
    const name = page.getByLabel('Name', { exact: true })
    await expect.poll(() => page.evaluate<string>('document.activeElement.id')).toBe('field-name')
    await name.fill('Refunds')
    await save()
    await heading('Refunds')
    await page.getByRole('combobox', { name: 'Agents who have it' }).fill('ben')
    await page.getByRole('option', { name: /Ben/ }).click()
    await page.getByRole('button', { name: 'Take Ben out' }).waitFor()
    expect(await axeFindings(console)).toEqual([])

    // What is written stays while one looks elsewhere.
    await name.fill('Refunds and returns')
    await page.getByRole('link', { name: 'Buttons' }).click()
    await page.getByText('Not saved yet:').waitFor()

    // A button that asks for the skill: who loses it is said before it is saved.
    await page.getByRole('link', { name: 'Chat with us' }).click()
    await heading('Chat with us')
    await page.getByRole('combobox', { name: 'Skills' }).fill('ref')
    await page.getByRole('option', { name: 'Refunds' }).click()
    await page.getByText('Not for them any more: Ada.').waitFor()
    await page.getByLabel('Time to accept').fill('90')
    await page.getByText('1 minute 30 seconds').waitFor()
    await page.getByLabel('Time to accept').fill('2 days')
    await page.keyboard.press('Tab')
    await page.getByText('Choose a time from').waitFor()
    await page.getByLabel('Time to accept').fill('1:30')
    await save()
    await page.getByText('Saved.').waitFor()
    await page.keyboard.press('Tab')
    expect(await page.getByLabel('Time to accept').inputValue()).toBe('1 min 30 s')

    // Somebody else was faster with the skill.
    using other = await AgentClient.logIn(server.address, demoUsername, demoPassword)
    const skills = bodyOf(await other.call<{ objects: { id: string }[] }>('GET', '/setup/skills'))
    const changed = { description: 'Money back' }
    bodyOf(await other.call('PATCH', `/setup/skills/${skills.objects[0]?.id ?? ''}`, changed, { 'If-Match': '*' }))
    await page.getByText('Not saved yet:').locator('..').getByRole('link').click()
    await page.getByLabel('What it is about').waitFor()
    await save()
    await page.getByRole('dialog', { name: 'Somebody changed this meanwhile' }).waitFor()
    await page.getByText('They changed: What it is about.').waitFor()
    expect(await axeFindings(console)).toEqual([])
    await page.getByRole('button', { name: 'Save mine on top' }).click()
    await page.getByText('Saved.').waitFor()
    expect(await page.getByLabel('What it is about').inputValue()).toBe('Money back')

    // It is used, so it cannot be deleted.
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByText('2 other objects refer to it.').waitFor()
    await page.keyboard.press('Escape')

    // A new agent gets a password that is shown once, and logs in with it.
    await page.getByRole('link', { name: 'Agents' }).click()
    await page.getByRole('link', { name: 'New agent' }).click()
    await name.fill('Mara Lind')
    await page.getByLabel('User name').fill('ada@example.com')
    await page.getByText('Another agent has this username').waitFor()
    await page.getByLabel('User name').fill('mara@example.com')
    await save()
    const secret = page.getByRole('dialog', { name: 'Password of Mara Lind' })
    const password = await secret.locator('output').textContent()
    using mara = await AgentClient.logIn(server.address, 'mara@example.com', password ?? '')
    expect(mara).toBeDefined()
    await page.getByRole('button', { name: 'I have it' }).click()
    await heading('Mara Lind')

    // All of it is on record, in words.
    await page.getByRole('navigation', { name: 'Parts of setup' }).getByRole('link', { name: 'Changes' }).click()
    await page.getByText('Refunds → Refunds and returns').waitFor()
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('buttons')
    await page.getByText('What the server is set to → 1 min 30 s').waitFor()
    expect(await axeFindings(console)).toEqual([])
    expect(console.complaints).toEqual([])

    // On a phone at night.
    await using phone = await AgentConsole.open(browser, server.address, { theme: 'dark', width: 390, touch: true })
    await phone.logIn()
    await phone.page.getByRole('link', { name: 'Setup' }).click()
    // The ways at the side have no room there, so the overview has them all.
    await phone.page.getByRole('link', { name: /^Chat settings/ }).click()
    await phone.page.getByRole('main').getByRole('link', { name: 'Setup' }).click()
    await phone.page.getByRole('link', { name: /^Business hours/ }).click()
    await phone.page.getByRole('link', { name: 'New business hours' }).first().click()
    await phone.page.getByRole('group', { name: 'Monday', exact: true }).waitFor()
    await phone.page.getByRole('button', { name: 'Add a special day' }).click()
    await phone.page.getByRole('button', { name: 'Remove the special day' }).click()
    await phone.page.getByRole('button', { name: 'Add a special day' }).and(phone.page.locator(':focus')).waitFor()
    expect(await axeFindings(phone)).toEqual([])
    const isTooWide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth'
    expect(await phone.page.evaluate<boolean>(isTooWide)).toBe(false)
    expect(phone.complaints).toEqual([])
  },
)
