/** What pages ask about visitors before a chat; each file in `nouns/` answers one such noun. */
import type { WireMessage } from '../protocol/messages.js'
import type { VisitorQuery } from '../protocol/visitor-query.js'
import type { VisitorServices } from './resource.js'

/** A question about an organization that is not known to live elsewhere. */
export interface Question {
  readonly query: VisitorQuery
  /** As named; nothing says that they are here. */
  readonly organizationId: string
  readonly deploymentId: string
  /** The id the page's script gave its visitor; the noun that makes one puts it here for those that follow. */
  visitorId: string | undefined
  /** The page that asks, as the browser tells. */
  readonly page: string | undefined
}

export interface VisitorNoun {
  readonly name: string
  /** Throws a 400. */
  answer(services: VisitorServices, question: Question): WireMessage
}
