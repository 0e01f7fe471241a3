/** The German texts of the way in and out. */
import { byCount, counted, long } from './de-words.js'
import type { SignInRefusal } from '../state/log-in.js'
import type { Texts } from './en.js'

const refusals: Record<SignInRefusal, string> = {
  cancelled: 'Die Anmeldung wurde nicht abgeschlossen. Versuchen Sie es noch einmal, oder nehmen Sie Ihr Passwort.',
  stale: 'Das hat zu lange gedauert, oder Sie sind zurückgegangen. Bitte beginnen Sie noch einmal.',
  unverified: 'Ihre Organisation hat Ihre E-Mail-Adresse noch nicht bestätigt, deshalb gilt sie hier nicht.',
  stranger:
    'Ihre Organisation kennt Sie, aber hier gibt es niemanden mit Ihrem Namen. Bitten Sie Ihre Administration darum.',
  away: 'Die Anmeldung Ihrer Organisation ist nicht erreichbar. Versuchen Sie es später, oder nehmen Sie Ihr Passwort.',
  failed:
    'Die Antwort Ihrer Organisation ließ sich nicht prüfen. Sagen Sie es Ihrer Administration; im Protokoll steht, warum.',
}

/** To whoever tried too often. */
export const tooOften = (secondsLeft: number): string =>
  secondsLeft > 0
    ? `Zu viele Versuche. Nächster Versuch möglich in: ${long(secondsLeft * 1_000)}.`
    : 'Sie können es jetzt wieder versuchen.'

export const logIn: Texts['logIn'] = {
  title: 'Bei Parley anmelden',
  lead: 'Antworten Sie den Menschen, die Ihre Website besuchen.',
  username: 'Benutzername',
  password: 'Passwort',
  showPassword: 'Passwort anzeigen',
  submit: 'Anmelden',
  sending: 'Anmeldung läuft …',
  or: 'oder',
  outOfProvider: (label) => `Auch bei ${label} abmelden`,
  withProvider: (label) => `Mit ${label} anmelden`,
  expired: 'Ihre Sitzung ist abgelaufen. Melden Sie sich wieder an; was Sie geschrieben hatten, ist noch da.',
  left: 'Sie sind abgemeldet.',
  isNew: 'Noch kann sich niemand anmelden. Der Server gibt beim Start die Adresse aus, mit der er eingerichtet wird.',
  problem: (problem, secondsLeft) => {
    switch (problem.kind) {
      case 'incomplete':
        return 'Geben Sie Ihren Benutzernamen und Ihr Passwort ein.'
      case 'wrong':
        return 'Benutzername und Passwort passen nicht zusammen. Prüfen Sie beide und versuchen Sie es noch einmal.'
      case 'wait':
        return tooOften(secondsLeft)
      case 'unreachable':
        return 'Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.'
      case 'refused':
        return problem.detail || 'Der Server hat die Anmeldung abgelehnt. Wenden Sie sich an Ihre Administration.'
      case 'provider':
        return refusals[problem.why]
    }
  },
}

export const opening: Texts['opening'] = {
  connecting: 'Verbindung wird aufgebaut …',
  lost: 'Der Server ist nicht erreichbar.',
}

export const logOut: Texts['logOut'] = {
  title: 'Abmelden?',
  chats: (count) =>
    `Sie haben noch ${counted(count, 'offenen Chat', 'offene Chats')}. Ohne Sie ${byCount(count, 'wartet der Gast', 'warten die Gäste')} darauf, dass jemand anderes übernimmt.`,
  unsent: (count) =>
    `${counted(count, 'Nachricht ist', 'Nachrichten sind')} noch nicht gesendet und ${byCount(count, 'ginge', 'gingen')} verloren.`,
  confirm: 'Abmelden',
}
