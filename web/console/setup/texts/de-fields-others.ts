/** The German words of the other forms. */
import type { Texts } from './en.js'

export const organizations: Texts['fields']['organizations'] = {
  name: { label: 'Name', help: 'Wie Ihre Organisation heißt.' },
  demo: {
    label: 'Das ist eine Vorführung',
    help: 'Beim ersten Start angelegt, mit Kennwörtern, die alle kennen: Nur auf diesem Rechner erreichbar. Schalten Sie das aus, wenn die Kennwörter Ihre eigenen sind.',
  },
}

export const deployments: Texts['fields']['deployments'] = {
  name: { label: 'Name', help: 'Etwa „Laden“ oder „iPhone-App“.' },
  allowedOrigins: {
    label: 'Seiten, die chatten dürfen',
    help: 'Eine Adresse je Zeile, ohne Pfad: https://laden.example.com oder https://*.example.com. Leer: alle Seiten. Apps brauchen keine.',
  },
  connectionWarningS: {
    label: 'Dem Team sagen, dass ein Gast weg ist, nach',
    none: 'Wie auf dem Server eingestellt',
  },
  connectionTimeoutS: {
    label: 'Einen Gast aufgeben nach',
    help: 'So lange darf der Gast nicht zu erreichen sein. Länger als die Zeit davor.',
    none: 'Wie auf dem Server eingestellt',
  },
  windowTitle: { label: 'Titel des Fensters' },
  transcriptSave: { label: 'Gäste dürfen das Gesagte speichern' },
  oneMessagePerResponse: {
    label: 'Eine Nachricht je Antwort',
    help: 'Für alte Programme, die nur die erste Nachricht einer Antwort lesen und die anderen verlieren.',
  },
}

export const quickTexts: Texts['fields']['quick-texts'] = {
  name: { label: 'Name', help: 'Wie ihn das Team in der Liste sieht.' },
  message: {
    label: 'Wortlaut',
    help: '{!User_FirstName}, {!User_LastName} und {!LiveAgent_VisitorName} stehen für die Namen der Person und des Gastes.',
  },
  shortcut: { label: 'Kürzel', help: 'Was nach // getippt wird. Buchstaben, Ziffern, Punkte und Bindestriche.' },
  category: { label: 'Steht unter', help: 'Etwa „Begrüßungen“.' },
  buttonIds: { label: 'Nur in Chats von', help: 'Keine: in allen Chats.' },
  enabled: { label: 'Wird dem Team angeboten' },
}

export const sensitiveDataRules: Texts['fields']['sensitive-data-rules'] = {
  name: { label: 'Name', help: 'Steht im Chat, wenn die Regel etwas verborgen hat, etwa „Kartennummer“.' },
  pattern: {
    label: 'Wonach gesucht wird',
    help: 'Ein regulärer Ausdruck wie in JavaScript, ohne Blick voraus oder zurück und ohne Rückbezüge. Probieren Sie ihn unten aus.',
  },
  action: {
    label: 'Was geschieht',
    options: {
      replace: ['Ersetzen', 'Ein anderer Wortlaut kommt an die Stelle.'],
      remove: ['Entfernen', 'Nichts bleibt übrig.'],
    },
  },
  replacement: { label: 'Ersatz', help: 'Etwa ****.' },
  enabled: { label: 'Wird angewendet' },
  forVisitors: { label: 'Auf das, was Gäste schreiben' },
  forAgents: { label: 'Auf das, was das Team schreibt' },
  forSupervisors: { label: 'Auf das, was die Teamleitung flüstert' },
  priority: { label: 'Reihenfolge', help: 'Regeln mit kleineren Zahlen kommen zuerst.' },
}

export const blockingRules: Texts['fields']['blocking-rules'] = {
  name: { label: 'Name' },
  fromAddress: { label: 'Netzwerkadresse', help: 'IPv4 oder IPv6, etwa 192.0.2.1.' },
  toAddress: {
    label: 'Bis zur Adresse',
    help: 'Alles von der ersten bis zu dieser ist gesperrt. Leer: nur die erste.',
  },
  description: { label: 'Warum', help: 'Für die Administration.' },
  owner: {
    label: 'Gesperrt von',
    options: { admin: ['Der Administration'], agent: ['Dem Team', 'Aus einem Chat heraus.'] },
  },
}
