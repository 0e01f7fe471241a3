/** The German names of the console's places, and what is said on the way there. */
import type { PlaceId } from '../state/place.js'
import { counted } from './de-words.js'
import type { Texts } from './en.js'

const names: Record<PlaceId, string> = { desk: 'Chats', floor: 'Übersicht', past: 'Verlauf', setup: 'Einrichtung' }

export const places: Texts['places'] = {
  label: 'Bereiche',
  name: (id) => names[id],
  waiting: (count) => `, ${counted(count, 'Sache wartet', 'Sachen warten')}`,
  loading: 'Wird geladen …',
  failed: 'Diese Seite konnte nicht geladen werden. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
  nowhere: 'Hier ist nichts',
  nowhereMore: 'Die Adresse stimmt nicht, oder diese Seite ist nicht für Ihre Rolle gedacht.',
  toDesk: 'Zu Ihren Chats',
}
