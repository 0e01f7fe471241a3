/**
 * The same questions as script, for pages: everything is in the query, and everything is answered 200, because a page
 * cannot read any other answer.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { asScript, readCallback } from '../../protocol/jsonp.js'
import type { WireMessage } from '../../protocol/messages.js'
import { embeddedServiceError, errorMessage } from '../../protocol/visitor-messages.js'
import type { VisitorQuery } from '../../protocol/visitor-query.js'
import { WireError, type TooManyRequestsError } from '../../protocol/wire-error.js'
import { isApiVersion, versionMin } from '../api-version.js'
import { elsewhere, queryOf, questionOf } from '../ask.js'
import { availabilityNoun } from '../nouns/availability.js'
import { breadcrumbNoun } from '../nouns/breadcrumb.js'
import { settingsNoun } from '../nouns/settings.js'
import { visitorIdNoun } from '../nouns/visitor-id.js'
import type { PlainResource, VisitorServices } from '../resource.js'
import { sendScript } from '../send.js'
import { refusalOf } from '../send-error.js'
import type { Question, VisitorNoun } from '../visitor-noun.js'

/** How many nouns one request may ask for. */
export const nounsMax = 10

const nouns = new Map<string, VisitorNoun>(
  [availabilityNoun, breadcrumbNoun, settingsNoun, visitorIdNoun].map((noun) => [noun.name, noun]),
)

/** What is wrong with a question, as a message. */
const failure = (reply: FastifyReply, error: unknown): WireMessage => errorMessage(refusalOf(reply, error).message)

const answerNoun = (services: VisitorServices, name: string, question: Question): WireMessage => {
  const noun = nouns.get(name)
  const prefix = question.query.one(`${name}.prefix`) ?? 'Visitor'
  if (noun !== undefined && prefix === 'Visitor') return noun.answer(services, question)
  throw new WireError(400, `${name.slice(0, 64)} is not a noun of Visitor.`)
}

/** One message for each noun. What is wrong with one leaves the others alone. */
const answerNouns = (
  services: VisitorServices,
  names: readonly string[],
  question: Question,
  reply: FastifyReply,
): readonly WireMessage[] =>
  names.map((name) => {
    try {
      return answerNoun(services, name, question)
    } catch (error) {
      return failure(reply, error)
    }
  })

const namesIn = (query: VisitorQuery): readonly string[] => {
  const names = query.list('nouns')
  if (names.length === 0) throw new WireError(400, 'nouns is empty.')
  if (names.length > nounsMax) throw new WireError(400, `nouns holds more than ${nounsMax}.`)
  return names
}

type Answer = (
  services: VisitorServices,
  query: VisitorQuery,
  request: FastifyRequest,
  reply: FastifyReply,
) => readonly WireMessage[]

const script = (path: string, answer: Answer): PlainResource => ({
  method: 'GET',
  path,
  handle: (services, request, reply) => {
    // Whatever a browser is told, it must not take for anything else; not even the refusal of a callback.
    void reply.header('x-content-type-options', 'nosniff')
    const query = queryOf(request)
    const callback = readCallback(query)
    const messages = (): readonly WireMessage[] => {
      try {
        if (!isApiVersion(query.required('version'))) {
          throw new WireError(400, `version must be a whole number from ${versionMin} on.`)
        }
        const moved = elsewhere(services, query)
        return moved === undefined ? answer(services, query, request, reply) : [moved]
      } catch (error) {
        return [failure(reply, error)]
      }
    }
    sendScript(reply, asScript(callback, messages()))
  },
})

const single = [...nouns.keys()].map((name) =>
  script(`Visitor/${name}.jsonp`, (services, query, request, reply) =>
    answerNouns(services, [name], questionOf(request, query), reply),
  ),
)

const several = script('System/MultiNoun.jsonp', (services, query, request, reply) => {
  const names = namesIn(query)
  return answerNouns(services, names, questionOf(request, query), reply)
})

/** Websites that embed the original's chat window ask for its configuration, which no server but theirs has. */
const embeddedService = script('EmbeddedService/EmbeddedServiceConfig.jsonp', (_services, query) => {
  query.required('EmbeddedServiceConfig.configName')
  return [embeddedServiceError('There is no such configuration here.', false)]
})

/** `GET *.jsonp`. */
export const jsonp: readonly PlainResource[] = [...single, several, embeddedService]

const paths = new Set(jsonp.map(({ path }) => path))

/**
 * Tells a script element that it asks too often, as a message: an element cannot read a 429, and its page would wait for
 * ever. False, and nothing is sent, for what is no such request or names no callback.
 */
export const sendLimitedScript = (
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
  limited: TooManyRequestsError,
): boolean => {
  if (request.method !== 'GET' || !paths.has(path)) return false
  let callback: string
  try {
    callback = readCallback(queryOf(request))
  } catch (error) {
    if (error instanceof WireError) return false
    throw error
  }
  void reply.headers({ 'x-content-type-options': 'nosniff', 'retry-after': String(limited.retryAfterS) })
  sendScript(reply, asScript(callback, [errorMessage(limited.message)]))
  return true
}
