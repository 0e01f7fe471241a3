import type { ChatEvent } from '../chat/chat-events.js'
import type { Chat } from '../chat/chat.js'
import type { Recorded } from '../event-log/event-log.js'
import type { Count } from '../event-log/ledger.js'
import type { AgentState } from '../routing/agent.js'
import { countAgent } from './agent-rules.js'
import { countChat } from './chat-rules.js'

/** What is counted for a button that does not exist, so that nobody can fill the store with names they made up. */
export const noButton = ''

/** What the ledger is to count of every stream. `hasButton` says whether an organization has a button. */
export const countFigures =
  (hasButton: (organizationId: string, buttonId: string) => boolean): Count =>
  ({ organizationId, kind }, before, event, after) => {
    if (kind === 'chat') {
      const buttonOf = (id: string): string => (hasButton(organizationId, id) ? id : noButton)
      return countChat(before as Chat, event as Recorded<ChatEvent>, after as Chat, buttonOf)
    }
    return kind === 'agent' ? countAgent(before as AgentState, after as AgentState, event.at) : []
  }
