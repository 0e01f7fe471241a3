/** The German texts around the chats: the bar, the lists, and what is shown when no chat is. */
import type { PresenceStatus } from '../../../src/agent-api/presence.js'
import type { DesktopAbout, Theme } from '../state/preferences.js'
import { byCount, counted, long, short, wholeNumber } from './de-words.js'
import type { Texts } from './en.js'

const statuses: Record<PresenceStatus, string> = { online: 'Online', away: 'Abwesend', offline: 'Offline' }
const themeNames: Record<Theme, string> = { system: 'System', light: 'Hell', dark: 'Dunkel' }
const desktopAbouts: Record<DesktopAbout, string> = { requests: 'Anfragen', all: 'auch Nachrichten' }

export const connection: Texts['connection'] = {
  region: 'Verbindung',
  lost: 'Nicht verbunden.',
  tryingIn: (seconds) => `Nächster Versuch in ${seconds}\u00a0s.`,
  tryingNow: 'Neuer Versuch …',
  safe: 'Was Sie schreiben, bleibt erhalten und wird später gesendet.',
  retry: 'Jetzt versuchen',
}

export const status: Texts['status'] = {
  legend: 'Ihr Status',
  name: (status) => statuses[status],
  about: (status) => (status === 'online' ? 'erhält Anfragen' : 'erhält keine Anfragen'),
}

export const account: Texts['account'] = {
  open: 'Konto und Einstellungen:',
  title: 'Konto und Einstellungen',
  theme: 'Design',
  themeName: (theme) => themeNames[theme],
  sound: 'Ton bei neuen Anfragen',
  volume: 'Lautstärke',
  percent: (percent) => `${wholeNumber.format(percent)}\u00a0%`,
  trySound: 'Anhören',
  desktop: 'Mitteilungen auf dem Desktop',
  desktopAbout: 'Melden',
  desktopAboutName: (about) => desktopAbouts[about],
  desktopDenied:
    'Ihr Browser erlaubt sie nicht. Sie können das dort ändern, wo er die Berechtigungen dieser Seite verwaltet.',
  own: 'Anmeldungen und Passwort',
  shortcuts: 'Tastenkürzel',
  logOut: 'Abmelden',
  capacity: (capacity) => `Bis zu ${counted(capacity, 'Chat', 'Chats')} gleichzeitig`,
  role: { agent: 'Beratung', supervisor: 'Teamleitung', administrator: 'Administration' },
}

export const requests: Texts['requests'] = {
  title: 'Anfragen',
  count: (count) => counted(count, 'Anfrage', 'Anfragen'),
  none: { online: 'Zurzeit keine Anfragen.', away: 'Sie sind abwesend.', offline: 'Sie sind offline.' },
  waiting: (ms) => `Wartet seit ${short(ms)}`,
  asked: (ms) => `Angefragt vor ${short(ms)}`,
  listed: 'Wer zuerst annimmt, übernimmt',
  accept: 'Annehmen',
  accepting: 'Wird angenommen …',
  decline: 'Ablehnen',
  acceptFrom: (name) => `Anfrage von ${name} annehmen`,
  declineFrom: (name) => `Anfrage von ${name} ablehnen`,
  secondsLeft: (seconds) => `Noch ${counted(seconds, 'Sekunde', 'Sekunden')} für die Antwort`,
}

export const chats: Texts['chats'] = {
  title: 'Chats',
  load: (open, capacity) => `${open} von ${capacity}`,
  loadLong: (open, capacity) => `${open} von ${capacity} Chats belegt`,
  none: 'Noch keine Chats.',
  you: 'Sie:',
  by: (name) => `${name}:`,
  critical: 'Jetzt antworten',
  handover: (type) => (type === 'transfer' ? 'Wird übergeben' : 'Holt jemanden dazu'),
  flagged: 'Hilfe erbeten',
  draft: 'Entwurf:',
  typing: 'schreibt …',
  away: 'Abwesend',
  awayLong: 'Der Gast hat sich seit einer Weile nicht gemeldet',
  ended: 'Beendet',
  notSent: 'Nicht gesendet',
  unread: (count) => counted(count, 'ungelesene Nachricht', 'ungelesene Nachrichten'),
  file: (name) => `Datei: ${name}`,
  waitingFor: (ms) => `Wartezeit auf Ihre Antwort: ${long(ms)}`,
  noMessages: 'Noch keine Nachrichten',
}

export const empty: Texts['empty'] = {
  online: { title: 'Alles ruhig', text: 'Sie sind online. Neue Anfragen erscheinen, sobald jemand schreibt.' },
  away: { title: 'Sie sind abwesend', text: 'Gehen Sie online, um Anfragen zu erhalten.' },
  offline: { title: 'Sie sind offline', text: 'Gehen Sie online, um Anfragen zu erhalten.' },
  goOnline: 'Online gehen',
  waiting: (count) => ({
    title: byCount(count, 'Jemand wartet', `${wholeNumber.format(count)} Personen warten`),
    text: 'Nehmen Sie eine Anfrage an, um den Chat zu beginnen.',
  }),
  choose: { title: 'Wählen Sie einen Chat', text: 'Wählen Sie einen aus der Liste, um zu lesen und zu antworten.' },
}
