/** The German texts about keys. */
import type { Texts } from './en.js'

export const help: Texts['help'] = {
  title: 'Tastenkürzel',
  everywhere: 'Überall',
  inMessages: 'Beim Schreiben an einen Gast',
  keys: [
    { keys: ['Alt', 'A'], does: 'Älteste Anfrage annehmen' },
    { keys: ['Alt', 'D'], does: 'Älteste Anfrage ablehnen' },
    { keys: ['Alt', '1 … 9'], does: 'Zu einem Chat nach seinem Platz in der Liste' },
    { keys: ['Alt', '↑ ↓'], does: 'Zum Chat darüber oder darunter' },
    { keys: ['Alt', 'T'], does: 'Chat übergeben' },
    { keys: ['Alt', 'I'], does: 'Jemanden zum Chat dazuholen' },
    { keys: ['Alt', 'H'], does: 'Die Teamleitung um Hilfe bitten' },
    { keys: ['Alt', 'S'], does: 'Status wählen' },
    { keys: ['Strg', 'K'], does: 'Suchen oder etwas nach seinem Namen tun' },
    { keys: ['Alt', 'E'], does: 'Chat beenden, oder schließen, wenn er beendet ist' },
    { keys: ['Esc'], does: 'Schließen, was offen ist' },
    { keys: ['?'], does: 'Diese Liste zeigen' },
  ],
  writing: [
    { keys: ['/', '/'], does: 'Einen Textbaustein zum Einfügen suchen' },
    { keys: ['Alt', 'Q'], does: 'Dasselbe an jeder Stelle' },
    { keys: ['Enter'], does: 'Nachricht senden' },
    { keys: ['Umschalt', 'Enter'], does: 'Neue Zeile beginnen' },
  ],
}
