/** What supervisors do in chats of others. What comes of it the streams tell. */
import type { PresenceStatus } from '../../../../src/agent-api/presence.js'
import type { Answer } from '../../api/answer.js'
import { createAttempts } from '../../state/attempts.js'
import { asNewTransfer, type HandoverTarget } from '../../state/chat-deeds.js'
import type { Notices } from '../../state/notices.js'
import type { FloorApi } from '../floor-api.js'
import { createStatusOfOthers } from './status-of-others.js'

export interface FloorDeeds {
  // Done with one press; a notice tells when it fails.
  join(chatId: string): Promise<boolean>
  leave(chatId: string): Promise<boolean>
  lowerFlag(chatId: string): Promise<boolean>
  /** Settles with whether the agent has what was chosen last. */
  setStatus(agentId: string, status: PresenceStatus): Promise<boolean>
  // Asked for in a dialog, which stays until it knows what came of it.
  give(chatId: string, target: HandoverTarget, note: string): Promise<Answer<object>>
  end(chatId: string): Promise<Answer<object>>
}

/** The deeds over the API. */
export function createFloorDeeds(api: FloorApi, notices: Notices): FloorDeeds {
  const { attempt } = createAttempts(notices)
  return {
    join: (chatId) => attempt(chatId, 'join', () => api.join(chatId)),
    leave: (chatId) => attempt(chatId, 'leave', () => api.leave(chatId)),
    lowerFlag: (chatId) => attempt(chatId, 'lower-flag', () => api.lowerFlag(chatId)),
    setStatus: createStatusOfOthers(api, notices),
    give: (chatId, target, note) => api.give(chatId, asNewTransfer(target, note)),
    end: (chatId) => api.end(chatId),
  }
}
