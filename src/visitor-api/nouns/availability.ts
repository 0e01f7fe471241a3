import { availability } from '../../protocol/visitor-messages.js'
import { TargetFacts } from '../target-facts.js'
import type { VisitorNoun } from '../visitor-noun.js'

/**
 * `GET Visitor/Availability`: whether requests made now would be taken, for each of `Availability.ids` (buttons,
 * agents, or both), in the order asked and named as they were. What is not here is not available, and no error.
 */
export const availabilityNoun: VisitorNoun = {
  name: 'Availability',
  answer: (services, question) => {
    const { query } = question
    const ids = query.list('Availability.ids')
    const facts = new TargetFacts(services, question, query.flag('Availability.needEstimatedWaitTime'))
    return availability(ids.map((id) => facts.result(id)))
  },
}
