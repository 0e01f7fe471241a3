/** The English texts of short words to the agent, and why a chat is over. */
import type { FileFailure } from '../../../src/agent-api/files.js'
import type { Handover, HandoverEndReason, OfferedHandover } from '../../../src/agent-api/handovers.js'
import type { SeenEndReason } from '../state/chat-end.js'
import type { Deed, Fact } from '../state/notices.js'
import { status } from './en-desk.js'
import { refusal } from './en-refusals.js'

export const endReasons: Record<SeenEndReason, (visitor: string, colleague?: string) => string> = {
  agent: (_, who) => (who === undefined ? 'You ended this chat.' : `${who} ended this chat in your place.`),
  blocked: (visitor) => `You blocked ${visitor} and ended this chat.`,
  visitor: (visitor) => `${visitor} ended this chat.`,
  'visitor-idle': (visitor) => `This chat ended because ${visitor} had not answered for a while.`,
  'visitor-lost': (visitor) => `This chat ended because the connection to ${visitor} was lost.`,
  'agents-unavailable': () => 'This chat ended because no agent was left who could go on with it.',
  transferred: (visitor, who = 'A colleague') => `${who} took over the chat with ${visitor}.`,
  left: (visitor) => `You left the chat with ${visitor} to your colleague.`,
  'agent-lost': (visitor) =>
    `You were not connected for too long, so somebody else goes on with ${visitor}. The chat is no longer yours.`,
  'by-colleague': (_, who = 'A colleague') => `${who} ended this chat.`,
  'blocked-by-colleague': (visitor, who = 'A colleague') => `${who} blocked ${visitor} and ended this chat.`,
  unknown: () => 'This chat ended, or went to another agent, while you were not connected.',
}

const fileFailures: Record<FileFailure, string> = {
  'too-large': 'it is too large',
  empty: 'it is empty',
  'broken-off': 'the connection broke',
  'not-kept': 'the server could not store it',
}

const deeds: Record<Deed, string> = {
  accept: 'The request could not be accepted.',
  decline: 'The request could not be declined.',
  end: 'The chat could not be ended.',
  'set-status': 'Your status could not be changed.',
  'load-earlier': 'Earlier messages could not be loaded.',
  'log-out': 'You could not be logged out.',
  'ask-file': 'The visitor could not be asked for a file.',
  'withdraw-file': 'The request for a file could not be withdrawn.',
  transfer: 'The chat could not be handed over.',
  invite: 'Your colleague could not be invited.',
  'take-back': 'That could not be taken back.',
  leave: 'You could not leave the chat.',
  'raise-flag': 'Help could not be asked for.',
  'lower-flag': 'The call for help could not be taken back.',
  block: 'The visitor could not be blocked.',
  'send-event': 'The event could not be sent.',
  join: 'You could not join the chat.',
  whisper: 'The whisper could not be sent.',
  'set-agent-status': 'The status could not be changed.',
}

const handoverEnds: Record<HandoverEndReason, (who: string) => string> = {
  declined: (who) => `${who} declined.`,
  'timed-out': () => 'Nobody answered in time.',
  cancelled: () => 'It was taken back.',
  'not-online': (who) => `${who} is not there any more.`,
  over: () => 'It is over.',
}

const handoverEnded = (visitor: string, { type, to }: Handover, reason: HandoverEndReason): string =>
  type === 'transfer'
    ? `You keep the chat with ${visitor}. ${handoverEnds[reason](to.name)}`
    : `${to.name} does not join the chat with ${visitor}. ${handoverEnds[reason](to.name)}`

const newRequest = (visitor: string, button: string, handover: OfferedHandover | undefined): string => {
  if (handover === undefined) return `New request from ${visitor}, ${button}.`
  return handover.type === 'transfer'
    ? `${handover.from.name} hands you the chat with ${visitor}.`
    : `${handover.from.name} invites you into the chat with ${visitor}.`
}

const factText = (fact: Fact): string => {
  switch (fact.what) {
    case 'new-request':
      return newRequest(fact.visitorName, fact.buttonName, fact.handover)
    case 'new-message':
      return `New message from ${fact.visitorName}.`
    case 'colleague-message':
      return `New message from ${fact.name} in the chat with ${fact.visitorName}.`
    case 'new-file':
      return `New file from ${fact.visitorName}: ${fact.fileName}.`
    case 'file-failed':
      return `The file from ${fact.visitorName} did not arrive: ${fileFailures[fact.reason]}. You can ask for it again.`
    case 'file-refused':
      return `${fact.visitorName} does not want to send a file.`
    case 'chat-ended':
      return `Chat with ${fact.visitorName}: ${endReasons[fact.reason](fact.visitorName, fact.colleague)}`
    case 'handover-ended':
      return handoverEnded(fact.visitorName, fact.handover, fact.reason)
    case 'now-in-charge':
      return fact.name === undefined
        ? `You are in charge of the chat with ${fact.visitorName} now.`
        : `${fact.name} is in charge of the chat with ${fact.visitorName} now.`
    case 'colleague-joined':
      return `${fact.name} joined the chat with ${fact.visitorName}.`
    case 'colleague-left':
      return `${fact.name} left the chat with ${fact.visitorName}.`
    case 'critical-wait':
      return `${fact.visitorName} has been waiting too long for your answer.`
    case 'flag-lowered':
      return `The call for help in the chat with ${fact.visitorName} was taken down.`
    case 'connection-lost':
      return 'Not connected. Trying again.'
    case 'connection-back':
      return 'Connected again.'
    case 'request-gone':
      return `The request from ${fact.visitorName} is no longer there: someone else took it, or ${fact.visitorName} left.`
    case 'request-timed-out':
      return `The request from ${fact.visitorName} went unanswered and was taken back.`
    case 'visitor-left':
      return `${fact.visitorName} left before anyone answered.`
    case 'status-set':
      return `${fact.name} changed your status to ${status.name(fact.status)}.`
    case 'now-offline':
      return 'You are offline now and get no requests. Go online again when you are ready.'
    case 'message-refused':
      return `Your message to ${fact.visitorName} was not sent.`
    case 'too-many-unsent':
      return 'Too many messages are waiting to be sent. Wait until you are connected again.'
    case 'not-sent':
      return `Your message “${fact.text}” was not sent, and the chat is no longer yours. ${refusal(fact.code, fact.detail)}`
    case 'not-done':
      return `${deeds[fact.deed]} ${refusal(fact.code ?? '', fact.detail) || 'Check your connection and try again.'}`
  }
}

export const notices = {
  region: 'Notices',
  dismiss: 'Dismiss',
  text: factText,
}
