import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { StartError } from './start-error.js'

/**
 * Listens, and gives the address, such as `http://127.0.0.1:8080`. Throws {@link StartError}, which names the settings that
 * say where.
 */
export const listenAt = async (
  app: FastifyInstance,
  { host, port, hostName, portName }: { host: string; port: number; hostName: string; portName: string },
): Promise<string> => {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const reasons: Record<string, string> = {
      EADDRINUSE: `Port ${port} on ${host} is taken. Stop what uses it, or set ${portName} to another.`,
      EACCES: `Port ${port} on ${host} may not be used by this user. Set ${portName} to one above 1023.`,
      EADDRNOTAVAIL: `${host} is not an address of this machine. Set ${hostName} to one that is.`,
      ENOTFOUND: `${host} is not a known host. Set ${hostName} to an address of this machine.`,
    }
    throw new StartError((code && reasons[code]) ?? `Cannot listen on ${host}:${port}.`, { cause: error })
  }
  const bound = app.server.address() as AddressInfo
  return `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`
}
