/** The German names of what can be done in a chat. */
import type { ChatAction } from '../state/chat-part.js'
import type { Texts } from './en.js'
import { actions as english } from './en-actions.js'

const names: Record<ChatAction, string> = {
  transfer: 'Übergeben',
  invite: 'Jemanden dazuholen',
  'take-back': 'Zurücknehmen',
  leave: 'Chat verlassen',
  'ask-file': 'Um eine Datei bitten',
  'raise-flag': 'Um Hilfe bitten',
  'lower-flag': 'Hilfe wird nicht mehr gebraucht',
  block: 'Gast sperren',
  'send-event': 'Ereignis senden',
  end: 'Chat beenden',
  close: 'Chat schließen',
}

// The keys are the same on every keyboard.
const { keys } = english

export const actions: Texts['actions'] = {
  more: 'Weitere Aktionen',
  name: (action) => names[action],
  title: (action) => (keys[action] === undefined ? names[action] : `${names[action]} (${keys[action]})`),
  keys,
}
