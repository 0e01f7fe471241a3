/** The English texts of short words to the agent, and why a chat is over. */
import type { FileFailure } from '../../../src/agent-api/files.js'
import type { EndReason } from '../../../src/agent-api/messages.js'
import type { Deed, Fact } from '../state/notices.js'

export const endReasons: Record<EndReason | 'unknown', (visitor: string) => string> = {
  agent: () => 'You ended this chat.',
  blocked: (visitor) => `You blocked ${visitor} and ended this chat.`,
  visitor: (visitor) => `${visitor} ended this chat.`,
  'visitor-idle': (visitor) => `This chat ended because ${visitor} had not answered for a while.`,
  'visitor-lost': (visitor) => `This chat ended because the connection to ${visitor} was lost.`,
  'agents-unavailable': () => 'This chat ended because no agent was left who could go on with it.',
  transferred: (visitor) => `A colleague took over the chat with ${visitor}.`,
  left: (visitor) => `You left the chat with ${visitor} to your colleague.`,
  'agent-lost': (visitor) =>
    `You were not connected for too long, so somebody else goes on with ${visitor}. The chat is no longer yours.`,
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
}

const factText = (fact: Fact): string => {
  switch (fact.what) {
    case 'new-request':
      return `New request from ${fact.visitorName}, ${fact.buttonName}.`
    case 'new-message':
      return `New message from ${fact.visitorName}.`
    case 'new-file':
      return `New file from ${fact.visitorName}: ${fact.fileName}.`
    case 'file-failed':
      return `The file from ${fact.visitorName} did not arrive: ${fileFailures[fact.reason]}. You can ask for it again.`
    case 'file-refused':
      return `${fact.visitorName} does not want to send a file.`
    case 'chat-ended':
      return `Chat with ${fact.visitorName}: ${endReasons[fact.reason](fact.visitorName)}`
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
    case 'now-offline':
      return 'You are offline now and get no requests. Go online again when you are ready.'
    case 'too-many-unsent':
      return 'Too many messages are waiting to be sent. Wait until you are connected again.'
    case 'not-done':
      return `${deeds[fact.deed]} ${fact.detail || 'Check your connection and try again.'}`
  }
}

export const notices = {
  region: 'Notices',
  dismiss: 'Dismiss',
  text: factText,
}
