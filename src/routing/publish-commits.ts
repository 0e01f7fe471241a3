import type { Bus } from '../bus/bus.js'
import type { ChatEvent } from '../chat/chat-events.js'
import type { Chat } from '../chat/chat.js'
import { agentTopic, agentsConcerned, chatTopic, floorTopic, type ChatCommitted } from '../chat/hints.js'
import type { Recorded } from '../event-log/event-log.js'
import type { Commit } from '../event-log/ledger.js'
import type { AgentEvent, AgentState } from './agent.js'
import type { AgentCommitted, Hint } from './hints.js'

/** Tells on the bus what has just become durable, to everyone whom it concerns. */
export const publishCommits = (commits: readonly Commit[], bus: Bus<Hint>): void => {
  for (const { ref, before, after, events } of commits) {
    const { organizationId, kind, id } = ref.name
    if (kind === 'chat') {
      const hint: ChatCommitted = {
        type: 'chat-committed',
        organizationId,
        chatId: id,
        before: before as Chat,
        chat: after as Chat,
        events: events as readonly Recorded<ChatEvent>[],
      }
      bus.publish(chatTopic(organizationId, id), hint)
      bus.publish(floorTopic(organizationId), hint)
      for (const agentId of agentsConcerned(hint)) bus.publish(agentTopic(organizationId, agentId), hint)
    } else if (kind === 'agent') {
      const hint: AgentCommitted = {
        type: 'agent-committed',
        organizationId,
        agentId: id,
        agent: after as AgentState,
        events: events as readonly Recorded<AgentEvent>[],
      }
      bus.publish(agentTopic(organizationId, id), hint)
      bus.publish(floorTopic(organizationId), hint)
    }
  }
}

/** Tells everyone who follows a chat that waits that its place in the queue may be another. */
export const publishQueueMoved = (organizationId: string, chatId: string, bus: Bus<Hint>): void =>
  bus.publish(chatTopic(organizationId, chatId), { type: 'queue-moved', chatId })
