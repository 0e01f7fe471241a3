/** The German texts of one chat. */
import { eventText, noteText } from './de-notes.js'
import { endReasons } from './de-notices.js'
import { counted, short } from './de-words.js'
import type { Texts } from './en.js'

export const chat: Texts['chat'] = {
  region: (name) => `Chat mit ${name}`,
  log: (name) => `Nachrichten mit ${name}`,
  transcript: (name) => `Verlauf des Chats mit ${name}`,
  end: 'Chat beenden',
  endShort: 'Beenden',
  ending: 'Wird beendet …',
  showDetails: 'Angaben zum Gast einblenden',
  hideDetails: 'Angaben zum Gast ausblenden',
  through: (button) => `über ${button}`,
  visitorAway: 'Gast abwesend',
  critical: (name) => `${name} wartet schon zu lange auf Ihre Antwort.`,
  lastWords: (ms) => `Zuletzt geschrieben vor ${short(ms)}.`,
  readingAlong: (visitor) =>
    `Sie haben diesen Chat abgegeben. Bis ihn jemand übernimmt, lesen Sie mit; ${visitor} wartet.`,
  duration: (ms) => short(ms),
  ended: (reason, visitor, colleague) => endReasons[reason](visitor, colleague),
  close: 'Chat schließen',
  loadEarlier: 'Frühere Nachrichten laden',
  loadingEarlier: 'Wird geladen …',
  beginning: 'Hier beginnt der Chat',
  newFrom: 'Neu',
  newMessages: (count) => (count === 0 ? 'Neueste Nachrichten' : counted(count, 'neue Nachricht', 'neue Nachrichten')),
  you: 'Sie',
  sending: 'Wird gesendet …',
  waiting: 'Wartet auf die Verbindung',
  sent: 'Gesendet',
  notSent: 'Nicht gesendet.',
  discard: 'Verwerfen',
  typing: (name) => `${name} schreibt`,
  notSentYet: (name) => `${name} schreibt – noch nicht gesendet`,
  note: (note, visitor) => noteText(note, visitor),
  event: eventText,
  eventData: (type) => `Daten des Ereignisses ${type}`,
}

export const endChat: Texts['endChat'] = {
  title: (name) => `Chat mit ${name} beenden?`,
  text: 'Der Gast erfährt, dass der Chat beendet ist.',
  unsent: 'Nachrichten, die noch nicht gesendet sind, kommen nicht mehr an.',
  confirm: 'Chat beenden',
}

export const composer: Texts['composer'] = {
  label: (name) => `Nachricht an ${name}`,
  placeholder: (name) => `An ${name} schreiben`,
  send: 'Senden',
  hint: 'Enter sendet, Umschalt + Enter beginnt eine neue Zeile',
  left: (count) => `Noch ${counted(count, 'Zeichen', 'Zeichen')}`,
  tooLong: (count) => `${counted(count, 'Zeichen', 'Zeichen')} zu lang zum Senden`,
}

export const quickTexts: Texts['quickTexts'] = {
  label: 'Textbausteine',
  open: 'Textbaustein einfügen',
  openKeys: 'Textbaustein einfügen (Alt Q oder // tippen)',
  none: 'Kein Textbaustein mit diesem Namen.',
  found: (count) => counted(count, 'Textbaustein', 'Textbausteine'),
}
