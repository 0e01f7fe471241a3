/** The German texts of an agent's own account. */
import { tooOften } from '../../texts/de-log-in.js'
import { counted, fullTime, long } from '../../texts/de-words.js'
import type { AccountTexts } from './en.js'

export const de: AccountTexts = {
  logIns: {
    title: 'Wo Sie angemeldet sind',
    lead: 'Melden Sie alles ab, worin Sie sich nicht wiedererkennen, und ändern Sie dann Ihr Passwort.',
    failed: 'Ihre Anmeldungen ließen sich nicht laden. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
    name: (program, system) =>
      program === undefined
        ? (system ?? 'Unbekanntes Programm')
        : system === undefined
          ? program
          : `${program} unter ${system}`,
    this: 'Dieser Browser',
    now: 'Gerade in Gebrauch',
    seen: (ms) => (ms < 360_000 ? 'In den letzten Minuten benutzt' : `Zuletzt benutzt vor: ${long(ms)}`),
    since: (at) => `Seit ${fullTime.format(at)}`,
    byProvider: 'Über Ihre Organisation',
    end: 'Abmelden',
    ending: 'Wird abgemeldet …',
    endOne: (name) => `${name} abmelden`,
    endOthers: 'Überall sonst abmelden',
    nowhereElse: 'Sonst sind Sie nirgends angemeldet.',
    notEnded: 'Das hat nicht geklappt, und Sie sind dort vielleicht noch angemeldet. Versuchen Sie es noch einmal.',
    askOne: (name) => `${name} abmelden?`,
    askOneMore: 'Wer damit arbeitet, muss sich neu anmelden.',
    askOthers: 'Überall sonst abmelden?',
    askOthersMore: 'Nur dieser Browser bleibt angemeldet. Programme mit eigenem Schlüssel arbeiten weiter.',
  },
  password: {
    title: 'Passwort',
    old: 'Altes Passwort',
    new: 'Neues Passwort',
    hint: (hint) => {
      switch (hint.kind) {
        case 'none':
          return 'Mindestens 10 Zeichen. Mehrere Wörter, die nichts miteinander zu tun haben, merkt man sich leicht und errät sie schwer.'
        case 'short':
          return `Noch ${counted(hint.missing, 'Zeichen', 'Zeichen')}.`
        case 'weak':
          return 'Lang genug, aber leicht zu erraten.'
        case 'fair':
          return 'Gut genug. Länger ist besser.'
        case 'good':
          return 'Ein gutes Passwort.'
      }
    },
    endOthers: 'Überall sonst abmelden',
    submit: 'Passwort ändern',
    sending: 'Wird geändert …',
    done: (ended) =>
      ended === 0
        ? 'Ihr Passwort ist geändert.'
        : `Ihr Passwort ist geändert, und ${counted(ended, 'andere Anmeldung ist', 'andere Anmeldungen sind')} beendet.`,
    problem: (problem, secondsLeft) => {
      switch (problem.kind) {
        case 'incomplete':
          return 'Geben Sie Ihr altes Passwort und ein neues ein.'
        case 'short':
          return 'Das neue Passwort braucht mindestens 10 Zeichen.'
        case 'wrong':
          return 'Das alte Passwort stimmt nicht. Es wurde nichts geändert.'
        case 'changed':
          return 'Ihr Passwort wurde gerade anderswo geändert. Geben Sie jenes als das alte ein.'
        case 'wait':
          return tooOften(secondsLeft)
        case 'unreachable':
          return 'Der Server antwortet nicht; ob Ihr Passwort geändert wurde, ist nicht bekannt. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.'
        case 'refused':
          return problem.detail || 'Der Server hat die Änderung abgelehnt. Wenden Sie sich an Ihre Administration.'
      }
    },
  },
}
