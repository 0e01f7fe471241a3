/** Setting the status of agents: of what is chosen while an answer is awaited, the last is sent next. */
import type { PresenceStatus } from '../../../../src/agent-api/presence.js'
import { tellRefusal } from '../../state/attempts.js'
import type { Notices } from '../../state/notices.js'
import type { FloorApi } from '../floor-api.js'

interface Run {
  /** What was chosen last. */
  wanted: PresenceStatus
  /** Whether the agent has what was chosen last. */
  done: Promise<boolean>
}

/**
 * How the status of an agent is set: one request at a time for each, so that none overtakes another. Settles with
 * whether the agent has what was chosen last, for all who chose meanwhile; a notice tells when that fails.
 */
export function createStatusOfOthers(
  api: Pick<FloorApi, 'setPresence'>,
  notices: Notices,
): (agentId: string, status: PresenceStatus) => Promise<boolean> {
  const runs = new Map<string, Run>()

  const run = async (agentId: string, status: PresenceStatus): Promise<boolean> => {
    const answer = await api.setPresence(agentId, { status })
    const wanted = runs.get(agentId)?.wanted ?? status
    if (wanted !== status) return run(agentId, wanted)
    runs.delete(agentId)
    tellRefusal(notices, 'set-agent-status', answer)
    return answer.ok
  }

  return (agentId, status) => {
    const running = runs.get(agentId)
    if (running) {
      running.wanted = status
      return running.done
    }
    const done = run(agentId, status)
    runs.set(agentId, { wanted: status, done })
    return done
  }
}
