import { randomInt } from 'node:crypto'
import { createServer, type AddressInfo } from 'node:net'

// Below the range that operating systems take for outgoing connections. A port from that range could be taken by a
// client while its server is down, or a client could even reach itself there.
const [from, to] = [20_000, 32_000]

const tryPort = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen(port, '127.0.0.1', () => {
      const bound = (server.address() as AddressInfo).port
      server.close(() => resolve(bound))
    })
  })

/** A port of the loopback address that nobody listens on, fit for a server that stops and starts again. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = await tryPort(randomInt(from, to))
    if (port !== undefined) return port
  }
}
