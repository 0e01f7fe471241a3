/** Whatever a visitor or an administrator puts wherever: the console shows it as text, and nothing of it runs. */
import { describe, expect } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { initBody } from '../../src/visitor-client/init-body.js'
import { AgentClient, bodyOf } from '../support/agent-client.js'
import { browserTest } from '../support/browser-test.js'
import { demoPassword, demoUsername } from '../support/established-chat.js'
import { httpRequest } from '../support/http-request.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { demoRequest, WireVisitor } from '../support/wire-visitor.js'
import { AgentConsole } from './agent-console.js'
import { sendFile } from './send-file.js'
import { setUpShop } from './shop-floor.js'
import { VisitorPage } from './visitor-page.js'
import { visitorRest } from './visitor-rest.js'

/** What would leave a trace, if it ran. */
const strike = 'window.struck=1'
const payloads = [
  `<script>${strike}</script>`,
  `"><img src=x onerror="${strike}">`,
  `'><svg/onload=${strike}>`,
  `<iframe srcdoc="<script>parent.struck=1</script>"></iframe>`,
  `</textarea></title></style><script>${strike}</script>`,
  `<a href="javascript:${strike}">open</a>`,
  `javascript:${strike}//https://example.org/`,
  `data:text/html,<script>${strike}</script>`,
  `vbscript:${strike}`,
  `<meta http-equiv="refresh" content="0;url=javascript:${strike}">`,
  '<base href="https://evil.example/">',
  '<style>body{display:none}</style>',
  '<link rel="stylesheet" href="https://evil.example/x.css">',
  `<form action="https://evil.example/"><input name="password" autofocus onfocus="${strike}">`,
  `<math><mtext><table><mglyph><style><img src=x onerror="${strike}">`,
  `{{constructor.constructor('${strike}')()}}`,
  `\${${strike}}`,
  `&lt;script&gt;${strike}&lt;/script&gt;`,
  `%3Cscript%3E${strike}%3C/script%3E`,
  '__proto__',
  '<!--',
  ']]>',
]

/** Short enough for one line, and everything that opens something. */
const name = `"'><svg/onload=${strike}>{{7*7}}\u202e</b>`
const nameShown = name.replace('\u202e', '')
const fileName = `'><img src=x onerror=${strike}>.html`

/** Every screen that shows what visitors say, and how an agent gets there from the desk. A new one is a line here. */
const screens: readonly (readonly [name: string, open: (console: AgentConsole) => Promise<void>])[] = [
  ['the chat', () => Promise.resolve()],
  ['the palette', ({ page }) => page.keyboard.press('Control+k')],
  ['the question before the end', ({ page }) => page.keyboard.press('Alt+e')],
  ['the hand-over', ({ page }) => page.keyboard.press('Alt+t')],
  ['the invitation', ({ page }) => page.keyboard.press('Alt+i')],
]

/** A desktop that keeps what it is told, with nobody at the window. */
const desktop = `
  window.told = []
  window.Notification = class {
    static permission = 'granted'
    constructor(text) { window.told.push(text) }
  }
  document.hasFocus = () => false
  localStorage.setItem('parley.console.desktop', 'on')
`

/** What of the page is not the console's own. */
const foreign = `[...document.querySelectorAll(
  'script:not([src]), iframe, object, embed, base, style, meta[http-equiv], form[action], img[src="x"], link[href*="evil"],'
  + 'a[href^="javascript" i], a[href^="data" i], a[href^="vbscript" i], [onerror], [onload], [onfocus]'
)].map((element) => element.outerHTML)`

