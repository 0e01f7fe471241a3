/** The German texts of past chats. */
import type { PastEndReason } from '../../../../src/agent-api/past-chats.js'
import { counted, fullTime, listed, locale } from '../../texts/de-words.js'
import { fileSize } from '../../texts/file-size.js'
import type { Failure } from '../past-search.js'
import type { Period } from '../query.js'
import type { PastTexts } from './en.js'

const size = fileSize(locale)

const reasons: Record<PastEndReason, string> = {
  agent: 'Vom Team beendet',
  blocked: 'Gast gesperrt',
  visitor: 'Vom Gast beendet',
  'visitor-idle': 'Gast zu lange still',
  'visitor-lost': 'Verbindung zum Gast verloren',
  'agents-unavailable': 'Niemand mehr da',
  refused: 'Niemand war da',
}

const periods: Record<Period, string> = { today: 'Heute', '7-days': 'Letzte 7 Tage', '30-days': 'Letzte 30 Tage' }

const failures: Record<Failure, string> = {
  unreachable: 'Der Server antwortet nicht. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
  busy: 'Der Server ist ausgelastet. Versuchen Sie es gleich noch einmal.',
  'too-slow': 'Diese Suche dauerte zu lange und wurde aufgegeben. Wählen Sie eine kürzere Zeit oder seltenere Wörter.',
  'no-words': 'In Ihrer Suche steht kein Wort.',
  'too-many-words': 'Das sind zu viele Wörter. Suchen Sie nach höchstens 20.',
  'not-allowed': 'Diesen Chat gibt es nicht, oder Sie dürfen ihn nicht lesen.',
  refused: 'Danach kann der Server nicht suchen.',
}

export const de: PastTexts = {
  search: 'Vergangene Chats durchsuchen',
  placeholder: 'Wörter, „eine Wendung“, -ohne, ein Name',
  time: 'Zeit',
  anyTime: 'Jederzeit',
  periodName: (period) => periods[period],
  ownRange: 'Eigener Zeitraum …',
  from: 'Von',
  to: 'Bis',
  reason: 'Ende',
  anyReason: 'Jedes Ende',
  reasonName: (reason) => reasons[reason],
  order: 'Reihenfolge',
  newest: 'Neueste zuerst',
  relevance: 'Beste Treffer zuerst',
  chip: {
    visitor: (name) => `Gast: ${name}`,
    agentId: (name) => `Team: ${name}`,
    buttonId: (name) => `Über: ${name}`,
  },
  remove: (filter) => `Filter entfernen: ${filter}`,
  clear: 'Alle entfernen',
  results: 'Vergangene Chats',
  searching: 'Es wird gesucht …',
  found: (count, isAll) => (isAll ? counted(count, 'Chat', 'Chats') : `Die ersten ${count} Chats`),
  nothing: 'Kein Chat passt',
  nothingMore: 'Ein Wort findet alle, die damit beginnen. Versuchen Sie weniger oder kürzere Wörter.',
  loosen: 'Oder verlangen Sie weniger:',
  loosening: {
    time: 'Aus jeder Zeit',
    reason: 'Mit jedem Ende',
    visitor: 'Von jedem Gast',
    agentId: 'Von allen im Team',
    buttonId: 'Über alles',
    quotes: 'Wörter für sich',
    without: 'Ohne etwas auszuschließen',
  },
  none: 'Noch keine vergangenen Chats',
  noneMore: 'Ein Chat steht hier etwa eine halbe Sekunde nach seinem Ende.',
  failed: (why) => failures[why],
  more: 'Mehr zeigen',
  moreLoading: 'Wird geladen …',
  moreFailed: 'Die nächsten Chats konnten nicht geladen werden.',
  messages: (count) => counted(count, 'Nachricht', 'Nachrichten'),
  nobody: 'Niemand',
  withAgents: (names) => `mit ${listed(names)}`,
  visitorSaid: 'Gast:',
  agentSaid: 'Team:',
  answered: (label) => `${label}:`,
  noWords: 'Der Gast schrieb nichts.',
  pick: 'Wählen Sie einen Chat, um ihn zu lesen',
  pickMore:
    'Bewegen Sie sich mit ↑ und ↓ oder J und K, öffnen Sie mit der Eingabetaste. Im Chat geht N zur nächsten Stelle, Umschalt N zu der davor.',
  matches: 'Stellen in diesem Chat',
  match: (current, count, isAll) =>
    count === 0 ? 'Nicht in den Nachrichten' : `${current} von ${count}${isAll ? '' : '+'}`,
  matchNext: 'Nächste Stelle (N)',
  matchBefore: 'Stelle davor (Umschalt N)',
  reading: (name) => `Vergangener Chat mit ${name}`,
  loadingChat: 'Der Chat wird geladen …',
  back: 'Zurück zu den Treffern',
  keys: {
    search: 'Vergangene Chats durchsuchen',
    move: 'Zum nächsten oder vorigen Treffer gehen',
    read: 'Den Chat lesen',
    next: 'Zur nächsten Stelle gehen, die im Chat gefunden wurde',
    before: 'Zur Stelle davor gehen',
    back: 'Den Chat verlassen, der gelesen wird',
  },
  of: (at) => fullTime.format(at),
  onlyVisitor: (name) => `Nur Chats mit ${name}`,
  onlyAgent: (name) => `Nur Chats von ${name}`,
  onlyButton: (name) => `Nur Chats über ${name}`,
  export: (format) => `Als ${format} speichern`,
  exporting: ({ chats, bytes }) => `Wird gespeichert … ${counted(chats, 'Chat', 'Chats')}, ${size(bytes)}`,
  exportStop: 'Abbrechen',
  exported: ({ chats, bytes }) => `Gespeichert: ${counted(chats, 'Chat', 'Chats')}, ${size(bytes)}.`,
  exportFailed: 'Das Speichern brach ab. Es gibt keine Datei.',
  exportBusy: 'Andere speichern gerade. Versuchen Sie es in einer Minute noch einmal.',
  exportMore: 'Gespeichert wird alles, was gefunden wird, wie viel es auch ist. Festgehalten wird, wer speichert.',
}
