/** What a page of another site can do to somebody who is logged in: nothing. */
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished } from 'vitest'
import { browserTest } from '../support/browser-test.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { AgentConsole } from './agent-console.js'

/** Serves an empty page at an origin of its own, and settles with its port. */
const otherSite = async (): Promise<number> => {
  const site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<title>Elsewhere</title>')
  })
  site.listen(0, '127.0.0.1')
  onTestFinished(() => void site.close())
  await once(site, 'listening')
  return (site.address() as AddressInfo).port
}

browserTest('[A-10] a page of another site cannot act, read, or frame the console', async ({ browser }) => {
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(directory.path)
  const port = await otherSite()
  await using console = await AgentConsole.open(browser, server.address)
  await console.start()

  const policy = (await console.page.request.get(`${server.address}/console/`)).headers()['content-security-policy']
  expect(policy?.split('; ')).toEqual([
    "default-src 'none'",
    ...["script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'", "connect-src 'self'"],
    ...["manifest-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"],
    ...["require-trusted-types-for 'script'", "trusted-types 'none'"],
  ])

  // Another port of the same host is of the same site, so the browser sends the cookie; another host is another site.
  for (const host of ['127.0.0.1', 'shop.localhost']) {
    const page = await console.context.newPage()
    await page.goto(`http://${host}:${port}/`)
    const seen = await page.evaluate<{ read: string; frame: string }>(`(async () => {
      const address = ${JSON.stringify(server.address)}
      const send = (path, init) => fetch(address + path, { credentials: 'include', ...init })
      const read = await send('/api/v1/me').then((answer) => answer.text(), () => 'refused')
      // Neither of these is asked about first.
      await send('/api/v1/logout', { method: 'POST', mode: 'no-cors', body: '{}' }).catch(() => undefined)
      await send('/api/v1/presence', { method: 'POST', mode: 'no-cors', body: '{"status":"offline"}' }).catch(() => undefined)
      const frame = document.createElement('iframe')
      frame.src = address + '/console/'
      document.body.append(frame)
      await new Promise((resolve) => frame.addEventListener('load', resolve))
      const sent = document.createElement('iframe')
      sent.name = 'sent'
      document.body.append(sent)
      const form = document.createElement('form')
      Object.assign(form, { action: address + '/api/v1/logout', method: 'post', target: 'sent', enctype: 'text/plain' })
      document.body.append(form)
      const loaded = new Promise((resolve) => sent.addEventListener('load', resolve))
      form.submit()
      await loaded
      return { read, frame: frame.contentDocument === null ? 'closed' : 'open' }
    })()`)
    expect(seen, host).toEqual({ read: 'refused', frame: 'closed' })
    const console_ = page.frames().filter((frame) => frame.url().startsWith(`${server.address}/console`))
    expect(console_, host).toEqual([])
    await page.close()
  }

  await console.page.reload()
  await console.page.getByText('All quiet').waitFor()
})
