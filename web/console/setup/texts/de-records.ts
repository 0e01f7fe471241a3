/** The records of setup, and setup as a file, in German. */
import { counted, wholeNumber } from '../../texts/de-words.js'
import type { InAnyLanguage } from '../../texts/language.js'
import type {
  history as EnglishHistory,
  readings as EnglishReadings,
  transfer as EnglishTransfer,
} from './en-records.js'

const actionNames = { created: 'hat angelegt:', changed: 'hat geändert:', removed: 'hat gelöscht:' }

export const history: InAnyLanguage<typeof EnglishHistory> = {
  name: 'Änderungen',
  about: 'Wer was an der Einrichtung geändert hat. Die neuesten 50.000 Änderungen werden aufbewahrt.',
  kind: 'Bereich',
  everything: 'Alles',
  person: 'Geändert von',
  anybody: 'Alle',
  from: 'Von',
  to: 'Bis',
  all: 'Alle zeigen',
  only: (name) => `Nur Änderungen an ${name}.`,
  nothing: 'Hier wurde nichts geändert.',
  action: (action) => actionNames[action],
  token: 'Schlüssel',
  details: 'Einzelheiten',
  becomes: 'wird zu',
  password: 'Passwort',
  logIns: 'Überall abgemeldet',
  lock: 'Entsperrt',
  link: 'Änderungen',
}

export const readings: InAnyLanguage<typeof EnglishReadings> = {
  name: 'Wer was las',
  about:
    'Wer vergangene Chats anderer gelesen und wer vergangene Chats gespeichert hat. Die neuesten 50.000 Einträge werden aufbewahrt.',
  person: 'Gelesen von',
  only: 'Nur wer einen bestimmten Chat gelesen hat.',
  nothing: 'Niemand hat vergangene Chats anderer gelesen oder welche gespeichert.',
  read: 'las',
  chatOf: (time) => `den Chat, der ${time} endete`,
  exported: (format) => `speicherte vergangene Chats als ${format}`,
  everything: 'Alles, was sie finden',
  hasWords: 'mit bestimmten Wörtern',
  hasVisitor: 'eines Gastes',
  agent: (name) => `von ${name} im Team`,
  button: (name) => `über ${name}`,
  reason: 'mit einem bestimmten Ende',
  since: (time) => `ab ${time}`,
  until: (time) => `bis ${time}`,
}

export const transfer: InAnyLanguage<typeof EnglishTransfer> = {
  name: 'Import und Export',
  about:
    'Alles auf diesen Seiten als eine Datei, zum Aufheben, Vergleichen oder Mitnehmen. Passwörter und Schlüssel sind nicht darin.',
  out: 'Ausgeben',
  outMore: 'Die Datei enthält alles, wie es jetzt ist.',
  download: 'Herunterladen',
  in: 'Einlesen',
  inMore: 'Sie sehen, was sich ändern würde, bevor es geschieht. Was nicht in der Datei steht, bleibt.',
  file: 'Datei der Einrichtung',
  tooLarge: 'Die Datei ist größer als 16 MiB.',
  noDocument: (line) =>
    line === undefined
      ? 'Das ist keine Datei der Einrichtung.'
      : `Das ist keine Datei der Einrichtung: Sie ist ab Zeile ${wholeNumber.format(line)} nicht zu lesen.`,
  mistakes: (count) => `Nichts wurde geändert. In der Datei stehen Fehler (${wholeNumber.format(count)}):`,
  line: (line) => `Zeile ${wholeNumber.format(line)}`,
  unknown: (file) =>
    `Die Verbindung brach ab. Ob ${file} eingelesen wurde, ganz oder gar nicht, ist nicht bekannt. Wählen Sie die Datei noch einmal, um es zu sehen.`,
  howFar: (step, done, total) =>
    `${wholeNumber.format(done)} von ${counted(total, 'Eintrag', 'Einträgen')} ${step === 'comparing' ? 'verglichen' : 'geprüft'}`,
  checking: (file) => `${file} wird verglichen …`,
  takingIn: (file) => `${file} wird eingelesen …`,
  differs: (file, count) =>
    count === 0
      ? `Nichts würde sich ändern: Alles ist schon wie in ${file}.`
      : `${file}: ${counted(count, 'Eintrag würde sich', 'Einträge würden sich')} ändern.`,
  done: (count) => `Fertig: ${counted(count, 'Eintrag', 'Einträge')} geändert.`,
  notShown: (count) => `und ${wholeNumber.format(count)} weitere`,
  takeIn: 'Alles einlesen',
  action: (action) => (action === 'create' ? 'Neu' : 'Geändert'),
}
