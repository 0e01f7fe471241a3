import type { HandoverTarget } from '../chat/handover.js'
import type { NewTransfer } from './handovers.js'
import { ProblemError } from './problems.js'

/** Who is to take a chat, by the one id that says so. Throws a 400 for none and for several. */
export const transferTarget = ({
  agentId,
  buttonId,
  skillId,
  queueId,
}: NewTransfer): HandoverTarget | { type: 'agent'; id: string } => {
  const named = [
    ...(agentId === undefined ? [] : [{ type: 'agent', id: agentId } as const]),
    ...(buttonId === undefined ? [] : [{ type: 'button', id: buttonId } as const]),
    ...(skillId === undefined ? [] : [{ type: 'skill', id: skillId } as const]),
    ...(queueId === undefined ? [] : [{ type: 'queue', id: queueId } as const]),
  ]
  const [target] = named
  if (target !== undefined && named.length === 1) return target
  throw new ProblemError(400, 'invalid', 'Send exactly one of agentId, buttonId, skillId and queueId.')
}
