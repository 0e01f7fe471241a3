import type { FastifyRequest } from 'fastify'
import { authenticate } from '../agent-api/authenticate.js'
import type { Author } from '../setup/audit.js'
import type { SetupServices } from './services.js'

/** Who asks, as the record of changes names them, and their organization. The guard has seen to their role. */
export const authorOf = async (
  services: SetupServices,
  request: FastifyRequest,
): Promise<{ organizationId: string; author: Author }> => {
  const { organizationId, id, username } = await authenticate(services, request)
  return { organizationId, author: { by: id, name: username, at: services.clock.now() } }
}
