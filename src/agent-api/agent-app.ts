import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import { Problem } from './messages.js'

/** Fastify, with requests and answers typed by their schemas. */
export type AgentApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

/** The refusals a call documents, all of one shape. */
export const refusals = (...statuses: number[]): Record<number, typeof Problem> =>
  Object.fromEntries(statuses.map((status) => [status, Problem]))
