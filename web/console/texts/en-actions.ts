/** The English names of what can be done in a chat. */
import type { ChatAction } from '../state/chat-part.js'

const names: Record<ChatAction, string> = {
  transfer: 'Hand over',
  invite: 'Invite a colleague',
  'take-back': 'Take back',
  leave: 'Leave the chat',
  'ask-file': 'Ask for a file',
  'raise-flag': 'Ask for help',
  'lower-flag': 'Help is not needed any more',
  block: 'Block visitor',
  'send-event': 'Send an event',
  end: 'End chat',
  close: 'Close chat',
}

const keys: Partial<Record<ChatAction, string>> = {
  transfer: 'Alt T',
  invite: 'Alt I',
  'raise-flag': 'Alt H',
  end: 'Alt E',
  close: 'Alt E',
}

export const actions = {
  more: 'More actions',
  name: (action: ChatAction) => names[action],
  title: (action: ChatAction) => (keys[action] === undefined ? names[action] : `${names[action]} (${keys[action]})`),
  keys,
}
