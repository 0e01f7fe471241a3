/** The German texts of the floor. */
import type { PresenceStatus } from '../../../../src/agent-api/presence.js'
import type { FloorQueue } from '../../../../src/agent-api/supervision/floor-messages.js'
import { counted, listed, long, percent, short, wholeNumber } from '../../texts/de-words.js'
import type { Urgency } from '../state/floor-rows.js'
import type { AgentSort, ChatKind, ChatSort, Period } from '../state/floor-view.js'
import type { FloorTexts } from './en.js'

const kinds: Record<FloorQueue['kind'], string> = {
  button: 'Chat-Schaltfläche',
  skill: 'Fähigkeit',
  queue: 'Warteschlange',
}
const statuses: Record<PresenceStatus, string> = { online: 'Online', away: 'Abwesend', offline: 'Offline' }
const chatKinds: Record<ChatKind, string> = {
  ...{ flagged: 'Bittet um Hilfe', critical: 'Wartet zu lange', waiting: 'Wartet', running: 'Im Gespräch' },
}
const chatSorts: Record<ChatSort, string> = {
  ...{ urgency: 'Dringendste zuerst', unanswered: 'Am längsten ohne Antwort', duration: 'Älteste zuerst' },
  ...{ visitor: 'Nach Gast', agent: 'Nach Agent' },
}
const agentSorts: Record<AgentSort, string> = {
  ...{ name: 'Nach Name', status: 'Nach Status', load: 'Am meisten ausgelastet', since: 'Am längsten im Status' },
}

/** To the second: rounded to minutes, a minute and a half would look like a minute. */
const goal = (seconds: number): string =>
  seconds % 60 === 0 ? short(seconds * 1000) : `${wholeNumber.format(seconds)}\u00a0s`
const goalLong = (seconds: number): string =>
  seconds % 60 === 0 ? long(seconds * 1000) : counted(seconds, 'Sekunde', 'Sekunden')

