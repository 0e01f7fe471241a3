/** The German words of the forms about those who talk to visitors. */
import type { Texts } from './en.js'

const order = { label: 'Platz in Listen', help: 'Kleinere Zahlen kommen zuerst.' }

export const agents: Texts['fields']['agents'] = {
  name: { label: 'Name', help: 'Wie Gäste ihn sehen.' },
  username: { label: 'Benutzername', help: 'Damit meldet sich die Person an, etwa mit ihrer E-Mail-Adresse.' },
  role: {
    label: 'Rolle',
    options: {
      agent: ['Team', 'Chattet mit Gästen.'],
      supervisor: ['Teamleitung', 'Sieht auch die Übersicht, hilft im Chat und liest den Verlauf.'],
      administrator: ['Administration', 'Ändert auch alles auf diesen Seiten.'],
    },
  },
  active: {
    label: 'Darf sich anmelden',
    help: 'Ausgeschaltet ist die Person sofort abgemeldet, ihre Chats gehen an andere, und nichts von ihr wird gelöscht.',
  },
  capacity: {
    label: 'Chats gleichzeitig',
    unit: 'Chats',
    help: 'So viele Chats hat die Person höchstens, wenn ihr Profil nichts anderes sagt.',
  },
  skillIds: {
    label: 'Fähigkeiten',
    help: 'Womit sich die Person auskennt. Danach wird gesucht, wer eine Anfrage beantworten kann.',
  },
  configurationId: {
    label: 'Profil',
    help: 'Was die Person darf und wie sie von etwas erfährt.',
    none: 'Das übliche',
  },
}

export const configurations: Texts['fields']['agent-configurations'] = {
  name: { label: 'Name' },
  capacity: {
    label: 'Chats gleichzeitig',
    unit: 'Chats',
    help: 'Für alle mit diesem Profil.',
    none: 'Wie bei jeder Person angegeben',
  },
  customAgentName: {
    label: 'Name, den Gäste sehen',
    help: 'Etwa „Kundendienst“, wenn die Schaltfläche keinen eigenen hat. Leer: der Name der Person.',
  },
  autoGreeting: {
    label: 'Begrüßung',
    help: 'Wird von selbst gesendet, wenn ein Chat angenommen wird und die Schaltfläche keine eigene hat. Leer: keine.',
  },
  greetingAfterTransfer: {
    label: 'Nach einer Übergabe noch einmal begrüßen',
    help: 'Die Begrüßung wird auch gesendet, wenn ein Chat aus dem Team kommt.',
  },
  awayOnDecline: {
    label: 'Abwesend nach dem Ablehnen',
    help: 'Wer eine Anfrage ablehnt, bekommt keine mehr, bis die Person wieder da ist.',
  },
  awayOnPushTimeout: {
    label: 'Abwesend, wenn keine Antwort kommt',
    help: 'Wer eine Anfrage verstreichen lässt, bekommt keine mehr, bis die Person wieder da ist.',
  },
  declineReasonIds: {
    label: 'Gründe für das Ablehnen',
    help: 'Einer davon wird beim Ablehnen gewählt. Keine: Es wird nicht gefragt.',
  },
  sneakPeek: { label: 'Sehen, was der Gast gerade schreibt', help: 'Bevor es gesendet ist.' },
  fileTransfer: { label: 'Gäste um Dateien bitten' },
  visitorBlocking: { label: 'Gäste sperren', help: 'Von ihrer Netzwerkadresse kommt kein Chat mehr zustande.' },
  conferencing: { label: 'Jemanden zu einem Chat dazuholen' },
  assistanceFlag: { label: 'Die Teamleitung um Hilfe bitten' },
  transferToAgents: { label: 'An Personen' },
  transferToSkills: { label: 'An alle mit einer Fähigkeit' },
  transferSkillIds: { label: 'Welche Fähigkeiten', help: 'Keine: alle Fähigkeiten.' },
  transferToButtons: { label: 'An alle hinter einer Schaltfläche' },
  transferButtonIds: { label: 'Welche Schaltflächen', help: 'Keine: alle Schaltflächen.' },
  requestSound: { label: 'Ein Ton bei jeder Anfrage' },
  disconnectSound: { label: 'Ein Ton, wenn die Verbindung abbricht' },
  notifications: {
    label: 'Mitteilungen auf dem Bildschirm',
    help: 'Jede Person muss sie noch im Browser erlauben.',
  },
  criticalWaitS: {
    label: 'Warnen, wenn ein Gast auf Antwort wartet',
    help: 'Nach dieser Zeit ohne ein Wort wird der Chat hervorgehoben.',
    none: 'Keine Warnung',
  },
  monitoring: { label: 'Die Teamleitung darf zusehen' },
  whispering: { label: 'Die Teamleitung darf flüstern', help: 'Gäste sehen davon nichts.' },
  agentSneakPeek: { label: 'Die Teamleitung sieht, was gerade geschrieben wird', help: 'Noch vor dem Senden.' },
  supervisedSkillIds: {
    label: 'Wen sie leitet',
    help: 'Alle mit einer dieser Fähigkeiten. Keine: das ganze Team.',
  },
  supervisorStatusFilter: {
    label: 'Wer zuerst gezeigt wird',
    none: 'Alle',
    options: { online: ['Online'], away: ['Abwesend'], offline: ['Offline'] },
  },
  supervisorButtonFilterId: { label: 'Schaltfläche, die zuerst gezeigt wird', none: 'Alle' },
  supervisorSkillFilterId: { label: 'Fähigkeit, die zuerst gezeigt wird', none: 'Alle' },
}

export const statuses: Texts['fields']['presence-statuses'] = {
  name: { label: 'Name', help: 'Wie ihn das Team sieht, etwa „In einer Besprechung“.' },
  takesChats: {
    label: 'Bekommt neue Chats',
    help: 'Ausgeschaltet heißt beschäftigt: Die Person behält ihre Chats und bekommt keine neuen.',
  },
  order,
}

export const reasons: Texts['fields']['decline-reasons'] = {
  name: { label: 'Grund', help: 'Wie ihn das Team sieht, etwa „Falsches Thema“.' },
  order,
}
