/** The German texts of the window in which a visitor’s chat is tried. */
import type { Outcome } from '../../../../src/visitor-client/visitor-events.js'
import { counted, long, wholeNumber } from '../../texts/de-words.js'
import type { InAnyLanguage } from '../../texts/language.js'
import type { Note } from '../talk.js'
import type { Texts } from './en.js'

const noteText = (note: Note): string => {
  switch (note.what) {
    case 'joined':
      return `${note.name} ist jetzt da`
    case 'took-over':
      return `Ab hier schreibt ${note.name} mit Ihnen`
    case 'transferring':
      return 'Sie werden weitergegeben. Einen Augenblick …'
    case 'agent-lost':
      return 'Die Verbindung zu Ihrem Gegenüber ist abgerissen. Gleich ist wieder jemand für Sie da.'
    case 'file-asked':
      return 'Sie werden um eine Datei gebeten'
    case 'file-received':
      return 'Ihre Datei ist angekommen'
    case 'file-failed':
      return 'Ihre Datei ist nicht angekommen'
    case 'file-cancelled':
      return 'Die Datei wird nicht mehr gebraucht'
    case 'idle':
      return `Sind Sie noch da? Wenn Sie nichts schreiben, endet der Chat in ${counted(note.seconds, 'Sekunde', 'Sekunden')}.`
  }
}

const failures: Readonly<Record<string, string>> = {
  Unavailable: 'Im Moment ist niemand da, um zu antworten.',
  NoPost: 'Niemand hat Ihre Anfrage angenommen.',
  Blocked: 'Diese Adresse ist gesperrt.',
  InternalFailure: 'Auf dem Server ist etwas schiefgegangen.',
}

const outcomeText = (outcome: Outcome): string => {
  switch (outcome.kind) {
    case 'ended':
      return outcome.reason === 'agent' ? 'Der Chat wurde von der anderen Seite beendet.' : 'Der Chat ist beendet.'
    case 'failed':
      return failures[outcome.reason] ?? `Die Anfrage ist gescheitert: ${outcome.reason}.`
    case 'gone':
      return 'Der Chat ist inzwischen beendet.'
    case 'unreachable':
      return 'Der Server ist nicht erreichbar.'
    case 'refused':
      return `Der Server hat die Anfrage abgelehnt (${outcome.status}): ${outcome.text}`
    case 'stopped':
      return 'Der Chat wurde verlassen.'
  }
}

export const de: InAnyLanguage<Texts> = {
  page: 'Einen Chat als Gast ausprobieren',
  title: 'Chatten Sie mit uns',
  lead: 'Was Sie hier sehen, tut auch das Programm Ihrer Gäste: Jede Anfrage geht über die Chat-REST-API.',
  noTarget: 'Welcher Chat?',
  noTargetMore:
    'Diese Adresse nennt nicht alles: Organisation, Website oder App, und Schaltfläche. Öffnen Sie das Fenster aus den Chat-Einstellungen.',
  name: 'Ihr Name',
  namePlaceholder: 'Freiwillig',
  start: 'Chat beginnen',
  connecting: 'Verbindung wird aufgebaut …',
  next: 'Sie sind als Nächstes dran.',
  place: (position) => `Sie haben Platz ${wholeNumber.format(position)} in der Warteschlange.`,
  wait: (seconds) => `Es dauert voraussichtlich noch ${long(seconds * 1_000)}.`,
  waiting: 'Gleich ist jemand für Sie da.',
  cancel: 'Anfrage zurückziehen',
  log: 'Unterhaltung',
  you: 'Sie',
  sending: 'Wird gesendet …',
  sent: 'Gesendet',
  refused: 'Nicht gesendet',
  typing: (name) => `${name} schreibt`,
  someone: 'Ihr Gegenüber',
  field: 'Nachricht',
  placeholder: 'Nachricht schreiben',
  send: 'Senden',
  end: 'Chat beenden',
  tooMuch: 'Es wartet schon zu viel darauf, gesendet zu werden. Einen Augenblick bitte.',
  lost: 'Keine Verbindung. Was Sie schreiben, wird später gesendet.',
  chooseFile: 'Datei auswählen',
  uploading: (percent) => `Datei wird gesendet, ${wholeNumber.format(percent)} %`,
  fileRefused: 'Der Server nimmt diese Datei nicht an: Sie ist leer oder zu groß.',
  fileFailed: (why) => `Die Datei konnte nicht gesendet werden: ${why}.`,
  again: 'Neuen Chat beginnen',
  note: noteText,
  outcome: outcomeText,
}