export const de: FloorTexts = {
  title: 'Übersicht',
  search: 'Gäste, Agenten, Fähigkeiten finden',
  searchKeys: 'In der Übersicht suchen (/)',
  wall: 'Wandanzeige',
  wallKeys: 'Groß anzeigen, für einen Bildschirm an der Wand (F)',
  leaveWall: 'Wandanzeige beenden',
  denied: 'Die Übersicht ist für Teamleitungen',
  deniedMore: 'Sie betreuen gerade niemanden. Die Administration kann das ändern.',
  loading: 'Übersicht wird geladen …',
  lost: 'Keine Verbindung zur Übersicht. Was Sie sehen, kann veraltet sein.',
  sums: {
    region: 'Die Übersicht in Zahlen',
    waiting: 'Warten',
    waitingMore: (offered) => (offered === 0 ? 'keiner angeboten' : `${wholeNumber.format(offered)} angeboten`),
    longest: 'Am längsten',
    nobody: 'niemand wartet',
    running: 'Im Gespräch',
    runningMore: (open) => `${counted(open, 'Chat', 'Chats')} insgesamt`,
    agents: 'Agenten online',
    agentsMore: (away, free) => `${wholeNumber.format(free)} frei, ${wholeNumber.format(away)} weg`,
    help: 'Dringend',
    helpMore: (critical) => (critical === 0 ? 'niemand zu lange' : `${wholeNumber.format(critical)} warten zu lange`),
  },
  figures: {
    periods: { day: '24 Std.', hour: '60 Min.' } satisfies Record<Period, string>,
    periodLong: 'Aus welcher Zeit',
    serviceLevel: 'Servicegrad',
    share: percent,
    inTime: 'Rechtzeitig',
    within: (seconds) => `binnen ${goal(seconds)}`,
    withinShort: (seconds) => `≤ ${goal(seconds)}`,
    withinLong: 'Wie schnell ein Gast eine Antwort haben soll',
    serviceNow: (inTime, all, lost) =>
      all === 0
        ? 'noch keine Anfragen'
        : `${wholeNumber.format(inTime)} von ${wholeNumber.format(all)} rechtzeitig, ${wholeNumber.format(lost)} verloren`,
  },
  charts: {
    requests: 'Anfragen',
    requested: 'gestellt',
    accepted: 'angenommen',
    lost: 'verloren',
    answer: 'Zeit bis zur Annahme',
    mean: 'im Mittel',
    requestsNow: (asked, answered, lost) =>
      `${wholeNumber.format(asked)} gestellt, ${wholeNumber.format(answered)} angenommen, ${wholeNumber.format(lost)} verloren`,
    answerNow: (meanS, p90S) =>
      meanS === undefined || p90S === undefined
        ? 'noch nichts angenommen'
        : `im Mittel ${short(meanS * 1000)}, neun von zehn innerhalb von ${short(p90S * 1000)}`,
  },
  lines: {
    title: 'Warteschlangen',
    kind: (kind) => kinds[kind],
    waiting: 'Warten',
    longest: 'Längste',
    free: 'Frei',
    freeLong: 'Agenten online mit freiem Platz, von denen, die hier antworten',
    latelyLong: (seconds) =>
      `Binnen ${goalLong(seconds)} angenommen, von allen, die warteten; darunter: wie viele angenommen und wie viele verloren wurden`,
    freeOf: (free, online) => `${wholeNumber.format(free)} von ${wholeNumber.format(online)}`,
    said: (free, online) => `${wholeNumber.format(free)} von ${counted(online, 'Agent', 'Agenten')} online frei`,
    closed: 'Nimmt gerade keine Anfragen an',
    taken: (accepted, lost) =>
      lost === 0
        ? wholeNumber.format(accepted)
        : `${wholeNumber.format(accepted)}, ${wholeNumber.format(lost)} verloren`,
    none: 'Es ist nichts eingerichtet, wo Gäste anfragen könnten.',
    only: (name) => `Nur zeigen, was zu ${name} gehört`,
  },
  agents: {
    title: 'Agenten',
    sort: 'Reihenfolge der Agenten',
    sorts: agentSorts,
    status: 'Status der Agenten',
    anyStatus: 'Jeder Status',
    statusName: (status) => statuses[status],
    since: (ms) => `seit ${short(ms)}`,
    load: (load, capacity) => `${wholeNumber.format(load)} von ${wholeNumber.format(capacity)}`,
    loadLong: (load, capacity) => `${load} von ${counted(capacity, 'Platz', 'Plätzen')} belegt`,
    flagged: 'Bittet um Hilfe',
    skills: (names) => listed(names),
    none: 'Kein Agent passt.',
    set: (name) => `Status von ${name}`,
  },
  chats: {
    title: 'Chats',
    count: (count) => counted(count, 'Chat', 'Chats'),
    sort: 'Reihenfolge der Chats',
    sorts: chatSorts,
    all: 'Alle',
    kinds: chatKinds,
    which: 'Welche Chats',
    urgency: {
      ...{ flagged: 'Bittet um Hilfe', critical: 'Wartet zu lange', waiting: 'Wartet' },
      ...{ unanswered: 'Ohne Antwort', calm: 'Beantwortet' },
    } satisfies Record<Urgency, string>,
    offered: 'Angeboten',
    offeredTo: (name) => `${name} angeboten`,
    nobody: 'noch niemand',
    with: (names) => listed(names),
    lasts: (ms) => short(ms),
    silent: (ms) => `still seit ${short(ms)}`,
    none: 'Keine offenen Chats',
    noneMore: 'Sobald jemand um einen Chat bittet, sehen Sie ihn hier.',
    nothing: 'Kein Chat passt',
    nothingMore: 'Nehmen Sie einen Filter weg, um mehr zu sehen.',
    showAll: 'Alles zeigen',
    filters: 'Filter',
    quoted: (text) => `„${text}“`,
    without: (name) => `Filter entfernen: ${name}`,
  },
  watch: {
    region: (visitor) => `Mitlesen im Chat mit ${visitor}`,
    back: 'Zurück zur Übersicht',
    close: 'Nicht mehr mitlesen',
    loading: 'Chat wird geöffnet …',
    notThere: 'Diesen Chat gibt es nicht',
    notThereMore: 'Die Adresse ist falsch, oder der Chat ist lange her.',
    denied: 'Diesen Chat dürfen Sie nicht mitlesen',
    deniedMore: 'Sie betreuen den Agenten nicht, oder bei ihm darf nicht mitgelesen werden.',
    log: (visitor) => `Was mit ${visitor} gesprochen wird`,
    transcript: (visitor) => `Verlauf des Chats mit ${visitor}`,
    join: 'Dazukommen',
    joinLong: 'In diesem Chat mitreden; der Gast erfährt davon',
    goTo: 'In Ihren Chats öffnen',
    leave: 'Chat verlassen',
    give: 'Übergeben',
    offer: 'Anbieten …',
    lowerFlag: 'Bitte um Hilfe erledigt',
    end: 'Chat beenden',
    flag: (text) => (text === '' ? 'Der Agent bittet um Hilfe.' : `Der Agent bittet um Hilfe: ${text}`),
    critical: (ms) => `Der Gast wartet seit ${long(ms)} auf eine Antwort.`,
    waiting: (ms) => `Der Gast wartet auf einen Agenten, seit ${long(ms)}.`,
    ended: 'Dieser Chat ist zu Ende.',
    endedBy: (name) => `${name} hat diesen Chat beendet.`,
    details: 'Gast',
    who: 'In diesem Chat',
    inCharge: 'zuständig',
    talksAlong: 'redet mit',
    offered: 'wird gefragt',
    whisper: {
      label: (name) => `${name} etwas zuflüstern`,
      hint: 'Das lesen nur Agenten, der Gast nie.',
      send: 'Zuflüstern',
      sending: 'Wird gesendet …',
      nobody: 'Sobald ein Agent den Chat hat, können Sie ihm etwas zuflüstern.',
    },
  },
  give: {
    title: (visitor) => `Wer soll den Chat mit ${visitor} bekommen?`,
    search: 'Wer soll ihn bekommen?',
    placeholder: 'Agent, Fähigkeit, Chat-Schaltfläche oder Warteschlange',
    nobody: 'Niemand mit diesem Namen.',
    confirm: 'Chat übergeben',
    what: (name) => `${name} wird gefragt und sieht, dass Sie es entschieden haben.`,
    whatLine: (name) => `Wer für ${name} da ist, wird gefragt und sieht, dass Sie es entschieden haben.`,
  },
  end: {
    title: (visitor) => `Chat mit ${visitor} beenden?`,
    text: 'Für den Gast ist es, als hätte der Agent ihn beendet. Die Agenten im Chat erfahren, dass Sie es waren.',
    confirm: 'Chat beenden',
  },
  keys: {
    move: 'Zum nächsten oder vorigen Chat der Übersicht',
    open: 'Im Chat mitlesen',
    whisper: 'Dem Agenten etwas zuflüstern',
    search: 'In der Übersicht suchen',
    wall: 'Wandanzeige ein oder aus',
    back: 'Nicht mehr mitlesen, dann alles zeigen',
  },
  deeds: {
    help: 'Übersicht: nur Bitten um Hilfe',
    waiting: 'Übersicht: nur wer wartet',
    all: 'Übersicht: alles zeigen',
    wall: 'Übersicht: Wandanzeige',
  },
}
