/** Whom a chat can be handed to, or who can be invited, as one list to choose from. Pure. */
import type { Colleagues, HandoverType } from '../../../src/agent-api/handovers.js'
import type { HandoverTarget } from './chat-deeds.js'
import { fitting } from './matching.js'

export interface HandoverOption {
  readonly key: string
  readonly target: HandoverTarget
  readonly name: string
  /** Whether somebody there could take it now. */
  readonly available: boolean
  readonly about:
    | {
        readonly what: 'agent'
        readonly status: 'online' | 'away' | 'offline'
        readonly free: number
        readonly skills: readonly string[]
      }
    | { readonly what: 'line'; readonly online: number; readonly waiting: number }
}

/** Those that fit the query, kind by kind, the best first within each. `present` are the agents in the chat already. */
export function handoverOptions(
  { mayTransfer, mayInvite, agents, targets }: Colleagues,
  type: HandoverType,
  query: string,
  present: readonly { readonly agentId: string }[],
): HandoverOption[] {
  const askable = type === 'transfer' ? mayTransfer : mayInvite
  const colleagues = agents
    .filter(({ agentId }) => askable && !present.some((other) => other.agentId === agentId))
    .map(({ agentId, name, status, free, skills }): HandoverOption => ({
      ...{ key: `agent-${agentId}`, target: { type: 'agent', id: agentId }, name },
      available: status === 'online' && free > 0,
      about: { what: 'agent', status, free, skills },
    }))
  const lines = (type === 'transfer' ? targets : []).map(
    ({ type: kind, id, name, online, waiting }): HandoverOption => ({
      ...{ key: `${kind}-${id}`, target: { type: kind, id }, name, available: online > 0 },
      about: { what: 'line', online, waiting },
    }),
  )
  const all = [...colleagues, ...lines]
  return (['agent', 'button', 'skill', 'queue'] as const).flatMap((kind) =>
    fitting(
      all.filter(({ target }) => target.type === kind),
      query,
      ({ name, about }) => [name, ...(about.what === 'agent' ? about.skills : [])],
    ),
  )
}
