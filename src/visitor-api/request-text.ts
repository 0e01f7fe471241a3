import type { FastifyRequest } from 'fastify'
import { decodeText } from '../lib/json-text.js'

/** A request's body as text; empty when there is none. Throws for bytes that are no UTF-8. */
export const textOf = (request: FastifyRequest): string =>
  request.body instanceof Uint8Array ? decodeText(request.body) : ''
