/** Whether it is an agent's turn to be asked for a chat, or asked again. Pure. */
import { timesTried } from '../chat/queued.js'
import type { Waiting } from './waiting.js'
import type { Desk, Pass } from './walk.js'

/** How often the agent let the chat pass; `undefined` when they are not to be asked now. */
export const turnOf = (chat: Waiting, { candidate }: Desk, rounds: number, pass: Pass): number | undefined => {
  if (chat.except === candidate.agentId) return undefined
  if (chat.tried.length === 0) return 0
  const tried = chat.tried.find(({ agentId }) => agentId === candidate.agentId)
  const times = timesTried(tried)
  // A chat that had an agent cannot fail, so somebody has to take it in the end.
  if (times >= rounds && !chat.resumed) return undefined
  if (tried === undefined || tried.at + pass.reofferPauseMs <= pass.now) return times
  pass.lookAgain(tried.at + pass.reofferPauseMs)
  return undefined
}
