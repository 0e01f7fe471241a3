import { visitorId } from '../../protocol/visitor-messages.js'
import type { VisitorNoun } from '../visitor-noun.js'

/**
 * `GET Visitor/VisitorId`: an id by which a website's script knows its visitor again. It opens nothing and nothing is
 * kept for it, so it is random and proves nothing.
 */
export const visitorIdNoun: VisitorNoun = {
  name: 'VisitorId',
  answer: ({ ids }, question) => {
    const id = ids.uuid()
    question.visitorId = id
    return visitorId(id)
  },
}
