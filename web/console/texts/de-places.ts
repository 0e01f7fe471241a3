/** The German names of the console's places, and what is said on the way there. */
import type { PlaceId } from '../state/place.js'
import { counted } from './de-words.js'
import type { Texts } from './en.js'

const names: Record<PlaceId, string> = {
  desk: 'Chats',
  floor: 'Übersicht',
  past: 'Verlauf',
  setup: 'Einrichtung',
  account: 'Konto',
}

export const places: Texts['places'] = {
  label: 'Bereiche',
  name: (id) => names[id],
  waiting: (count) => `, ${counted(count, 'Sache wartet', 'Sachen warten')}`,
  loading: 'Wird geladen …',
  away: 'Nicht verbunden. Diese Seite erscheint, sobald Sie wieder verbunden sind.',
  outdated:
    'Diese Seite konnte nicht geladen werden, weil der Server aktualisiert wurde. Speichern Sie, woran Sie gerade schreiben, und laden Sie die Konsole neu.',
  broken:
    'Hier ist etwas schiefgegangen. Laden Sie die Konsole neu, um weiterzuarbeiten; was Sie an Gäste geschrieben haben, bleibt erhalten.',
  reload: 'Neu laden',
  nowhere: 'Hier ist nichts',
  nowhereMore: 'Die Adresse stimmt nicht, oder diese Seite ist nicht für Ihre Rolle gedacht.',
  toDesk: 'Zu Ihren Chats',
}
