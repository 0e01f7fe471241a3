/** The bare server, started and spoken to. */
import { fileURLToPath } from 'node:url'
import { getRequest, postRequest } from './http-request.js'
import { messageText } from './message-text.js'
import type { PolledWire } from './polled-pairs.js'
import { probed, ServerProcess } from './server-process.js'

const program = fileURLToPath(new URL('./bare-server.js', import.meta.url))

/** Starts the bare server. */
export const startBare = async (): Promise<{ server: ServerProcess; port: number }> => {
  const server = await ServerProcess.start(process.execPath, [program], probed)
  return { server, port: Number(await server.printed(/:(\d+)\n/)) }
}

const sequence = /"sequence":(\d+)/

export const bareWire: PolledWire = {
  post: (pair, number) => postRequest(`/${pair}`, JSON.stringify({ text: messageText(number) })),
  firstPoll: (pair) => getRequest(`/${pair}?after=0`),
  nextPoll: (pair, _head, body) => getRequest(`/${pair}?after=${sequence.exec(body)?.[1] ?? ''}`),
}
