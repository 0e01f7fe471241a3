import type { Decider } from '../event-log/ledger.js'
import type { VisitorSession } from '../delivery/visitor-session.js'

/**
 * For tests of clients: says of the first poll of each session after an agent accepted its chat that it shall fail.
 * Remembers sessions as long as this process knows them.
 */
export const onePollFailsPerSession = (ledger: Decider): ((session: VisitorSession) => boolean) => {
  const failed = new WeakSet<VisitorSession>()
  return (session) => {
    const isEstablished = session.chat !== undefined && ledger.peek(session.chat)?.state === 'established'
    if (!isEstablished || failed.has(session)) return false
    failed.add(session)
    return true
  }
}
