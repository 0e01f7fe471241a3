import { asyncResult } from '../../protocol/messages.js'
import type { VisitorNoun } from '../visitor-noun.js'

/**
 * `Visitor/Breadcrumb` as script: the visitor with this `sid` looks at the page `Breadcrumb.location`. Without one nobody
 * can know whose page it is, and nothing happens.
 */
export const breadcrumbNoun: VisitorNoun = {
  name: 'Breadcrumb',
  answer: ({ trails }, { query, visitorId }) => {
    const location = query.required('Breadcrumb.location')
    if (visitorId !== undefined) trails.note(visitorId, location)
    return asyncResult(true)
  },
}
