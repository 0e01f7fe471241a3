/** The German texts of what is known of a visitor. */
import { fullTime, listed, locale } from './de-words.js'
import type { Texts } from './en.js'
import { languageName } from './language-name.js'

export const details: Texts['details'] = {
  title: 'Gast',
  answers: 'Vor dem Chat',
  noAnswers: 'Der Gast hat vor dem Chat nichts angegeben.',
  visitor: 'Über den Gast',
  place: 'Ort',
  address: 'Netzwerkadresse',
  pages: 'Seiten, die neueste zuerst',
  about: 'Über diesen Chat',
  button: 'Gekommen über',
  language: 'Sprache',
  browser: 'Browser',
  browserOn: (browser, system) => `${browser} auf ${system}`,
  unknown: 'Unbekannt',
  waited: 'Gewartet',
  duration: 'Dauer bisher',
  lasted: 'Dauer',
  started: 'Begonnen',
  chatId: 'Chat-ID',
  copy: (what) => `Kopieren: ${what}`,
  copied: 'Kopiert',
  earlier: 'Frühere Chats',
  earlierBy: (emails) =>
    `Chats, in denen ${listed(emails)} angegeben wurde. Niemand hat geprüft, wem die Adresse gehört.`,
  earlierNone: 'Keine.',
  earlierNoEmail: 'Der Gast hat keine E-Mail-Adresse angegeben, über die sie zu finden wären.',
  earlierFailed: 'Sie konnten nicht geladen werden.',
  earlierChat: (at, agents) => `${fullTime.format(at)}${agents.length === 0 ? '' : `, mit ${listed(agents)}`}`,
  noAnswer: 'Keine Angabe',
  languageName: languageName(locale),
}
