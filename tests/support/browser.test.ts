import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished } from 'vitest'
import { browserTest } from './browser-test.js'

browserTest('the browser shows pages of this machine, with text in them, and reaches no other', async ({ browser }) => {
  const server = createServer((_request, response) => {
    response
      .setHeader('content-type', 'text/html')
      .end('<title>Here</title><span id="wide">WWWWW</span> <span id="thin">iiiii</span>')
  })
  server.listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  const context = await browser.newContext()
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(`http://shop.localhost:${port}/`)
  expect(await page.title()).toBe('Here')

  // Without a font every letter is the same box, or nothing at all.
  const widthOf = async (id: string) => (await page.locator(`#${id}`).boundingBox())?.width ?? 0
  expect(await widthOf('thin')).toBeGreaterThan(0)
  expect(await widthOf('wide')).toBeGreaterThan(2 * (await widthOf('thin')))

  const elsewhere = await context.newPage()
  await expect(elsewhere.goto('http://192.0.2.1/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED')
  await expect(elsewhere.goto('http://example.com/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED')
})
