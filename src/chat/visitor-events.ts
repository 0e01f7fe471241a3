/** Which events visitors read. */
import type { ChatEvent } from './chat-events.js'

/**
 * The events a visitor reads, each as exactly one numbered message, so that every node counts the same. The wire's
 * names for them are the visitor surface's business.
 */
export type VisitorEvent = Extract<
  ChatEvent,
  {
    type:
      | 'requested'
      | 'refused'
      | 'accepted'
      | 'agent-message'
      | 'agent-event'
      | 'agent-rich-message'
      | 'idle-warning'
      | 'page-visited'
      | 'file-requested'
      | 'file-cancelled'
      | 'file-received'
      | 'file-failed'
      | 'transfer-queued'
      | 'transfer-failed'
      | 'agent-joined'
      | 'agent-left'
      | 'agent-lost'
      | 'ended'
  }
>

export const isVisitorEvent = (event: ChatEvent): event is VisitorEvent => {
  switch (event.type) {
    case 'offered':
    case 'offer-ended':
    case 'listed':
    case 'unlisted':
    case 'visitor-message':
    case 'visitor-event':
    case 'visitor-pick':
    case 'rules-triggered':
    case 'whispered':
    case 'flag-raised':
    case 'flag-lowered':
    case 'critical-wait':
    case 'critical-wait-cleared':
    case 'queue-changed':
    case 'handover-offered':
    case 'handover-ended':
      return false
    case 'idle-warning':
      // A client that keeps the time itself knows already.
      return event.by === 'server'
    default:
      event satisfies VisitorEvent
      return true
  }
}
