import { elsewhere, queryOf, questionOf } from '../ask.js'
import { availabilityNoun } from '../nouns/availability.js'
import { settingsNoun } from '../nouns/settings.js'
import { visitorIdNoun } from '../nouns/visitor-id.js'
import type { PlainResource } from '../resource.js'
import { sendJson } from '../send.js'
import type { VisitorNoun } from '../visitor-noun.js'

const asResource = (noun: VisitorNoun): PlainResource => ({
  method: 'GET',
  path: `Visitor/${noun.name}`,
  handle: (services, request, reply) => {
    const query = queryOf(request)
    const message = elsewhere(services, query) ?? noun.answer(services, questionOf(request, query))
    sendJson(reply, { messages: [message] })
  },
})

/** What can be asked about visitors with a GET and no session; each answer holds one message. */
export const visitorNouns: readonly PlainResource[] = [availabilityNoun, settingsNoun, visitorIdNoun].map(asResource)
