/** The German texts of the way in and out. */
import { byCount, counted, long } from './de-words.js'
import type { Texts } from './en.js'

export const logIn: Texts['logIn'] = {
  title: 'Bei Parley anmelden',
  lead: 'Antworten Sie den Menschen, die Ihre Website besuchen.',
  username: 'Benutzername',
  password: 'Passwort',
  showPassword: 'Passwort anzeigen',
  submit: 'Anmelden',
  sending: 'Anmeldung läuft …',
  expired: 'Ihre Sitzung ist abgelaufen. Melden Sie sich wieder an; was Sie geschrieben hatten, ist noch da.',
  left: 'Sie sind abgemeldet.',
  problem: (problem, secondsLeft) => {
    switch (problem.kind) {
      case 'incomplete':
        return 'Geben Sie Ihren Benutzernamen und Ihr Passwort ein.'
      case 'wrong':
        return 'Benutzername und Passwort passen nicht zusammen. Prüfen Sie beide und versuchen Sie es noch einmal.'
      case 'wait':
        return secondsLeft > 0
          ? `Zu viele Versuche. Nächster Versuch möglich in: ${long(secondsLeft * 1_000)}.`
          : 'Sie können es jetzt wieder versuchen.'
      case 'unreachable':
        return 'Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.'
      case 'refused':
        return problem.detail || 'Der Server hat die Anmeldung abgelehnt. Wenden Sie sich an Ihre Administration.'
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
