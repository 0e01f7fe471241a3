/** What is said on the bus about agents, on the topic of the agent. */
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

/** Everything that is said on the bus. */
export type Hint = ChatHint | AgentCommitted
