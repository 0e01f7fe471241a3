/** All chapters of the suite, in the order in which they are told. */
import type { Chapter } from './check.js'
import { addresses } from './chapters/addresses.js'
import { badMembers } from './chapters/bad-members.js'
import { bodies } from './chapters/bodies.js'
import { commands } from './chapters/commands.js'
import { ends } from './chapters/ends.js'
import { files } from './chapters/files.js'
import { headers } from './chapters/headers.js'
import { sessionKeys } from './chapters/keys.js'
import { messages } from './chapters/messages.js'
import { multiNoun } from './chapters/multi-noun.js'
import { order } from './chapters/order.js'
import { pages } from './chapters/pages.js'
import { polling } from './chapters/polling.js'
import { recordIds } from './chapters/record-ids.js'
import { reconnects } from './chapters/reconnects.js'
import { requests } from './chapters/requests.js'
import { scripts } from './chapters/scripts.js'
import { sessions } from './chapters/sessions.js'

export const chapters: readonly Chapter[] = [
  sessions,
  sessionKeys,
  addresses,
  headers,
  bodies,
  badMembers,
  recordIds,
  requests,
  order,
  polling,
  messages,
  commands,
  multiNoun,
  reconnects,
  ends,
  pages,
  scripts,
  files,
]
