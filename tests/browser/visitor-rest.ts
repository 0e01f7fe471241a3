import { httpRequest } from '../support/http-request.js'
import type { ServerProcess } from '../support/server-process.js'
import type { WireVisitor } from '../support/wire-visitor.js'

/** Posts to a resource in a visitor's session what our own client never sends. Throws when it is not taken. */
export const visitorRest = async (
  { endpoint }: ServerProcess,
  { session }: WireVisitor,
  resource: string,
  body: object,
): Promise<void> => {
  const { status, text } = await httpRequest(`${endpoint}${resource}`, {
    method: 'POST',
    headers: { 'X-LIVEAGENT-API-VERSION': '49', 'X-LIVEAGENT-SESSION-KEY': session.key },
    body: JSON.stringify(body),
  })
  if (status >= 300) throw new Error(`${resource} was answered with ${status}: ${text}`)
}
