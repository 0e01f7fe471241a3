/** Asking for a file and getting it, in the console, with a keyboard. */
import { describe, expect } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { browserTest } from '../support/browser-test.js'
import { AgentConsole } from './agent-console.js'
import { rawRequest } from '../support/raw-http.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { filePart, form, formType, type Asked } from '../support/upload.js'
import { demoRequest, WireVisitor } from '../support/wire-visitor.js'

/** A red dot. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==',
  'base64',
)

describe('an agent', () => {
  browserTest('asks for a file, withdraws that, asks again, and sees what comes', async ({ browser }) => {
    await using directory = await TemporaryDirectory.make()
    await using server = await ServerProcess.start(directory.path)
    await using console = await AgentConsole.open(browser, server.address)
    const { page } = console
    await console.start()
    const client = new WireClient(server.endpoint)
    const visitor = await WireVisitor.arrive(client, 'Vera')
    await console.accept('Vera')
    await visitor.until('ChatEstablished')

    const ask = page.getByRole('button', { name: 'Ask for a file' })
    await ask.focus()
    await page.keyboard.press('Enter')
    const waiting = page.getByText('Waiting for a file from Vera')
    await waiting.waitFor()
    await page.getByRole('button', { name: 'Cancel the request for a file' }).focus()
    await page.keyboard.press('Enter')
    await waiting.waitFor({ state: 'detached' })
    await visitor.until('FileTransfer')

    await ask.focus()
    await page.keyboard.press('Enter')
    await waiting.waitFor()
    let asked: Partial<Asked> & { readonly type?: string } = {}
    while (asked.type !== 'Requested') asked = (await visitor.until('FileTransfer')).message
    const query = new URLSearchParams({
      orgId: demoRequest.organizationId,
      chatKey: visitor.session.id,
      fileToken: asked.fileToken ?? '',
    })
    const path = `/chat/upload?${query.toString()}`
    const body = form(filePart(picture, 'a dot.png'))
    const sent = await rawRequest(server.address, { method: 'POST', path, headers: formType, body })
    expect(sent.text).toBe('Success')

    await waiting.waitFor({ state: 'detached' })
    await console.log.getByText('a dot.png').waitFor()
    await console.log.getByText('PNG picture, 85 bytes').waitFor()
    const preview = page.getByAltText('Preview of a dot.png')
    await preview.waitFor()
    const width = 'document.images[0].decode().then(() => document.images[0].naturalWidth)'
    expect(await page.evaluate(width)).toBe(5)
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Save a dot.png' }).focus()
    await page.keyboard.press('Enter')
    expect((await download).suggestedFilename()).toBe('a dot.png')
    expect(console.complaints).toEqual([])
  })
})
