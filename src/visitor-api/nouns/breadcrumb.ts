import { asyncResult } from '../../protocol/messages.js'
import { WireError } from '../../protocol/wire-error.js'
import type { VisitorNoun } from '../visitor-noun.js'

/** `Visitor/Breadcrumb` as script: the visitor with this `sid` looks at the page `Breadcrumb.location`. */
export const breadcrumbNoun: VisitorNoun = {
  name: 'Breadcrumb',
  answer: ({ trails }, { query, visitorId }) => {
    const location = query.required('Breadcrumb.location')
    if (visitorId === undefined) throw new WireError(400, 'sid is missing.')
    trails.note(visitorId, location)
    return asyncResult(true)
  },
}