describe('what a visitor sends', () => {
  browserTest('is text on every screen, and nothing of it runs', async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path)
    await setUpShop(server)
    using administrator = await AgentClient.logIn(server.address, demoUsername, demoPassword)
    const setUp = async (method: string, path: string, data: object): Promise<unknown> =>
      bodyOf(await administrator.call(method, `/setup/${path}`, data, method === 'POST' ? {} : { 'If-Match': '*' }))
    for (const kind of ['skills', 'queues']) await setUp('POST', kind, { name })
    await setUp('POST', 'presence-statuses', { name, takesChats: false, order: 3 })
    await setUp('POST', 'decline-reasons', { name, order: 3 })
    await setUp('POST', 'quick-texts', { name, shortcut: 'x', category: name, message: payloads.join(' ') })
    await setUp('PATCH', `buttons/${demoRequest.buttonId}`, { name })
    await setUp('PATCH', 'agents/005P00000000002', { name })
    // Tall enough for every message to be drawn.
    await using console = await AgentConsole.open(browser, server.address, { height: 4_000 })
    const { page } = console
    await page.addInitScript(desktop)
    await page.reload()
    page.on('dialog', (dialog) => {
      console.complaints.push(`A dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('popup', (popup) => console.complaints.push(`A window: ${popup.url()}`))
    const expectUnharmed = async (screen: string, shown = page): Promise<void> => {
      expect(await shown.evaluate(foreign), screen).toEqual([])
      expect(await shown.evaluate('window.struck'), screen).toBeUndefined()
      expect(console.complaints, screen).toEqual([])
      expect(new URL(shown.url()).origin, screen).toBe(server.address)
    }

    await console.start()
    const client = new WireClient(server.endpoint)
    const line = payloads.slice(0, 6).join(' ').slice(0, 255)
    const { body: session } = await client.sessionId()
    if (session === undefined) throw new Error('No session was given.')
    const visitor = new WireVisitor(client, session)
    const email = { label: 'E-mail', value: 'vera@example.com' }
    const request = {
      ...{ ...demoRequest, visitorName: name, userAgent: payloads[1] ?? '', language: `<b>${strike}` },
      details: [email, ...payloads.map((payload) => ({ label: payload.slice(0, 80), value: payload }))],
      prechatEntities: [{ entityName: payloads[0] ?? '', entityFieldsMaps: [{ fieldName: line, label: line }] }],
    }
    // Our own client says nothing of the screen.
    const init = { ...initBody(request, session.id), screenResolution: payloads[1] }
    await visitorRest(server, visitor, 'Chasitor/ChasitorInit', init)
    await page.getByRole('button', { name: 'Accept the request from' }).waitFor()
    await expectUnharmed('the request')
    await page.keyboard.press('Alt+a')
    await page.getByRole('textbox', { name: 'Message to' }).waitFor()
    await visitor.until('ChatEstablished')
    for (const payload of payloads) await visitor.say(payload)
    await visitorRest(server, visitor, 'Visitor/Breadcrumb', { location: `javascript:${strike}` })
    await visitorRest(server, visitor, 'Visitor/Breadcrumb', { location: `https://shop.example/?${line}` })
    await visitorRest(server, visitor, 'Chasitor/CustomEvent', { type: line, data: payloads.join('\n') })
    await page.getByRole('button', { name: 'Ask for a file' }).click()
    using agent = await AgentClient.logIn(server.address, 'ada@example.com', 'parley-demo')
    const stream = await agent.events()
    const { chatId, fileRequest } = (await stream.next('snapshot')).chats[0]!
    stream.close()
    const fileId = fileRequest?.fileId ?? ''
    await sendFile(server, visitor, fileId, fileName, `<html><script>${strike}</script></html>`)
    await console.log.getByText(fileName).waitFor()
    visitor.sequence += 1
    await client.sneakPeek(visitor.session, payloads.join('\n'), { sequence: visitor.sequence })
    await page.getByText('is writing – not sent yet').waitFor()

    const said = await page.evaluate<string[]>(
      `[...document.querySelectorAll('[role=log] .message-text')].map((text) => text.textContent)`,
    )
    for (const payload of payloads) expect(said).toContain(payload)
    expect(await page.getByRole('region', { name: 'Visitor' }).textContent()).toContain(payloads[3])
    expect(await page.getByRole('heading', { level: 2, name: nameShown }).textContent()).toBe(nameShown)

    for (const [screen, open] of screens) {
      await open(console)
      await expectUnharmed(screen)
      await page.keyboard.press('Escape')
    }
    const places = page.getByRole('navigation', { name: 'Places' }).getByRole('link')
    for (const place of await places.all()) {
      await place.click()
      await page.locator('.place-wait').waitFor({ state: 'detached' })
      await expectUnharmed((await place.textContent()) ?? '')
    }
    // What the desktop is told is text as well.
    expect(await page.evaluate('window.told')).toEqual(expect.arrayContaining([expect.stringContaining(nameShown)]))
    // The same chat as a supervisor reads it.
    await page.goto(`${server.address}/console/floor/chats/${chatId}`)
    await console.log.getByText(fileName).waitFor()
    await page.locator('summary').click()
    await expectUnharmed('the watched chat')

    for (const path of [
      `buttons/${demoRequest.buttonId}`,
      'agents/005P00000000002',
      'quick-texts',
      'skills',
      'history',
    ]) {
      await page.goto(`${server.address}/setup/${path}`)
      await page.getByRole('main').getByText('svg/onload').first().waitFor()
      await expectUnharmed(path)
    }

    const address = `${server.address}/api/v1/chats/${chatId}/files/${fileId}`
    const { headers } = await httpRequest(address, { headers: { Authorization: `Bearer ${agent.token}` } })
    expect(headers).toMatchObject({
      'content-disposition': expect.stringMatching(/^attachment;/) as string,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    // Opened, it is saved, not shown.
    await expect(page.goto(address)).rejects.toThrow(/Download is starting|ERR_ABORTED/)
    await visitor.leave()

    // The same chat when it is over, and beside the visitor's next one.
    const isFound = async () => (await console.context.request.get(`${server.address}/api/v1/past-chats`)).text()
    await expect.poll(isFound, { timeout: 15_000 }).toContain(chatId)
    await page.goto(`${server.address}/console/past?q=struck#/chats/${chatId}`)
    await page
      .getByRole('region', { name: 'Past chat' })
      .or(page.getByRole('heading', { name: 'Past chat' }))
      .first()
      .waitFor()
    await page.locator('mark').first().waitFor()
    await expectUnharmed('the past chat')
    await WireVisitor.arrive(client, name, { ...demoRequest, details: [email] })
    await page.goto(`${server.address}/console/`)
    await page.getByRole('button', { name: 'Accept the request from' }).click()
    await page.getByText('Of whoever gave vera@example.com').waitFor()
    await expectUnharmed('the next chat')
    expect(console.complaints).toEqual([])
  })

  browserTest('and what an agent sends is text in the visitor’s window', async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path)
    using agent = await AgentClient.logIn(server.address, demoUsername, demoPassword)
    bodyOf(await agent.call('PATCH', '/setup/agents/005P00000000001', { name }, { 'If-Match': '*' }))
    const stream = await agent.events()
    await agent.setPresence('online')
    await using visitor = await VisitorPage.open(browser, server.address, demoRequest)
    const { page } = visitor
    await page.getByLabel('Your name').fill(name)
    await page.keyboard.press('Enter')
    const { chatId } = await stream.next('offer')
    bodyOf(await agent.accept(chatId))
    for (const payload of payloads) bodyOf(await agent.write(chatId, payload))
    await visitor.log.getByText(']]>', { exact: true }).waitFor()
    const said = await visitor.log.locator('.message-text').allTextContents()
    for (const payload of payloads) expect(said).toContain(payload)
    expect(await page.evaluate(foreign)).toEqual([])
    expect(await page.evaluate('window.struck')).toBeUndefined()
    expect(visitor.complaints).toEqual([])
    stream.close()
  })
})
