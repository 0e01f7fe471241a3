/** What is said on the bus about agents and about the floor they work on. */
import type { Recorded } from '../event-log/event-log.js'
import type { ChatHint } from '../chat/hints.js'
import type { AgentEvent, AgentState } from './agent.js'

/** These events are in the log now; `agent` is the agent after them. */
export interface AgentCommitted {
  readonly type: 'agent-committed'
  readonly organizationId: string
  readonly agentId: string
  readonly agent: AgentState
  readonly events: readonly Recorded<AgentEvent>[]
}

/** Places in the queue have changed; whoever waits may want to know theirs. */
export interface QueueMoved {
  readonly type: 'queue-moved'
  readonly organizationId: string
}

export type Hint = ChatHint | AgentCommitted | QueueMoved

/** Where everything is said that takes a chat into or out of the queue, or changes who can be offered one. */
export const floorTopic = 'floor'
