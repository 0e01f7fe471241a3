import { describe, expect } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { browserTest } from '../support/browser-test.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { WireVisitor } from '../support/wire-visitor.js'
import { AgentConsole } from './agent-console.js'
import { keyboardWalk } from './keyboard-walk.js'

describe('an agent at the console', () => {
  browserTest('has a day with the keyboard alone, whose place is never lost', async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path)
    await using console = await AgentConsole.open(browser, server.address)
    const { page } = console
    const { keyboard } = page

    // The field for the name has the focus from the start.
    await page.getByLabel('User name').and(page.locator(':focus')).waitFor()
    await keyboard.type('ada@example.com')
    // What is missing is gone to, and nothing else is called wrong.
    await keyboard.press('Enter')
    const password = page.getByLabel('Password', { exact: true })
    await password.and(page.locator(':focus')).waitFor()
    const calledWrong = page.locator('[aria-invalid=true]')
    await password.and(calledWrong).waitFor()
    expect(await calledWrong.count()).toBe(1)
    await keyboard.type('wrong')
    await keyboard.press('Enter')
    await page.getByRole('alert').getByText('do not match').waitFor()
    // What was wrong is selected, so that typing replaces it.
    await keyboard.type('parley-demo')
    await keyboard.press('Enter')
    await page.getByRole('button', { name: 'Go online' }).focus()
    await keyboard.press('Enter')
    await page.getByText('All quiet').waitFor()

    // What is told is spoken once, and goes neither from under the keyboard nor away with it.
    const client = new WireClient(server.endpoint)
    const spoken = (words: string) => page.getByRole('status').getByText(words)
    const walt = await WireVisitor.arrive(client, 'Walt')
    await page.getByRole('button', { name: 'Accept the request from Walt' }).focus()
    await walt.leave()
    await page.getByRole('region', { name: 'Requests' }).and(page.locator(':focus')).waitFor()
    await spoken('Walt left before anyone answered.').waitFor({ state: 'attached' })
    expect(await spoken('Walt left before anyone answered.').count()).toBe(1)
    await page.getByRole('button', { name: 'Dismiss' }).focus()
    await keyboard.press('Enter')
    await page.locator('#chat:focus').waitFor()

    const visitor = await WireVisitor.arrive(client, 'Vera')
    await page.getByRole('button', { name: 'Accept the request from Vera' }).waitFor()
    await page.getByRole('status').getByText('New request from Vera').waitFor({ state: 'attached' })
    expect(await page.title()).toBe('(1) Parley')
    expect(await page.locator('#favicon').getAttribute('href')).toContain('favicon-waiting.svg')
    await keyboard.press('Alt+a')
    await visitor.until('ChatEstablished')
    await console.field('Vera').and(page.locator(':focus')).waitFor()
    expect(await page.title()).toBe('Parley')

    await visitor.say('<b>Hello</b>, see https://example.org/a?b=1.')
    await console.log.getByText('<b>Hello</b>, see').waitFor()
    const link = console.log.getByRole('link')
    expect(await link.getAttribute('href')).toBe('https://example.org/a?b=1')
    expect(await link.getAttribute('rel')).toContain('noopener')

    // Once round the page: everything has its turn where reading it would come to it, is seen, and shows it.
    const stops = await keyboardWalk(page)
    expect(stops.filter(({ wrong }) => wrong !== '')).toEqual([])
    const names = stops.map(({ name }) => (name.startsWith('Vera') ? 'Vera' : name))
    expect(names).toEqual([
      ...['Insert a quick text', 'Hide visitor details', 'Visitor', 'Copy: Network address', 'Copy: Chat id'],
      ...['Skip to the content', 'Search or do something', 'Your status:Online', 'Account and settings:Ada'],
      ...['Chats', 'Floor', 'History', 'Setup', 'Vera'],
      ...['Hand over', 'Invite a colleague', 'Ask for a file', 'More actions', 'End chat', 'Hide visitor details'],
      ...['Transcript of the chat with Vera', 'https://example.org/a?b=1', 'Message to Vera'],
    ])

    const typing = visitor.until('AgentTyping')
    await keyboard.type('Good morning')
    await typing
    await keyboard.press('Shift+Enter')
    await keyboard.type('Vera')
    const heard = visitor.hear()
    await keyboard.press('Enter')
    expect(await heard).toBe('Good morning\nVera')
    await page.getByText('Sent', { exact: true }).waitFor()
    expect(await console.log.getByText('Good morning').count()).toBe(1)
    expect(await console.field('Vera').inputValue()).toBe('')

    await client.typing(visitor.session, { sequence: (visitor.sequence += 1) })
    await page.getByText('Vera is typing').waitFor()
    await visitor.say('Thank you')
    await console.log.getByText('Thank you').waitFor()
    await page.getByText('Vera is typing').waitFor({ state: 'detached' })

    await keyboard.press('Alt+e')
    await page.getByRole('dialog', { name: 'End the chat with Vera?' }).waitFor()
    await keyboard.press('Escape')
    await console.field('Vera').and(page.locator(':focus')).waitFor()
    await keyboard.press('Alt+e')
    await page.getByRole('dialog').waitFor()
    await keyboard.press('Enter')
    await visitor.until('ChatEnded')
    await page.getByText('You ended this chat.').waitFor()
    await page.getByRole('button', { name: 'Close chat' }).and(page.locator(':focus')).waitFor()
    await keyboard.press('Enter')
    await page.getByText('All quiet').waitFor()

    await keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await keyboard.press('Escape')

    // The way past the bar and the list.
    await page.reload()
    await page.getByText('All quiet').waitFor()
    await keyboard.press('Tab')
    expect(await console.focused()).toBe('Skip to the content')
    await keyboard.press('Enter')
    await page.locator('#chat:focus').waitFor()
    expect(console.complaints).toEqual([])
  })

  browserTest('sees what the visitor is writing, where the visitor’s client shows it', async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path)
    await using console = await AgentConsole.open(browser, server.address)
    await console.start()
    const client = new WireClient(server.endpoint)
    const visitor = await WireVisitor.arrive(client, 'Vera')
    await console.accept('Vera')
    await visitor.until('ChatEstablished')
    for (const text of ['Where is', 'Where is my parcel']) {
      await client.sneakPeek(visitor.session, text, { sequence: (visitor.sequence += 1) })
      await console.page.getByText(text, { exact: true }).waitFor()
    }
    await console.page.getByText('not sent yet').waitFor()
    expect(await console.log.getByText('Where is').count()).toBe(0)
    await visitor.say('Where is my parcel?')
    await console.page.getByText('not sent yet').waitFor({ state: 'detached' })
    expect(await console.log.getByText('Where is my parcel?').count()).toBe(1)
  })

  browserTest('has several chats, and loses neither place nor draft in a reload', async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path)
    await using console = await AgentConsole.open(browser, server.address)
    const { page } = console
    await console.start()
    const client = new WireClient(server.endpoint)
    const vera = await WireVisitor.arrive(client, 'Vera')
    await console.accept('Vera')
    const walt = await WireVisitor.arrive(client, 'Walt')
    await console.accept('Walt')
    await Promise.all([vera.until('ChatEstablished'), walt.until('ChatEstablished')])

    await vera.say('One')
    await vera.say('Two')
    await console.row('Vera').getByText('2 unread messages').waitFor({ state: 'attached' })
    expect(await page.title()).toBe('(2) Parley')
    await console.field('Walt').fill('half a sen')
    await page.keyboard.press('Alt+1')
    await console.field('Vera').and(page.locator(':focus')).waitFor()
    expect(await page.title()).toBe('Parley')
    await console.row('Walt').getByText('half a sen').waitFor()

    await page.keyboard.press('Alt+ArrowDown')
    await page.reload()
    await console.field('Walt').waitFor()
    expect(await console.field('Walt').inputValue()).toBe('half a sen')
    await console.row('Vera').click()
    await console.log.getByText('Two').waitFor()
    expect(await page.title()).toBe('Parley')

    await vera.leave()
    await page.getByText('Vera ended this chat.', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Close chat' }).click()
    await console.field('Walt').and(page.locator(':focus')).waitFor()
    expect(console.complaints).toEqual([])
  })

  browserTest('has the theme of the system, or the one chosen here', async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path)
    await using console = await AgentConsole.open(browser, server.address, { theme: 'dark' })
    const { page } = console
    const ground = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor')
    const dark = await ground()
    await console.start()
    await page.getByRole('button', { name: /^Account and settings/ }).click()
    await page.getByRole('radio', { name: 'Light' }).check()
    const light = await ground()
    expect(light).not.toBe(dark)
    await page.reload()
    await page.getByText('All quiet').waitFor()
    expect(await ground()).toBe(light)
    await page.getByRole('button', { name: /^Account and settings/ }).click()
    await page.getByRole('radio', { name: 'System' }).check()
    expect(await ground()).toBe(dark)
  })

  browserTest('logs out, and the way back needs the password', async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path)
    await using console = await AgentConsole.open(browser, server.address)
    const { page } = console
    await console.start()
    await page.getByRole('button', { name: /^Account and settings/ }).click()
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByText('You are logged out.').waitFor()
    await page.reload()
    await page.getByLabel('User name').waitFor()
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0)
    expect(console.complaints).toEqual([])
  })

  browserTest('comes to a chat from a notification of before another log-in', async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path)
    await using console = await AgentConsole.open(browser, server.address)
    const { page } = console
    // A desktop that keeps what it is told, with nobody at the window.
    await page.addInitScript(`
      window.told = []
      window.Notification = class {
        static permission = 'granted'
        constructor() { window.told.push(this) }
        close() {}
      }
      document.hasFocus = () => false
      localStorage.setItem('parley.console.desktop', 'on')
    `)
    await page.reload()
    await console.start()
    const client = new WireClient(server.endpoint)
    for (const name of ['Vera', 'Walt']) {
      await WireVisitor.arrive(client, name)
      await console.accept(name)
    }
    // The session is over, which the next question to the server tells.
    await console.context.clearCookies()
    await page.keyboard.press('Alt+s')
    await page.getByText('Your session has ended.').waitFor()
    await console.logIn()
    await console.field('Walt').waitFor()
    await page.evaluate('told[0].onclick()')
    await console.field('Vera').waitFor()
    expect(console.complaints).toEqual([])
  })
})
