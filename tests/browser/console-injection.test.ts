/** Whatever a visitor puts wherever: the console shows it as text, and nothing of it runs. */
import { describe, expect } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { AgentClient } from '../support/agent-client.js'
import { browserTest } from '../support/browser-test.js'
import { httpRequest } from '../support/http-request.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { demoRequest, WireVisitor } from '../support/wire-visitor.js'
import { AgentConsole } from './agent-console.js'
import { sendFile } from './send-file.js'
import { setUpShop } from './shop-floor.js'
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
    // Tall enough for every message to be drawn.
    await using console = await AgentConsole.open(browser, server.address, { height: 4_000 })
    const { page } = console
    page.on('dialog', (dialog) => {
      console.complaints.push(`A dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('popup', (popup) => console.complaints.push(`A window: ${popup.url()}`))
    const expectUnharmed = async (screen: string): Promise<void> => {
      expect(await page.evaluate(foreign), screen).toEqual([])
      expect(await page.evaluate('window.struck'), screen).toBeUndefined()
      expect(console.complaints, screen).toEqual([])
      expect(new URL(page.url()).origin, screen).toBe(server.address)
    }

    await console.start()
    const client = new WireClient(server.endpoint)
    const line = payloads.slice(0, 6).join(' ').slice(0, 255)
    const visitor = await WireVisitor.arrive(client, name, {
      ...demoRequest,
      userAgent: payloads[1] ?? '',
      language: `<b>${strike}`,
      details: payloads.map((payload) => ({ label: payload.slice(0, 80), value: payload })),
    })
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
    // The same chat as a supervisor reads it.
    await page.goto(`${server.address}/console/floor/chats/${chatId}`)
    await console.log.getByText(fileName).waitFor()
    await page.locator('summary').click()
    await expectUnharmed('the watched chat')

    const address = `${server.address}/api/v1/chats/${chatId}/files/${fileId}`
    const { headers } = await httpRequest(address, { headers: { Authorization: `Bearer ${agent.token}` } })
    expect(headers).toMatchObject({
      'content-disposition': expect.stringMatching(/^attachment;/) as string,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    // Opened, it is saved, not shown.
    await expect(page.goto(address)).rejects.toThrow(/Download is starting|ERR_ABORTED/)
    expect(console.complaints).toEqual([])
  })
})
