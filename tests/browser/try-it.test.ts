/** The window in which a visitor's chat can be tried, in a real browser, with an agent at the other end. */
import { expect } from 'vitest'
import { AgentClient, bodyOf } from '../support/agent-client.js'
import { browserTest } from '../support/browser-test.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { demoRequest } from '../support/wire-visitor.js'
import { VisitorPage } from './visitor-page.js'

browserTest(
  '[A-94] asks, waits, talks, survives a reload and a lost server, sends a file, and ends',
  async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    let server = await ServerProcess.start(directory.path)
    const { port } = server
    try {
      using ada = await AgentClient.logIn(server.address, 'ada@example.com', 'parley-demo')
      const stream = await ada.events()
      await ada.setPresence('online')
      await using visitor = await VisitorPage.open(browser, server.address, demoRequest)
      const { page } = visitor
      expect(await visitor.findings()).toEqual([])
      await page.getByLabel('Your name').fill('Vera')
      await page.keyboard.press('Enter')
      const { chatId, visitorName } = await stream.next('offer')
      expect(visitorName).toBe('Vera')
      await page.getByText('You are next.').waitFor()
      expect(await visitor.findings()).toEqual([])

      bodyOf(await ada.accept(chatId))
      await visitor.log.getByText('Ada is here').waitFor()
      bodyOf(await ada.write(chatId, 'Hello <b>Vera</b>, see https://example.com/help.'))
      expect(await visitor.log.getByRole('link').getAttribute('href')).toBe('https://example.com/help')
      await visitor.field.fill('Where is my tea?')
      await page.keyboard.press('Enter')
      expect((await stream.next('message')).text).toMatch(/Hello/)
      expect((await stream.next('message')).text).toBe('Where is my tea?')
      await visitor.log.getByText('Sent', { exact: true }).waitFor()

      await page.reload()
      await visitor.log.getByText('Where is my tea?').waitFor()
      await server.kill()
      await page.getByText('No connection.').waitFor()
      await visitor.field.fill('Are you there?')
      await page.keyboard.press('Enter')
      await visitor.log.getByText('Sending…').waitFor()
      server = await ServerProcess.start(directory.path, { PORT: String(port) })
      await visitor.log.getByText('Sent', { exact: true }).waitFor()
      expect((await ada.allMessages(chatId)).map(({ text }) => text)).toEqual([
        'Hello <b>Vera</b>, see https://example.com/help.',
        'Where is my tea?',
        'Are you there?',
      ])

      bodyOf(await ada.call('POST', `/chats/${chatId}/file-requests`))
      await page.getByLabel('Choose a file').setInputFiles({
        ...{ name: 'receipt.txt', mimeType: 'text/plain', buffer: Buffer.from('one tea') },
      })
      await visitor.log.getByText('Your file has arrived').waitFor()

      await page.getByRole('button', { name: 'End chat' }).click()
      await page.getByText('The chat has ended.').waitFor()
      expect(await visitor.findings()).toEqual([])
      await page.getByRole('button', { name: 'Start another chat' }).click()
      await page.getByLabel('Your name').waitFor()
      expect(visitor.complaints).toEqual([])
    } finally {
      await server[Symbol.asyncDispose]()
    }
  },
)

browserTest('[A-94] says what is missing when the address leads to nobody', async ({ browser }) => {
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(directory.path)
  await using nowhere = await VisitorPage.open(browser, server.address, undefined)
  await nowhere.page.getByText('Which chat?').waitFor()
  await using stranger = await VisitorPage.open(browser, server.address, {
    ...demoRequest,
    buttonId: '573000000000000',
  })
  await stranger.page.getByRole('button', { name: 'Start chat' }).click()
  await stranger.page.getByText('The request failed').or(stranger.page.getByText('Nobody is there')).waitFor()
})
