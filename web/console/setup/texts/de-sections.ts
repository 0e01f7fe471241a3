/** What there is to set up, in German. */
import type { Texts } from './en.js'

export const groups: Texts['groups'] = {
  people: 'Menschen',
  routing: 'Wer was beantwortet',
  websites: 'Woher Gäste kommen',
  chats: 'In Chats',
  organization: 'Organisation',
}

export const sections: Texts['sections'] = {
  agents: {
    name: 'Team',
    create: 'Neues Teammitglied',
    about: 'Wer mit Gästen chattet, das Team leitet oder diese Seiten ändert.',
    empty: 'Noch kann niemand antworten. Legen Sie alle an, die es sollen.',
    parts: { who: 'Wer es ist', chats: 'Die Chats' },
  },
  'agent-configurations': {
    name: 'Profile',
    create: 'Neues Profil',
    about: 'Was das Team darf und wie es von etwas erfährt.',
    empty: 'Ohne Profil ist das Übliche erlaubt. Legen Sie eines an, um mehr oder weniger zu erlauben.',
    parts: {
      general: 'Allgemein',
      requests: 'Anfragen',
      rights: 'Was im Chat erlaubt ist',
      'handing-over': 'Chats übergeben',
      telling: 'Wie man von etwas erfährt',
      supervised: 'Was die Teamleitung darf',
      supervisors: 'Für eine Teamleitung mit diesem Profil',
    },
  },
  'presence-statuses': {
    name: 'Status',
    create: 'Neuer Status',
    about: 'Was das Team außer „online“ und „abwesend“ von sich sagen kann.',
    empty: 'Man ist online, abwesend oder offline. Legen Sie eigene Status an, etwa „In einer Besprechung“.',
    parts: { general: 'Status' },
  },
  'decline-reasons': {
    name: 'Ablehnungsgründe',
    create: 'Neuer Grund',
    about: 'Warum eine Anfrage abgelehnt wird, zur Auswahl.',
    empty: 'Abgelehnt wird ohne Grund. Legen Sie Gründe an und nehmen Sie sie dann in ein Profil auf.',
    parts: { general: 'Grund' },
  },
  buttons: {
    name: 'Chat-Schaltflächen',
    create: 'Neue Schaltfläche',
    about: 'Die Eingänge, durch die Gäste kommen, und wer ihnen antwortet.',
    empty: 'Gäste kommen durch eine Schaltfläche herein. Legen Sie die erste an.',
    parts: {
      general: 'Schaltfläche',
      who: 'Wer antwortet, und wann',
      waiting: 'Wenn alle beschäftigt sind',
      offering: 'Wie das Team gefragt wird',
      chat: 'Im Chat',
      window: 'Das Fenster des Gastes',
    },
  },
  queues: {
    name: 'Warteschlangen',
    create: 'Neue Warteschlange',
    about: 'Wer gemeinsam antwortet, unabhängig von Fähigkeiten.',
    empty:
      'Fassen Sie zusammen, wer dieselben Anfragen beantwortet, und lassen Sie eine Schaltfläche sie dorthin schicken.',
    parts: { general: 'Warteschlange' },
  },
  skills: {
    name: 'Fähigkeiten',
    create: 'Neue Fähigkeit',
    about: 'Womit sich das Team auskennt, damit Anfragen an die Richtigen kommen.',
    empty: 'Ohne Fähigkeiten dürfen alle alles beantworten. Legen Sie eine für alles an, was nicht alle wissen.',
    parts: { general: 'Fähigkeit' },
  },
  'business-hours': {
    name: 'Öffnungszeiten',
    create: 'Neue Öffnungszeiten',
    about: 'Wann Anfragen angenommen werden, mit Feiertagen.',
    empty: 'Schaltflächen ohne Öffnungszeiten sind verfügbar, sobald jemand da ist.',
    parts: { general: 'Öffnungszeiten', week: 'Die Woche', holidays: 'Besondere Tage' },
  },
  deployments: {
    name: 'Websites und Apps',
    create: 'Neue Website oder App',
    about: 'Woher Gäste kommen.',
    empty: 'Jedes Programm nennt, wozu es gehört. Legen Sie für jede Website und jede App etwas an.',
    parts: {
      general: 'Website oder App',
      contact: 'Wenn ein Gast nicht zu erreichen ist',
      window: 'Das Fenster des Gastes',
    },
  },
  invitations: {
    name: 'Einladungen',
    create: 'Neue Einladung',
    about: 'Angebote zum Chat, die auf einer Seite von selbst erscheinen.',
    empty: 'Eine Einladung erscheint von selbst, etwa wenn jemand schon eine Weile auf einer Seite ist.',
    parts: {
      general: 'Einladung',
      invitation: 'Wie sie erscheint',
      who: 'Wer antwortet, und wann',
      waiting: 'Wenn alle beschäftigt sind',
      offering: 'Wie das Team gefragt wird',
      chat: 'Im Chat',
      window: 'Das Fenster des Gastes',
    },
  },
  'quick-texts': {
    name: 'Textbausteine',
    create: 'Neuer Textbaustein',
    about: 'Antworten, die man einfügt, statt sie zu schreiben.',
    empty: 'Schreiben Sie Antworten, die immer wieder gebraucht werden, einmal auf.',
    parts: { general: 'Textbaustein' },
  },
  'sensitive-data-rules': {
    name: 'Vertrauliche Daten',
    create: 'Neue Regel',
    about: 'Was nicht aufbewahrt oder gezeigt werden darf, etwa Kartennummern: Es wird vor allem anderen ersetzt.',
    empty: 'Noch wird nichts verborgen. Legen Sie eine Regel für das an, was nicht aufbewahrt werden darf.',
    parts: { general: 'Regel', whose: 'Wo sie gilt' },
  },
  'blocking-rules': {
    name: 'Gesperrte Gäste',
    create: 'Neue Sperre',
    about: 'Netzwerkadressen, von denen kein Chat zustande kommt.',
    empty: 'Niemand ist gesperrt.',
    parts: { general: 'Wer gesperrt ist' },
  },
  organization: {
    name: 'Organisation',
    create: 'Neue Organisation',
    about: 'Wer hier chattet.',
    empty: 'Es gibt immer eine.',
    parts: { general: 'Organisation' },
  },
}
