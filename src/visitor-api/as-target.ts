import type { WireTarget } from '../protocol/target.js'
import type { Target } from '../routing/availability.js'

/** What the wire aims at, in the words of routing. */
export const asTarget = ({ agentId, buttonId }: WireTarget): Target => {
  if (agentId === undefined) return { type: 'button', buttonId }
  return buttonId === undefined ? { type: 'agent', agentId } : { type: 'agent-then-button', agentId, buttonId }
}
