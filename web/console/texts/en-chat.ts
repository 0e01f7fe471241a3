/** The English texts of one chat. */
import type { SeenEndReason } from '../state/chat-end.js'
import type { Note } from '../state/notes.js'
import { eventText, noteText } from './en-notes.js'
import { endReasons } from './en-notices.js'
import { counted, short } from './en-words.js'

export const chat = {
  region: (name: string) => `Chat with ${name}`,
  log: (name: string) => `Messages with ${name}`,
  transcript: (name: string) => `Transcript of the chat with ${name}`,
  end: 'End chat',
  endShort: 'End',
  ending: 'Ending…',
  showDetails: 'Show visitor details',
  hideDetails: 'Hide visitor details',
  through: (button: string) => `via ${button}`,
  visitorAway: 'Visitor away',
  critical: (name: string) => `${name} has been waiting too long for your answer.`,
  lastWords: (ms: number) => `Last words ${short(ms)} ago.`,
  readingAlong: (visitor: string) => `You gave this chat away. Until somebody has it you read along; ${visitor} waits.`,
  duration: (ms: number) => short(ms),
  ended: (reason: SeenEndReason, visitor: string, colleague?: string) => endReasons[reason](visitor, colleague),
  close: 'Close chat',
  loadEarlier: 'Load earlier messages',
  loadingEarlier: 'Loading…',
  beginning: 'The chat begins here',
  newFrom: 'New',
  newMessages: (count: number) => (count === 0 ? 'Newest messages' : counted(count, 'new message', 'new messages')),
  you: 'You',
  sending: 'Sending…',
  waiting: 'Waiting for the connection',
  sent: 'Sent',
  notSent: 'Not sent.',
  discard: 'Discard',
  typing: (name: string) => `${name} is typing`,
  notSentYet: (name: string) => `${name} is writing – not sent yet`,
  note: (note: Note, visitor: string) => noteText(note, visitor),
  event: eventText,
  eventData: (type: string) => `Data of the event ${type}`,
}

export const endChat = {
  title: (name: string) => `End the chat with ${name}?`,
  text: 'The visitor is told that the chat is over.',
  unsent: 'Messages that have not been sent yet will not be delivered.',
  confirm: 'End chat',
}

export const composer = {
  label: (name: string) => `Message to ${name}`,
  placeholder: (name: string) => `Write to ${name}`,
  send: 'Send',
  hint: 'Enter to send, Shift + Enter for a new line',
  left: (count: number) => `${counted(count, 'character', 'characters')} left`,
  tooLong: (count: number) => `${counted(count, 'character', 'characters')} too long to send`,
}

export const quickTexts = {
  label: 'Quick texts',
  open: 'Insert a quick text',
  openKeys: 'Insert a quick text (Alt Q, or type //)',
  none: 'No quick text by that name.',
  found: (count: number) => counted(count, 'quick text', 'quick texts'),
}
