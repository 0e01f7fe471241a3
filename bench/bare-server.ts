/**
 * The yardstick: what Node's HTTP server can do when nothing is checked, numbered for good, or kept. A POST to
 * `/{number}` appends the body as it came, and answers the GET of `/{number}?after=n` that is held there.
 */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Channel {
  readonly messages: string[]
  held: ServerResponse | undefined
}

const channels = new Map<string, Channel>()

const channelOf = (name: string): Channel => {
  let channel = channels.get(name)
  if (channel === undefined) channels.set(name, (channel = { messages: [], held: undefined }))
  return channel
}

const json = { 'content-type': 'application/json' }

const answer = (response: ServerResponse, messages: readonly string[], after: number): void => {
  const body = `{"messages":[${messages.slice(after).join(',')}],"sequence":${messages.length}}`
  response.writeHead(200, { ...json, 'content-length': body.length }).end(body)
}

const server = createServer((request, response) => {
  const [name = '', after] = (request.url ?? '').split('?after=')
  const channel = channelOf(name)
  if (request.method === 'GET') {
    if (channel.messages.length > Number(after)) answer(response, channel.messages, Number(after))
    else channel.held = response
    return
  }
  let body = ''
  request.setEncoding('latin1')
  request.on('data', (chunk: string) => (body += chunk))
  request.on('end', () => {
    channel.messages.push(body)
    response.writeHead(200, { 'content-type': 'text/plain', 'content-length': 2 }).end('OK')
    const { held } = channel
    if (held === undefined) return
    channel.held = undefined
    answer(held, channel.messages, channel.messages.length - 1)
  })
})
server.keepAliveTimeout = 75_000
server.listen(0, '127.0.0.1', 4096, () => {
  console.log(`Listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
