/** The German texts of hand-overs and conferences. */
import type { Handover } from '../../../src/agent-api/handovers.js'
import { counted, listed } from './de-words.js'
import type { Texts } from './en.js'

const kinds: Record<Handover['to']['type'], string> = {
  ...{ agent: 'Team', button: 'Chat-Schaltflächen', skill: 'Fähigkeiten', queue: 'Warteschlangen' },
}

export const handOver: Texts['handOver'] = {
  title: (type, visitor) =>
    type === 'transfer' ? `Chat mit ${visitor} übergeben` : `Jemanden zum Chat mit ${visitor} dazuholen`,
  search: (type) => (type === 'transfer' ? 'Wer soll übernehmen?' : 'Wer soll dazukommen?'),
  placeholder: (type) => (type === 'transfer' ? 'Name, Fähigkeit oder Warteschlange' : 'Name oder Fähigkeit'),
  kind: (kind) => kinds[kind],
  loading: 'Es wird nachgesehen, wer da ist …',
  nobody: 'Niemand mit diesem Namen.',
  failed: 'Der Server ist nicht erreichbar. Neuer Versuch …',
  colleague: (status, free) => {
    if (status !== 'online') return status === 'away' ? 'Abwesend' : 'Offline'
    return free > 0 ? `${counted(free, 'Platz', 'Plätze')} frei` : 'Ausgelastet'
  },
  line: (online, waiting) => {
    if (online === 0) return 'Niemand online'
    return waiting === 0 ? `${online} online` : `${online} online, ${waiting} wartend`
  },
  change: 'Ändern',
  note: (kind) => (kind === 'agent' ? 'Notiz (nur für diese Person sichtbar)' : 'Notiz (nur für Ihr Team sichtbar)'),
  what: (type, kind, visitor) => {
    if (type === 'conference') return `${visitor} erfährt, wenn die Person dazukommt.`
    return kind === 'agent'
      ? 'Sie führen den Chat weiter, bis die Person annimmt.'
      : `${visitor} wartet, bis jemand annimmt. Nimmt niemand an, kommt der Chat zu Ihnen zurück.`
  },
  confirm: (type) => (type === 'transfer' ? 'Übergeben' : 'Dazuholen'),
  asking: 'Wird gefragt …',
  pending: ({ type, to }, visitor) => {
    if (type === 'conference') return `${to.name} soll dazukommen, Antwort steht aus`
    return to.type === 'agent' ? `${to.name} soll übernehmen, Antwort steht aus` : `${visitor} wartet auf ${to.name}`
  },
  left: (seconds) => `noch ${seconds}\u00a0s`,
  takeBack: (type) => (type === 'transfer' ? 'Zurücknehmen' : 'Abbrechen'),
  takeBackLong: ({ type, to }) =>
    type === 'transfer' ? `Übergabe an ${to.name} zurücknehmen` : `Einladung an ${to.name} zurücknehmen`,
  offered: ({ type, from }) =>
    type === 'transfer' ? `${from.name} übergibt an Sie` : `${from.name} bittet Sie dazuzukommen`,
  decidedBy: (name) => `${name} hat das entschieden.`,
  wanted: (name) => `${name} möchte, dass Sie das übernehmen`,
  join: 'Dazukommen',
  joinLong: (visitor) => `Zum Chat mit ${visitor} dazukommen`,
  with: (others) => `mit ${listed(others.map(({ name }) => name))}`,
  leave: {
    title: (visitor) => `Chat mit ${visitor} verlassen?`,
    text: (others) => `Ohne Sie geht es weiter mit ${listed(others.map(({ name }) => name))}.`,
    confirm: 'Chat verlassen',
  },
}
