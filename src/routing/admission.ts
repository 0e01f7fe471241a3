/** Lets visitors' requests in, or refuses them. */
import type { ChatEvent } from '../chat/chat-events.js'
import type { ChatRequest, RefusalReason } from '../chat/chat-request.js'
import type { CommandMark } from '../chat/command-memory.js'
import type { Chat } from '../chat/chat.js'
import type { ChatRef } from '../chat/chat-service.js'
import { withRules } from '../chat/extras-rules.js'
import { request } from '../chat/rules.js'
import type { Availability, Target } from './availability.js'
import { lineOfTarget } from './floor.js'
import type { Floors } from './floors.js'

/** A visitor's request, and where it may go. */
export interface Asked {
  /** Its button, and the agent it asks for, follow from the target that is taken. */
  readonly request: ChatRequest
  /** The first of these that is available is taken; without one that is, the request is refused. */
  readonly targets: readonly Target[]
  /** Of its content, as masked. */
  readonly digest: string
  readonly command?: CommandMark
  /** Why it is refused whatever there is. */
  readonly refusal?: RefusalReason
}

/** A request as it may be kept, with the names of the rules that masked something in it. */
export type TakenRequest = Asked & { readonly rules: readonly string[] }

/** The request as it goes to a target. */
const aimedAt = (request: ChatRequest, target: Target): ChatRequest => {
  if (target.type === 'button') return { ...request, buttonId: target.buttonId }
  const direct = { agentId: target.agentId, fallback: target.type === 'agent-then-button' }
  return { ...request, ...(target.type === 'agent-then-button' && { buttonId: target.buttonId }), direct }
}

/** Lets a new request in, or refuses it. From this instant on it counts as waiting, so that no other takes its place. */
export const admit = (
  { floors, availability }: { readonly floors: Floors; readonly availability: Availability },
  { name: { organizationId, id } }: ChatRef,
  chat: Chat,
  asked: TakenRequest,
): ChatEvent[] => {
  const floor = floors.of(organizationId)
  // The decision can have been made before, when somebody else was faster.
  floor.expectNoMore(id)
  const standing = availability.now(organizationId)
  const target = asked.targets.find((one) => standing.isAvailable(one))
  const placement = target && standing.placementFor(target)
  const refusal = asked.refusal ?? (placement === undefined ? 'unavailable' : undefined)
  const aim = target ?? asked.targets[0]
  const aimed = { ...(aim === undefined ? asked.request : aimedAt(asked.request, aim)), ...placement }
  const events = request(chat, { ...asked, request: aimed, ...(refusal && { refusal }) })
  // A refused request is over, and nobody reads on.
  if (refusal !== undefined) return events
  const { buttonId, direct, overflowQueueId } = aimed
  const line = overflowQueueId === undefined ? buttonId : lineOfTarget({ type: 'queue', id: overflowQueueId })
  floor.expect(id, { buttonId: line, direct })
  return withRules(events, 'visitor', asked.rules)
}
